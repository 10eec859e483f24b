/** What a scenario of the store will hit, what is to be heeded, and how long a study of it takes. */
import { dryRun, type DryRun } from '../../study/dry-run.js';
import { openStoredStudy, type StudySource } from '../open-study.js';
import type { StudyRequest } from '../study-request.js';
import type { TaskContext } from '../task.js';

export interface DryRunInput { source: StudySource; request: StudyRequest; workers: number; /** Assets listed of each hazard. */ most: number }

/** Errors: those of opening a study. */
export async function run({ most, request, source, workers }: DryRunInput, context: TaskContext): Promise<DryRun> {
  const found = await dryRun(await openStoredStudy(context, source, request), { workers, now: () => performance.now() });
  return { ...found, hazards: found.hazards.map((hazard) => ({ ...hazard, reached: hazard.reached.slice(0, most) })) };
}
