/**
 * What differs between two scenarios that a fork may change: plans, how many resources and crews there are, the order of repairs. All else has been
 * drawn, or has happened, by the time of the fork.
 */
import { CascadeError } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import { timesOf } from '../model/plan-parts.js';
import type { Plan, Scenario } from '../model/types.js';
import type { ForkInput } from './assemble-fork.js';

export interface ForkPlan {
  /** The scenario with the plans and resources of both. */
  scenario: Scenario;
  /** Undefined: the two are the same. */
  fork?: ForkInput;
}

/** Parts of a scenario that say nothing of what happens, or may differ. */
const FREE = new Set(['id', 'title', 'story', 'sources', 'limits', 'questions', 'hash', 'variants', 'replications', 'precision', 'plans', 'planResources', 'crews', 'repairOrder', 'repairList', 'modelPath']);

const same = (p: unknown, q: unknown): boolean => p === q || canonicalJson(p ?? null) === canonicalJson(q ?? null);

/**
 * @param atHours after the start
 * @throws CascadeError FORK_TIME_INVALID, FORK_TIME_PAST, FORK_CHANGE_IMPOSSIBLE
 */
export function forkPlan(base: Scenario, changed: Scenario, atHours: number): ForkPlan {
  if (!(atHours >= 0 && atHours < base.horizonHours)) throw new CascadeError('FORK_TIME_INVALID', `a fork lies from hour 0 to before the horizon, ${base.horizonHours} h; found ${atHours} h`);
  refuseOthers(base, changed);
  const plans = plansOf(base, changed, atHours), resources = resourcesOf(base, changed), pools = poolsOf(base, changed), reorder = !same([base.repairOrder, base.repairList], [changed.repairOrder, changed.repairList]);
  const changes = [
    ...plans.changes,
    ...resources.map(({ after, before, id }) => ({ source: id, detail: `${after} instead of ${before} of this resource`, amount: after })),
    ...pools.map(({ before, count, id }) => ({ source: id, detail: `${count} crews instead of ${before}`, amount: count })),
    ...(reorder ? [{ source: 'repairs', detail: `by order ${changed.repairOrder} instead of ${base.repairOrder}${base.repairOrder === 'list' && changed.repairOrder === 'list' ? ', of another list' : ''}` }] : []),
  ];
  if (changes.length === 0) return { scenario: base };
  const known = new Map((base.planResources ?? []).map((resource) => [resource.id, resource]));
  const scenario: Scenario = {
    ...base, plans: [...base.plans, ...plans.added],
    planResources: [...known.values(), ...(changed.planResources ?? []).filter(({ id }) => !known.has(id)).map((resource) => ({ ...resource, count: 0 }))],
  };
  return { scenario, fork: {
    atHours, added: plans.added, removed: plans.removed, replaces: plans.replaces, changes, resources: resources.map(({ after, before, id }) => ({ id, by: after - before })), pools,
    ...(reorder ? { order: { order: changed.repairOrder, list: changed.repairList } } : {}),
  } };
}

function refuseOthers(base: Scenario, changed: Scenario): void {
  const parts = [...new Set([...Object.keys(base), ...Object.keys(changed)])] as (keyof Scenario)[], other = parts.filter((part) => !FREE.has(part) && !same(base[part], changed[part]));
  const crews = !same(base.crews.map((pool) => ({ ...pool, count: 0 })), changed.crews.map((pool) => ({ ...pool, count: 0 })));
  const places = (list: Scenario['planResources'] = []): Map<string, string | undefined> => new Map(list.map(({ base: place, id }) => [id, place]));
  const now = places(changed.planResources), resources = [...places(base.planResources)].some(([id, place]) => !now.has(id) || now.get(id) !== place);
  const found = [...other, ...(crews ? ['crews but their count'] : []), ...(resources ? ['resources but their count'] : [])];
  if (found.length > 0) throw new CascadeError('FORK_CHANGE_IMPOSSIBLE', `a fork cannot change ${found.join(', ')}: expecting changes of plans, the count of resources and crews, and the order of repairs only`);
}

function plansOf(base: Scenario, changed: Scenario, atHours: number) {
  const active = (scenario: Scenario): Map<string, Plan> => new Map(scenario.plans.filter((plan) => plan.active !== false).map((plan) => [plan.id, plan]));
  const before = active(base), after = active(changed), added = new Set<Plan>(), removed = new Set<Plan>(), replaces = new Map<Plan, Plan>();
  const changes: { source: string; detail: string }[] = [];
  for (const [id, plan] of [...before, ...after].sort(([p], [q]) => (p < q ? -1 : p > q ? 1 : 0))) {
    const was = before.get(id), is = after.get(id);
    if (plan !== (was ?? is) || same(was, is)) continue;
    if (was !== undefined) removed.add(was);
    if (is !== undefined) {
      const past = timesOf(is.when).find((hours) => hours < atHours);
      if (past !== undefined) throw new CascadeError('FORK_TIME_PAST', `plan "${id}" waits for hour ${past}, before the fork at hour ${atHours}: it would never come`);
      added.add(is);
    }
    if (was !== undefined && is !== undefined) replaces.set(is, was);
    changes.push({ source: id, detail: was === undefined ? 'the plan is added' : is === undefined ? 'the plan is removed' : 'the plan is another from now on' });
  }
  return { added, removed, replaces, changes };
}

function resourcesOf(base: Scenario, changed: Scenario) {
  const before = new Map((base.planResources ?? []).map(({ count, id }) => [id, count]));
  return (changed.planResources ?? []).map(({ count, id }) => ({ id, before: before.get(id) ?? 0, after: count })).filter(({ after, before: was }) => after !== was);
}

function poolsOf(base: Scenario, changed: Scenario) {
  const before = new Map(base.crews.map(({ count, id }) => [id, count]));
  return changed.crews.map(({ count, id }) => ({ id, before: before.get(id)!, count })).filter(({ before: was, count }) => was !== count);
}
