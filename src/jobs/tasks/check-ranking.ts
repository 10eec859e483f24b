/** Could this be ranked? What a ranking would only find out when its turn comes. */
import { outcomeIndex } from '../../study/shape.js';
import { loadResults } from '../load-results.js';
import type { TaskContext } from '../task.js';

/** Errors: OUTCOME_UNKNOWN, those of loadResults. */
export async function run({ study, outcome }: { study: string; outcome: string }, context: TaskContext): Promise<void> {
  const { results: { outcomes } } = await loadResults(context, study);
  outcomeIndex(Object.keys(outcomes).map((name) => ({ name })), outcome);
}
