/**
 * Hazards at random times: an inhomogeneous Poisson process as one fixed unit-rate stream read through the cumulative rate (time change;
 * E. Cinlar, Introduction to Stochastic Processes, 1975, section 4.7). The n-th arrival comes when the integral of the rate reaches the sum
 * of the first n unit exponential gaps, each drawn by n. So a rate that is lower at every time only delays arrivals: none is added, and two
 * variants share their luck. A factor of 1 changes no bit.
 */
import { logIn } from '../numerics/elementary.js';
import { combine } from '../random/hash.js';
import type { CompiledArrivals } from './compiled-interactions.js';
import { Purpose } from './contracts.js';
import type { Kernel } from './kernel.js';

/** Second word of the step from a hazard's key to the path of an arrival. */
const ARRIVED = 0x61727276;

export class Arrivals {
  /** Hazards with random arrivals; position by hazard, -1: none. */
  private readonly hazards: Int32Array;
  private readonly position: Int32Array;
  private readonly given: CompiledArrivals[];
  /** Arrivals so far; sum of the gaps to the next; integral of the rate to `since`; factor in force; tick of the next. */
  private readonly ordinal: Int32Array;
  private readonly target: Float64Array;
  private readonly reached: Float64Array;
  private readonly since: Float64Array;
  private readonly factor: Float64Array;
  private readonly due: Float64Array;

  constructor(private readonly k: Kernel) {
    const { hazards } = k.scenario, list = hazards.flatMap((hazard, h) => (hazard.arrivals === undefined ? [] : [h])), n = list.length;
    this.hazards = Int32Array.from(list);
    this.position = new Int32Array(hazards.length).fill(-1);
    list.forEach((h, i) => { this.position[h] = i; });
    this.given = list.map((h) => hazards[h]!.arrivals!);
    this.ordinal = new Int32Array(n);
    this.target = new Float64Array(n);
    this.reached = new Float64Array(n);
    this.since = new Float64Array(n);
    this.factor = new Float64Array(n);
    this.due = new Float64Array(n);
  }

  reset(): void {
    this.ordinal.fill(0);
    this.target.fill(0);
    this.reached.fill(0);
    this.since.fill(0);
    this.factor.fill(1);
    for (let i = 0; i < this.hazards.length; i++) { this.addGap(i); this.schedule(i); }
  }

  /**
   * The arrival expected in this instant, if it still stands: the next one is scheduled.
   * @param path where to write the path of its occurrence @returns false: the rate has changed since it was scheduled
   */
  arrive(h: number, path: Int32Array): boolean {
    const i = this.position[h]!, { key0, key1 } = this.k.scenario.hazards[h]!;
    if (this.due[i] !== this.k.now) return false;
    combine(key0, key1, this.ordinal[i]!++, ARRIVED, path);
    this.advance(i);
    this.addGap(i);
    this.schedule(i);
    return true;
  }

  /** A link that multiplies the rate of hazard h came into force or ceased. */
  rateChanged(h: number): void {
    const i = this.position[h]!, factor = this.k.occurrences.conditions!.rateFactor(h);
    if (factor === this.factor[i]) return;
    this.advance(i);
    this.factor[i] = factor;
    this.schedule(i);
  }

  private addGap(i: number): void {
    const { k } = this, hazard = k.scenario.hazards[this.hazards[i]!]!, { cell } = k.samplers;
    k.draws.select(k.replication, Purpose.Arrival, 0, 0);
    k.draws.draw(hazard.key0 | 0, hazard.key1 | 0, this.ordinal[i]!, -1, cell);
    cell[0] = 1 - cell[0]!;
    logIn(cell);
    this.target[i]! -= cell[0];
  }

  /** Integrates the rate to now. */
  private advance(i: number): void {
    const { ends, rates } = this.given[i]!, { now } = this.k, factor = this.factor[i]!;
    let at = this.since[i]!;
    for (let p = 0; at < now; p++) {
      if (ends[p]! <= at) continue;
      const end = Math.min(now, ends[p]!);
      this.reached[i]! += factor * rates[p]! * (end - at);
      at = end;
    }
    this.since[i] = now;
  }

  /** When the integral reaches the sum of gaps, at the present factor; at least a tick from now. */
  private schedule(i: number): void {
    const { ends, rates } = this.given[i]!, { k } = this, factor = this.factor[i]!;
    let at = this.since[i]!, left = this.target[i]! - this.reached[i]!;
    this.due[i] = Infinity;
    if (factor === 0) return;
    for (let p = 0; p < ends.length; p++) {
      if (ends[p]! <= at) continue;
      const rate = factor * rates[p]!, span = ends[p]! - at;
      if (rate > 0 && left <= rate * span) {
        const tick = Math.max(k.now + 1, Math.round(at + left / rate));
        this.due[i] = tick;
        k.occurrences.agenda.arrival(tick, this.hazards[i]!);
        return;
      }
      left -= rate > 0 ? rate * span : 0;
      at = ends[p]!;
    }
  }
}
