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
import { damageStates, entryFactor } from './fragility.js';
import type { Kernel } from './kernel.js';
import { isPriced, lossOf } from './losses.js';
import type { Occurrences } from './occurrences.js';
import { entryFactorOf, tabulatedStates } from './tabulated.js';
import { trialsOf, type Trial } from './trials.js';
import { ticksNear } from './units.js';

export class Strikes {
  /** Assets of each effect of each hazard. */
  private readonly targets: Int32Array[][];
  private readonly struck: Int32Array;
  /** By hazard and effect: the assets whose kind reacts, in groups that are tried alike. */
  private readonly trials: Trial[][][];
  private readonly factor = new Float64Array(1);

  constructor(private readonly k: Kernel, private readonly occurrences: Occurrences) {
    const { hazards } = k.scenario;
    this.targets = hazards.map((h) => h.effects.map((e) => (e.positions === undefined ? h.assets : e.positions.map((at) => h.assets[at]!))));
    this.trials = hazards.map((h) => h.effects.map((_, ordinal) => trialsOf(h, ordinal, k.network.assetKind)));
    this.struck = new Int32Array(hazards.reduce((most, h) => Math.max(most, h.assets.length), 0));
  }

  /** Occurrence o of a hazard begins: one of its effects. */
  act(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number, intensity: number): void {
    if (effect.effect === 'damage' && Number.isNaN(effect.probability)) { this.damageByFragility(o, hazard, effect, ordinal, intensity); return; }
    const { k, occurrences } = this, { assetSubject0, assetSubject1 } = k.network, { probability } = effect;
    let struck = this.targets[occurrences.hazard[o]!]![ordinal]!, n = struck.length;
    if (probability < 1) {
      k.draws.select(k.replication, Purpose.Hit, occurrences.path0[o]!, occurrences.path1[o]!);
      n = k.draws.below(probability, struck, assetSubject0, assetSubject1, ordinal, this.struck);
      struck = this.struck;
    }
    for (let i = 0; i < n; i++) {
      const a = struck[i]!;
      if (effect.effect === 'damage') damageAsset(k, a, effect.state, Origin.Hit, o, false);
      else if (effect.effect === 'derate') occurrences.standing[o]!.push(derateAsset(k, a, effect.to, Origin.Hit, o));
      else if (a !== k.shielded) { tripAsset(k, a, Origin.Hit, o); occurrences.standing[o]!.push(-2 - a); }
    }
  }

  private damageByFragility(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number, intensity: number): void {
    const { k, occurrences } = this, trials = this.trials[occurrences.hazard[o]!]![ordinal]!;
    const peak = effect.peril === undefined ? intensity : k.samplers.peril(k, o, hazard, ordinal);
    if (peak > 0) for (let i = 0; i < trials.length; i++) this.tryStrengths(o, hazard, trials[i]!, peak);
  }

  /** Draws the strengths of the assets of a trial, and damages those that are too weak. */
  private tryStrengths(o: number, hazard: CompiledHazard, trial: Trial, peak: number): void {
    const { k, occurrences } = this, { common } = hazard, { assetSubject0, assetSubject1 } = k.network, { assets, test, n, lasting } = trial;
    let shared = 0;
    if (common > 0) {
      k.draws.select(k.replication, Purpose.StrengthCommon, occurrences.path0[o]!, occurrences.path1[o]!);
      shared = Math.sqrt(common) * normalQuantile(k.draws.uniform(hazard.key0, hazard.key1, n, -1));
    }
    test.setting[0] = log(peak);
    test.setting[1] = shared;
    test.setting[2] = Math.sqrt(1 - common);
    if (lasting === undefined) k.draws.select(k.replication, Purpose.Strength, occurrences.path0[o]!, occurrences.path1[o]!);
    else k.draws.select(k.replication, Purpose.StrengthLasting, lasting.context0, lasting.context1);
    k.draws.fill(assets, assetSubject0, assetSubject1, lasting === undefined ? n : 0, test.uniforms);
    if (trial.kinds !== undefined) for (let i = 0; i < assets.length; i++) test.kinds[i] = trial.kinds[i]! + trial.tables.reacts.length * k.damage[assets[i]!]!;
    if (trial.tabulated) tabulatedStates(trial.tables, test);
    else damageStates(trial.tables, test);
    if (trial.priced) this.bookLosses(o, hazard, trial);
    for (let i = 0; i < assets.length; i++) {
      const state = test.states[i]!, a = assets[i]!;
      if (state === 0) continue;
      if (hazard.profile === undefined) damageAsset(k, a, state, Origin.Hit, o, isPriced(trial, i));
      else this.damageLater(o, hazard, trial, i, a);
    }
  }

  /** Losses follow the intensity, not the state: in full when it first gets to its peak. */
  private bookLosses(o: number, { profile }: CompiledHazard, trial: Trial): void {
    const { k, factor } = this;
    let most = 1;
    if (profile !== undefined) {
      most = profile.factors.reduce((m, f) => Math.max(m, f), 0);
      if (most === 0) return;
      factor[0] = most;
      reachHours(profile.hours, profile.factors, factor);
    }
    const lnShare = log(most), tick = profile === undefined ? k.now : k.now + ticksNear(factor[0]!, k.scenario.ticksPerHour);
    for (let i = 0; i < trial.assets.length; i++) {
      const euro = isPriced(trial, i) ? lossOf(trial, i, lnShare) : 0, a = trial.assets[i]!;
      if (euro <= 0) continue;
      if (profile === undefined) k.losses!.reach(a, euro, o);
      else this.occurrences.planLoss(tick, a, euro, o);
    }
  }

  /** Under a profile each state is entered when the intensity first reaches its threshold. */
  private damageLater(o: number, hazard: CompiledHazard, trial: Trial, i: number, a: number): void {
    const { k, factor } = this, { hours, factors } = hazard.profile!, { tables, test } = trial;
    for (let state = 1; state <= test.states[i]!; state++) {
      if (trial.tabulated) entryFactorOf(tables, test, i, state, factor);
      else entryFactor(tables, test, i, state, factor);
      if (!(factor[0]! <= 1)) continue;
      reachHours(hours, factors, factor);
      if (factor[0]! < Infinity) this.occurrences.planDamage(k.now + ticksNear(factor[0]!, k.scenario.ticksPerHour), a, state, o, isPriced(trial, i));
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
