/** What a scenario of the store will hit, what is to be heeded, and how long a study of it takes. */
import { dryRun } from '../../study/dry-run.js';
import { openStoredStudy, type StudySource } from '../open-study.js';
import { spoolJson, type Spooled } from '../spool.js';
import type { StudyRequest } from '../study-request.js';
import type { TaskContext } from '../task.js';

export interface DryRunInput { source: StudySource; request: StudyRequest; workers: number; /** Assets listed of each hazard. */ most: number }

/** As JSON: with many assets it is large. Errors: those of opening a study, and of `spoolJson`. */
export async function run({ most, request, source, workers }: DryRunInput, context: TaskContext): Promise<Spooled> {
  const found = await dryRun(await openStoredStudy(context, source, request), { workers, now: () => performance.now() });
  return spoolJson(context.settings, { ...found, hazards: found.hazards.map((hazard) => ({ ...hazard, reached: hazard.reached.slice(0, most) })) });
}
