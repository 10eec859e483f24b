/**
 * What an occurrence does to the assets of its footprint: damage by fragility or by a plain probability, at once or when the intensity first
 * reaches a threshold; deratings and trips that stand while it lasts. Where intensities move over the map (fields.ts) an asset is struck when
 * they reach it.
 */
import { logIn } from '../numerics/elementary.js';
import { normalQuantileIn } from '../numerics/normal.js';
import type { CompiledEffect, CompiledHazard } from './compiled-scenario.js';
import { Purpose, type IntensityField } from './contracts.js';
import { createField, OccurrenceDraws, peakShare, sinkOf, type Reach } from './fields.js';
import { Origin } from './flags.js';
import { damageStates, entryFactor } from './fragility.js';
import type { Kernel } from './kernel.js';
import { isPriced, lossIn } from './losses.js';
import type { Occurrences } from './occurrences.js';
import { entryFactorOf, tabulatedStates } from './tabulated.js';
import { trialsOf, type Trial } from './trials.js';
import { ticksNear, ticksUp } from './units.js';
import { localTimesOf, strongestBy, windowAt, type LocalTimes } from './windows.js';

/** Assets that an effect may act on. */
interface Targets { /** Positions in the hazard's assets. */ positions: Int32Array; assets: Int32Array }

/** Where a hazard strikes; targets, and the groups of assets that are tried alike, by effect. */
interface Ground extends LocalTimes {
  hazard: CompiledHazard;
  targets: Targets[];
  trials: Trial[][];
  field: IntensityField | undefined;
  /** Positions of all assets, where there is a field. */
  everywhere: Int32Array | undefined;
}

export class Strikes {
  /** By hazard of the scenario. */
  private readonly own: Ground[];
  /** Of hazards that a given course has otherwise. */
  private readonly given = new WeakMap<CompiledHazard, Ground>();
  private struck = new Int32Array(0);
  private readonly fieldDraws: OccurrenceDraws;
  private ln = new Float64Array(0);
  private readonly factor = new Float64Array(1);
  private readonly lnPeak = new Float64Array(1);
  private readonly window = new Float64Array(2);

  constructor(private readonly k: Kernel, private readonly occurrences: Occurrences) {
    this.fieldDraws = new OccurrenceDraws(k);
    this.own = k.scenario.hazards.map((hazard) => this.survey(hazard));
  }

  private survey(hazard: CompiledHazard): Ground {
    const { assets, effects } = hazard, { network, scenario } = this.k, field = hazard.field === undefined ? undefined : createField(hazard.field), all = allOf(hazard);
    if (this.struck.length < assets.length) this.struck = new Int32Array(assets.length);
    if (field !== undefined && this.ln.length < assets.length) this.ln = new Float64Array(assets.length);
    return {
      hazard, field, ...localTimesOf(hazard, field), targets: effects.map((e) => (e.positions === undefined ? all : { positions: e.positions, assets: e.positions.map((at) => assets[at]!) })),
      trials: effects.map((_, ordinal) => trialsOf(hazard, ordinal, network.assetKind, scenario.interactions !== undefined)), everywhere: field === undefined ? undefined : all.positions,
    };
  }

  /** Of occurrence o. */
  private groundOf(o: number): Ground {
    const as = this.occurrences.given[o]?.as;
    if (as === undefined) return this.own[this.occurrences.hazard[o]!]!;
    let ground = this.given.get(as);
    if (ground === undefined) this.given.set(as, ground = this.survey(as));
    return ground;
  }

  /** Occurrence o of a hazard with a field begins; its effects follow. @returns hours it lasts at least */
  beginField(o: number): number {
    const { hazard, field } = this.groundOf(o);
    this.fieldDraws.open(hazard, this.occurrences.path0[o]!, this.occurrences.path1[o]!);
    field!.begin(this.fieldDraws);
    return field!.lastsHours?.() ?? 0;
  }

  /** What was drawn of occurrence o, which begins now; undefined: it has no field. */
  describe(o: number): string | undefined { return this.groundOf(o).field?.describe(); }

  /** Occurrence o of a hazard begins: one of its effects. */
  act(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number): void {
    if (effect.effect === 'damage' && Number.isNaN(effect.probability)) { this.damageByFragility(o, hazard, effect, ordinal); return; }
    const { k, occurrences } = this, { assetSubject0, assetSubject1 } = k.network, { probability } = effect;
    if (effect.effect === 'crews') { k.strains!.withholdCrews(o, effect); return; }
    let struck = this.groundOf(o).targets[ordinal]!.assets, n = struck.length;
    if (probability < 1) {
      k.draws.select(k.replication, Purpose.Hit, occurrences.path0[o]!, occurrences.path1[o]!);
      n = k.draws.below(probability, struck, assetSubject0, assetSubject1, ordinal, this.struck);
      struck = this.struck;
    }
    if (hazard.field === undefined && hazard.courses === undefined && effect.lnAbove === undefined) {
      if (effect.effect === 'staff') occurrences.takeStaff(o, effect, this.unshielded(struck, n), Infinity);
      else for (let i = 0; i < n; i++) this.actOn(o, effect, struck[i]!, Infinity);
    } else this.actWhereReached(o, hazard, ordinal, struck, n);
  }

  /** Apart, since a function within another costs an object at each call of that. */
  private unshielded(struck: Int32Array, n: number): number[] { return Array.from(struck.subarray(0, n)).filter((a) => a !== this.k.shielded); }

  /** The effect on one asset, until a tick; Infinity: until the occurrence ends. */
  private actOn(o: number, effect: CompiledEffect, a: number, until: number): void {
    const { k, occurrences } = this, standing = occurrences.standing[o]!;
    if (effect.effect === 'damage') { k.rules.damageAsset(a, effect.state, Origin.Hit, o, false); return; }
    if (effect.effect === 'demand') {
      if (a === k.shielded) return;
      const first = k.strains!.count;
      k.strains!.raiseDemand(o, a, effect);
      if (until < Infinity) occurrences.planRelief(until, o, -1 - first, k.strains!.count - first);
      return;
    }
    if (effect.effect === 'staff') { if (a !== k.shielded) occurrences.takeStaff(o, effect, [a], until); return; }
    if (effect.effect === 'derate') standing.push(k.rules.derateAsset(a, effect.to, Origin.Hit, o));
    else {
      if (a === k.shielded) return;
      k.rules.tripAsset(a, Origin.Hit, o);
      standing.push(-2 - a);
    }
    if (until < Infinity) occurrences.planRelief(until, o, standing.length - 1, 1);
  }

  /** The first n of `struck`, in the order of the effect's targets: those that the intensity reaches, while it is there. */
  private actWhereReached(o: number, hazard: CompiledHazard, ordinal: number, struck: Int32Array, n: number): void {
    const { k, ln, window } = this, { ticksPerHour } = k.scenario, intensity = this.occurrences.intensity[o]!, ground = this.groundOf(o), { positions, assets } = ground.targets[ordinal]!, effect = hazard.effects[ordinal]!;
    ground.field?.peaks(positions, ln);
    for (let i = 0, at = 0; i < n; i++, at++) {
      const a = struck[i]!;
      while (assets[at] !== a) at++;
      if (!windowAt(ground, positions[at]!, ground.field === undefined ? hazard.lnFactor[positions[at]!]! : ln[at]!, effect.lnAbove, intensity, window)) continue;
      const from = k.now + ticksNear(window[0]!, ticksPerHour), until = window[1] === Infinity ? Infinity : k.now + ticksUp(window[1]!, ticksPerHour);
      if (until <= from && effect.effect !== 'damage') continue;
      if (from <= k.now) this.actOn(o, effect, a, until);
      else this.occurrences.planEffect(from, a, ordinal, o, until);
    }
  }

  /**
   * Ticks from which and until which occurrence o, which begins now, acts on people at a place, into window.
   * @param lnPeak as of {@link lnPeaks} @returns false: it never does
   */
  windowOf(o: number, position: number, lnPeak: number, { lnAbove, intensity }: { lnAbove: number | undefined; intensity: number }, window: Float64Array): boolean {
    const { k } = this, { ticksPerHour } = k.scenario;
    if (!windowAt(this.groundOf(o), position, lnPeak, lnAbove, intensity, window)) return false;
    window[0] = k.now + ticksNear(window[0]!, ticksPerHour);
    if (window[1] !== Infinity) window[1] = k.now + ticksUp(window[1]!, ticksPerHour);
    return true;
  }

  /** The greatest share of its peak that a place of occurrence o, which begins now, meets before it ends, and the tick at which it first does, into strongest. */
  strongest(o: number, position: number, strongest: Float64Array): boolean {
    const { k } = this, { ticksPerHour } = k.scenario, ground = this.groundOf(o), end = (this.occurrences.ends[o]! - k.now) / ticksPerHour;
    if (!strongestBy(ground, position, peakShare(ground.hazard, position), end, strongest)) return false;
    strongest[1] = Math.min(this.occurrences.ends[o]! - 1, k.now + ticksNear(strongest[1]!, ticksPerHour));
    return true;
  }

  /** Do places of occurrence o meet it at times of their own? */
  arrivesLocally(o: number): boolean { return this.groundOf(o).local; }

  /** The hazard as it is in occurrence o. */
  hazardOf(o: number): CompiledHazard { return this.groundOf(o).hazard; }

  /** Logarithm of the peak intensity over that of the hazard at places of occurrence o, which begins now; -Infinity: not reached. @param out by place */
  lnPeaks(o: number, positions: Int32Array, out: Float64Array): void {
    const { field, hazard: { lnFactor } } = this.groundOf(o);
    if (field !== undefined) { field.peaks(positions, out); return; }
    for (let i = 0; i < positions.length; i++) out[i] = lnFactor[positions[i]!]!;
  }

  /** Occurrence o has reached asset a: its effect of that number acts now. */
  lateEffect(a: number, ordinal: number, o: number, until: number): void { this.actOn(o, this.groundOf(o).hazard.effects[ordinal]!, a, until); }

  private damageByFragility(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number): void {
    const { k, lnPeak } = this, trials = this.groundOf(o).trials[ordinal]!;
    lnPeak[0] = effect.peril === undefined ? this.occurrences.intensity[o]! : k.samplers.peril(k, o, hazard, ordinal);
    if (!(lnPeak[0] > 0)) return;
    logIn(lnPeak);
    for (let i = 0; i < trials.length; i++) this.tryStrengths(o, hazard, trials[i]!);
  }

  /** Draws the strengths of the assets of a trial, and damages those that are too weak. */
  private tryStrengths(o: number, hazard: CompiledHazard, trial: Trial): void {
    const { factor, k, occurrences } = this, { common } = hazard, { assetSubject0, assetSubject1 } = k.network, { assets, test, n, lasting } = trial, h = occurrences.hazard[o]!, { field, reach } = this.groundOf(o);
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
      if (tick <= ends[o]!) this.occurrences.planLoss(tick, trial.assets[i]!, o);
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
      if (tick <= ends[o]!) this.occurrences.planDamage(tick, trial.assets[i]!, state, o, isPriced(trial, i));
    }
  }

  /** Of occurrence o, which begins now: logarithms of the factors at all its assets. The array is used again. @param further as of IntensityField.peaks */
  peaks(o: number, further = 0): Float64Array {
    const { hazard, field, everywhere } = this.groundOf(o);
    if (field === undefined) return hazard.lnFactor;
    field.peaks(everywhere!, this.ln, further);
    return this.ln;
  }

  /** The last hour at which an asset that meets a share of its peak is at or above it, `end` that of the occurrence. */
  sinkHours(o: number, position: number, share: number, end: number): number {
    const { hazard, field, sink } = this.groundOf(o);
    if (field?.reach === undefined) return sinkOf(hazard, position, share, end);
    this.factor[0] = share;
    sink!(position, this.factor);
    return Math.min(end, this.factor[0]);
  }

  /** When assets of occurrence o meet a share of their peak; undefined: at once. */
  reachOf(o: number): Reach | undefined { return this.groundOf(o).reach; }
}

function allOf(hazard: CompiledHazard): Targets { return { positions: Int32Array.from(hazard.assets.keys()), assets: hazard.assets }; }
