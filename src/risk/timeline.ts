/**
 * The events of simulated years. Within each year of 365 days a peril has a Poisson number of events at its rate (times a gamma factor of mean
 * 1 where years cluster: negative binomial counts; D. R. Cox, V. Isham, Point Processes, 1980, section 1.2); each is one of the peril's events,
 * in proportion to their rates, at a time by its season. Where events cause further ones (A. G. Hawkes, D. Oakes, "A cluster process
 * representation of a self-exciting process", J. Appl. Prob. 11 (1974), 493-503) the others begin clusters: with mean offspring m their rate is
 * 1 - m times the stated one, so that the stated rate is that of all.
 */
import { Purpose } from '../engine/contracts.js';
import { ticksNear } from '../engine/units.js';
import { order } from '../model/problems.js';
import type { Catalogue, CatalogueEvent, Peril } from '../model/types.js';
import { exp } from '../numerics/elementary.js';
import { gammaCdf, gammaQuantile } from '../numerics/gamma.js';
import { compileNumeric, type Sampler } from '../random/distributions.js';
import { CounterDraws } from '../random/draws.js';
import { hashKey } from '../random/hash.js';
import { studyKey } from '../random/study-key.js';

export const HOURS_A_YEAR = 8760;
/** Hours at which months end. */
const MONTH_ENDS = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365].map((days) => days * 24);
const EVEN = MONTH_ENDS.map((end, m) => (end - (MONTH_ENDS[m - 1] ?? 0)) / HOURS_A_YEAR);
/** Draws of a year are numbered from this times the year. */
const A_YEAR = 2 ** 20;

/** An event at a time. */
export interface Arrival { event: CatalogueEvent; hours: number; tick: number }

interface Source { peril: Peril; key0: number; key1: number; events: CatalogueEvent[]; /** Sums of rates up to and with each. */ cumulative: number[]; lag?: Sampler }

export class Timelines {
  private readonly sources: Source[];
  private readonly draws: CounterDraws;
  private readonly startHours: number;
  private readonly cell = new Float64Array(1);

  /** @param start instant of the scenario's start: its written date and time say where the year begins */
  constructor(private readonly catalogue: Catalogue, seed: string, start: string, private readonly years: number, private readonly ticksPerHour: number, rateOf: (event: CatalogueEvent) => number) {
    this.draws = new CounterDraws(studyKey(seed));
    this.startHours = hourOfYear(start);
    this.sources = catalogue.perils.map((peril) => {
      const events = catalogue.events.filter((e) => e.peril === peril.id && rateOf(e) > 0), [key0, key1] = hashKey(`peril:${peril.id}`), { clustering } = peril;
      let sum = 0;
      return { peril, key0, key1, events, cumulative: events.map((e) => (sum += rateOf(e))), ...(clustering?.by === 'self-exciting' ? { lag: compileNumeric(clustering.lagHours) } : {}) };
    }).filter((source) => source.events.length > 0);
  }

  /** The arrivals of a timeline, by time, ties by id. */
  arrivals(timeline: number): Arrival[] {
    const arrivals: Arrival[] = [];
    for (const source of this.sources) {
      for (let year = 0; year < this.years; year++) this.year(source, timeline, year, arrivals);
      if (source.lag !== undefined) this.clusters(source, timeline, arrivals);
    }
    return arrivals.sort((a, b) => a.tick - b.tick || order(a.event.id, b.event.id));
  }

  private year(source: Source, timeline: number, year: number, arrivals: Arrival[]): void {
    const { clustering } = source.peril, total = source.cumulative.at(-1)!;
    let rate = clustering?.by === 'self-exciting' ? total * (1 - clustering.offspring) : total;
    if (clustering?.by === 'negative-binomial') rate *= clustering.dispersion * gammaQuantile(this.uniform(source, timeline, Purpose.CatalogueCluster, year), 1 / clustering.dispersion);
    const count = poissonQuantile(this.uniform(source, timeline, Purpose.CatalogueCount, year), rate);
    for (let i = 0; i < count; i++) {
      const n = year * A_YEAR + i, event = this.pick(source, timeline, n), hours = year * HOURS_A_YEAR + this.hourIn(event, this.uniform(source, timeline, Purpose.CatalogueTime, n));
      this.add(event, hours, arrivals);
    }
  }

  /** What each event of the peril causes, and what that causes in turn. */
  private clusters(source: Source, timeline: number, arrivals: Arrival[]): void {
    const { clustering } = source.peril, mean = clustering?.by === 'self-exciting' ? clustering.offspring : 0;
    const of = new Set(source.events);
    const waiting = arrivals.filter((arrival) => of.has(arrival.event)).map((arrival) => arrival.hours);
    let n = 0;
    for (let hours = waiting.pop(); hours !== undefined; hours = waiting.pop()) {
      const count = poissonQuantile(this.uniform(source, timeline, Purpose.CatalogueOffspring, n++), mean);
      for (let i = 0; i < count; i++) {
        this.cell[0] = this.uniform(source, timeline, Purpose.CatalogueOffspring, n++);
        source.lag!.transform(this.cell);
        const at = hours + this.cell[0], event = this.pick(source, timeline, this.years * A_YEAR + n++);
        if (at < this.years * HOURS_A_YEAR) { this.add(event, at, arrivals); waiting.push(at); }
      }
    }
  }

  private add(event: CatalogueEvent, hours: number, arrivals: Arrival[]): void {
    const tick = ticksNear(hours, this.ticksPerHour);
    if (tick < this.years * HOURS_A_YEAR * this.ticksPerHour) arrivals.push({ event, hours, tick });
  }

  private pick({ events, cumulative, ...source }: Source, timeline: number, n: number): CatalogueEvent {
    const wanted = this.uniform(source, timeline, Purpose.CatalogueEvent, n) * cumulative.at(-1)!;
    let low = 0, high = events.length - 1;
    while (low < high) { const middle = (low + high) >> 1; if (cumulative[middle]! > wanted) high = middle; else low = middle + 1; }
    return events[low]!;
  }

  /** Hours after the start's day and time of the year, for a uniform. */
  private hourIn({ season }: CatalogueEvent, u: number): number {
    const shares = season === undefined ? EVEN : this.catalogue.seasons[season]!;
    let month = 0, below = 0;
    while (month < 11 && u >= below + shares[month]!) below += shares[month++]!;
    const from = MONTH_ENDS[month - 1] ?? 0, to = MONTH_ENDS[month]!, hour = from + (to - from) * Math.min(1, shares[month]! > 0 ? (u - below) / shares[month]! : 0);
    return (hour - this.startHours + 2 * HOURS_A_YEAR) % HOURS_A_YEAR;
  }

  private uniform({ key0, key1 }: Pick<Source, 'key0' | 'key1'>, timeline: number, purpose: Purpose, n: number): number {
    this.draws.select(timeline, purpose, 0, 0);
    return this.draws.uniform(key0, key1, n);
  }
}

/** Hours since the 1st of January of the written date and time; a 29th of February counts as the 1st of March. */
export function hourOfYear(instant: string): number {
  const month = Number(instant.slice(5, 7)), day = Number(instant.slice(8, 10)), hour = Number(instant.slice(11, 13)), minute = Number(instant.slice(14, 16));
  return (MONTH_ENDS[month - 2] ?? 0) + (day - 1) * 24 + hour + minute / 60;
}

/** Means up to this are summed; beyond, the count is looked for by bisection. */
const LARGE_MEAN = 100;

/** Least count k with P(N <= k) >= u for a Poisson N; P(N <= k) = 1 - P(k + 1, mean), the gamma distribution. */
export function poissonQuantile(u: number, mean: number): number {
  if (!(mean > 0)) return 0;
  if (mean <= LARGE_MEAN) {
    let term = exp(-mean), sum = term, k = 0;
    while (sum < u && k < 1000) { term *= mean / ++k; sum += term; }
    return k;
  }
  let low = -1, high = Math.ceil(mean + 40 * Math.sqrt(mean));
  while (high - low > 1) { const middle = (low + high) >> 1; if (1 - gammaCdf(mean, middle + 1) >= u) high = middle; else low = middle; }
  return high;
}
