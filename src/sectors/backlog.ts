/**
 * What piles up before an office that works less than it should: consignments before customs, calls, samples, permits. An outcome layer: it is told the
 * levels of its stations and takes nothing from anybody.
 *
 * Each station is a fluid queue: items come at a constant rate, and are dealt with in turn at capacity x level while any wait, else as they come. Between two
 * changes of level the backlog is linear in time, so its peak and integral are exact. Of a queue in turn whose items come at the rate a, the head has
 * waited backlog / a: the longest wait is the peak backlog / a (J. F. C. Kingman, G. F. Newell: the fluid approximation; G. F. Newell, Applications of
 * Queueing Theory, 2nd ed. 1982, chapter 2).
 */
import type { LayerProblem, SectorAnswer, SectorModel, SectorOutcome, SectorPlugin } from '../engine/sector-model.js';
import { FULL } from '../engine/units.js';
import { Components } from './sector.js';

interface Station { capacity: number; arrivals: number }
interface BacklogParams { stations: Record<string, Station>; item?: string }

const NOTHING_MORE: SectorAnswer = Object.freeze({});

class Backlog implements SectorModel {
  readonly components: Int32Array;
  readonly observes = true;
  readonly outcomes: readonly SectorOutcome[];
  /** By station: items an hour that it deals with now, and what waits. */
  private readonly rate: Float64Array;
  private readonly waiting: Float64Array;
  private readonly peaks: Float64Array;
  private since = 0;
  private peak = 0;
  private itemHours = 0;

  /** @param stations in the order of components */
  constructor(components: Int32Array, private readonly stations: readonly Station[], item: string) {
    this.components = components;
    this.rate = Float64Array.from(stations, ({ capacity }) => capacity);
    this.waiting = new Float64Array(stations.length);
    this.peaks = new Float64Array(stations.length);
    this.outcomes = [
      { measure: 'peak-backlog', unit: item, title: `Most ${item} waiting at one time, over all stations` },
      { measure: 'backlog', unit: `${item} x h`, title: `${item[0]!.toUpperCase()}${item.slice(1)} waiting, times hours` },
      { measure: 'longest-wait', unit: 'h', title: `Longest wait of one of the ${item}` },
    ];
  }

  reset(): void {
    this.stations.forEach(({ capacity }, s) => { this.rate[s] = capacity; });
    this.waiting.fill(0);
    this.peaks.fill(0);
    this.since = this.peak = this.itemHours = 0;
  }

  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    this.advance(hours);
    for (let s = 0; s < this.stations.length; s++) this.rate[s] = up[s] === 1 ? this.stations[s]!.capacity * (offered[s]! / FULL) : 0;
    shares.fill(FULL);
    return NOTHING_MORE;
  }

  readOutcomes(hours: number, values: Float64Array): void {
    this.advance(hours);
    let longest = 0;
    this.stations.forEach(({ arrivals }, s) => { longest = Math.max(longest, this.peaks[s]! / arrivals); });
    values.set([this.peak, this.itemHours, longest]);
  }

  /** Backlogs up to an hour. All together they are piecewise linear, and peak where a station's level changes or one has caught up. */
  private advance(hours: number): void {
    while (this.since < hours) {
      let span = hours - this.since, sum = 0;
      for (let s = 0; s < this.stations.length; s++) {
        const slope = this.stations[s]!.arrivals - this.rate[s]!;
        if (slope < 0 && this.waiting[s]! > 0) span = Math.min(span, this.waiting[s]! / -slope);
      }
      // A span too short to move the clock still empties the station that it is of, so this ends.
      const to = span === hours - this.since ? hours : this.since + span;
      for (let s = 0; s < this.stations.length; s++) {
        const before = this.waiting[s]!, slope = this.stations[s]!.arrivals - this.rate[s]!, after = Math.max(0, before + slope * span);
        // One that catches up now has nothing left, whatever the rounding.
        this.waiting[s] = slope < 0 && before / -slope <= span ? 0 : after;
        this.itemHours += ((before + this.waiting[s]!) / 2) * (slope < 0 ? Math.min(span, before / -slope) : span);
        this.peaks[s] = Math.max(this.peaks[s]!, this.waiting[s]!);
        sum += this.waiting[s]!;
      }
      this.peak = Math.max(this.peak, sum);
      this.since = to;
    }
  }
}

/** Registered in index.ts. */
export const backlog = {
  name: 'backlog',
  schema: {
    type: 'object',
    properties: {
      stations: {
        type: 'object', minProperties: 1, description: 'asset id -> what it can deal with and what comes, items an hour',
        additionalProperties: {
          type: 'object', additionalProperties: false, required: ['capacity', 'arrivals'],
          properties: { capacity: { type: 'number', exclusiveMinimum: 0, maximum: 1e9, description: 'items an hour at a level of 1' }, arrivals: { type: 'number', exclusiveMinimum: 0, maximum: 1e9, description: 'items an hour' } },
        },
      },
      item: { type: 'string', minLength: 1, maxLength: 40, description: 'what waits, in the plural; default items' },
    },
    required: ['stations'],
    additionalProperties: false,
  },
  check(params: Record<string, unknown>): LayerProblem[] {
    return Object.entries((params as unknown as BacklogParams).stations).filter(([, { arrivals, capacity }]) => arrivals > capacity).map(([id, { arrivals, capacity }]) => (
      { code: 'BACKLOG_GROWS', severity: 'warning', file: '', message: `station "${id}" gets ${arrivals} an hour and deals with ${capacity}: its backlog grows from the start` }));
  },
  create(params, _network, indexOf): SectorModel {
    const { stations, item = 'items' } = params as unknown as BacklogParams, components = new Components(Object.keys(stations), indexOf), list = new Array<Station>(components.assets.length);
    for (const [id, station] of Object.entries(stations)) list[components.position(id)] = station;
    return new Backlog(components.assets, list, item);
  },
} satisfies SectorPlugin;
