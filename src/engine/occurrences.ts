/**
 * Step 1: hazards occur and end; what they do is in strikes.ts, what follows from them in triggers.ts. An occurrence is named by its path: the hash of
 * its hazard's key (of a random arrival, with its ordinal in the stream); if triggered, of the parent's path, the rule, the asset and its ordinal there. How often anything else happened
 * never enters, so two variants see the same luck.
 */
import { combine } from '../random/hash.js';
import { Arrivals } from './arrivals.js';
import { Conditions } from './conditions.js';
import type { CompiledEffect, CompiledHazard } from './compiled-scenario.js';
import { Purpose, Step, type Course, type GivenOccurrence } from './contracts.js';
import { Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { Strikes } from './strikes.js';
import { Shells } from './shells.js';
import { Together } from './together.js';
import { Triggers } from './triggers.js';
import { ticksNear } from './units.js';

/** First word of the paths of hazards that policies call. */
const CALLED = 0x706f6c79;

/** In place of a parent: a plan or policy called it. */
const CALL = -2;

/** Second word of the step from a hazard's key to the path of an arrival. */
const ARRIVED = 0x61727276;

const BEGIN = 0, END = 1, LATE_DAMAGE = 2, OUTAGE = 3, LATE_EFFECT = 4, CHANGE = 5, ARRIVAL = 6, VOID = 7, LATE_LOSS = 8, WORK = 9, RELIEF = 10, PEOPLE = 11, PEOPLE_PASS = 12, STAFF = 13;

/** In lists of what stands: so much and more is a spell of absent staff. */
const SPELLS = 2 ** 40;

/** The occurrences of a replication (arrays by occurrence) and the agenda of what they will do. */
export class Occurrences {
  count = 0;
  readonly hazard: number[] = [];
  /** Words of paths are signed here: such numbers are no objects. */
  readonly path0: number[] = [];
  readonly path1: number[] = [];
  readonly parent: number[] = [];
  readonly rule: number[] = [];
  readonly start: number[] = [];
  /** Tick of the end. */
  readonly ends: number[] = [];
  /** Deratings and trips to be undone when it ends: handle, or -2 - asset for a trip; -1: nothing. */
  readonly standing: number[][] = [];
  /** Hazards marked `once` that have occurred: event x number of hazards + hazard. */
  private readonly occurred = new Set<number>();
  private readonly called: Int32Array;
  // agenda
  private agenda = 0;
  readonly what: number[] = [];
  readonly a: number[] = [];
  readonly b: number[] = [];
  readonly c: number[] = [];
  readonly d: number[] = [];
  readonly e: number[] = [];
  firstOnset = Infinity;
  /** Intensity of each. */
  readonly intensity: number[] = [];
  /** What happens in this replication instead of the scenario's onsets and arrivals; undefined: those. */
  course: Course | undefined;
  /** Undefined: an occurrence that is not given by the course. */
  readonly given: (GivenOccurrence | undefined)[] = [];
  /** Of what plans and policies called: how often its event had had that hazard called before; -1: not called. */
  readonly call: number[] = [];
  /** Event to which an occurrence belongs: that of its first cause; what plans call belongs to the last that began. */
  readonly event: number[] = [];
  private lastEvent = 0;
  private readonly scratch = new Int32Array(2);

  readonly strikes: Strikes;
  readonly triggers: Triggers;
  /** Undefined where the scenario has none. */
  readonly conditions: Conditions | undefined;
  readonly arrivals: Arrivals | undefined;
  private readonly together: Together | undefined;
  private readonly shells: Shells;

  constructor(private readonly k: Kernel) {
    const { hazards } = k.scenario;
    this.called = new Int32Array(hazards.length);
    this.strikes = new Strikes(k, this);
    this.triggers = new Triggers(k, this);
    this.shells = new Shells(k);
    const { interactions } = k.scenario;
    this.conditions = interactions !== undefined && interactions.conditions.length > 0 ? new Conditions(k, interactions) : undefined;
    this.together = interactions !== undefined && interactions.correlations.length > 0 ? new Together(k, interactions.correlations, this.shells) : undefined;
    this.arrivals = hazards.some((hazard) => hazard.arrivals !== undefined) ? new Arrivals(k) : undefined;
  }

  /** Empties all and puts the given occurrences, or else the onsets of the scenario's own hazards, on the calendar. */
  reset(): void {
    const { k } = this;
    this.count = this.agenda = 0;
    this.firstOnset = Infinity;
    // An empty one would be made anew.
    if (this.occurred.size > 0) this.occurred.clear();
    this.called.fill(0);
    this.triggers.reset();
    this.conditions?.reset();
    this.arrivals?.reset();
    this.lastEvent = 0;
    if (this.course !== undefined) { this.planCourse(this.course); return; }
    for (let h = 0; h < k.scenario.hazards.length; h++) {
      const hazard = k.scenario.hazards[h]!;
      if (hazard.onset === undefined) continue;
      k.draws.select(k.replication, Purpose.Onset, 0, 0);
      k.samplers.hazardIn(hazard.onset, k, hazard);
      const tick = Math.max(0, ticksNear(k.samplers.cell[0]!, k.scenario.ticksPerHour));
      this.plan(tick, Step.Hazard, BEGIN, h, hazard.key0 | 0, hazard.key1 | 0, -1, -1);
    }
  }

  /** The rule of the g-th given occurrence is -2 - g: none, and where to find it. */
  private planCourse({ occurrences }: Course): void {
    for (let g = 0; g < occurrences.length; g++) {
      const { tick, hazard, path0, path1 } = occurrences[g]!;
      this.plan(tick, Step.Hazard, BEGIN, hazard, path0 | 0, path1 | 0, -1, -2 - g);
    }
  }

  /** A policy lets a hazard occur now: its path is the hazard's key and how often policies have called it. */
  callHazard(h: number): void {
    const hazard = this.k.scenario.hazards[h]!, path = combine(CALLED, 0, this.called[h]!++, 0, this.scratch);
    combine(path[0]!, path[1]!, hazard.key0, hazard.key1, path);
    this.plan(this.k.now, Step.Hazard, BEGIN, h, path[0]!, path[1]!, CALL, -1);
  }

  /** A plan released asset a: no occurrence has a trip of it to end any more. */
  dropTrips(a: number): void {
    for (let o = 0; o < this.count; o++) {
      const standing = this.standing[o]!;
      for (let i = 0; i < standing.length; i++) if (standing[i] === -2 - a) standing[i] = -1;
    }
  }

  /** A triggered occurrence begins later. */
  planBegin(tick: number, h: number, path0: number, path1: number, parent: number, rule: number): void { this.plan(tick, Step.Hazard, BEGIN, h, path0, path1, parent, rule); }

  /** Occurrence o brings asset a into a damage state later. @param priced its loss follows a curve, not the state */
  planDamage(tick: number, a: number, state: number, o: number, priced: boolean): void { this.plan(tick, Step.Damage, LATE_DAMAGE, a, state, o, priced ? 1 : 0, 0); }

  /** Asset a has then lost by occurrence o what is in `euro` of the losses. */
  planLoss(tick: number, a: number, o: number): void { if (this.plan(tick, Step.Damage, LATE_LOSS, a, 0, o, 0, 0)) this.b[this.agenda - 1] = this.k.losses!.euro[0]!; }

  /** From then on one occurrence more (1) or less (-1) leaves no work possible at asset a. */
  planWork(tick: number, a: number, by: number): void { this.plan(tick, Step.Hazard, WORK, a, by, 0, 0, 0); }

  /** Occurrence o reaches asset a later: its effect of that number acts then, until a tick. Nothing acts once it has ended. */
  planEffect(tick: number, a: number, ordinal: number, o: number, until: number): void { if (tick < this.ends[o]!) this.plan(tick, Step.Hazard, LATE_EFFECT, a, ordinal, o, until, 0); }

  /** What stands of occurrence o at a place of its list (below 0: its strains, -1 - the first of them, so many) ends before it does. */
  planRelief(tick: number, o: number, standing: number, count: number): void { if (tick < this.ends[o]!) this.plan(tick, Step.Hazard, RELIEF, o, standing, count, 0, 0); }

  /** A spell of absent staff comes to its next step. */
  planStaff(tick: number, spell: number, step: number): void { this.plan(tick, Step.Hazard, STAFF, spell, step, 0, 0, 0); }

  /** Occurrence o takes staff from assets until it ends, or until a tick. */
  takeStaff(o: number, effect: CompiledEffect, assets: readonly number[], until: number): void {
    const standing = this.standing[o]!;
    standing.push(SPELLS + this.k.staff!.begin(o, effect, assets, this.intensity[o]!));
    if (until < Infinity) this.planRelief(until, o, standing.length - 1, 1);
  }

  /** Occurrence o reaches the people of asset a later, with an intensity: its effect on people of that number acts then, until a tick. */
  planPeople(tick: number, a: number, ordinal: number, o: number, intensity: number, until: number): void { if (tick < this.ends[o]!) this.plan(tick, Step.Hazard, PEOPLE, a, ordinal, o, intensity, until); }

  /** Occurrence o has passed the people of asset a: its exposure of that number ends there. */
  planPass(tick: number, a: number, ordinal: number, o: number): void { if (tick < this.ends[o]!) this.plan(tick, Step.Hazard, PEOPLE_PASS, a, ordinal, o, 0, 0); }

  /** The outage of asset a that begins now is looked at later, for rule r. */
  planOutage(tick: number, a: number, r: number): void { this.plan(tick, Step.Hazard, OUTAGE, a, r, this.k.now, 0, 0); }

  /** Condition c may cease to hold. */
  planChange(tick: number, c: number): void { this.plan(tick, Step.Hazard, CHANGE, c, 0, 0, 0, 0); }

  /** A random arrival of hazard h, unless its rate changes before; in a given course nothing comes at random. */
  planArrival(tick: number, h: number): void { if (this.course === undefined) this.plan(tick, Step.Hazard, ARRIVAL, h, 0, 0, 0, 0); }

  /** @returns false beyond the horizon, where nothing happens */
  private plan(tick: number, step: Step, what: number, a: number, b: number, c: number, d: number, e: number): boolean {
    const key = tick * 8 + step;
    if (key >= this.k.horizonKey) return false;
    const n = this.agenda++;
    this.what[n] = what;
    this.a[n] = a;
    this.b[n] = b;
    this.c[n] = c;
    this.d[n] = d;
    this.e[n] = e;
    this.k.queue.push(key, step === Step.Damage ? -1 - n : n);
    return true;
  }

  /** Entries of step 1 that are due together, the first `count` of the list, in the order of hazards and paths. */
  runBatch(entries: Int32Array, count: number): void {
    if (this.arrivals !== undefined || this.conditions !== undefined) this.prepare(entries, count);
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
      else if (this.what[n] === WORK) this.k.workLimits!.change(this.a[n]!, this.b[n]!);
      else if (this.what[n] === LATE_EFFECT) this.strikes.lateEffect(this.a[n]!, this.b[n]!, this.c[n]!, this.d[n]!);
      else if (this.what[n] === STAFF) this.k.staff!.step(this.a[n]!, this.b[n]!);
      else if (this.what[n] === RELIEF) this.relieve(this.a[n]!, this.b[n]!, this.c[n]!);
      else if (this.what[n] === PEOPLE) this.k.crowd!.reach(this.c[n]!, this.b[n]!, this.a[n]!, this.d[n]!, this.e[n]!);
      else if (this.what[n] === PEOPLE_PASS) this.k.crowd!.pass(this.c[n]!, this.b[n]!, this.a[n]!);
      else if (this.what[n] === OUTAGE) this.triggers.outageLasted(this.a[n]!, this.b[n]!, this.c[n]!);
    }
  }

  /** Arrivals that stand become occurrences, and what begins or ceases now holds, or does not, for all that begins now. */
  private prepare(entries: Int32Array, count: number): void {
    const { arrivals, conditions, what } = this;
    for (let i = 0; i < count; i++) {
      const n = entries[i]!;
      if (what[n] !== ARRIVAL) continue;
      const { hazards } = this.k.scenario, h = this.a[n]!, ordinal = arrivals!.arrive(h);
      what[n] = ordinal < 0 ? VOID : BEGIN;
      if (ordinal < 0) continue;
      const path = combine(hazards[h]!.key0, hazards[h]!.key1, ordinal, ARRIVED, this.scratch);
      this.b[n] = path[0]!;
      this.c[n] = path[1]!;
      this.d[n] = this.e[n] = -1;
    }
    if (conditions === undefined) return;
    for (let i = 0; i < count; i++) if (what[entries[i]!] === CHANGE) conditions.ends(this.a[entries[i]!]!);
    for (let i = 0; i < count; i++) {
      const n = entries[i]!, h = this.a[n]!;
      if (what[n] === BEGIN && (this.e[n]! <= -2 || !this.hasOccurred(h, this.eventOf(this.d[n]!)))) conditions.expect(h);
    }
  }

  private compare(m: number, n: number): number {
    return this.what[n]! - this.what[m]! || this.a[m]! - this.a[n]! || (this.what[m] === BEGIN ? this.comparePaths(m, n) : this.b[m]! - this.b[n]! || this.c[m]! - this.c[n]!) || m - n;
  }

  private comparePaths(m: number, n: number): number { return (this.b[m]! >>> 0) - (this.b[n]! >>> 0) || (this.c[m]! >>> 0) - (this.c[n]! >>> 0); }

  /** Entries of step 2 that belong to occurrences: an intensity reached a threshold, or its peak. */
  lateDamage(n: number): void {
    const { losses } = this.k;
    if (this.what[n] === LATE_LOSS) {
      losses!.euro[0] = this.b[n]!;
      losses!.reach(this.a[n]!, this.c[n]!);
    } else this.k.rules.damageAsset(this.a[n]!, this.b[n]!, Origin.Hit, this.c[n]!, this.d[n] === 1);
  }

  /** An occurrence begins now. @param by the occurrence that triggered it, by rule `rule`; -1: none, CALL: a plan or policy */
  begin(h: number, path0: number, path1: number, by: number, rule: number): void {
    const { k } = this, parent = Math.max(-1, by), given = rule <= -2 ? this.course!.occurrences[-2 - rule] : undefined, hazard = given?.as ?? k.scenario.hazards[h]!;
    if (given !== undefined) this.lastEvent = given.event;
    // What occurs once, occurs once for each event of a catalogue.
    const event = this.eventOf(parent);
    if (given === undefined && this.hasOccurred(h, event)) { k.recorder?.furtherCause(h, parent); return; }
    if (hazard.once) this.occurred.add(event * k.scenario.hazards.length + h);
    const o = this.count++;
    this.hazard[o] = h;
    this.path0[o] = path0;
    this.path1[o] = path1;
    this.parent[o] = parent;
    this.rule[o] = given === undefined ? rule : -1;
    this.given[o] = given;
    this.event[o] = event;
    this.call[o] = by === CALL ? this.callsBefore(o, h, event) : -1;
    this.start[o] = k.now;
    if (this.standing.length <= o) this.standing.push([]);
    this.standing[o]!.length = 0;
    if (this.firstOnset === Infinity) this.firstOnset = k.now;
    this.drawIntensity(o, hazard, given);
    const intensity = this.intensity[o] = k.samplers.cell[0]!;
    k.draws.select(k.replication, Purpose.Duration, path0, path1);
    k.samplers.hazardIn(given?.duration ?? hazard.duration, k, hazard);
    let hours = k.samplers.cell[0]!;
    if (hazard.field !== undefined) hours = Math.max(hours, this.strikes.beginField(o));
    if (hazard.courses !== undefined) hours = Math.max(hours, hazard.courses.lastHours);
    const ticks = Math.max(1, ticksNear(hours, k.scenario.ticksPerHour));
    this.ends[o] = k.now + ticks;
    this.conditions?.begins(h, o, k.now + ticks);
    k.recorder?.hazard(o, intensity, this.strikes.describe(o));
    this.plan(k.now + ticks, Step.Hazard, END, o, 0, 0, 0, 0);
    k.workLimits?.occurs(o, hazard, intensity, ticks, this.strikes);
    for (let i = 0; i < hazard.effects.length; i++) this.strikes.act(o, hazard, hazard.effects[i]!, i);
    // Before what follows without lag: an occurrence of the same hazard would draw its field anew.
    k.crowd?.strike(o, hazard, intensity);
    this.triggers.onHazard(h, o, path0, path1);
    k.plans.onHazard(h, o);
  }

  /** The uniform behind what strengths have in common in occurrence o, under effect number n, into cell[0]. */
  commonUniform(o: number, n: number, cell: Float64Array): void {
    const { k, shells } = this, h = this.hazard[o]!, given = this.given[o], { key0, key1 } = k.scenario.hazards[h]!;
    if (given?.part?.common === true && n === shells.strength(h)) { shells.look(given.event, this.together); cell[0] = shells.common(given); return; }
    k.draws.select(k.replication, Purpose.StrengthCommon, this.path0[o]!, this.path1[o]!);
    k.draws.draw(key0 | 0, key1 | 0, n, -1, cell);
  }

  private callsBefore(o: number, h: number, event: number): number {
    let n = 0;
    for (let p = 0; p < o; p++) if (this.call[p]! >= 0 && this.hazard[p] === h && this.event[p] === event) n++;
    return n;
  }

  /** Event of what occurrence `parent` triggers; -1: nothing does. */
  private eventOf(parent: number): number { return parent < 0 ? this.lastEvent : this.event[parent]!; }

  private hasOccurred(h: number, event: number): boolean {
    const { hazards } = this.k.scenario;
    return hazards[h]!.once && this.occurred.has(event * hazards.length + h);
  }

  /** Into the cell of the samplers. */
  private drawIntensity(o: number, hazard: CompiledHazard, given: GivenOccurrence | undefined): void {
    const { k } = this, intensity = given?.intensity ?? hazard.intensity, together = this.together?.uniform(o);
    if (together !== undefined) { k.samplers.quantile(intensity, together); return; }
    if (given?.part?.intensity === true) {
      const { shells } = this;
      shells.look(given.event, this.together);
      k.samplers.quantile(intensity, shells.move(shells.natural(given), given.part.leads === 'intensity'));
      return;
    }
    k.draws.select(k.replication, Purpose.Intensity, this.path0[o]!, this.path1[o]!);
    k.samplers.hazardIn(intensity, k, hazard);
  }

  private undo(handle: number): void {
    if (handle <= -2) this.k.rules.releaseTrip(-2 - handle);
    else if (handle >= SPELLS) this.k.staff!.end(handle - SPELLS);
    else this.k.rules.endDerating(handle);
  }

  /** What occurrence o did to one asset is over there. */
  private relieve(o: number, at: number, count: number): void {
    if (at < 0) { this.k.strains!.relieve(-1 - at, count); return; }
    const standing = this.standing[o]!;
    // Undefined: it has ended.
    this.undo(standing[at] ?? -1);
    standing[at] = -1;
  }

  private end(o: number): void {
    const { k } = this, standing = this.standing[o]!;
    k.recorder?.hazardEnd(o);
    for (const handle of standing) this.undo(handle);
    standing.length = 0;
    k.strains?.end(o);
    k.crowd?.exposures.end(o);
    k.plans.conditions.onHazard('hazard-ends', this.hazard[o]!);
  }
}
