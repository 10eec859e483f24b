/** Replications that stand for a study: by an outcome from its stored values, by a curve by running a bounded number of them again. */
import { CascadeError } from '../../errors.js';
import { representativesBy, representativesOfCurve, type CurveRule, type OutcomeRule, type Representatives } from '../../study/representatives.js';
import { StoreKeeper } from '../store-keeper.js';
import { openReplay, type ReplayOf } from '../replays.js';
import type { TaskContext } from '../task.js';

export interface RepresentativesInput extends ReplayOf { rule: OutcomeRule | CurveRule; count: number; /** Replications that a curve rule may run. */ most: number }

/** Errors: STUDY_EMPTY (nothing of it is in the store yet), those of openReplay and of the rules. */
export async function run({ count, most, rule, study, variant }: RepresentativesInput, context: TaskContext): Promise<Representatives> {
  const store = await context.store(), { prepared, replicator } = await openReplay({ study, variant }, context), done = (await store.studies.members(study)).find(({ member }) => member === (variant ?? ''))?.replications ?? 0;
  if (done === 0) throw new CascadeError('STUDY_EMPTY', `nothing of ${variant === undefined ? `study ${study}` : `variant "${variant}" of study ${study}`} is done yet`);
  if (rule.by === 'nearest') return representativesOfCurve(replicator, done, rule, count, most);
  const merged = await new StoreKeeper(store, study, '', prepared, { seconds: 0, signal: context.signal }, variant).load();
  return representativesBy(merged!, rule, count);
}
