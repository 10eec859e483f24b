/**
 * Repair jobs, one an asset: opened by damage, held at the scene of an attack, waiting for a crew, blocked while work is not possible, worked on.
 * Which crew takes which job is in crews.ts, what else work may need in resources.ts.
 */
import { Role } from '../network/compiled-network.js';
import { Step } from './contracts.js';
import type { Crews } from './crews.js';
import type { Kernel } from './kernel.js';
import type { Resources } from './resources.js';
import { Parts, ticksUp } from './units.js';

/** State of an asset's repair job. Blocked: a supply that the work needs is short; Held: the scene of an attack. */
const enum Job { None, Waiting, Working, Blocked, Held }

/** Methods that run for each job are arrows: what `this` is, and so every array, is then a constant to the optimiser. */
export class RepairJobs {
  private readonly state: Uint8Array;
  /** Tick of the damage that opened the job. */
  readonly opened: Float64Array;
  /** Ticks of work. */
  readonly duration: Float64Array;
  /** Timer word of the end of work, or of the end of a hold. */
  readonly key: Float64Array;
  /** Tick at which the crew of the job is, or was, there. */
  readonly arrives: Float64Array;
  /** Whose crew the job has; -1: crews are unlimited, or the job needs none. */
  private readonly pool: Int32Array;
  private readonly blocked: number[] = [];
  private blockedCount = 0;
  private readonly resources: Resources | undefined;

  constructor(private readonly k: Kernel, private readonly crews: Crews) {
    const n = k.assets;
    this.resources = k.resources;
    this.state = new Uint8Array(n);
    this.opened = new Float64Array(n);
    this.duration = new Float64Array(n);
    this.key = new Float64Array(n);
    this.arrives = new Float64Array(n);
    this.pool = new Int32Array(n);
  }

  /** Jobs are forgotten one by one (way-back.ts). */
  reset(): void { this.blockedCount = 0; }

  /** An asset was damaged, or damaged worse: its job is opened, keeps its place with the new duration, or starts anew. Its duration lies in the cell of the samplers. */
  readonly open = (a: number): void => {
    const { k, resources } = this, state = this.state[a]!;
    this.duration[a] = k.samplers.cell[0]!;
    if (this.isElapsed(a)) { this.openElapsed(a, state); return; }
    if (state === Job.Waiting) { this.worsens(a); return; }
    resources?.opened(a, state === Job.Working);
    if (state === Job.Working) { this.workOn(a); return; }
    if (state !== Job.None) return;
    this.opened[a] = k.now;
    if (resources?.holds(a, this.key) === true) { this.state[a] = Job.Held; k.recorder?.recovery.repairWait(a, 'scene'); return; }
    this.offer(a);
  };

  /** A job whose time holds the wait for people and parts already: no crew, no place in the queue, none of the scenario's resources. */
  private openElapsed(a: number, state: Job): void {
    if (state === Job.Working) { this.schedule(a); return; }
    if (state !== Job.None) return;
    this.opened[a] = this.k.now;
    this.beginElapsed(a);
  }

  private beginElapsed(a: number): void {
    if (!this.workPossible(a)) { this.block(a); return; }
    this.state[a] = Job.Working;
    this.pool[a] = -1;
    this.arrives[a] = this.k.now;
    this.schedule(a);
  }

  private isElapsed(a: number): boolean { return this.k.scenario.repairElapsed?.[this.k.network.assetKind[a]!] === 1; }

  /** What work on asset a needs beside crews; undefined: nothing. */
  private resourcesOf(a: number): Resources | undefined { return this.isElapsed(a) ? undefined : this.resources; }

  /** Worse damage to an asset whose job waits. */
  private worsens(a: number): void {
    const before = this.skillOf(a);
    this.resources?.opened(a, false);
    this.crews.requeue(a, before, this.skillOf(a));
  }

  /** The job may be taken: with nothing that jobs could compete for, at once. */
  private readonly offer = (a: number): void => {
    if (this.k.scenario.pools.length === 0 && this.resources === undefined && this.workPossible(a)) this.begin(a, -1, 0); else this.wait(a);
  };

  /** Worse damage to what is being worked on: the work starts anew with its crew, unless parts for it are short. */
  private workOn(a: number): void {
    if (this.resources === undefined || this.resources.takeParts(a)) { this.schedule(a); return; }
    this.resources.leftUndone(a);
    this.leave(a);
    this.wait(a);
  }

  readonly wait = (a: number): void => {
    this.state[a] = Job.Waiting;
    this.crews.enqueue(a, this.skillOf(a));
  };

  /** The timer of asset a: true when its repair ends, false when an inspection or a hold does. */
  repairEnds(a: number): boolean {
    const { k } = this, resources = this.resourcesOf(a);
    if (this.state[a] === Job.Held) { this.state[a] = Job.None; this.offer(a); return false; }
    if (resources?.isUninspected(a) !== true) return true;
    resources.inspected(a);
    k.recorder?.recovery.inspectionEnd(a);
    this.leave(a);
    this.offer(a);
    return false;
  }

  /** The work on asset a ends: its crew is free. */
  finish(a: number): void {
    this.leave(a);
    this.resourcesOf(a)?.forget(a);
  }

  /** Its crew leaves asset a. */
  private readonly leave = (a: number): void => {
    const pool = this.pool[a]!;
    this.resourcesOf(a)?.returns(a, pool);
    this.state[a] = Job.None;
    this.key[a] = 0;
    if (pool >= 0) this.crews.free[pool]!++;
  };

  /** Jobs that could not be worked on are looked at again; who still cannot be goes to the front of the list, over those looked at. */
  unblock(): void {
    const { blocked, blockedCount: n } = this;
    this.blockedCount = 0;
    for (let i = 0; i < n; i++) {
      const a = blocked[i]!;
      if (this.state[a] !== Job.Blocked) continue;
      if (this.isElapsed(a)) this.beginElapsed(a); else this.wait(a);
    }
  }

  /** A crew of a pool (-1: unlimited) begins the job on asset a, if work is possible. @param hours travel before it @returns false: parts are short */
  tryBegin(a: number, pool: number, hours: number): boolean {
    if (!this.workPossible(a)) { this.block(a); return true; }
    if (this.resources?.takeParts(a) === false) return false;
    if (pool >= 0) this.crews.free[pool]!--;
    this.begin(a, pool, hours);
    return true;
  }

  /** Work is not possible: the job is looked at again when a supply of it is whole, or the hazard has sunk. */
  private block(a: number): void {
    const { recorder, workLimits } = this.k;
    this.state[a] = Job.Blocked;
    this.blocked[this.blockedCount++] = a;
    recorder?.recovery.repairWait(a, workLimits !== null && workLimits.stopped[a]! > 0 ? 'hazard' : 'supply');
  }

  /** Supplies that the work needs are there, and no hazard keeps people away. */
  private workPossible(a: number): boolean {
    const { network, seen, workLimits } = this.k;
    if (workLimits !== null && workLimits.stopped[a]! > 0) return false;
    for (let x = network.needFunctionEnd[a]!; x < network.needStart[a + 1]!; x++) {
      if (network.needRole[x] === Role.Repair && seen[x]! < Parts.Full) return false;
    }
    return true;
  }

  /** A crew of a pool (-1: unlimited) leaves for asset a. */
  private begin(a: number, pool: number, hours: number): void {
    const { k, resources } = this;
    this.state[a] = Job.Working;
    this.pool[a] = pool;
    this.arrives[a] = k.now + (hours > 0 ? ticksUp(hours, k.scenario.ticksPerHour) : 0);
    resources?.leaves(a, this.skillOf(a), this.opened[a]!);
    this.crews.starts?.push(a);
    this.schedule(a);
  }

  /** Work begins now, or when its crew is there. */
  private readonly schedule = (a: number): void => {
    const { k } = this, resources = this.resourcesOf(a), from = Math.max(k.now, this.arrives[a]!);
    if (resources === undefined) this.key[a] = (from + this.duration[a]!) * 8 + Step.Repair;
    else resources.schedule(a, this.pool[a]!, from, this.duration[a]!, this.key);
    if (this.key[a]! < k.horizonKey) k.queue.pushFrom(this.key, a, a);
    if (resources?.isUninspected(a) !== true) k.restoring?.begin(a);
    this.tellBegin(a);
  };

  private tellBegin(a: number): void {
    const { recorder } = this.k;
    if (this.resourcesOf(a)?.isUninspected(a) === true) recorder?.recovery.inspectionStart(a, this.pool[a]!); else recorder?.repairStart(a, this.pool[a]!);
  }

  /** Tells whoever watches from now on of work on asset a, if there is any. */
  tellWork(a: number): void { if (this.state[a] === Job.Working) this.tellBegin(a); }

  /** The horizon is here: books what crews at work, and jobs that wait, have come to. */
  close(): void {
    const { k, resources } = this;
    if (resources === undefined) return;
    for (let i = 0; i < k.touchedCount; i++) {
      const a = k.touched[i]!, state = this.state[a]!;
      if (this.isElapsed(a)) continue;
      if (state === Job.Working) resources.returns(a, this.pool[a]!);
      if (k.damage[a] !== 0 && (state !== Job.Working || resources.isUninspected(a))) resources.waits(a, k.scenario.kindSkill[k.network.assetKind[a]!]!, this.opened[a]!);
    }
  }

  /** Does the job on asset a wait for a crew? */
  isWaiting(a: number): boolean { return this.state[a] === Job.Waiting; }

  /** What a crew must know for what is next on asset a. */
  skillOf(a: number): number {
    const inspection = this.resources?.inspectionSkill(a) ?? -1;
    return inspection >= 0 ? inspection : this.k.scenario.kindSkill[this.k.network.assetKind[a]!]!;
  }

  /** No job is open on asset a. */
  forget(a: number): void {
    this.resources?.forget(a);
    this.state[a] = Job.None;
    this.key[a] = 0;
  }
}
