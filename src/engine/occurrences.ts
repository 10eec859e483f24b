/**
 * Hazards occur and end: what an occurrence is, and what it draws. What occurrences will do is in hazard-agenda.ts, what they do in strikes.ts, what
 * stands of it in standing.ts, what follows in triggers.ts. An occurrence is named by its path: the hash of its hazard's key (of a random arrival,
 * with its ordinal in the stream); if triggered, of the parent's path, the rule, the asset and its ordinal there. How often anything else happened
 * never enters, so two variants see the same luck.
 */
import { combine } from '../random/hash.js';
import { Arrivals } from './arrivals.js';
import { Conditions } from './conditions.js';
import type { CompiledHazard } from './compiled-scenario.js';
import { Purpose, type Course, type GivenOccurrence } from './contracts.js';
import { Footprints } from './footprints.js';
import { HazardAgenda } from './hazard-agenda.js';
import type { Kernel } from './kernel.js';
import { Shells } from './shells.js';
import { Standing } from './standing.js';
import { Strikes } from './strikes.js';
import { Together } from './together.js';
import { Triggers } from './triggers.js';
import { ticksNear } from './units.js';

/** First word of the paths of hazards that policies call. */
const CALLED = 0x706f6c79;

/** In place of a parent: a plan or policy called it. */
const CALL = -2;

/** The occurrences of a replication: arrays by occurrence. */
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
  /** Hazards marked `once` that have occurred: event x number of hazards + hazard. */
  private readonly occurred = new Set<number>();
  private readonly called: Int32Array;
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

  readonly agenda: HazardAgenda;
  readonly footprints: Footprints;
  readonly standing: Standing;
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
    this.agenda = new HazardAgenda(k, this);
    this.footprints = new Footprints(k, this);
    this.standing = new Standing(k, this.agenda);
    this.strikes = new Strikes(k, this);
    this.triggers = new Triggers(k, this);
    this.shells = new Shells(k);
    const { interactions } = k.scenario;
    this.conditions = interactions !== undefined && interactions.conditions.length > 0 ? new Conditions(k, interactions) : undefined;
    this.together = interactions !== undefined && interactions.correlations.length > 0 ? new Together(k, interactions.correlations, this.shells) : undefined;
    this.arrivals = hazards.some((hazard) => hazard.arrivals !== undefined) ? new Arrivals(k) : undefined;
  }

  /** Empties all and puts the given occurrences, or else the onsets of the scenario's own hazards, on the agenda. */
  reset(): void {
    const { k } = this;
    this.count = 0;
    this.agenda.reset();
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
      this.agenda.begin(tick, h, hazard.key0 | 0, hazard.key1 | 0, -1, -1);
    }
  }

  /** The rule of the g-th given occurrence is -2 - g: none, and where to find it. */
  private planCourse({ occurrences }: Course): void {
    for (let g = 0; g < occurrences.length; g++) {
      const { tick, hazard, path0, path1 } = occurrences[g]!;
      this.agenda.begin(tick, hazard, path0 | 0, path1 | 0, -1, -2 - g);
    }
  }

  /** A policy lets a hazard occur now: its path is the hazard's key and how often policies have called it. */
  callHazard(h: number): void {
    const hazard = this.k.scenario.hazards[h]!, path = combine(CALLED, 0, this.called[h]!++, 0, this.scratch);
    combine(path[0]!, path[1]!, hazard.key0, hazard.key1, path);
    this.agenda.begin(this.k.now, h, path[0]!, path[1]!, CALL, -1);
  }

  /**
   * An occurrence begins now, unless its hazard occurs once and has.
   * @param by the occurrence that triggered it; -1: none, CALL: a plan or policy
   * @param rule by which it did; -1: none, -2 - g: it is the g-th given one
   */
  begin(h: number, path0: number, path1: number, by: number, rule: number): void {
    const { k } = this, parent = Math.max(-1, by), given = rule <= -2 ? this.course!.occurrences[-2 - rule] : undefined, hazard = given?.as ?? k.scenario.hazards[h]!;
    if (given !== undefined) this.lastEvent = given.event;
    // What occurs once, occurs once for each event of a catalogue.
    const event = this.eventOf(parent);
    if (given === undefined && this.hasOccurred(h, event)) { k.recorder?.hazards.furtherCause(h, parent); return; }
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
    this.standing.begin(o);
    if (this.firstOnset === Infinity) this.firstOnset = k.now;
    this.drawIntensity(o, hazard, given);
    this.intensity[o] = k.samplers.cell[0]!;
    const ticks = this.drawDuration(o, hazard, given);
    this.ends[o] = k.now + ticks;
    this.conditions?.begins(h, o, k.now + ticks);
    this.act(o, hazard, ticks);
  }

  /** What occurrence o, which begins now, does at once and sets in motion. */
  private act(o: number, hazard: CompiledHazard, ticks: number): void {
    const { k } = this, h = this.hazard[o]!, intensity = this.intensity[o]!;
    k.recorder?.hazards.begins(o, intensity, this.footprints.describe(o));
    this.agenda.end(k.now + ticks, o);
    k.workLimits?.occurs(o, hazard, intensity, ticks);
    for (let i = 0; i < hazard.effects.length; i++) this.strikes.act(o, hazard, hazard.effects[i]!, i);
    // Before what follows without lag: an occurrence of the same hazard would draw its field anew.
    k.crowd?.strike(o, hazard, intensity);
    this.triggers.onHazard(h, o, this.path0[o]!, this.path1[o]!);
    k.plans.onHazard(h, o);
  }

  end(o: number): void {
    const { k } = this;
    k.recorder?.hazards.ends(o);
    this.standing.end(o);
    k.crowd?.exposures.end(o);
    k.plans.conditions.onHazard('hazard-ends', this.hazard[o]!);
  }

  /** Would a hazard begin, called or triggered so? Arguments as of {@link begin}. */
  mayBegin(h: number, by: number, rule: number): boolean { return rule <= -2 || !this.hasOccurred(h, this.eventOf(by)); }

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

  /** In ticks: the duration drawn, or as long as the hazard's field or courses last. */
  private drawDuration(o: number, hazard: CompiledHazard, given: GivenOccurrence | undefined): number {
    const { k } = this;
    k.draws.select(k.replication, Purpose.Duration, this.path0[o]!, this.path1[o]!);
    k.samplers.hazardIn(given?.duration ?? hazard.duration, k, hazard);
    let hours = k.samplers.cell[0]!;
    if (hazard.field !== undefined) hours = Math.max(hours, this.footprints.begin(o));
    if (hazard.courses !== undefined) hours = Math.max(hours, hazard.courses.lastHours);
    return Math.max(1, ticksNear(hours, k.scenario.ticksPerHour));
  }
}
