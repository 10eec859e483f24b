/**
 * Overload protection with inverse time: a branch trips when the integral of (|flow| - rating) over time reaches what `seconds` at `multiple` times
 * the rating bring together. At a constant flow that is t = seconds (multiple - 1) / (|flow| / rating - 1), the very inverse curve of IEC 60255-151;
 * 15 s at 150 % are those of DCSIMSEP. Below the rating the integral runs back by the same law.
 */
import type { Grid } from './grid.js';

export interface RelaySettings {
  /** Load, as a multiple of the rating, at which it trips after `seconds`. Above 1. */
  multiple: number;
  seconds: number;
}

export const RELAY_15_S: RelaySettings = { multiple: 1.5, seconds: 15 };

/** Overload that counts, per unit of baseMVA: less is rounding. */
const OVERLOAD_PU = 1e-6;
/** Branches within this part of their threshold trip together (twin circuits whose sums differ in the last bits). */
const TOGETHER = 1e-9;

export class OverloadRelays {
  /** Integral of overload, MW s. */
  readonly heat: Float64Array;
  private readonly threshold: Float64Array;
  private readonly toleranceMw: number;
  private ratingMw: Float64Array;
  /** Has any relay gathered something since the last reset? */
  isHot = false;

  constructor(grid: Grid, private readonly settings: RelaySettings) {
    this.heat = new Float64Array(grid.branches);
    this.threshold = new Float64Array(grid.branches);
    this.ratingMw = grid.ratingMw;
    this.toleranceMw = OVERLOAD_PU * grid.network.baseMva;
    this.setThresholds();
  }

  /** Ratings in force, MW; not to be changed in place. */
  get ratings(): Float64Array { return this.ratingMw; }

  /** Ratings in force from now on, MW. */
  setRatings(ratingMw: Float64Array): void {
    if (ratingMw === this.ratingMw) return;
    this.ratingMw = ratingMw;
    this.setThresholds();
  }

  private setThresholds(): void {
    const { multiple, seconds } = this.settings;
    for (let b = 0; b < this.threshold.length; b++) this.threshold[b] = (multiple - 1) * seconds * this.ratingMw[b]!;
  }

  reset(): void {
    if (this.isHot) this.heat.fill(0);
    this.isHot = false;
  }

  /** Seconds until the next trip if the flows stay as they are; Infinity: nothing is overloaded. */
  nextTrip(flows: Float64Array): number {
    const { ratingMw, toleranceMw, threshold, heat } = this;
    let next = Infinity;
    for (let b = 0, branches = flows.length; b < branches; b++) {
      const excess = Math.abs(flows[b]!) - ratingMw[b]!;
      if (excess <= toleranceMw) continue;
      const seconds = (threshold[b]! - heat[b]!) / excess;
      if (seconds < next) next = seconds;
    }
    return Math.max(0, next);
  }

  /** Branches that trip within so many seconds if the flows stay as they are, ascending, handed to `take` with their time; hot loop. */
  tripsWithin(flows: Float64Array, most: number, take: (branch: number, seconds: number) => void): void {
    for (let b = 0; b < flows.length; b++) {
      const excess = Math.abs(flows[b]!) - this.ratingMw[b]!;
      if (excess <= this.toleranceMw) continue;
      const seconds = Math.max(0, (this.threshold[b]! - this.heat[b]!) / excess);
      if (seconds <= most) take(b, seconds);
    }
  }

  /** Lets time pass with these flows. */
  advance(flows: Float64Array, seconds: number): void {
    for (let b = 0; b < flows.length; b++) {
      if (this.ratingMw[b] === Infinity) continue;
      const heat = this.heat[b]! + (Math.abs(flows[b]!) - this.ratingMw[b]!) * seconds;
      this.heat[b] = heat > 0 ? heat : 0;
      if (heat > 0) this.isHot = true;
    }
  }

  /** Branches whose relay has run out, ascending, handed to `trip`; their integrals start again. */
  release(flows: Float64Array, trip: (branch: number) => void): void {
    for (let b = 0; b < flows.length; b++) {
      if (!this.isDue(b, flows)) continue;
      this.heat[b] = 0;
      trip(b);
    }
  }

  /** Branches with more than their rating. */
  overloads(flows: Float64Array): number {
    let count = 0;
    for (let b = 0; b < flows.length; b++) if (Math.abs(flows[b]!) > this.ratingMw[b]! + this.toleranceMw) count++;
    return count;
  }

  /** Has the relay of a branch run out while it is overloaded? */
  isDue(branch: number, flows: Float64Array): boolean {
    return this.heat[branch]! >= this.threshold[branch]! * (1 - TOGETHER) && Math.abs(flows[branch]!) > this.ratingMw[branch]!;
  }

  /** Had it run out, whatever it carries now? */
  hasRunOut(branch: number): boolean { return this.heat[branch]! > 0 && this.heat[branch]! >= this.threshold[branch]! * (1 - TOGETHER); }
}
