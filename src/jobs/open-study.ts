/** A study of the store made ready to run: its files unpacked, read, checked with each other, compiled. */
import { ValidationError, type Problem } from '../errors.js';
import { checkScenario, readScenario } from '../model/read-scenario.js';
import { readModel } from '../model/read.js';
import type { StudyRecord } from '../store/records.js';
import { openStudy } from '../study/open.js';
import type { PreparedStudy } from '../study/prepare.js';
import { bundlePath } from './bundle.js';
import { problemInBundle } from './in-bundle.js';
import type { StudyRequest } from './study-request.js';
import type { TaskContext } from './task.js';

/** Versions that make a study. */
export type StudySource = Pick<StudyRecord, 'modelId' | 'modelVersion' | 'scenarioId' | 'scenarioVersion'>;

/** Throws ValidationError with every problem, VERSION_UNKNOWN, and what `assemble` throws. */
export async function openStoredStudy(context: TaskContext, source: StudySource, request: StudyRequest): Promise<PreparedStudy> {
  const modelPath = await bundlePath(context, 'model', source.modelId, source.modelVersion);
  const scenarioPath = await bundlePath(context, 'scenario', source.scenarioId, source.scenarioVersion);
  const { model, warnings: ofModel } = readModel(modelPath), { scenario, warnings: ofScenario } = readScenario(scenarioPath);
  const problems: Problem[] = [...ofModel, ...ofScenario, ...checkScenario(scenario, model)];
  if (problems.some((p) => p.severity === 'error')) throw new ValidationError(problems);
  return openStudy({ model, scenario, warnings: problems.map(problemInBundle) }, modelPath, request);
}
