/** A study of the store made ready to run: its files unpacked, read, checked with each other, compiled. */
import { readStudyInput } from '../model/read-scenario.js';
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
  // With the model of the order, whatever the scenario names.
  const { model, scenario, warnings } = readStudyInput(scenarioPath, { modelPath });
  return openStudy({ model, scenario, warnings: warnings.map(problemInBundle) }, modelPath, request);
}
