/** One way of an economy through a disturbance: steps of the dynamic inoperability model on a fixed grid of time, and what they add up to. */
import type { Economy } from '../../imports/economy-json.js';
import { DynamicInoperability } from './inoperability.js';
import { interdependencyOf, resilienceOf, stepResilience } from './table.js';

const HOURS_PER_DAY = 24;
/** Below this, nothing that anybody measures is missing: the state is set to zero, so that a recovered economy costs nothing. */
const NOTHING = 1e-12;

export class EconomyRun {
  /** Integral of inoperability, days, by sector (trapezoids between steps). */
  readonly inoperabilityDays: Float64Array;
  /** Largest inoperability, by sector. */
  readonly peak: Float64Array;
  /** Largest share of the economy's planned output missing at one time. */
  peakShare = 0;
  private readonly model: DynamicInoperability;
  private readonly before: Float64Array;
  private readonly outputs: Float64Array;
  private readonly outputSum: number;
  /** Steps taken, and the hour reached: within the step after them. */
  private steps = 0;
  private at = 0;
  private disturbed = false;
  /** What has struck in the step that is not over yet: its mean over the step so far, with nothing for the rest; and whether there is any. */
  private readonly struck: Float64Array;
  private isStruck = false;

  /** @param stepHours length of a step; sectors without a resilience follow within one */
  constructor(economy: Economy, private readonly stepHours: number) {
    const matrix = interdependencyOf(economy), n = matrix.length;
    this.model = new DynamicInoperability(matrix, stepResilience(resilienceOf(economy, matrix), stepHours));
    this.outputs = Float64Array.from(economy.sectors, (sector) => sector.output);
    this.outputSum = this.outputs.reduce((sum, x) => sum + x, 0);
    this.inoperabilityDays = new Float64Array(n);
    this.peak = new Float64Array(n);
    this.before = new Float64Array(n);
    this.struck = new Float64Array(n);
  }

  /** Inoperability at the last step, by sector. */
  get q(): Float64Array { return this.model.q; }

  reset(): void {
    this.model.reset();
    this.inoperabilityDays.fill(0);
    this.peak.fill(0);
    this.struck.fill(0);
    this.peakShare = this.steps = this.at = 0;
    this.disturbed = this.isStruck = false;
  }

  /** Takes all steps that are over by `hours`, each under the mean of what strikes in its time; `c` has held since the last call. */
  advance(hours: number, c: Float64Array): void {
    const { struck, stepHours } = this;
    if (!this.disturbed && !this.isStruck && !c.some((x) => x > 0)) {
      this.at = Math.max(this.at, hours);
      this.steps = Math.floor(this.at / stepHours);
      return;
    }
    while (this.at < hours) {
      const start = this.steps * stepHours, end = (this.steps + 1) * stepHours, to = Math.max(this.at, Math.min(end, hours));
      // Exact where one perturbation holds all the step.
      const part = this.at <= start && to === end ? 1 : (to - this.at) / stepHours;
      for (let i = 0; i < c.length; i++) struck[i]! += part * c[i]!;
      this.at = to;
      this.isStruck = to < end;
      if (to < end) return;
      this.step(struck);
      struck.fill(0);
      this.steps++;
    }
  }

  /** Money lost so far. */
  loss(): number {
    let sum = 0;
    for (let i = 0; i < this.outputs.length; i++) sum += this.outputs[i]! * this.inoperabilityDays[i]!;
    return sum;
  }

  private step(c: Float64Array): void {
    const { model: { q }, before, peak, outputs } = this, days = this.stepHours / HOURS_PER_DAY;
    before.set(q);
    this.model.step(c);
    let missing = 0, most = 0;
    for (let i = 0; i < q.length; i++) {
      this.inoperabilityDays[i]! += ((before[i]! + q[i]!) / 2) * days;
      peak[i] = Math.max(peak[i]!, q[i]!);
      missing += outputs[i]! * q[i]!;
      most = Math.max(most, q[i]!, c[i]!);
    }
    this.peakShare = Math.max(this.peakShare, missing / this.outputSum);
    this.disturbed = most > NOTHING;
    if (!this.disturbed) q.fill(0);
  }
}
