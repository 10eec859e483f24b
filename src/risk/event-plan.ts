/**
 * The rows of a study by events. Each event is a stratum; where replications go to a return period, an event whose intensities are drawn is cut
 * into several, each a part of the joint distribution of what it draws for all its assets, with that share of the event's rate (engine/shells.ts):
 * of one intensity alone, the part between two of its quantiles (stratified sampling of the input: W. G. Cochran 1977; P. Glasserman, Monte Carlo Methods in Financial
 * Engineering, 2004, section 4.3).
 */
import type { Catalogue, CatalogueEvent } from '../model/types.js';
import { hashKey } from '../random/hash.js';
import type { PreparedStudy } from '../study/prepare.js';
import { EventCourses, type Cut } from './event-courses.js';
import { BLOCK_ROWS, type RowGroup, type RowPlan } from './row-plan.js';

export interface Stratum { event: CatalogueEvent; /** Undefined: the whole. */ part?: StratumPart; ratePerYear: number }
/** The leader is the rarest of what is drawn, and the rarity of all of it lies between two of its quantiles. */
export interface StratumPart { leader: Cut; band: readonly [number, number]; /** Only one thing is drawn. */ alone: boolean }

/** Replications of one stratum at most: their numbers are the last 20 bits. */
export const MOST_OF_STRATUM = 2 ** 20;

/** The study of the catalogue's scenario, and of each scenario that an event has of its own. */
export interface CatalogueStudies { base: PreparedStudy; own: ReadonlyMap<string, PreparedStudy> }

/** Strata in the order of their rows: those of the catalogue's scenario by event and band, then scenario by scenario. */
export function strataOf(catalogue: Catalogue, studies: CatalogueStudies, rateOf: (event: CatalogueEvent) => number): Stratum[] {
  const { sampling } = catalogue, courses = new EventCourses(catalogue, studies.base);
  const order = [undefined, ...[...studies.own.keys()].sort()];
  return order.flatMap((path) => catalogue.events.filter((event) => event.scenario === path && rateOf(event) > 0).flatMap((event): Stratum[] => {
    const rate = rateOf(event);
    const cuts = sampling.by === 'event' || path !== undefined ? [] : courses.cuts(event);
    if (sampling.by === 'event' || cuts.length === 0) return [{ event, ratePerYear: rate }];
    const edges = [0, ...sampling.bands, 1];
    return cuts.flatMap((leader) => edges.slice(1).map((to, i) => ({ event, part: { leader, band: [edges[i]!, to], alone: cuts.length === 1 }, ratePerYear: (rate * (to - edges[i]!)) / cuts.length })));
  }));
}

/** How the strata of an event lie to each other, by stratum. */
export interface Neighbours {
  /** The next outer one of the same leader; -1: none. */
  outer: Int32Array;
  /** A number that those of one band have in common, whatever leads; -1: the event is not cut. */
  shell: Int32Array;
}

export function neighboursOf(strata: readonly Stratum[]): Neighbours {
  const shells = new Map<string, number>(), shellOf = (key: string): number => { if (!shells.has(key)) shells.set(key, shells.size); return shells.get(key)!; };
  return {
    outer: Int32Array.from(strata, ({ event, part }, s) => { const next = strata[s + 1]; return next?.event === event && next.part?.leader === part?.leader ? s + 1 : -1; }),
    shell: Int32Array.from(strata, ({ event, part }) => (part === undefined ? -1 : shellOf(`${part.band[0]} ${event.id}`))),
  };
}

/**
 * @param counts replications of each stratum
 * @param id of the pass; passes have draws of their own
 */
export function eventPlan(catalogue: Catalogue, studies: CatalogueStudies, strata: readonly Stratum[], counts: ArrayLike<number>, id: string): RowPlan & { stratum: Int32Array } {
  const courses = new EventCourses(catalogue, studies.base), starts: number[] = [], groups: RowGroup[] = [];
  let rows = 0;
  strata.forEach(({ event }, s) => {
    const study = event.scenario === undefined ? studies.base : studies.own.get(event.scenario)!, last = groups.at(-1);
    starts.push(rows);
    if (last === undefined || last.study !== study) groups.push({ study, first: rows, count: counts[s]!, build });
    else last.count += counts[s]!;
    rows += counts[s]!;
  });
  const stratum = new Int32Array(rows);
  starts.forEach((start, s) => stratum.fill(s, start, start + counts[s]!));
  // The upper 32 bits are of the event, not of its place in the catalogue: an event more changes nobody's luck. (Two events may share them, one
  // pair in 2^32: they would share own failures and restarts, not what hazards do, whose draws hang on the event's whole key.)
  const numbers = strata.map(({ event, part }) => hashKey(`${id}:${event.id}:${part === undefined ? '' : part.band[0]}${part === undefined || part.alone ? '' : `:${part.leader.strike}${part.leader.of}`}`)[0] * MOST_OF_STRATUM);
  function build(row: number) {
    const s = stratum[row]!, { event, part, ratePerYear } = strata[s]!;
    return {
      replication: numbers[s]! + (row - starts[s]!), weight: ratePerYear / counts[s]!,
      ...(event.scenario !== undefined || event.strikes.length === 0 ? {} : { course: { occurrences: courses.occurrences(event, 0, 0, part) } }),
    };
  }
  return { id, groups, rows, blockRows: BLOCK_ROWS, stratum };
}
