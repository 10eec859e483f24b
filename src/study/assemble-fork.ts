/** What a fork changes -> the engine's terms. */
import type { CompiledFork, CompiledForkChange } from '../engine/compiled-fork.js';
import { listRanks } from '../engine/job-queue.js';
import { ticksNear } from '../engine/units.js';
import type { Plan, RepairOrder } from '../model/types.js';
import type { ScenarioNames } from './scenario-names.js';

/** What differs between the scenario before and after a time, by ids; plans are objects of the scenario that is compiled, which has those of both. */
export interface ForkInput {
  atHours: number;
  added: ReadonlySet<Plan>;
  removed: ReadonlySet<Plan>;
  /** Added plan -> the removed one whose place it takes. */
  replaces: ReadonlyMap<Plan, Plan>;
  /** Units that come (above 0) or go. */
  resources: readonly { id: string; by: number }[];
  /** Crews from then on. */
  pools: readonly { id: string; count: number }[];
  order?: { order: RepairOrder; list: readonly string[] };
  changes: readonly CompiledForkChange[];
}

/** @param plans in the order in which they are compiled */
export function compileFork(at: ScenarioNames, plans: readonly Plan[], fork: ForkInput): CompiledFork {
  const { order } = fork, places = new Map(plans.map((plan, p) => [plan, p]));
  return {
    tick: ticksNear(fork.atHours, at.input.ticksPerHour),
    added: Uint8Array.from(plans, (plan) => (fork.added.has(plan) ? 1 : 0)), removed: Uint8Array.from(plans, (plan) => (fork.removed.has(plan) ? 1 : 0)),
    replaces: Int32Array.from(plans, (plan) => { const before = fork.replaces.get(plan); return before === undefined ? -1 : places.get(before)!; }),
    resources: fork.resources.map(({ by, id }) => ({ resource: at.resource(id), by })), pools: fork.pools.map(({ count, id }) => ({ pool: at.pool(id), count })),
    ...(order === undefined ? {} : { order: {
      order: order.order, ...(order.order === 'list' ? { listRank: listRanks(at.network.sizes.assets, order.list.map((id) => at.asset(id))) } : {}),
    } }),
    changes: [...fork.changes],
  };
}
