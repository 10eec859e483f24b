/**
 * Repair jobs and crews: jobs wait in their order (job-queue.ts). Free crews, in order of their pool's key, each take the first job they can do
 * and reach, and for which there are parts; a job begun is not left. A pool with a base travels from there to the job over the roads as they are
 * when the crew leaves; the way back takes none. What else work may need is in resources.ts.
 */
import { Role } from '../network/compiled-network.js';
import { CascadeValue } from './cascade-value.js';
import { Step, type WaitReason } from './contracts.js';
import type { RepairOrder } from '../model/types.js';
import { JobQueue, listRanks, ranksOf, type Ranks } from './job-queue.js';
import type { CompiledFork } from './compiled-fork.js';
import type { Kernel } from './kernel.js';
import { travelTimes } from './physics.js';
import type { Resources } from './resources.js';
import { Parts, ticksUp } from './units.js';
import { WaitReasons } from './wait-reasons.js';

/** State of an asset's repair job. Blocked: a supply that the work needs is short; Held: the scene of an attack. */
const enum Job { None, Waiting, Working, Blocked, Held }

/** Methods that run for each job are arrows: what `this` is, and so every array, is then a constant to the optimiser. */
export class Crews {
  readonly state: Uint8Array;
  /** Tick of the damage that opened the job. */
  readonly opened: Float64Array;
  readonly duration: Float64Array;
  /** Timer word of the end of work, or of the end of a hold. */
  readonly key: Float64Array;
  /** Tick at which the crew of the job is, or was, there. */
  readonly arrives: Float64Array;
  /** A free crew or tanker found no way, no depot or no fuel: it is looked at again when these change. */
  stranded = false;
  readonly pool: Int32Array;
  readonly free: Int32Array;
  /** By pool: crews that it has, there or to come. */
  readonly count: Int32Array;
  /** By pool: 1 once its crews have come. */
  private readonly here: Uint8Array;
  private order: RepairOrder;
  private readonly ranks: Ranks;
  /** Of a fork that changes the order. */
  private readonly ranksAfter: Ranks | undefined;
  private readonly queue: JobQueue;
  private readonly value: CascadeValue | undefined;
  private readonly allSkills: number[];
  private readonly blocked: number[] = [];
  private blockedCount = 0;
  /** Jobs that the pool at hand has no way to, or for which parts are short. */
  private readonly aside: number[] = [];
  private readonly reasons: WaitReasons;
  /** Assets in the order in which crews left for them; only under a given order. */
  starts: number[] | undefined;
  private readonly resources: Resources | undefined;

  constructor(private readonly k: Kernel) {
    const n = k.assets, { scenario } = k;
    this.resources = k.resources;
    this.allSkills = scenario.skills.map((_, s) => s);
    this.state = new Uint8Array(n);
    this.opened = new Float64Array(n);
    this.duration = new Float64Array(n);
    this.key = new Float64Array(n);
    this.arrives = new Float64Array(n);
    this.pool = new Int32Array(n);
    this.free = new Int32Array(scenario.pools.length);
    this.count = new Int32Array(scenario.pools.length);
    this.here = new Uint8Array(scenario.pools.length);
    this.reasons = new WaitReasons(k);
    this.order = scenario.order;
    const after = scenario.fork?.order;
    this.value = [scenario.order, after?.order].includes('cascade-value') ? new CascadeValue(k) : undefined;
    this.ranks = ranksOf(k, scenario, this.duration, () => this.value!.ranks);
    this.ranksAfter = after && ranksOf(k, after, this.duration, () => this.value!.ranks);
    this.queue = new JobQueue(this.opened, scenario.skills.length, this.ranks);
  }

  reset(): void {
    const { k } = this, { fork, pools } = k.scenario;
    this.resources?.reset();
    if (this.ranksAfter !== undefined) this.goByOrder(k.scenario.order, this.ranks);
    for (let p = 0; p < pools.length; p++) this.count[p] = pools[p]!.count;
    // A fork at the start holds before any crew leaves for what is damaged then.
    if (fork?.tick === 0) this.fork(fork);
    this.queue.reset();
    this.blockedCount = 0;
    this.stranded = false;
    this.reasons.reset();
    if (this.starts !== undefined) this.starts.length = 0;
    for (let p = 0; p < pools.length; p++) {
      const tick = this.resources === undefined ? pools[p]!.fromTick : this.resources.arrival(p), now = tick === 0 && this.resources?.isAbsent(p) !== true;
      this.here[p] = now ? 1 : 0;
      this.free[p] = now ? this.count[p]! : 0;
      if (!now && tick * 8 < k.horizonKey) k.queue.push(tick * 8 + Step.Repair, -1 - p);
    }
  }

  /** Jobs go by a list of assets, the others after it, until what is returned is called. */
  goBy(list: readonly number[]): () => void {
    const before = this.queue.rankBy([listRanks(this.k.assets, list)]);
    this.starts = [];
    return () => { this.queue.rankBy(before); this.starts = undefined; };
  }

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

  /** Worse damage to an asset whose job waits: its place may be another, and so may be the skill that it waits for. */
  private worsens(a: number): void {
    const { resources } = this, before = this.skillOf(a);
    resources?.opened(a, false);
    const after = this.skillOf(a);
    if (after !== before) { this.queue.remove(before, a); this.queue.push(after, a); }
    else if (this.order === 'shortest-job') this.queue.reorder(after);
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

  /** Pools have other numbers of crews from now on, and jobs another order; whoever is at work stays until it is done. */
  fork({ order, pools }: CompiledFork): void {
    for (const { count, pool } of pools) {
      if (this.here[pool] === 1) this.add(pool, count - this.count[pool]!);
      this.count[pool] = count;
      this.k.strains?.recount(pool);
    }
    if (order !== undefined) this.goByOrder(order.order, this.ranksAfter!);
    this.k.crewsChanged = true;
  }

  /** Jobs go by ranks of an order, unless a list is given. */
  private goByOrder(order: RepairOrder, ranks: Ranks): void {
    if (this.starts !== undefined) return;
    this.order = order;
    this.queue.rankBy(ranks);
    for (let s = 0; s < this.k.scenario.skills.length; s++) this.queue.reorder(s);
  }

  /** The crews of a pool arrive. */
  arrive(pool: number): void {
    this.here[pool] = 1;
    this.add(pool, this.count[pool]!);
  }

  /** Crews arrive or leave their other work: `count` more are free. */
  add(pool: number, count: number): void { this.free[pool]! += count; }

  /** A plan wants this job done before others. */
  putFirst(a: number): void { this.queue.putFirst(a, this.state[a] === Job.Waiting ? this.skillOf(a) : -1); }

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
    if (pool >= 0) this.free[pool]!++;
  };

  /** Free crews take jobs; called when damage of the instant is known, crews came free, or a repair need became whole. */
  dispatch(): void {
    const { k, resources } = this;
    if (k.repairNeedMet) {
      k.repairNeedMet = false;
      this.unblock();
    }
    this.stranded = false;
    if (this.queue.waiting > 0) this.assign();
    if (resources === undefined) return;
    if (resources.sendTankers()) this.stranded = true;
    if (this.stranded) resources.remember();
  }

  /** Jobs that could not be worked on are looked at again; who still cannot be goes to the front of the list, over those looked at. */
  private unblock(): void {
    const { blocked, blockedCount: n } = this;
    this.blockedCount = 0;
    for (let i = 0; i < n; i++) {
      const a = blocked[i]!;
      if (this.state[a] !== Job.Blocked) continue;
      if (this.isElapsed(a)) this.beginElapsed(a); else this.wait(a);
    }
  }

  private readonly assign = (): void => {
    const { k } = this, { pools } = k.scenario;
    if (this.value !== undefined && this.order === 'cascade-value' && (pools.length === 0 || this.free.some((count) => count > 0))) this.rankByValue(this.value);
    if (pools.length === 0) this.beginAll();
    for (let p = 0; p < pools.length; p++) if (this.free[p]! > 0) this.dispatchPool(p);
    if (k.recorder !== null) this.reasons.tell(this, this.queue);
  };

  /** Crews are unlimited: all jobs begin that can, in their order, since parts may not do for all. */
  private beginAll(): void {
    const { allSkills, queue } = this;
    for (let s = queue.best(allSkills); s >= 0; s = queue.best(allSkills)) this.tryBegin(queue.take(s), -1, 0);
    this.putBack();
  }

  /** The free crews of a pool take jobs; those that they cannot begin go on waiting, at their place. */
  private readonly dispatchPool = (p: number): void => {
    const { k, queue, resources } = this, { base, skills } = k.scenario.pools[p]!, roads = base < 0 ? undefined : travelTimes(k);
    if (resources !== undefined) {
      const hindrance = queue.best(skills) < 0 ? undefined : resources.hindrance(p);
      if (hindrance !== undefined) { this.hinder(skills, hindrance); return; }
    }
    while (this.free[p]! > 0) {
      const skill = queue.best(skills);
      if (skill < 0) break;
      const a = queue.take(skill), hours = roads?.hours(base, a) ?? 0;
      if (hours === Infinity) { this.stranded = true; this.setAside(a, 'road'); }
      else this.tryBegin(a, p, hours);
    }
    this.putBack();
  };

  /** No crew of a pool leaves now. */
  private hinder(skills: readonly number[], reason: WaitReason): void {
    if (reason === 'fuel') this.stranded = true;
    if (this.k.recorder === null) return;
    for (const s of skills) for (const a of this.queue.jobs(s)) this.reasons.note(a, reason);
  }

  private setAside(a: number, reason: WaitReason): void {
    this.aside.push(a);
    this.reasons.note(a, reason);
  }

  private readonly putBack = (): void => {
    if (this.aside.length === 0) return;
    for (const a of this.aside) this.wait(a);
    this.aside.length = 0;
  };

  private rankByValue(value: CascadeValue): void {
    for (let s = 0; s < this.k.scenario.skills.length; s++) {
      value.rank(this.queue.jobs(s));
      this.queue.reorder(s);
    }
  }

  /** @param hours travel before the work */
  private tryBegin(a: number, pool: number, hours: number): void {
    if (!this.workPossible(a)) this.block(a);
    else if (this.resources?.takeParts(a) === false) this.setAside(a, 'parts');
    else {
      if (pool >= 0) this.free[pool]!--;
      this.begin(a, pool, hours);
    }
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
    this.starts?.push(a);
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

  /** Tells whoever watches from now on of jobs of the start; crews that wait for travel times look at tick 0, and tell then. */
  tellStart(): void {
    const { k, state } = this;
    for (const a of k.baseline.damaged) if (state[a] === Job.Working) this.tellBegin(a);
    if (k.baseline.damaged.length > 0 && !k.crewsChanged) this.reasons.tell(this, this.queue);
    // Where tick 0 is an instant they are of it.
    if (k.baseline.damaged.length > 0 && k.queue.peek() >= 8) k.recorder!.flush();
  }

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

  private readonly wait = (a: number): void => {
    this.state[a] = Job.Waiting;
    this.queue.push(this.skillOf(a), a);
    this.reasons.begins(a);
  };

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
