/** Who loses load when generation is short: all in proportion, or the less important classes first. Shedding at least cost is an optimisation of its own (opf.ts). */
import type { GridState } from './state.js';

/** `least-cost` is done for the whole grid at once; what is left for an island is then shed in proportion. */
export type SheddingRule = 'proportional' | 'priority' | 'least-cost';

/** Class of loads that are named in none. */
export const DEFAULT_CLASS = 3;

export class Shedding {
  private readonly classes: Int32Array;
  private readonly byPriority: boolean;
  private readonly worstClass: number;

  /** @param classes by load, 1 = shed last; undefined: all of one class */
  constructor(private readonly state: GridState, rule: SheddingRule, classes?: Int32Array) {
    this.byPriority = rule === 'priority' && classes !== undefined;
    this.classes = classes ?? new Int32Array(state.grid.loads).fill(DEFAULT_CLASS);
    this.worstClass = this.classes.reduce((worst, c) => Math.max(worst, c), 1);
  }

  /** Nobody is served. */
  blackOut(loads: Int32Array): void {
    for (const l of loads) this.state.served[l] = 0;
  }

  /** Sheds from `load` to `generation`, MW. Loads below zero (which feed in) are scaled with their class. */
  shed(loads: Int32Array, generation: number, load: number): void {
    if (!this.byPriority) { this.scale(loads, generation / load); return; }
    let missing = load - generation;
    for (let c = this.worstClass; c >= 1 && missing > 0; c--) {
      const ofClass = loads.filter((l) => this.classes[l] === c);
      let mw = 0;
      for (const l of ofClass) mw += this.state.demandMw[l]! * this.state.served[l]!;
      if (mw <= 0) continue;
      this.scale(ofClass, missing >= mw ? 0 : (mw - missing) / mw);
      missing -= mw;
    }
  }

  private scale(loads: Int32Array, factor: number): void {
    for (const l of loads) this.state.served[l]! *= factor;
  }
}
