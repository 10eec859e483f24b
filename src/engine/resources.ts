/**
 * What work needs beside crews (docs/recovery.md): hours and fuel of crews, their arrival, spare parts, inspections, scenes left untouched,
 * slowdowns, tankers. A kernel has one only where its scenario says something of this; crews.ts asks it at the points where it matters.
 */
import type { Numeric } from '../model/types.js';
import type { CompiledPool, CompiledResources } from './compiled-recovery.js';
import { Purpose, Step, type WaitReason } from './contracts.js';
import { endOfWork, nextDuty, onDuty } from './crew-shifts.js';
import type { Kernel } from './kernel.js';
import { Stocks } from './stocks.js';
import { StraightTravel } from './straight-travel.js';
import { Tankers } from './tankers.js';
import { ticksNear, ticksUp } from './units.js';

/** Of a job: no inspection, one to be made, or made. */
const enum Look { None, Wanted, Done }

export class Resources {
  readonly stocks: Stocks;
  readonly tankers: Tankers;
  readonly travel: StraightTravel | undefined;
  private readonly compiled: CompiledResources;
  private readonly pools: CompiledPool[];
  private readonly absent: Uint8Array;
  /** Tick at which each pool's next shift is looked at. */
  private readonly wake: Float64Array;
  private readonly inspection: Uint8Array;
  private readonly inspectionTicks: Float64Array;
  /** Tick at which the crew of each job left. */
  private readonly left: Float64Array;
  /** Tick at which a crew left its repair undone, 0: none has. */
  private readonly undone: Float64Array;
  /** Crew-ticks by pool, and job-ticks by skill between damage and the start of the repair. */
  readonly busy: Float64Array;
  readonly waited: Float64Array;
  /** Assets and needs whose being there opens ways, depots and fuel; and how they were when something was last found in vain. */
  private readonly watchedAssets: Int32Array;
  private readonly watchedNeeds: Int32Array;
  private readonly was: Uint8Array;

  constructor(private readonly k: Kernel, compiled: CompiledResources) {
    const { pools, skills } = k.scenario, n = k.assets, first = -1 - 2 * pools.length;
    this.compiled = compiled;
    this.pools = pools;
    this.stocks = new Stocks(k, compiled, first);
    this.tankers = new Tankers(k, compiled, this.stocks, first - compiled.stocks.length);
    this.travel = compiled.travel && new StraightTravel(k.network, k.level, compiled.travel);
    this.absent = new Uint8Array(pools.length);
    this.wake = new Float64Array(pools.length);
    this.inspection = new Uint8Array(compiled.inspectionOf === undefined ? 0 : n);
    this.inspectionTicks = new Float64Array(this.inspection.length);
    this.left = new Float64Array(n);
    this.undone = new Float64Array(n);
    this.busy = new Float64Array(pools.length);
    this.waited = new Float64Array(skills.length);
    this.watchedAssets = Int32Array.from(new Set([...(compiled.travel?.crossings ?? []).flatMap(({ over }) => [...over]), ...compiled.tankers.map(({ base }) => base)]));
    this.watchedNeeds = Int32Array.from(new Set(pools.flatMap(({ fuel }) => fuel ?? [])));
    this.was = new Uint8Array(this.watchedAssets.length + this.watchedNeeds.length);
  }

  reset(): void {
    this.wake.fill(-1);
    this.busy.fill(0);
    this.waited.fill(0);
    this.stocks.reset();
    this.tankers.reset();
  }

  /** Tick at which the crews of a pool are there, or would have been: whether they come is drawn too. */
  arrival(p: number): number {
    const { arrival, fromTick } = this.pools[p]!, { k } = this;
    this.absent[p] = 0;
    if (arrival === undefined) return fromTick;
    const { hours, key0, key1, probability } = arrival;
    k.draws.select(k.replication, Purpose.CrewsCome, 0, 0);
    if (probability < 1 && !(k.draws.uniform(key0, key1, 0, -1) < probability)) this.absent[p] = 1;
    k.draws.select(k.replication, Purpose.CrewsArrival, 0, 0);
    return Math.max(0, ticksNear(k.samplers.subject(hours, k, key0, key1), k.scenario.ticksPerHour));
  }

  /** The crews of a pool do not come in this replication. */
  isAbsent(p: number): boolean { return this.absent[p] === 1; }

  /** Queue entries of step 5 that are neither jobs nor arrivals of crews: shifts that begin, deliveries, tankers. @param n from 0 */
  due(n: number): void {
    const { stocks } = this.compiled, s = n - this.pools.length, t = s - stocks.length;
    // A shift that begins, and a buffer that is low, only let crews and tankers look again.
    if (s < 0) return;
    if (s < stocks.length) this.stocks.deliver(s);
    else if (t < this.tankers.count) this.tankers.act(t);
  }

  /** The job on asset a is for its present damage from now on. @param inWork it is being worked on */
  opened(a: number, inWork: boolean): void {
    const { k } = this, state = k.damage[a]!, { inspectionOf, inspections } = this.compiled, i = inspectionOf?.[a] ?? -1;
    this.stocks.want(a, state);
    if (i < 0 || state < inspections[i]!.state || this.inspection[a] === Look.Done || (inWork && this.inspection[a] === Look.None)) return;
    this.inspection[a] = Look.Wanted;
    this.inspectionTicks[a] = this.drawn(Purpose.Inspection, inspections[i]!.hours, a);
  }

  /** The damage of asset a is left untouched for a time, the scene of an attack: writes its end to key[a]. */
  holds(a: number, key: Float64Array): boolean {
    const { k } = this, occurrence = k.jobOccurrence[a]!, hold = occurrence < 0 ? undefined : this.compiled.scenes[k.occurrences.hazard[occurrence]!];
    if (hold === undefined) return false;
    const ticks = this.drawn(Purpose.Scene, hold, a);
    if (ticks === 0) return false;
    key[a] = (k.now + ticks) * 8 + Step.Repair;
    if (key[a]! < k.horizonKey) k.queue.pushFrom(key, a, a);
    return true;
  }

  /** Ticks drawn for the occurrence that damaged asset a. */
  private drawn(purpose: Purpose, hours: Numeric, a: number): number {
    const { k } = this, { assetSubject0, assetSubject1 } = k.network, occurrence = k.jobOccurrence[a]!;
    if (occurrence < 0) k.draws.select(k.replication, purpose, 0, 0);
    else k.draws.select(k.replication, purpose, k.occurrences.path0[occurrence]!, k.occurrences.path1[occurrence]!);
    return Math.max(0, ticksNear(k.samplers.subject(hours, k, assetSubject0[a]!, assetSubject1[a]!, k.rules.ownOrdinal(a)), k.scenario.ticksPerHour));
  }

  /** Skill of what is to be done next on asset a; -1: its repair. */
  inspectionSkill(a: number): number { return this.isUninspected(a) ? this.compiled.inspections[this.compiled.inspectionOf![a]!]!.skill : -1; }

  isUninspected(a: number): boolean { return this.inspection.length > 0 && this.inspection[a] === Look.Wanted; }

  inspected(a: number): void { this.inspection[a] = Look.Done; }

  /** The parts that the next work on asset a takes are there, and taken. */
  takeParts(a: number): boolean { return this.isUninspected(a) || this.stocks.take(a); }

  /** Why no crew of a pool may leave now; undefined: they may. Sees to it that the next shift is an instant. */
  hindrance(p: number): WaitReason | undefined {
    const { k } = this, { fuel, shift } = this.pools[p]!;
    if (shift !== undefined && !onDuty(shift, k.now)) {
      const tick = nextDuty(shift, k.now), key = tick * 8 + Step.Repair;
      if (this.wake[p] !== tick && key < k.horizonKey) { this.wake[p] = tick; k.queue.push(key, -1 - this.pools.length - p); }
      return 'shift';
    }
    return fuel !== undefined && k.seen[fuel] === 0 ? 'fuel' : undefined;
  }

  /** Writes to key[a] the end of the next work on asset a, which begins at a tick at the earliest. @param ticks of the repair */
  schedule(a: number, p: number, from: number, ticks: number, key: Float64Array): void {
    const work = this.isUninspected(a) ? this.inspectionTicks[a]! : this.slowed(a, ticks), shift = p < 0 ? undefined : this.pools[p]!.shift;
    key[a] = (shift?.pause === true ? endOfWork(shift, from, work) : from + work) * 8 + Step.Repair;
  }

  private slowed(a: number, ticks: number): number {
    let slow = ticks;
    for (const { asset, below, factor, members } of this.compiled.slowdowns) if (members[a] === 1 && this.k.level[asset]! < below) slow *= factor;
    return ticksUp(slow, 1);
  }

  /** A crew leaves for asset a. @param opened tick of its damage */
  leaves(a: number, skill: number, opened: number): void {
    this.left[a] = this.k.now;
    if (!this.isUninspected(a)) this.waits(a, skill, opened);
  }

  /** Books that the repair of asset a has waited until now. */
  waits(a: number, skill: number, opened: number): void { this.waited[skill]! += this.k.now - Math.max(opened, this.undone[a]!); }

  /** A crew leaves its repair of asset a undone. */
  leftUndone(a: number): void { this.undone[a] = this.k.now; }

  /** The crew of the job on asset a is free again. */
  returns(a: number, p: number): void { if (p >= 0) this.busy[p]! += this.k.now - this.left[a]!; }

  /** The repair of asset a is done, or forgotten. */
  forget(a: number): void {
    this.stocks.forget(a);
    this.undone[a] = 0;
    if (this.inspection.length > 0) this.inspection[a] = Look.None;
  }

  /** Free tankers leave. @returns whether something kept one that is wanted */
  sendTankers(): boolean {
    this.tankers.dispatch();
    return this.tankers.stranded;
  }

  /** What is watched is as it is now: something was found in vain. */
  remember(): void { this.compare(true); }

  /** Something that opens ways, depots or fuel came back since. */
  cameBack(): boolean { return this.compare(false); }

  private compare(write: boolean): boolean {
    const { k, was, watchedAssets, watchedNeeds } = this;
    let better = false;
    for (let i = 0; i < was.length; i++) {
      const there = (i < watchedAssets.length ? k.level[watchedAssets[i]!]! : k.seen[watchedNeeds[i - watchedAssets.length]!]!) > 0 ? 1 : 0;
      if (there > was[i]!) better = true;
      if (write) was[i] = there;
    }
    return better;
  }
}
