/** The rules for the order of repair jobs against the best order there is, in one replication: the same damage, the same luck. */
import { lastValueFrom, toArray } from 'rxjs';
import type { OutcomeInfo, Replicator } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import type { RepairOrder } from '../model/types.js';
import { REPAIR_ORDERS } from '../model/types-recovery.js';
import { loadReplicator } from './load-replicator.js';
import { exactOrder, rollingOrder, type FoundOrder, type Replay, type Replayed } from './order-search.js';
import { prepareStudy, type PreparedStudy } from './prepare.js';
import { headlineOutcome, outcomeIndex } from './shape.js';
import { restrict } from './summarize.js';

export interface CompareOrdersOptions {
  /** Outcome to be least. Default: the headline. */
  outcome?: string;
  /** Most jobs for which the best order is found exactly. Default 8. */
  exact?: number;
  /** Jobs of the rolling horizon. Default 4. */
  window?: number;
}

export interface OrderComparison {
  scenario: string;
  seed: string;
  replication: number;
  outcome: string;
  unit: string;
  /** Assets with repair jobs, by id. */
  jobs: string[];
  /** `exact`: no order is better; `rolling-horizon`: the best found. */
  method: 'exact' | 'rolling-horizon';
  replays: number;
  best: { value: number; order: string[] };
  /** Rules by their value; `gap` = value - that of the best order. */
  rules: { rule: RepairOrder; value: number; gap: number }[];
}

/**
 * Replays a replication under each rule, and looks for the best order of its jobs. `list` stands for the scenario's list, if it has one.
 * @throws CascadeError OUTCOME_UNKNOWN; ORDER_REPLICATION_FAILED where the replication fails; ORDER_TOO_LONG
 */
export async function compareOrders(study: PreparedStudy, replication: number, options: CompareOrdersOptions = {}): Promise<OrderComparison> {
  const { model, scenario } = study, base = await loadReplicator(study.packet), { outcomes } = base;
  const index = options.outcome === undefined ? headlineOutcome(outcomes) : outcomeIndex(outcomes, options.outcome), info = outcomes[index]!;
  const rules: { rule: RepairOrder; value: number; begun: number[] }[] = [];
  // Elapsed jobs take no crew: they have no place in an order.
  const indexOf = new Map(model.assets.flatMap(({ id, kind }, a): [string, number][] => (kind.repairTime === 'elapsed' ? [] : [[id, a]]))), jobs = new Set<number>();
  for (const rule of REPAIR_ORDERS.filter((order) => order !== 'list' || scenario.repairList.length > 0)) {
    const replicator = rule === scenario.repairOrder ? base : await loadReplicator(prepareStudy(model, { ...scenario, repairOrder: rule }, [], study.options).packet);
    const begun = await begunIn(replicator, replication, indexOf, jobs);
    rules.push({ rule, begun, value: replayed(replicator, replication, info).value });
  }
  rules.sort((p, q) => p.value - q.value);
  // The best rule's order is where the search begins.
  const start = [...new Set([...rules[0]!.begun, ...jobs])], replay: Replay = (order) => replayed(base, replication, info, order);
  const isExact = start.length <= (options.exact ?? 8), found: FoundOrder = isExact ? exactOrder(replay, start) : rollingOrder(replay, start, options.window ?? 4);
  // With inspections a rule may do what no list can.
  const least = Math.min(found.value, rules[0]!.value);
  return {
    scenario: scenario.id, seed: scenario.seed, replication, outcome: info.name, unit: info.unit, jobs: [...jobs].sort((p, q) => p - q).map((a) => model.assets[a]!.id),
    method: isExact ? 'exact' : 'rolling-horizon', replays: found.replays, best: { value: least, order: found.order.map((a) => model.assets[a]!.id) },
    rules: rules.map(({ rule, value }) => ({ rule, value, gap: value - least })),
  };
}

/** Assets in the order in which crews left for them; all of `indexOf` that were damaged are added to `jobs`. */
async function begunIn(replicator: Replicator, replication: number, indexOf: ReadonlyMap<string, number>, jobs: Set<number>): Promise<number[]> {
  const begun: number[] = [];
  for (const { kind, asset } of await lastValueFrom(replicator.events(replication).pipe(toArray()))) {
    const a = kind === 'damage' || kind === 'repair-start' || kind === 'inspection-start' ? indexOf.get(asset!) : undefined;
    if (a === undefined) continue;
    jobs.add(a);
    if (kind !== 'damage') begun.push(a);
  }
  return begun;
}

/** The outcome of a replication under the rule of its replicator, or under a given order. */
function replayed(replicator: Replicator, replication: number, info: OutcomeInfo, order?: readonly number[]): Replayed {
  const record = replicator.replicate(replication, order && { repairOrder: order });
  if (record.failure !== undefined) throw new CascadeError('ORDER_REPLICATION_FAILED', `replication ${replication} fails, so orders cannot be compared in it: ${record.failure.message}`);
  return { value: restrict(info, record.values[outcomeIndex(replicator.outcomes, info.name)]!), starts: record.repairStarts ?? [] };
}
