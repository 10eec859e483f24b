/**
 * Step 1: hazards occur, act and end; triggers follow from hazards, damage and outages. An occurrence is named by its path: the hash of
 * its hazard's key; if triggered, of the parent's path, the rule, the asset and its ordinal there. How often anything else happened
 * never enters, so two variants see the same luck.
 */
import { log } from '../numerics/elementary.js';
import { normalQuantile } from '../numerics/normal.js';
import { combine } from '../random/hash.js';
import type { CompiledEffect, CompiledHazard, CompiledTrigger } from './compiled-scenario.js';
import { Purpose, Step } from './contracts.js';
import { damageAsset, derateAsset, endDerating, releaseTrip, tripAsset } from './damage.js';
import { damageStates, entryFactor, strengthTest, type StrengthTest } from './fragility.js';
import { Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { ticksNear } from './units.js';

/** First word of the paths of hazards that policies call. */
const CALLED = 0x706f6c79;

const BEGIN = 0, END = 1, LATE_DAMAGE = 2, OUTAGE = 3;

/** The occurrences of a replication (arrays by occurrence) and the agenda of what they will do. */
export class Occurrences {
  count = 0;
  readonly hazard: number[] = [];
  readonly path0: number[] = [];
  readonly path1: number[] = [];
  readonly parent: number[] = [];
  readonly rule: number[] = [];
  readonly start: number[] = [];
  /** Deratings and trips to be undone when it ends: handle, or -2 - asset for a trip; -1: nothing. */
  readonly standing: number[][] = [];
  private readonly occurred: Uint8Array;
  private readonly called: Int32Array;
  /** How often each (occurrence, rule, asset) has asked. */
  private readonly asked = new Map<number, number>();
  // agenda
  private agenda = 0;
  readonly what: number[] = [];
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly c: number[] = [];
  readonly d: number[] = [];
  readonly e: number[] = [];
  firstOnset = Infinity;
  private readonly scratch = new Uint32Array(2);
  private readonly factor = new Float64Array(1);

  /** Assets of each effect of each hazard. */
  private readonly targets: Int32Array[][];
  private readonly struck: Int32Array;
  /** By hazard and effect: the assets whose kind reacts, and where their strength is tried. */
  private readonly tests: { assets: Int32Array; test: StrengthTest }[][];

  constructor(private readonly k: Kernel) {
    const { hazards } = k.scenario;
    this.occurred = new Uint8Array(hazards.length);
    this.called = new Int32Array(hazards.length);
    this.targets = hazards.map((h) => h.effects.map((e) => (e.positions === undefined ? h.assets : e.positions.map((at) => h.assets[at]!))));
    this.tests = hazards.map((h) => h.effects.map((e) => testOf(h, e, k.network.assetKind)));
    this.struck = new Int32Array(hazards.reduce((most, h) => Math.max(most, h.assets.length), 0));
  }

  /** Empties all and puts the onsets of the scenario's own hazards on the calendar. */
  reset(): void {
    const { k } = this;
    this.count = this.agenda = 0;
    this.firstOnset = Infinity;
    this.occurred.fill(0);
    this.called.fill(0);
    this.asked.clear();
    for (let h = 0; h < k.scenario.hazards.length; h++) {
      const hazard = k.scenario.hazards[h]!;
      if (hazard.onset === undefined) continue;
      k.draws.select(k.replication, Purpose.Onset, 0, 0);
      const hours = k.samplers.hazard(hazard.onset, k, hazard);
      const tick = Math.max(0, ticksNear(hours, k.scenario.ticksPerHour));
      this.plan(tick, Step.Hazard, BEGIN, h, hazard.key0, hazard.key1, -1, -1);
    }
  }

  /** A policy lets a hazard occur now: its path is the hazard's key and how often policies have called it. */
  call(h: number): void {
    const hazard = this.k.scenario.hazards[h]!, path = combine(CALLED, 0, this.called[h]!++, 0, this.scratch);
    combine(path[0]!, path[1]!, hazard.key0, hazard.key1, path);
    this.plan(this.k.now, Step.Hazard, BEGIN, h, path[0]!, path[1]!, -1, -1);
  }

  /** A plan released asset a: no occurrence has a trip of it to end any more. */
  dropTrips(a: number): void {
    for (let o = 0; o < this.count; o++) {
      const standing = this.standing[o]!;
      for (let i = 0; i < standing.length; i++) if (standing[i] === -2 - a) standing[i] = -1;
    }
  }

  private plan(tick: number, step: Step, what: number, a: number, b: number, c: number, d: number, e: number): void {
    const key = tick * 8 + step;
    if (key >= this.k.horizonKey) return;
    const n = this.agenda++;
    this.what[n] = what;
    this.a[n] = a;
    this.b[n] = b;
    this.c[n] = c;
    this.d[n] = d;
    this.e[n] = e;
    this.k.queue.push(key, step === Step.Damage ? -1 - n : n);
  }

  /** Entries of step 1 that are due together, the first `count` of the list, in the order of hazards and paths. */
  runBatch(entries: Int32Array, count: number): void {
    for (let i = 1; i < count; i++) {
      const entry = entries[i]!;
      let j = i;
      for (; j > 0 && this.compare(entries[j - 1]!, entry) > 0; j--) entries[j] = entries[j - 1]!;
      entries[j] = entry;
    }
    for (let i = 0; i < count; i++) {
      const n = entries[i]!;
      if (this.what[n] === BEGIN) this.begin(this.a[n]!, this.b[n]!, this.c[n]!, this.d[n]!, this.e[n]!);
      else if (this.what[n] === END) this.end(this.a[n]!);
      else this.outageLasted(this.a[n]!, this.b[n]!, this.c[n]!);
    }
  }

  private compare(m: number, n: number): number {
    return this.what[n]! - this.what[m]! || this.a[m]! - this.a[n]! || this.b[m]! - this.b[n]! || this.c[m]! - this.c[n]! || m - n;
  }

  /** Entries of step 2 that belong to occurrences: an intensity reached a threshold. */
  lateDamage(n: number): void { damageAsset(this.k, this.a[n]!, this.b[n]!, Origin.Hit, this.c[n]!); }

  private begin(h: number, path0: number, path1: number, parent: number, rule: number): void {
    const { k } = this, hazard = k.scenario.hazards[h]!;
    if (hazard.once && this.occurred[h] === 1) { k.recorder?.furtherCause(h, parent); return; }
    this.occurred[h] = 1;
    const o = this.count++;
    this.hazard[o] = h;
    this.path0[o] = path0;
    this.path1[o] = path1;
    this.parent[o] = parent;
    this.rule[o] = rule;
    this.start[o] = k.now;
    if (this.standing.length <= o) this.standing.push([]);
    this.standing[o]!.length = 0;
    if (this.firstOnset === Infinity) this.firstOnset = k.now;
    k.draws.select(k.replication, Purpose.Intensity, path0, path1);
    const intensity = k.samplers.hazard(hazard.intensity, k, hazard);
    k.draws.select(k.replication, Purpose.Duration, path0, path1);
    const ticks = Math.max(1, ticksNear(k.samplers.hazard(hazard.duration, k, hazard), k.scenario.ticksPerHour));
    k.recorder?.hazard(o, intensity);
    this.plan(k.now + ticks, Step.Hazard, END, o, 0, 0, 0, 0);
    for (let i = 0; i < hazard.effects.length; i++) this.act(o, hazard, hazard.effects[i]!, i, intensity);
    for (let r = 0; r < k.scenario.triggers.length; r++) {
      const trigger = k.scenario.triggers[r]!;
      if (trigger.on === 'hazard' && trigger.causeHazard === h) this.trigger(r, trigger, o, path0, path1);
    }
    k.plans.onHazard(h);
  }

  private end(o: number): void {
    const { k } = this, standing = this.standing[o]!;
    k.recorder?.hazardEnd(o);
    for (const handle of standing) { if (handle <= -2) releaseTrip(k, -2 - handle); else endDerating(k, handle); }
    standing.length = 0;
  }

  private act(o: number, hazard: CompiledHazard, effect: CompiledEffect, ordinal: number, intensity: number): void {
    if (effect.effect === 'damage' && Number.isNaN(effect.probability)) { this.damageByFragility(o, hazard, ordinal, intensity); return; }
    const { k } = this, { assetSubject0, assetSubject1 } = k.network, { probability } = effect;
    let struck = this.targets[this.hazard[o]!]![ordinal]!, n = struck.length;
    if (probability < 1) {
      k.draws.select(k.replication, Purpose.Hit, this.path0[o]!, this.path1[o]!);
      n = k.draws.below(probability, struck, assetSubject0, assetSubject1, ordinal, this.struck);
      struck = this.struck;
    }
    for (let i = 0; i < n; i++) {
      const a = struck[i]!;
      if (effect.effect === 'damage') damageAsset(k, a, effect.state, Origin.Hit, o);
      else if (effect.effect === 'derate') this.standing[o]!.push(derateAsset(k, a, effect.to, Origin.Hit, o));
      else if (a !== k.shielded) { tripAsset(k, a, Origin.Hit, o); this.standing[o]!.push(-2 - a); }
    }
  }

  private damageByFragility(o: number, hazard: CompiledHazard, ordinal: number, intensity: number): void {
    const { fragility, common } = hazard;
    if (fragility === undefined || intensity <= 0) return;
    const { k } = this, { assetSubject0, assetSubject1 } = k.network, { assets, test } = this.tests[this.hazard[o]!]![ordinal]!;
    let shared = 0;
    if (common > 0) {
      k.draws.select(k.replication, Purpose.StrengthCommon, this.path0[o]!, this.path1[o]!);
      shared = Math.sqrt(common) * normalQuantile(k.draws.uniform(hazard.key0, hazard.key1, ordinal, -1));
    }
    test.setting[0] = log(intensity);
    test.setting[1] = shared;
    test.setting[2] = Math.sqrt(1 - common);
    k.draws.select(k.replication, Purpose.Strength, this.path0[o]!, this.path1[o]!);
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
      if (factor[0]! < Infinity) this.plan(k.now + ticksNear(factor[0]!, k.scenario.ticksPerHour), Step.Damage, LATE_DAMAGE, a, state, o, 0, 0);
    }
  }

  /** An asset entered a damage state: rules that wait for it. */
  onDamage(a: number, was: number, state: number, o: number): void {
    const { k } = this, { triggers } = k.scenario;
    for (let r = 0; r < triggers.length; r++) {
      const trigger = triggers[r]!;
      if (trigger.on === 'damage' && trigger.members![a] === 1 && was < trigger.state && state >= trigger.state) this.triggerByAsset(r, trigger, o, a);
    }
  }

  /** An asset fell to 0: rules that wait for an outage of some length. */
  onOutage(a: number): void {
    const { k } = this, { triggers } = k.scenario;
    for (let r = 0; r < triggers.length; r++) {
      const trigger = triggers[r]!;
      if (trigger.on === 'outage' && trigger.members![a] === 1) this.plan(k.now + trigger.afterTicks, Step.Hazard, OUTAGE, a, r, k.now, 0, 0);
    }
  }

  private outageLasted(a: number, r: number, since: number): void {
    const { k } = this;
    if (k.level[a] !== 0 || k.since[a] !== since) return;
    this.triggerByAsset(r, k.scenario.triggers[r]!, k.rootOccurrence[a] ?? -1, a);
  }

  private triggerByAsset(r: number, trigger: CompiledTrigger, o: number, a: number): void {
    const { assets, network, scenario } = this.k, path = this.scratch, id = ((o + 1) * scenario.triggers.length + r) * assets + a, ordinal = this.asked.get(id) ?? 0;
    this.asked.set(id, ordinal + 1);
    combine(o < 0 ? 0 : this.path0[o]!, o < 0 ? 0 : this.path1[o]!, network.assetSubject0[a]!, network.assetSubject1[a]!, path);
    combine(path[0]!, path[1]!, ordinal, 0, path);
    this.trigger(r, trigger, o, path[0]!, path[1]!, a);
  }

  private trigger(r: number, trigger: CompiledTrigger, o: number, cause0: number, cause1: number, asset = -1): void {
    const { k } = this;
    if (!trigger.repeat && this.inChain(o, r)) return;
    k.draws.select(k.replication, Purpose.Trigger, cause0, cause1);
    if (trigger.probability < 1 && k.draws.uniform(trigger.key0, trigger.key1, 0, -1) >= trigger.probability) return;
    k.draws.select(k.replication, Purpose.Lag, cause0, cause1);
    const lag = Math.max(0, ticksNear(k.samplers.subject(trigger.lag, k, trigger.key0, trigger.key1), k.scenario.ticksPerHour));
    const path = combine(cause0, cause1, trigger.key0, trigger.key1, this.scratch), path0 = path[0]!, path1 = path[1]!;
    k.recorder?.trigger(r, o, asset);
    if (lag === 0 && asset < 0) this.begin(trigger.hazard, path0, path1, o, r);
    else this.plan(k.now + lag, Step.Hazard, BEGIN, trigger.hazard, path0, path1, o, r);
  }

  /** A rule fires at most once along one chain of causes. */
  private inChain(o: number, r: number): boolean {
    for (let at = o; at >= 0; at = this.parent[at]!) if (this.rule[at] === r) return true;
    return false;
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
