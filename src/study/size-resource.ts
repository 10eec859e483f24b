/** What a sizing may size: crews of a pool, units of a resource, hours of a buffer, the crews a plan calls. */
import { CascadeError, nearest } from '../errors.js';
import type { Change, Model, Scenario } from '../model/types.js';

export interface SizedResource {
  name: string;
  /** What an amount counts, in the plural. */
  unit: string;
  /** As the scenario has it; undefined: it has several, or none. */
  current?: number;
  /** There can be no more. */
  most?: number;
  /** What makes an amount of it. */
  changes(amount: number): Change[];
}

/** As the format has it. */
const MAX_BUFFER_HOURS = 4700;

const scenarioValue = (field: string) => (amount: number): Change[] => [{ change: 'scenario', values: { [field]: amount } }];

/**
 * @param name `crews.POOL`, `resources.ID`, `stock.ID`, `tankers.ID`, `plans.PLAN.do.N.count`, or `buffers.ASSET/SERVICE` (or a kind in place of the asset), in hours
 * @throws CascadeError RESOURCE_UNKNOWN with the nearest names
 */
export function sizedResource(name: string, model: Model, scenario: Scenario): SizedResource {
  const found = named(scenario).find((r) => r.name === name) ?? buffer(name, model);
  if (found) return found;
  const known = named(scenario).map((r) => r.name);
  const near = nearest(name, [...known, ...bufferNames(model)]);
  throw new CascadeError('RESOURCE_UNKNOWN', `"${name}" is nothing of scenario ${scenario.id} that can be sized. Expecting ${known.length > 0 ? `${known.join(', ')} or ` : ''}buffers.ASSET/SERVICE (or a kind in place of the asset).${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

/** Crews, resources of plans, stocks and tankers of recovery, and what plans call. */
const named = (scenario: Scenario): SizedResource[] => [...crewPools(scenario), ...resources(scenario), ...stocks(scenario), ...calledCrews(scenario)];

const crewPools = ({ crews }: Scenario): SizedResource[] => crews.map(({ id, count }) => ({ name: `crews.${id}`, unit: 'crews', current: count, changes: scenarioValue(`recovery.crews.${id}.count`) }));

const resources = (scenario: Scenario): SizedResource[] => (scenario.planResources ?? []).map(({ id, count }) => ({ name: `resources.${id}`, unit: id, current: count, changes: scenarioValue(`resources.${id}.count`) }));

const stocks = ({ resources: recovery }: Scenario): SizedResource[] => [
  ...(recovery?.stocks ?? []).map(({ id, amount }) => ({ name: `stock.${id}`, unit: id, current: amount, changes: scenarioValue(`recovery.stock.${id}.amount`) })),
  ...(recovery?.tankers ?? []).map(({ id, count }) => ({ name: `tankers.${id}`, unit: 'tankers', current: count, changes: scenarioValue(`recovery.tankers.${id}.count`) })),
];

const calledCrews = ({ plans }: Scenario): SizedResource[] => plans.flatMap((plan) => plan.measures.flatMap((measure, i) => {
  const field = `plans.${plan.id}.do.${i + 1}.count`;
  return measure.do === 'crews' ? [{ name: field, unit: 'crews', current: measure.count, changes: scenarioValue(field) }] : [];
}));

function buffer(name: string, model: Model): SizedResource | undefined {
  const [, owner, service] = /^buffers\.(.+)\/(.+)$/.exec(name) ?? [];
  if (owner === undefined || service === undefined) return undefined;
  const isAsset = model.assets.some((a) => a.id === owner), assets = model.assets.filter((a) => (isAsset ? a.id === owner : a.kind.id === owner) && a.needs.some((n) => n.service === service && n.role === 'function'));
  if (assets.length === 0) return undefined;
  const hours = new Set(assets.flatMap((a) => a.needs.filter((n) => n.service === service).map((n) => n.buffer?.hours ?? 0))), [only] = hours;
  return {
    name, unit: 'hours', most: MAX_BUFFER_HOURS, ...(hours.size === 1 && typeof only === 'number' ? { current: only } : {}),
    changes: (amount) => [{ change: 'set', select: { id: assets.map((a) => a.id) }, values: { [`buffers.${service}.hours`]: `${amount}h` } }],
  };
}

function bufferNames(model: Model): string[] {
  return [...new Set(model.assets.flatMap((a) => a.needs.flatMap((n) => [`buffers.${a.id}/${n.service}`, `buffers.${a.kind.id}/${n.service}`])))];
}
