/** Perils, events, seasons, samples and branches of a catalogue file, already checked by the schema. */
import { changeOf } from './normalize-variants.js';
import { order, type Problems, type Where } from './problems.js';
import { hoursOf, numberOf, numericOf, shareOf, type Unit } from './quantities.js';
import type { CatalogueData, EventData, StrikeData } from './schema-catalogue.js';
import type { CatalogueEvent, Clustering, Numeric, Sampling, Strike, TreeLevel, YearsPlan } from './types.js';

const HOURS_A_YEAR = 8760;
/** Share of the replications that a pilot takes. */
const PILOT = 0.2;
/** Strata of a distribution of intensity: its lower half, and halves of what is left, down to 1 in 16,384. */
const BANDS = Array.from({ length: 14 }, (_, i) => 1 - 2 ** -(i + 1));

/** An event without its default peril (empty), which its hazard gives. */
export function eventOf(data: EventData, problems: Problems, where: Where, scenarioOf: (path: string) => string): CatalogueEvent {
  const { id, rate, peril = '', season, scenario, strikes, hazard } = data, own = scenario !== undefined;
  if (Number(own) + Number(strikes !== undefined) + Number(hazard !== undefined) > 1) problems.error('EVENT_INVALID', `event "${id}": expecting one of scenario, hazard, strikes`, where([]));
  const idle = hazard === undefined ? (['onset', 'intensity', 'duration', 'at', 'footprint'] as const).find((field) => data[field] !== undefined) : undefined;
  if (idle !== undefined) problems.error('EVENT_INVALID', `event "${id}": ${idle} without a hazard; in an event of several hazards it belongs to one of its strikes`, where([idle]));
  const list = strikes !== undefined ? strikes.map((strike, i) => strikeOf(strike, problems, (path = []) => where(['strikes', i, ...path]))) : hazard === undefined ? [] : [strikeOf({ ...data, hazard }, problems, where)];
  return { id, ratePerYear: rate, peril, ...(season === undefined ? {} : { season }), ...(own ? { scenario: scenarioOf(scenario) } : {}), strikes: list };
}

function strikeOf(data: StrikeData, problems: Problems, where: Where): Strike {
  const numeric = (field: 'intensity' | 'duration', unit: Unit): Numeric | undefined => {
    if (data[field] === undefined) return undefined;
    const read = numericOf(data[field], unit);
    if (typeof read !== 'string') return read;
    problems.error('QUANTITY_INVALID', `${field} ${read}`, where([field]));
    return undefined;
  };
  const intensity = numeric('intensity', numberOf), durationHours = numeric('duration', hoursOf);
  return {
    hazard: data.hazard, onsetHours: hoursOf(data.onset) ?? 0, ...(intensity === undefined ? {} : { intensity }), ...(durationHours === undefined ? {} : { durationHours }),
    ...(data.at === undefined ? {} : { at: { lon: data.at[0]!, lat: data.at[1]! } }), ...(data.footprint === undefined ? {} : { footprint: data.footprint }),
  };
}

/** Season -> share of the year in each month. */
export function seasonsOf(data: CatalogueData['seasons'], problems: Problems, where: Where): Record<string, number[]> {
  return Object.fromEntries(Object.entries(data ?? {}).sort(([a], [b]) => order(a, b)).map(([name, weights]) => {
    const total = weights.reduce((sum, w) => sum + w, 0);
    if (!(total > 0)) problems.error('SEASON_INVALID', `season "${name}": one of its months must have a weight above 0`, where([name]));
    return [name, weights.map((w) => w / total)];
  }));
}

/** How the events of a peril cluster. */
export function clusteringOf(data: NonNullable<NonNullable<CatalogueData['perils']>[string]>['clustering'], problems: Problems, where: Where): Clustering | undefined {
  if (data?.negativeBinomial !== undefined) return { by: 'negative-binomial', dispersion: data.negativeBinomial.dispersion };
  if (data?.selfExciting === undefined) return undefined;
  const offspring = shareOf(data.selfExciting.offspring)!, lagHours = numericOf(data.selfExciting.lag, hoursOf);
  if (offspring >= 1) problems.error('CLUSTERING_INVALID', 'offspring must be below 1: from 1 on, the events would never end', where(['selfExciting', 'offspring']));
  if (typeof lagHours === 'string') problems.error('QUANTITY_INVALID', `lag ${lagHours}`, where(['selfExciting', 'lag']));
  return { by: 'self-exciting', offspring: Math.min(offspring, 0.99), lagHours: typeof lagHours === 'string' ? 0 : lagHours };
}

export function samplingOf(data: CatalogueData['sampling'], problems: Problems, where: Where): Sampling {
  if (data?.target === undefined) return { by: 'event', replications: data?.replications ?? 20 };
  const { returnPeriod, replications, bands = BANDS } = data.target, pilot = shareOf(data.target.pilot) ?? PILOT;
  if (!(pilot > 0 && pilot < 1)) problems.error('SAMPLING_INVALID', 'the pilot is a share above 0 and below 1', where(['target', 'pilot']));
  const wrong = bands.findIndex((band, i) => band >= 1 || (i > 0 && band <= bands[i - 1]!));
  if (wrong >= 0) problems.error('SAMPLING_INVALID', 'bands must rise, inside 0 .. 1', where(['target', 'bands', wrong]));
  return { by: 'target', returnPeriod, replications, pilot, bands: [...bands] };
}

export function yearsOf(data: CatalogueData['years'], problems: Problems, where: Where): YearsPlan | undefined {
  if (data === undefined) return undefined;
  const years = (field: 'timeline' | 'warmUp', fallback: number, least: number, most: number): number => {
    const found = data[field] === undefined ? fallback : hoursOf(data[field])! / HOURS_A_YEAR;
    if (Number.isInteger(found) && found >= least && found <= most) return found;
    problems.error('YEARS_INVALID', `${field}: expecting whole years of 365 days, ${least}y to ${most}y, found ${data[field]!}`, where([field]));
    return fallback;
  };
  const timelineYears = years('timeline', Math.min(10, data.count), 1, 10);
  return { count: data.count, timelineYears, warmUpYears: years('warmUp', 0, 0, timelineYears - 1) };
}

export function treeOf(data: CatalogueData['branches'], problems: Problems, where: Where): TreeLevel[] {
  const levels = (data ?? []).map((level, l): TreeLevel => {
    const at: Where = (path = []) => where([l, ...path]);
    const branches = level.branches.map((branch, b) => {
      const here: Where = (path = []) => at(['branches', b, ...path]), { rates } = branch;
      return {
        id: branch.id, title: branch.title ?? branch.id, weight: shareOf(branch.weight)!, rates: typeof rates === 'object' ? { ...rates } : {}, allRates: typeof rates === 'number' ? rates : 1,
        changes: (branch.changes ?? []).flatMap((change, i) => changeOf(change, problems, (path = []) => here(['changes', i, ...path])) ?? []),
      };
    });
    const total = branches.reduce((sum, b) => sum + b.weight, 0);
    if (Math.abs(total - 1) > 1e-9) problems.error('BRANCH_WEIGHTS', `level "${level.id}": the weights of its branches add up to ${Number(total.toPrecision(12))}; expecting 1`, at(['branches']));
    unique(branches.map((b) => b.id), `level "${level.id}": branch`, problems, (i) => at(['branches', i, 'id']));
    return { id: level.id, title: level.title ?? level.id, branches };
  });
  unique(levels.map((level) => level.id), 'level', problems, (i) => where([i, 'id']));
  return levels;
}

function unique(ids: string[], what: string, problems: Problems, where: (i: number) => ReturnType<Where>): void {
  ids.forEach((id, i) => { if (ids.indexOf(id) < i) problems.error('ID_DUPLICATE', `${what}: the id "${id}" stands twice`, where(i)); });
}
