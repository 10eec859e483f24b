/** Would this study run? Everything is done that comes before its first replication. */
import { precisionOf, warningTexts } from '../../study/prepare.js';
import { openStoredStudy, type StudySource } from '../open-study.js';
import type { StudyRequest } from '../study-request.js';
import type { TaskContext } from '../task.js';

export interface CheckStudyInput { source: StudySource; request: StudyRequest }

/** `planned`: replications of the base, with a precision the most. */
export interface CheckedStudy { planned: number; seed: string; assets: number; variants: number; warnings: string[] }

/** Errors: ValidationError with every problem, those of openStoredStudy, OUTCOME_UNKNOWN (of the precision). */
export async function run({ source, request }: CheckStudyInput, context: TaskContext): Promise<CheckedStudy> {
  const study = await openStoredStudy(context, source, request), precision = await precisionOf(study);
  return {
    planned: precision?.maxReplications ?? study.scenario.replications, seed: study.scenario.seed, assets: study.model.assets.length,
    variants: request.variants ? study.scenario.variants.length : 0, warnings: warningTexts(study),
  };
}
