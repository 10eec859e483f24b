/** Figures of a study by years, from its year loss table. */
import { exactSum } from '../numerics/exact-sum.js';
import { estimateMean } from '../numerics/mean-interval.js';
import type { Catalogue, CatalogueEvent } from '../model/types.js';
import type { Deaggregation, EventSummary, PerilSummary } from './results.js';
import { byShare, type YearFigures } from './summarize-events.js';
import { YearSample } from './year-sample.js';
import type { YearTable } from './years-plan.js';

export function figuresOfYears({ years }: YearTable, periods: readonly number[], yearsEach: number): YearFigures {
  const all = new YearSample(Float64Array.from(years, (y) => y.loss), yearsEach), greatest = new YearSample(Float64Array.from(years, (y) => y.greatest), yearsEach);
  return {
    average: all.average(), deviation: all.deviation(), curves: { occurrence: greatest.curve(), aggregate: all.curve() },
    periods: periods.map((T) => { const { years: _o, ...occurrence } = greatest.loss(T), { years: _a, ...aggregate } = all.loss(T); return { years: T, occurrence, aggregate }; }),
  };
}

export function perilsOfYears(catalogue: Catalogue, table: YearTable, rateOf: (event: CatalogueEvent) => number, yearsEach: number): PerilSummary[] {
  const total = exactSum(table.years.map((y) => y.loss)), n = table.years.length, timelines = new Map<number, number>();
  for (const { timeline } of table.years) if (!timelines.has(timeline)) timelines.set(timeline, timelines.size);
  return catalogue.perils.map(({ id, title }): PerilSummary => {
    const sums = new Float64Array(n / yearsEach);
    for (const { event, timeline, loss } of table.events) if (event.peril === id) sums[timelines.get(timeline)!]! += loss / yearsEach;
    const { mean, standardError, interval } = estimateMean(sums), events = catalogue.events.filter((e) => e.peril === id);
    return { id, title, events: events.length, ratePerYear: exactSum(events.map(rateOf)), average: { value: mean, standardError, interval }, share: total > 0 ? (mean * n) / total : 0 };
  }).sort((a, b) => b.average.value - a.average.value || (a.id < b.id ? -1 : 1));
}

export function eventsOfYears(catalogue: Catalogue, table: YearTable, rateOf: (event: CatalogueEvent) => number): EventSummary[] {
  const losses = new Map<string, number[]>();
  for (const { event, loss } of table.events) {
    const list = losses.get(event.id);
    if (list) list.push(loss); else losses.set(event.id, [loss]);
  }
  return catalogue.events.map((event) => {
    const list = losses.get(event.id) ?? [], sum = exactSum(list), mean = sum / list.length;
    return {
      id: event.id, peril: event.peril, ratePerYear: rateOf(event), replications: list.length, failed: 0, annualLoss: sum / table.years.length,
      meanLoss: list.length > 0 ? mean : null, deviation: list.length > 1 ? Math.sqrt(estimateMean(Float64Array.from(list)).variance) : null, greatest: list.length > 0 ? Math.max(...list) : null,
    };
  });
}

/** What the years are made of that lose more than the aggregate loss of a return period. */
export function deaggregateYears(table: YearTable, years: number, loss: number | null): Deaggregation | null {
  const bad = loss === null ? [] : table.years.filter((y) => y.loss > loss);
  if (bad.length === 0) return null;
  const keys = new Set(bad.map((y) => `${y.timeline}/${y.year}`)), events = new Map<string, { peril: string; loss: number }>(), perils = new Map<string, number>();
  for (const { event, timeline, year, loss: lost } of table.events) {
    if (!keys.has(`${timeline}/${year}`)) continue;
    events.set(event.id, { peril: event.peril, loss: (events.get(event.id)?.loss ?? 0) + lost });
    perils.set(event.peril, (perils.get(event.peril) ?? 0) + lost);
  }
  const total = exactSum([...perils.values()]) || 1;
  return {
    years, loss: loss!, basis: 'aggregate', replications: bad.length, assets: [], eventsPerYear: bad.reduce((sum, y) => sum + y.events, 0) / bad.length,
    perils: [...perils].map(([id, lost]) => ({ id, share: lost / total })).sort(byShare), events: [...events].map(([id, { peril, loss: lost }]) => ({ id, peril, share: lost / total })).sort(byShare),
  };
}
