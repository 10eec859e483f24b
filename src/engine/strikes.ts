/**
 * What an occurrence does to the assets of its footprint (footprints.ts): damage by fragility or by a plain probability, at once or when the
 * intensity first reaches a threshold; and what stands while it lasts, or while the intensity is there.
 */
import { logIn } from '../numerics/elementary.js';
import { normalQuantileIn } from '../numerics/normal.js';
import type { CompiledEffect, CompiledHazard } from './compiled-scenario.js';
import { Purpose } from './contracts.js';
import { peakShare, type Reach } from './fields.js';
import { Origin } from './flags.js';
import { damageStates, entryFactor } from './fragility.js';
import type { Kernel } from './kernel.js';
import { isPriced, lossIn } from './losses.js';
import type { Occurrences } from './occurrences.js';
import { entryFactorOf, tabulatedStates } from './tabulated.js';
import type { Trial } from './trials.js';
import { ticksNear } from './units.js';

export class Strikes {
  private readonly factor = new Float64Array(1);
  private readonly lnPeak = new Float64Array(1);
  private readonly window = new Float64Array(2);

  constructor(private readonly k: Kernel, private readonly occurrences: Occurrences) {}

  /** Occurrence o of a hazard begins: one of its effects. */
  act(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number): void {
    if (effect.effect === 'damage' && Number.isNaN(effect.probability)) { this.damageByFragility(o, hazard, effect, ordinal); return; }
    const { k, occurrences } = this, { assetSubject0, assetSubject1 } = k.network, { probability } = effect;
    if (effect.effect === 'crews') { k.strains!.withholdCrews(o, effect); return; }
    const targets = occurrences.footprints.of(o).targets[ordinal]!;
    let struck = targets.assets, n = struck.length;
    if (probability < 1) {
      k.draws.select(k.replication, Purpose.Hit, occurrences.path0[o]!, occurrences.path1[o]!);
      n = k.draws.below(probability, struck, assetSubject0, assetSubject1, ordinal, targets.struck);
      struck = targets.struck;
    }
    if (hazard.field !== undefined || hazard.courses !== undefined || effect.lnAbove !== undefined) this.actWhereReached(o, effect, ordinal, struck, n);
    else if (effect.effect === 'staff') occurrences.standing.takeStaff(o, effect, this.unshielded(struck, n), Infinity);
    else for (let i = 0; i < n; i++) this.actOn(o, effect, struck[i]!, Infinity);
  }

  /** Apart, since a function within another costs an object at each call of that. */
  private unshielded(struck: Int32Array, n: number): number[] { return Array.from(struck.subarray(0, n)).filter((a) => a !== this.k.shielded); }

  /** The effect on one asset, until a tick; Infinity: until the occurrence ends. */
  private actOn(o: number, effect: CompiledEffect, a: number, until: number): void {
    const { k, occurrences: { standing } } = this;
    if (effect.effect === 'damage') k.rules.damageAsset(a, effect.state, Origin.Hit, o, false);
    else if (effect.effect === 'derate') standing.derate(o, a, effect.to, until);
    // The rules of damage spare it by themselves.
    else if (a === k.shielded) return;
    else if (effect.effect === 'demand') standing.raiseDemand(o, a, effect, until);
    else if (effect.effect === 'staff') standing.takeStaff(o, effect, [a], until);
    else standing.trip(o, a, until);
  }

  /** The first n of `struck`, in the order of the effect's targets: those that the intensity reaches, while it is there. */
  private actWhereReached(o: number, effect: CompiledEffect, ordinal: number, struck: Int32Array, n: number): void {
    const { k, occurrences, window } = this, { footprints } = occurrences, { positions, assets, lnPeaks } = footprints.of(o).targets[ordinal]!;
    const asked = { lnAbove: effect.lnAbove, intensity: occurrences.intensity[o]! };
    footprints.lnPeaks(o, positions, lnPeaks);
    for (let i = 0, at = 0; i < n; i++, at++) {
      const a = struck[i]!;
      while (assets[at] !== a) at++;
      if (!footprints.windowOf(o, positions[at]!, lnPeaks[at]!, asked, window)) continue;
      const from = window[0]!, until = window[1]!;
      if (until <= from && effect.effect !== 'damage') continue;
      if (from <= k.now) this.actOn(o, effect, a, until);
      else occurrences.agenda.effect(from, a, ordinal, o, until);
    }
  }

  /** Occurrence o has reached asset a: its effect of that number acts now. */
  lateEffect(a: number, ordinal: number, o: number, until: number): void { this.actOn(o, this.occurrences.footprints.hazardOf(o).effects[ordinal]!, a, until); }

  private damageByFragility(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number): void {
    const { k, lnPeak } = this, trials = this.occurrences.footprints.of(o).trials[ordinal]!;
    lnPeak[0] = effect.peril === undefined ? this.occurrences.intensity[o]! : k.samplers.peril(k, o, hazard, ordinal);
    if (!(lnPeak[0] > 0)) return;
    logIn(lnPeak);
    for (let i = 0; i < trials.length; i++) this.tryStrengths(o, hazard, trials[i]!);
  }

  /** Draws the strengths of the assets of a trial, and damages those that are too weak. */
  private tryStrengths(o: number, hazard: CompiledHazard, trial: Trial): void {
    const { factor, k, occurrences } = this, { common } = hazard, { assetSubject0, assetSubject1 } = k.network, { assets, test, n, lasting } = trial, h = occurrences.hazard[o]!, { field, reach } = occurrences.footprints.of(o);
    if (common > 0) {
      occurrences.commonUniform(o, n, factor);
      normalQuantileIn(factor);
    }
    field?.peaks(trial.positions, test.lnFactor, trial.further);
    test.setting[0] = this.lnPeak[0]!;
    test.setting[1] = common > 0 ? Math.sqrt(common) * factor[0]! : 0;
    test.setting[2] = Math.sqrt(1 - common);
    if (lasting === undefined) k.draws.select(k.replication, Purpose.Strength, occurrences.path0[o]!, occurrences.path1[o]!);
    else k.draws.select(k.replication, Purpose.StrengthLasting, lasting.context0, lasting.context1);
    k.draws.fill(assets, assetSubject0, assetSubject1, lasting === undefined ? n : 0, test.uniforms);
    if (trial.kinds !== undefined) for (let i = 0; i < assets.length; i++) test.kinds[i] = trial.kinds[i]! + trial.tables.reacts.length * k.damage[assets[i]!]!;
    const weakened = occurrences.conditions?.weaken(h, assets, test.lnFactor) ?? false;
    if (trial.tabulated) tabulatedStates(trial.tables, test);
    else damageStates(trial.tables, test);
    if (trial.priced) this.bookLosses(o, hazard, trial, reach);
    if (weakened) test.lnFactor.set(trial.unweakened!);
    for (let i = 0; i < assets.length; i++) {
      const state = test.states[i]!;
      if (state === 0) continue;
      if (reach === undefined) k.rules.damageAsset(assets[i]!, state, Origin.Hit, o, isPriced(trial, i));
      else this.damageLater(o, trial, i, reach);
    }
  }

  /** Losses follow the intensity, not the state: in full when it first gets to its peak. */
  private bookLosses(o: number, hazard: CompiledHazard, trial: Trial, reach: Reach | undefined): void {
    const { k, factor } = this, { ends } = this.occurrences, { euro } = k.losses!;
    for (let i = 0; i < trial.assets.length; i++) {
      if (!isPriced(trial, i)) continue;
      factor[0] = euro[0] = reach === undefined ? 1 : peakShare(hazard, trial.positions[i]!);
      if (!(euro[0] > 0)) continue;
      logIn(euro);
      lossIn(trial, i, euro);
      if (!(euro[0] > 0)) continue;
      if (reach === undefined) { k.losses!.reach(trial.assets[i]!, o); continue; }
      reach(trial.positions[i]!, factor);
      const tick = k.now + ticksNear(factor[0], k.scenario.ticksPerHour);
      if (tick <= ends[o]!) this.occurrences.agenda.loss(tick, trial.assets[i]!, o);
    }
  }

  /** Where the intensity takes its time each state is entered when it first reaches the state's threshold, if that is before the occurrence ends. */
  private damageLater(o: number, trial: Trial, i: number, reach: Reach): void {
    const { k, factor } = this, { tables, test } = trial, { ends } = this.occurrences;
    for (let state = 1; state <= test.states[i]!; state++) {
      if (trial.tabulated) entryFactorOf(tables, test, i, state, factor);
      else entryFactor(tables, test, i, state, factor);
      if (!(factor[0]! <= 1)) continue;
      reach(trial.positions[i]!, factor);
      const tick = k.now + ticksNear(factor[0]!, k.scenario.ticksPerHour);
      if (tick <= ends[o]!) this.occurrences.agenda.damage(tick, trial.assets[i]!, state, o, isPriced(trial, i));
    }
  }
}
