/**
 * Balancing: after outages every island brings generation and load together, by one of these rules.
 *
 * - `ramp`: generators move in proportion to their ramp rates, within their limits and within what they ramp in `rampMinutes`. What is then still too
 *   much is met by tripping generators, the one of least output first; what is still missing by shedding load. (The rule of DCSIMSEP:
 *   M. J. Eppstein, P. D. H. Hines, IEEE Trans. Power Systems 27 (2012) 1698-1705.)
 * - `proportional`: all generation, or all load, is scaled down by one factor; nothing is ramped up. Lower limits of output are not kept.
 * - `governor`: see frequency.ts.
 *
 * An island without generation loses its load; the generators of one without load run idle.
 */
import { FrequencyControl, type GovernorSettings } from './frequency.js';
import { IslandMembers } from './island-members.js';
import type { Islands } from './islands.js';
import { Shedding, type SheddingRule } from './shedding.js';
import type { GridState } from './state.js';

export interface BalanceSettings {
  rule: 'ramp' | 'proportional' | 'governor';
  /** Time within which generators may be moved, minutes (rule `ramp`). */
  rampMinutes: number;
  shedding: SheddingRule;
  governor: GovernorSettings;
}

/** Imbalance that counts as none, MW. */
export const BALANCED_MW = 1e-6;

export class Balance {
  private readonly members: IslandMembers;
  private readonly shedding: Shedding;
  private readonly frequency: FrequencyControl;
  /** Bounds of this balancing, MW. */
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  /** Frequency of each island after `run` under the rule `governor`, Hz. */
  get frequencyHz(): Float64Array { return this.frequency.hz; }

  /** @param classes priority class of each load (1 = shed last); for shedding by priority */
  constructor(private readonly state: GridState, private readonly settings: BalanceSettings, classes?: Int32Array) {
    const { grid } = state;
    this.members = new IslandMembers(grid);
    this.shedding = new Shedding(state, settings.shedding, classes);
    this.frequency = new FrequencyControl(state, settings.governor, this.shedding);
    this.low = new Float64Array(grid.generators);
    this.high = new Float64Array(grid.generators);
  }

  /** Balances every island of the state in place. @param restored 1 for buses that a black start brought back: their islands take load only as far as generation goes */
  run(islands: Islands, restored?: Uint8Array): void {
    const { state, members, settings } = this, { grid } = state;
    members.sort(islands);
    this.frequency.start(islands.count);
    for (let g = 0; g < grid.generators; g++) {
      const ramp = grid.rampMwPerMin[g]! * settings.rampMinutes, now = state.generatorMw[g]!;
      this.low[g] = Math.max(state.minMw[g]!, now - ramp);
      this.high[g] = Math.min(state.maxMw[g]!, now + ramp);
    }
    for (let island = 0; island < islands.count; island++) this.balanceIsland(island, restored);
  }

  private balanceIsland(island: number, restored: Uint8Array | undefined): void {
    const { state, members } = this;
    const generators = members.generatorsOf(island), loads = members.loadsOf(island);
    let online = 0, connected = 0, generation = 0, load = 0;
    for (const g of generators) { online += state.generatorUp[g]!; generation += state.generatorMw[g]!; }
    for (const l of loads) {
      if (state.served[l] === 0) continue;
      connected++;
      load += state.demandMw[l]! * state.served[l]!;
    }
    if (Math.abs(generation - load) < BALANCED_MW) return;
    if (online === 0) this.shedding.blackOut(loads);
    else if (connected === 0 || load <= 0) {
      for (const g of generators) state.generatorMw[g] = 0;
      this.shedding.blackOut(loads);
    } else if (this.settings.rule === 'governor') {
      if (generators.some((g) => restored?.[state.grid.generatorBus[g]!] === 1)) this.frequency.settle(generators, loads);
      else this.frequency.balance(island, generators, loads);
    } else if (this.settings.rule === 'ramp') this.ramp(generators, loads, load);
    else if (generation > load) for (const g of generators) state.generatorMw[g]! *= load / generation;
    else this.shedding.shed(loads, generation, load);
  }

  private ramp(generators: Int32Array, loads: Int32Array, load: number): void {
    let generation = this.move(generators, load, -1);
    while (generation - load > BALANCED_MW && this.tripSmallest(generators)) generation = this.output(generators);
    if (generation - load < -BALANCED_MW) generation = this.move(generators, load, 1);
    if (load - generation > BALANCED_MW) this.shedding.shed(loads, generation, load);
  }

  private output(generators: Int32Array): number {
    let sum = 0;
    for (const g of generators) sum += this.state.generatorMw[g]!;
    return sum;
  }

  /**
   * Moves generators towards a load in proportion to their ramp rates; those that reach a bound leave the rest to the others.
   * @param direction -1: only down, 1: only up; @returns their output, MW
   */
  private move(generators: Int32Array, load: number, direction: -1 | 1): number {
    const { generatorMw, generatorUp } = this.state, { rampMwPerMin } = this.state.grid, bound = direction < 0 ? this.low : this.high;
    let generation = this.output(generators);
    // Each round balances the island or brings a generator to its bound.
    for (let round = 0; round <= generators.length && (load - generation) * direction > BALANCED_MW; round++) {
      let ramp = 0;
      for (const g of generators) if (generatorUp[g] === 1 && (bound[g]! - generatorMw[g]!) * direction > 0) ramp += rampMwPerMin[g]!;
      if (ramp === 0) break;
      const factor = (load - generation) / ramp;
      for (const g of generators) {
        if (generatorUp[g] === 0 || (bound[g]! - generatorMw[g]!) * direction <= 0) continue;
        const moved = generatorMw[g]! + rampMwPerMin[g]! * factor;
        generatorMw[g] = (bound[g]! - moved) * direction < 0 ? bound[g]! : moved;
      }
      generation = this.output(generators);
    }
    return generation;
  }

  /** Trips the running generator of least output (of equal ones the first); @returns false if none runs */
  private tripSmallest(generators: Int32Array): boolean {
    const { generatorMw, generatorUp } = this.state;
    let least = -1;
    for (const g of generators) if (generatorUp[g] === 1 && generatorMw[g]! > 0 && (least < 0 || generatorMw[g]! < generatorMw[least]!)) least = g;
    if (least < 0) return false;
    generatorMw[least] = 0;
    generatorUp[least] = 0;
    return true;
  }
}
