/**
 * Crews: who is free, and which job each takes. Jobs wait in their order (job-queue.ts). Free crews, in order of their pool's key, each take the first
 * job they can do and reach, and for which there are parts; a job begun is not left. A pool with a base travels from there to the job over the roads as
 * they are when the crew leaves; the way back takes none. The jobs themselves are in repair-jobs.ts.
 */
import { wordCells } from '../numerics/cells.js';
import { CascadeValue } from './cascade-value.js';
import { Step, type WaitReason } from './contracts.js';
import type { RepairOrder } from '../model/types.js';
import { JobQueue, listRanks, ranksOf, type Ranks } from './job-queue.js';
import type { CompiledFork } from './compiled-fork.js';
import type { Kernel } from './kernel.js';
import { travelTimes } from './physics.js';
import { RepairJobs } from './repair-jobs.js';
import { WaitReasons } from './wait-reasons.js';

/** Methods that run for each job are arrows: what `this` is, and so every array, is then a constant to the optimiser. */
export class Crews {
  readonly jobs: RepairJobs;
  /** A free crew or tanker found no way, no depot or no fuel: it is looked at again when these change. */
  stranded = false;
  /** By pool, and longer than there are pools. */
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
  /** Jobs that the pool at hand has no way to, or for which parts are short. */
  private readonly aside: number[] = [];
  private readonly reasons: WaitReasons;
  /** Assets in the order in which crews left for them; only under a given order. */
  starts: number[] | undefined;

  constructor(private readonly k: Kernel) {
    const { scenario } = k;
    this.jobs = new RepairJobs(k, this);
    this.allSkills = scenario.skills.map((_, s) => s);
    this.free = wordCells(scenario.pools.length);
    this.count = new Int32Array(scenario.pools.length);
    this.here = new Uint8Array(scenario.pools.length);
    this.reasons = new WaitReasons(k);
    this.order = scenario.order;
    const after = scenario.fork?.order;
    this.value = [scenario.order, after?.order].includes('cascade-value') ? new CascadeValue(k) : undefined;
    this.ranks = ranksOf(k, scenario, this.jobs.duration, () => this.value!.ranks);
    this.ranksAfter = after && ranksOf(k, after, this.jobs.duration, () => this.value!.ranks);
    this.queue = new JobQueue(this.jobs.opened, scenario.skills.length, this.ranks);
  }

  reset(): void {
    const { k } = this, { resources } = k, { fork, pools } = k.scenario;
    resources?.reset();
    if (this.ranksAfter !== undefined) this.goByOrder(k.scenario.order, this.ranks);
    for (let p = 0; p < pools.length; p++) this.count[p] = pools[p]!.count;
    // A fork at the start holds before any crew leaves for what is damaged then.
    if (fork?.tick === 0) this.fork(fork);
    this.queue.reset();
    this.jobs.reset();
    this.stranded = false;
    this.reasons.reset();
    if (this.starts !== undefined) this.starts.length = 0;
    for (let p = 0; p < pools.length; p++) {
      const tick = resources === undefined ? pools[p]!.fromTick : resources.arrival(p), now = tick === 0 && resources?.isAbsent(p) !== true;
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

  /** The job on asset a waits for a crew that has a skill. */
  readonly enqueue = (a: number, skill: number): void => {
    this.queue.push(skill, a);
    this.reasons.begins(a);
  };

  /** Worse damage to what the job on asset a mends: its place may be another, and so may be the skill that it waits for. */
  requeue(a: number, before: number, after: number): void {
    if (after !== before) { this.queue.remove(before, a); this.queue.push(after, a); }
    else if (this.order === 'shortest-job') this.queue.reorder(after);
  }

  /** A plan wants this job done before others. */
  putFirst(a: number): void { this.queue.putFirst(a, this.jobs.isWaiting(a) ? this.jobs.skillOf(a) : -1); }

  /** Free crews take jobs; called when damage of the instant is known, crews came free, or a repair need became whole. */
  dispatch(): void {
    const { k } = this, { resources } = k;
    if (k.repairNeedMet) {
      k.repairNeedMet = false;
      this.jobs.unblock();
    }
    this.stranded = false;
    if (this.queue.waiting > 0) this.assign();
    if (resources === undefined) return;
    if (resources.sendTankers()) this.stranded = true;
    if (this.stranded) resources.remember();
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
    for (let s = queue.best(allSkills); s >= 0; s = queue.best(allSkills)) this.take(queue.take(s), -1, 0);
    this.putBack();
  }

  /** The free crews of a pool take jobs; those that they cannot begin go on waiting, at their place. */
  private readonly dispatchPool = (p: number): void => {
    const { k, queue } = this, { resources } = k, { base, skills } = k.scenario.pools[p]!, roads = base < 0 ? undefined : travelTimes(k);
    if (resources !== undefined) {
      const hindrance = queue.best(skills) < 0 ? undefined : resources.hindrance(p);
      if (hindrance !== undefined) { this.hinder(skills, hindrance); return; }
    }
    while (this.free[p]! > 0) {
      const skill = queue.best(skills);
      if (skill < 0) break;
      const a = queue.take(skill), hours = roads?.hours(base, a) ?? 0;
      if (hours === Infinity) { this.stranded = true; this.setAside(a, 'road'); }
      else this.take(a, p, hours);
    }
    this.putBack();
  };

  /** No crew of a pool leaves now. */
  private hinder(skills: readonly number[], reason: WaitReason): void {
    if (reason === 'fuel') this.stranded = true;
    if (this.k.recorder === null) return;
    for (const s of skills) for (const a of this.queue.jobs(s)) this.reasons.note(a, reason);
  }

  /** A crew of a pool (-1: unlimited) begins the job on asset a, if it can be begun. @param hours travel before the work */
  private take(a: number, pool: number, hours: number): void { if (!this.jobs.tryBegin(a, pool, hours)) this.setAside(a, 'parts'); }

  private setAside(a: number, reason: WaitReason): void {
    this.aside.push(a);
    this.reasons.note(a, reason);
  }

  private readonly putBack = (): void => {
    if (this.aside.length === 0) return;
    for (const a of this.aside) this.jobs.wait(a);
    this.aside.length = 0;
  };

  private rankByValue(value: CascadeValue): void {
    for (let s = 0; s < this.k.scenario.skills.length; s++) {
      value.rank(this.queue.jobs(s));
      this.queue.reorder(s);
    }
  }

  /** Tells whoever watches from now on of jobs of the start; crews that wait for travel times look at tick 0, and tell then. */
  tellStart(): void {
    const { k } = this;
    for (const a of k.baseline.damaged) this.jobs.tellWork(a);
    if (k.baseline.damaged.length > 0 && !k.crewsChanged) this.reasons.tell(this, this.queue);
    // Where tick 0 is an instant they are of it.
    if (k.baseline.damaged.length > 0 && k.queue.peek() >= 8) k.recorder!.flush();
  }
}
