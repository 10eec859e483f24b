/**
 * Frequency of an island, simplified to its steady state under governors: no inertia, no swings (P. Kundur, Power System Stability and Control,
 * 1994, section 11.1). A shortage or surplus of dP MW moves the frequency by df with
 *
 *   dP = sum(Pmax_g of generators with room left) / droop * df / f0 + damping * load * df / f0,
 *
 * generators moving along their droop until they meet a limit. While the frequency lies below a stage of under-frequency load shedding, that stage
 * acts; while it lies above `highHz`, the generator of least output trips. An island that even so cannot be held between `lowHz` and `highHz` goes
 * black. Afterwards secondary control brings the frequency back within the limits of generators; the lowest value is kept for reports.
 */
import type { Shedding } from './shedding.js';
import type { GridState } from './state.js';

export interface GovernorSettings {
  nominalHz: number;
  /** Change of frequency, as part of nominal, for full output: 0.05 = 5 %. */
  droop: number;
  /** Change of load for a change of frequency, as part over part. */
  damping: number;
  /** Under-frequency shedding, descending: below `belowHz`, `share` of the island's load before the disturbance is shed. */
  stages: readonly { belowHz: number; share: number }[];
  lowHz: number;
  highHz: number;
}

/** Settings of Continental Europe: stages between 49.0 and 48.0 Hz (Commission Regulation (EU) 2017/2196, annex), 5 % droop. */
export const EUROPEAN_GOVERNORS: GovernorSettings = {
  nominalHz: 50, droop: 0.05, damping: 1, lowHz: 47.5, highHz: 51.5,
  stages: [{ belowHz: 49, share: 0.08 }, { belowHz: 48.8, share: 0.08 }, { belowHz: 48.6, share: 0.08 }, { belowHz: 48.4, share: 0.08 }, { belowHz: 48.2, share: 0.08 }, { belowHz: 48, share: 0.05 }],
};

export class FrequencyControl {
  /** By island: the frequency farthest below nominal that was held, Hz; 0 = went black. */
  readonly hz: Float64Array;
  private readonly start0: Float64Array;

  constructor(private readonly state: GridState, private readonly settings: GovernorSettings, private readonly shedding: Shedding) {
    this.hz = new Float64Array(state.grid.buses);
    this.start0 = new Float64Array(state.grid.generators);
  }

  /** Every island at nominal frequency. */
  start(islands: number): void {
    this.hz.fill(this.settings.nominalHz, 0, islands);
    this.start0.set(this.state.generatorMw);
  }

  /** Balances one island in place. */
  balance(island: number, generators: Int32Array, loads: Int32Array): void {
    const { settings } = this, before = this.load(loads);
    let stage = 0, hz = this.steadyHz(generators, loads);
    for (;;) {
      if (hz > settings.highHz && this.tripSmallest(generators)) hz = this.steadyHz(generators, loads);
      else if (stage < settings.stages.length && hz < settings.stages[stage]!.belowHz) {
        const now = this.load(loads);
        this.shedding.shed(loads, Math.max(0, now - before * settings.stages[stage++]!.share), now);
        hz = this.steadyHz(generators, loads);
      } else break;
    }
    this.hz[island] = hz;
    if (hz < settings.lowHz || hz > settings.highHz) this.blackOut(island, generators, loads);
    else this.settle(generators, loads);
  }

  private load(loads: Int32Array): number {
    let sum = 0;
    for (const l of loads) sum += this.state.demandMw[l]! * this.state.served[l]!;
    return sum;
  }

  /** Output of a generator at a relative frequency deviation x, MW. */
  private outputAt(g: number, x: number): number {
    const { minMw, maxMw, generatorUp } = this.state;
    if (generatorUp[g] === 0) return 0;
    return Math.min(maxMw[g]!, Math.max(minMw[g]!, this.start0[g]! - (x / this.settings.droop) * maxMw[g]!));
  }

  /** Frequency at which generation along the droop meets load, by bisection between -20 and 20 %: supply less demand falls as frequency rises. */
  private steadyHz(generators: Int32Array, loads: Int32Array): number {
    const { nominalHz, damping } = this.settings, load = this.load(loads);
    let low = -0.2, high = 0.2;
    for (let step = 0; step < 50; step++) {
      const x = (low + high) / 2;
      let surplus = -load * (1 + damping * x);
      for (const g of generators) surplus += this.outputAt(g, x);
      if (surplus > 0) low = x; else high = x;
    }
    return nominalHz * (1 + (low + high) / 2);
  }

  /** Secondary control: output in proportion to the room left, without the load's own relief; what is then still short is shed. */
  settle(generators: Int32Array, loads: Int32Array): void {
    const { generatorMw, generatorUp, minMw, maxMw } = this.state, load = this.load(loads);
    let output = 0, room = 0;
    for (const g of generators) { generatorMw[g] = generatorUp[g] === 1 ? Math.min(maxMw[g]!, Math.max(minMw[g]!, this.start0[g]!)) : 0; output += generatorMw[g]!; }
    const up = load > output;
    for (const g of generators) if (generatorUp[g] === 1) room += up ? maxMw[g]! - generatorMw[g]! : generatorMw[g]! - minMw[g]!;
    const share = room > 0 ? Math.min(1, Math.abs(load - output) / room) : 0;
    for (const g of generators) if (generatorUp[g] === 1) generatorMw[g]! += share * (up ? maxMw[g]! - generatorMw[g]! : minMw[g]! - generatorMw[g]!);
    if (up && load - output > room) this.shedding.shed(loads, output + room, load);
    // Held by the load's own rise at higher frequency, with every generator at its least: one has to go.
    else if (!up && output - load > room && this.tripSmallest(generators)) this.settle(generators, loads);
  }

  private tripSmallest(generators: Int32Array): boolean {
    const { generatorMw, generatorUp } = this.state;
    let least = -1;
    for (const g of generators) if (generatorUp[g] === 1 && (least < 0 || this.start0[g]! < this.start0[least]!)) least = g;
    if (least < 0) return false;
    generatorMw[least] = 0;
    generatorUp[least] = 0;
    return true;
  }

  private blackOut(island: number, generators: Int32Array, loads: Int32Array): void {
    this.hz[island] = 0;
    for (const g of generators) { this.state.generatorMw[g] = 0; this.state.generatorUp[g] = 0; }
    this.shedding.blackOut(loads);
  }
}
