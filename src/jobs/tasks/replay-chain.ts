/** The chain of causes of one fall in one replication. */
import { CascadeError, nearest } from '../../errors.js';
import { causeChain, type CauseChain } from '../../report/cause-chain.js';
import { replay } from '../../study/replay.js';
import { openReplay, type ReplayOf } from '../replays.js';
import type { TaskContext } from '../task.js';

export interface ReplayChainInput extends ReplayOf { replication: number; asset: string; /** Id of one of its events; default: its first fall. */ event?: number }

/** Errors: ASSET_UNKNOWN, CHAIN_NONE, those of openReplay and of a replay. */
export async function run({ asset, event, replication, study, variant }: ReplayChainInput, context: TaskContext): Promise<CauseChain> {
  const { prepared: { model }, replicator } = await openReplay({ study, variant }, context), names = new Map(model.assets.map(({ id, name }) => [id, name]));
  if (!names.has(asset)) {
    const near = nearest(asset, names.keys());
    throw new CascadeError('ASSET_UNKNOWN', `"${asset}" is not one of the ${names.size} assets.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
  const { events } = await replay(replicator, replication), chain = causeChain(events, asset, event, (id) => names.get(id) ?? id);
  if (chain === undefined) throw new CascadeError('CHAIN_NONE', event === undefined ? `nothing befalls "${asset}" in replication ${replication}` : `event ${event} of replication ${replication} is none of "${asset}"`);
  return chain;
}
