/**
 * What an occurrence does to the assets of its footprint: damage by fragility or by a plain probability, at once or when the intensity first
 * reaches a threshold; deratings and trips that stand while it lasts.
 */
import { log } from '../numerics/elementary.js';
import { normalQuantile } from '../numerics/normal.js';
import type { CompiledEffect, CompiledHazard } from './compiled-scenario.js';
import { Purpose } from './contracts.js';
import { damageAsset, derateAsset, tripAsset } from './damage.js';
import { Origin } from './flags.js';
import { damageStates, entryFactor, strengthTest, type StrengthTest } from './fragility.js';
import type { Kernel } from './kernel.js';
import type { Occurrences } from './occurrences.js';
import { ticksNear } from './units.js';

/** By effect of a hazard: its assets; those whose kind reacts, and where their strength is tried. */
interface Reach { targets: Int32Array[]; tests: { assets: Int32Array; test: StrengthTest }[] }

export class Strikes {
  /** Of hazards, those of the scenario and those that a course changes, as they come. */
  private readonly reaches = new WeakMap<CompiledHazard, Reach>();
  private struck = new Int32Array(0);
  private readonly factor = new Float64Array(1);

  constructor(private readonly k: Kernel, private readonly occurrences: Occurrences) {
    for (const hazard of k.scenario.hazards) this.reach(hazard);
  }

  private reach(hazard: CompiledHazard): Reach {
    const known = this.reaches.get(hazard);
    if (known !== undefined) return known;
    const { assets, effects } = hazard, reach: Reach = {
      targets: effects.map((e) => (e.positions === undefined ? assets : e.positions.map((at) => assets[at]!))), tests: effects.map((e) => testOf(hazard, e, this.k.network.assetKind)),
    };
    this.reaches.set(hazard, reach);
    if (this.struck.length < assets.length) this.struck = new Int32Array(assets.length);
    return reach;
  }

  /** Occurrence o of a hazard begins: one of its effects. */
  act(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number, intensity: number): void {
    if (effect.effect === 'damage' && Number.isNaN(effect.probability)) { this.damageByFragility(o, hazard, ordinal, intensity); return; }
    const { k, occurrences } = this, { assetSubject0, assetSubject1 } = k.network, { probability } = effect;
    let struck = this.reach(hazard).targets[ordinal]!, n = struck.length;
    if (probability < 1) {
      k.draws.select(k.replication, Purpose.Hit, occurrences.path0[o]!, occurrences.path1[o]!);
      n = k.draws.below(probability, struck, assetSubject0, assetSubject1, ordinal, this.struck);
      struck = this.struck;
    }
    for (let i = 0; i < n; i++) {
      const a = struck[i]!;
      if (effect.effect === 'damage') damageAsset(k, a, effect.state, Origin.Hit, o);
      else if (effect.effect === 'derate') occurrences.standing[o]!.push(derateAsset(k, a, effect.to, Origin.Hit, o));
      else if (a !== k.shielded) { tripAsset(k, a, Origin.Hit, o); occurrences.standing[o]!.push(-2 - a); }
    }
  }

  private damageByFragility(o: number, hazard: CompiledHazard, ordinal: number, intensity: number): void {
    const { fragility, common } = hazard;
    if (fragility === undefined || intensity <= 0) return;
    const { k, occurrences } = this, { assetSubject0, assetSubject1 } = k.network, { assets, test } = this.reach(hazard).tests[ordinal]!;
    let shared = 0;
    if (common > 0) {
      k.draws.select(k.replication, Purpose.StrengthCommon, occurrences.path0[o]!, occurrences.path1[o]!);
      shared = Math.sqrt(common) * normalQuantile(k.draws.uniform(hazard.key0, hazard.key1, ordinal, -1));
    }
    test.setting[0] = log(intensity);
    test.setting[1] = shared;
    test.setting[2] = Math.sqrt(1 - common);
    k.draws.select(k.replication, Purpose.Strength, occurrences.path0[o]!, occurrences.path1[o]!);
    k.draws.fill(assets, assetSubject0, assetSubject1, ordinal, test.uniforms);
    damageStates(fragility, test);
    for (let i = 0; i < assets.length; i++) {
      const state = test.states[i]!, a = assets[i]!;
      if (state === 0) continue;
      if (hazard.profile === undefined) damageAsset(k, a, state, Origin.Hit, o);
      else this.damageLater(o, hazard, test, i, a);
    }
  }

  /** Under a profile each state is entered when the intensity first reaches its threshold. */
  private damageLater(o: number, hazard: CompiledHazard, test: StrengthTest, i: number, a: number): void {
    const { k, factor } = this, { hours, factors } = hazard.profile!;
    for (let state = 1; state <= test.states[i]!; state++) {
      entryFactor(hazard.fragility!, test, i, state, factor);
      if (!(factor[0]! <= 1)) continue;
      reachHours(hours, factors, factor);
      if (factor[0]! < Infinity) this.occurrences.planDamage(k.now + ticksNear(factor[0]!, k.scenario.ticksPerHour), a, state, o);
    }
  }
}

/** Replaces the factor in cell[0] by the first hour at which a piecewise linear profile reaches it; Infinity: never. */
export function reachHours(hours: Float64Array, factors: Float64Array, cell: Float64Array): void {
  const factor = cell[0]!;
  cell[0] = Infinity;
  if (factors[0]! >= factor) { cell[0] = hours[0]!; return; }
  for (let i = 1; i < hours.length; i++) {
    const low = factors[i - 1]!, high = factors[i]!;
    if (high < factor) continue;
    cell[0] = hours[i - 1]! + ((factor - low) / (high - low)) * (hours[i]! - hours[i - 1]!);
    return;
  }
}

/** Only assets whose kind reacts to the measure need a draw. */
function testOf(hazard: CompiledHazard, effect: CompiledEffect, kindOf: Int32Array): { assets: Int32Array; test: StrengthTest } {
  const { fragility } = hazard, all = effect.positions ?? Int32Array.from(hazard.assets.keys());
  const positions = fragility === undefined ? new Int32Array(0) : all.filter((at) => fragility.reacts[kindOf[hazard.assets[at]!]!] === 1);
  const assets = positions.map((at) => hazard.assets[at]!);
  return { assets, test: strengthTest(assets.map((a) => kindOf[a]!), Float64Array.from(positions, (at) => hazard.lnFactor[at]!)) };
}
