/** Figures of a study by events, from the losses of its rows. */
import { log } from '../numerics/elementary.js';
import { exactSum } from '../numerics/exact-sum.js';
import type { Catalogue, CatalogueEvent } from '../model/types.js';
import { Aggregate } from './aggregate.js';
import type { Stratum } from './event-plan.js';
import { LossSample, type Estimate } from './loss-sample.js';
import { occurrenceCurve, occurrenceLoss, type CurvePoint } from './occurrence.js';
import type { Deaggregation, EventSummary, PerilSummary, PeriodLoss } from './results.js';

/** What a sample says about the year as a whole. */
export interface YearFigures { average: Estimate; deviation: number; periods: PeriodLoss[]; curves: { occurrence: CurvePoint[]; aggregate: CurvePoint[] } }

/** Longest return period asked for, with some room. */
const longestOf = (periods: readonly number[]): number => 4 * Math.max(...periods);

export function yearFigures(sample: LossSample, periods: readonly number[]): YearFigures & { aggregate: Aggregate } {
  const aggregate = new Aggregate(sample, longestOf(periods));
  return {
    aggregate, average: sample.averageAnnualLoss(), deviation: sample.annualDeviation(),
    periods: periods.map((years) => { const { years: _o, ...occurrence } = occurrenceLoss(sample, years), { years: _a, ...all } = aggregate.loss(years); return { years, occurrence, aggregate: all }; }),
    curves: { occurrence: occurrenceCurve(sample), aggregate: aggregate.curve(Math.max(...periods)) },
  };
}

/** By peril; those whose events are all still to be run are left out. */
export function perilSummaries(catalogue: Catalogue, strata: readonly Stratum[], sample: LossSample, total: number): PerilSummary[] {
  const run = new Set(sample.rows.stratum), waiting = (id: string): boolean => { const of = strata.flatMap(({ event }, s) => (event.peril === id ? [s] : [])); return of.length > 0 && !of.some((s) => run.has(s)); };
  return catalogue.perils.filter(({ id }) => !waiting(id)).map(({ id, title }): PerilSummary => {
    const of = strata.map(({ event }) => event.peril === id), events = new Set(strata.filter((_, s) => of[s]).map(({ event }) => event.id));
    const average = sample.averageAnnualLoss((s) => of[s]!), alone = partOf(sample, of);
    return {
      id, title, events: events.size, ratePerYear: exactSum(strata.flatMap(({ ratePerYear }, s) => (of[s] ? [ratePerYear] : []))), average, share: total > 0 ? average.value / total : 0,
      occurrence: catalogue.returnPeriods.map((years) => occurrenceLoss(alone, years)),
    };
  }).sort((a, b) => b.average.value - a.average.value || (a.id < b.id ? -1 : 1));
}

/** The rows of some strata alone. */
function partOf({ rows }: LossSample, of: readonly boolean[]): LossSample {
  return new LossSample({ ...rows, losses: rows.losses.map((loss, row) => (of[rows.stratum[row]!] ? loss : NaN)) });
}

/** The event loss table, in order of events. */
export function eventSummaries(strata: readonly Stratum[], sample: LossSample): EventSummary[] {
  interface Sums { event: CatalogueEvent; rate: number; replications: number; failed: number; weighted: number; squares: number; greatest: number }
  const { losses, stratum } = sample.rows, sums = new Map<string, Sums>(), ofStratum = strata.map(({ event, ratePerYear }) => {
    let sum = sums.get(event.id);
    if (sum === undefined) sums.set(event.id, sum = { event, rate: 0, replications: 0, failed: 0, weighted: 0, squares: 0, greatest: -Infinity });
    sum.rate += ratePerYear;
    return sum;
  });
  losses.forEach((loss, row) => {
    const sum = ofStratum[stratum[row]!]!;
    sum.replications++;
    if (Number.isNaN(loss)) { sum.failed++; return; }
    const weight = sample.weight(row);
    sum.weighted += weight * loss;
    sum.squares += weight * loss * loss;
    sum.greatest = Math.max(sum.greatest, loss);
  });
  return [...sums.values()].map(({ event, rate, replications, failed, weighted, squares, greatest }) => {
    const known = replications > failed, mean = weighted / rate;
    return {
      id: event.id, peril: event.peril, ratePerYear: rate, replications, failed, meanLoss: known ? mean : null, deviation: known ? Math.sqrt(Math.max(0, squares / rate - mean * mean)) : null,
      greatest: known ? greatest : null, annualLoss: weighted,
    };
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Rows that lose more than the occurrence loss of a return period, the greatest first; none where that is 0 or unknown. */
export function tailOf(sample: LossSample, years: number): { loss: number; rows: Int32Array } | undefined {
  const { loss } = occurrenceLoss(sample, years);
  const rows = loss === null ? sample.order.subarray(0, 0) : sample.order.subarray(0, sample.above(loss));
  return rows.length === 0 ? undefined : { loss: loss!, rows };
}

/** Shares of events and perils in the rate of a tail. Assets are added from a replay (deaggregate.ts). */
export function deaggregate(strata: readonly Stratum[], sample: LossSample, years: number, { loss, rows }: { loss: number; rows: Int32Array }): Deaggregation {
  const events = new Map<string, { peril: string; rate: number }>(), perils = new Map<string, number>();
  let total = 0;
  for (const row of rows) {
    const { event } = strata[sample.rows.stratum[row]!]!, weight = sample.weight(row), before = events.get(event.id);
    total += weight;
    events.set(event.id, { peril: event.peril, rate: (before?.rate ?? 0) + weight });
    perils.set(event.peril, (perils.get(event.peril) ?? 0) + weight);
  }
  return {
    years, loss, basis: 'occurrence', replications: rows.length, assets: [],
    perils: [...perils].map(([id, rate]) => ({ id, share: rate / total })).sort(byShare),
    events: [...events].map(([id, { peril, rate }]) => ({ id, peril, share: rate / total })).sort(byShare),
  };
}

export const byShare = (a: { id: string; share: number }, b: { id: string; share: number }): number => b.share - a.share || (a.id < b.id ? -1 : 1);

/** Of the return periods, the one nearest to `wanted` on a scale of ratios. */
export function nearestPeriod(periods: readonly number[], wanted: number): number {
  const distance = (years: number): number => Math.abs(log(years / wanted));
  return periods.reduce((best, years) => (distance(years) < distance(best) ? years : best));
}
