/**
 * The rows of a study by years: each a timeline of several years in one replication, so that damage, queues and empty reserves carry over from
 * event to event and from year to year. The loss is read at every event and every end of a year.
 *
 * What accrues from an event's beginning to the next event's belongs to that event; to a year belongs what accrues in it.
 */
import { CascadeError } from '../errors.js';
import type { GivenOccurrence } from '../engine/contracts.js';
import type { Catalogue, CatalogueEvent, YearsPlan } from '../model/types.js';
import { combine, hashKey } from '../random/hash.js';
import { prepareStudy, type PreparedStudy } from '../study/prepare.js';
import { EventCourses } from './event-courses.js';
import type { Ledger } from './ledger.js';
import type { RowPlan } from './row-plan.js';
import { HOURS_A_YEAR, Timelines, type Arrival } from './timeline.js';

/** Timelines in a block. A constant of the method. */
const BLOCK_TIMELINES = 8;

/** Outcomes that grow with time only, so that they can be shared out over stretches of it. */
const ACCRUING = /^(person-hours|unserved|lost-asset-hours|resilience-loss|damage-cost)\./;

/** Throws LOSS_NOT_ACCRUING for an outcome that cannot be told apart by years, such as a peak. */
export function requireAccruing(loss: string): void {
  if (!ACCRUING.test(loss)) throw new CascadeError('LOSS_NOT_ACCRUING', `"${loss}" does not add up over time, so it has no share of each year; expecting one of person-hours, unserved, lost-asset-hours, resilience-loss, damage-cost, or a study by events`);
}

/** The study of a timeline: the scenario over its years. */
export function yearsStudy({ model, scenario, options }: PreparedStudy, { timelineYears }: YearsPlan): PreparedStudy {
  return prepareStudy(model, { ...scenario, horizonHours: timelineYears * HOURS_A_YEAR }, [], { ...options, gridPoints: 2 });
}

export const timelinesOf = ({ count, timelineYears, warmUpYears }: YearsPlan): number => Math.ceil(count / (timelineYears - warmUpYears));

/** @param study of yearsStudy */
export function yearsPlan(catalogue: Catalogue, study: PreparedStudy, rateOf: (event: CatalogueEvent) => number): RowPlan & { timelines: Timelines } {
  const years = catalogue.years!, { scenario, inputs } = study, timelines = new Timelines(catalogue, inputs.seed, scenario.start, years.timelineYears, scenario.ticksPerHour, rateOf);
  const courses = new EventCourses(catalogue, study), rows = timelinesOf(years), weight = 1 / (rows * years.timelineYears);
  const build = (row: number) => {
    const arrivals = timelines.arrivals(row);
    return { replication: row, weight, course: { occurrences: occurrencesOf(arrivals, courses), checkpoints: checkpointsOf(arrivals, years, scenario.ticksPerHour) } };
  };
  return { id: 'main', groups: [{ study, first: 0, count: rows, build }], rows, blockRows: BLOCK_TIMELINES, timelines };
}

/** Draws hang on the event and on how often it has come before in the timeline, not on what else comes: another event more, or more often, changes nobody's luck. */
function occurrencesOf(arrivals: readonly Arrival[], courses: EventCourses): GivenOccurrence[] {
  const before = new Map<string, number>();
  return arrivals.flatMap(({ event, tick }, number) => {
    const n = before.get(event.id) ?? 0, [luck0 = 0, luck1 = 0] = combine(...hashKey(`event:${event.id}`), n, 0);
    before.set(event.id, n + 1);
    return courses.occurrences(event, tick, n).map((given) => ({ ...given, event: number, luck: [luck0, luck1] as const }));
  });
}

/** Ticks of events (not at the start itself) and of ends of years before the last, ascending. */
function checkpointsOf(arrivals: readonly Arrival[], { timelineYears }: YearsPlan, ticksPerHour: number): Float64Array {
  const ends = Array.from({ length: timelineYears - 1 }, (_, y) => (y + 1) * HOURS_A_YEAR * ticksPerHour);
  return Float64Array.from([...arrivals.map((a) => a.tick), ...ends]).sort();
}

/** An occurrence of an event, in a year that counts. */
export interface YearEvent { event: CatalogueEvent; timeline: number; /** Of the timeline, from 0. */ year: number; hours: number; loss: number }
/** A year that counts. */
export interface YearLoss { timeline: number; year: number; events: number; loss: number; /** Of the event that began in it and lost most. */ greatest: number }
export interface YearTable { years: YearLoss[]; events: YearEvent[]; /** Loss before the first event of a timeline, or without any: own failures. */ unassigned: number }

/** Reads the years and events off a finished pass; timelines that failed are left out. */
export function yearTable(plan: ReturnType<typeof yearsPlan>, ledger: Ledger, { timelineYears, warmUpYears }: YearsPlan, ticksPerHour: number): YearTable {
  const table: YearTable = { years: [], events: [], unassigned: 0 }, yearTicks = HOURS_A_YEAR * ticksPerHour;
  let at = 0;
  for (let timeline = 0; timeline < plan.rows; timeline++) {
    const arrivals = plan.timelines.arrivals(timeline), marks = checkpointsOf(arrivals, { count: 0, timelineYears, warmUpYears }, ticksPerHour), from = at;
    at += marks.length;
    if (Number.isNaN(ledger.losses[timeline]!)) continue;
    const years = Array.from({ length: timelineYears }, (_, year): YearLoss => ({ timeline, year, events: 0, loss: 0, greatest: 0 }));
    const events = arrivals.map(({ event, hours, tick }): YearEvent => ({ event, timeline, year: Math.floor(tick / yearTicks), hours, loss: 0 }));
    for (const { year } of events) years[year]!.events++;
    // Stretches end at the marks and at the horizon; the last event that began before is theirs, the first of several at one tick has none.
    for (let i = 0, next = 0, before = 0; i <= marks.length; i++) {
      const begin = i === 0 ? 0 : marks[i - 1]!, value = i === marks.length ? ledger.losses[timeline]! : ledger.atCheckpoints[from + i]!, loss = Math.max(0, value - before);
      before = value;
      while (next < arrivals.length && arrivals[next]!.tick <= begin) next++;
      const year = Math.floor(begin / yearTicks);
      years[year]!.loss += loss;
      if (next > 0) events[next - 1]!.loss += loss;
      else if (year >= warmUpYears) table.unassigned += loss;
    }
    for (const { year, loss } of events) years[year]!.greatest = Math.max(years[year]!.greatest, loss);
    for (const year of years.slice(warmUpYears)) table.years.push(year);
    for (const event of events) if (event.year >= warmUpYears) table.events.push(event);
  }
  return table;
}
