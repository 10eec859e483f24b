/**
 * Repair jobs and crews: jobs wait in one heap for each skill, ordered by the policy, then time of damage, then key. Free crews, in
 * order of their pool's key, each take the first job they can do and reach; a job begun is not left. A pool with a base travels from there
 * to the job over the network of the layer that knows travel times, as it is when the crew leaves; the way back takes none.
 */
import { Role } from '../network/compiled-network.js';
import { Step, type TravelTimes } from './contracts.js';
import type { Kernel } from './kernel.js';
import { travelTimes } from './physics.js';
import { Parts, ticksUp } from './units.js';

/** State of an asset's repair job. */
const enum Job { None, Waiting, Working, Blocked }

/** After all that are listed. */
const UNLISTED = 2 ** 31 - 1;

export class Crews {
  readonly state: Uint8Array;
  /** Tick of the damage that opened the job. */
  readonly opened: Float64Array;
  readonly duration: Float64Array;
  /** Timer word of the end of work. */
  readonly key: Float64Array;
  /** Tick at which the crew of the job is, or was, there. */
  readonly arrives: Float64Array;
  /** A free crew found no way to a job that waits: roads that change are looked at again. */
  stranded = false;
  readonly pool: Int32Array;
  /** Jobs a plan has put first. */
  readonly first: Uint8Array;
  readonly free: Int32Array;
  /** Place of each asset in the policy's order; equal ones go by time of damage. */
  private readonly rank: Int32Array;
  private readonly heaps: Int32Array[] = [];
  private readonly sizes: Int32Array;
  private readonly blocked: number[] = [];
  private readonly firsts: number[] = [];
  /** Jobs that the pool at hand has no way to. */
  private readonly beyond: number[] = [];
  private waiting = 0;

  constructor(private readonly k: Kernel) {
    const n = k.assets, { scenario } = k;
    this.state = new Uint8Array(n);
    this.opened = new Float64Array(n);
    this.duration = new Float64Array(n);
    this.key = new Float64Array(n);
    this.arrives = new Float64Array(n);
    this.pool = new Int32Array(n);
    this.first = new Uint8Array(n);
    this.free = new Int32Array(scenario.pools.length);
    this.rank = ranks(k);
    this.sizes = new Int32Array(scenario.skills.length);
    for (let s = 0; s < scenario.skills.length; s++) this.heaps.push(new Int32Array(64));
  }

  reset(): void {
    const { pools } = this.k.scenario;
    for (let p = 0; p < pools.length; p++) this.free[p] = pools[p]!.fromTick === 0 ? pools[p]!.count : 0;
    this.sizes.fill(0);
    for (const a of this.firsts) this.first[a] = 0;
    this.blocked.length = this.firsts.length = 0;
    this.waiting = 0;
    this.stranded = false;
    for (let p = 0; p < pools.length; p++) {
      const tick = pools[p]!.fromTick;
      if (tick > 0 && tick * 8 < this.k.horizonKey) this.k.queue.push(tick * 8 + Step.Repair, -1 - p);
    }
  }

  /** An asset was damaged, or damaged worse: its job is opened, keeps its place with the new duration, or starts anew. Its duration lies in the cell of the samplers. */
  open(a: number): void {
    const { k } = this;
    this.duration[a] = k.samplers.cell[0]!;
    if (this.state[a] === Job.Working) { this.begin(a, this.pool[a]!); return; }
    if (this.state[a] !== Job.None) return;
    this.opened[a] = k.now;
    if (this.isElapsed(a)) { this.tryBegin(a, -1, 0); return; }
    if (k.scenario.pools.length === 0 && this.workPossible(a)) { this.arrives[a] = k.now; this.begin(a, -1); return; }
    this.wait(a);
  }

  /** Crews arrive or leave their other work: `count` more are free. */
  add(pool: number, count: number): void { this.free[pool]! += count; }

  /** A plan wants this job done before others. */
  putFirst(a: number): void {
    if (this.first[a] === 1) return;
    this.first[a] = 1;
    this.firsts.push(a);
    if (this.state[a] !== Job.Waiting) return;
    const skill = this.skillOf(a), heap = this.heaps[skill]!, n = this.sizes[skill]!;
    for (let i = 0; i < n; i++) if (heap[i] === a) { this.siftUp(heap, i, a); break; }
  }

  /** The work on asset a ends: its crew is free. */
  finish(a: number): void {
    this.state[a] = Job.None;
    this.key[a] = 0;
    if (this.pool[a]! >= 0) this.free[this.pool[a]!]!++;
  }

  /** Free crews take jobs; called when damage of the instant is known, crews came free, or a repair need became whole. */
  dispatch(): void {
    const { k } = this;
    if (k.repairNeedMet) {
      k.repairNeedMet = false;
      for (const a of this.blocked.splice(0)) {
        if (this.state[a] !== Job.Blocked) continue;
        if (this.isElapsed(a)) this.tryBegin(a, -1, 0); else this.wait(a);
      }
    }
    this.stranded = false;
    if (this.waiting === 0) return;
    const { pools } = k.scenario;
    if (pools.length === 0) {
      for (let s = 0; s < this.heaps.length; s++) while (this.sizes[s]! > 0) this.tryBegin(this.take(s), -1, 0);
      return;
    }
    for (let p = 0; p < pools.length; p++) this.dispatchPool(p, pools[p]!.base < 0 ? undefined : travelTimes(k));
  }

  /** The free crews of a pool take jobs; those without a way from its base go on waiting, at their place. */
  private dispatchPool(p: number, roads: TravelTimes | undefined): void {
    const { k } = this, { beyond } = this, { base, skills } = k.scenario.pools[p]!;
    while (this.free[p]! > 0) {
      const skill = this.bestHeap(skills);
      if (skill < 0) break;
      const a = this.take(skill), hours = roads?.hours(base, a) ?? 0;
      if (hours === Infinity) beyond.push(a);
      else if (this.tryBegin(a, p, hours)) this.free[p]!--;
    }
    if (beyond.length === 0) return;
    for (const a of beyond) this.wait(a);
    beyond.length = 0;
    this.stranded = true;
  }

  /** @param hours travel before the work */
  private tryBegin(a: number, pool: number, hours: number): boolean {
    const { k } = this;
    if (this.workPossible(a)) {
      this.arrives[a] = k.now + (hours > 0 ? ticksUp(hours, k.scenario.ticksPerHour) : 0);
      this.begin(a, pool);
      return true;
    }
    this.state[a] = Job.Blocked;
    this.blocked.push(a);
    return false;
  }

  /** Its time holds the wait for people and parts: it takes no crew of the scenario, and does not queue. */
  private isElapsed(a: number): boolean { return this.k.scenario.repairElapsed?.[this.k.network.assetKind[a]!] === 1; }

  /** Supplies that the work needs are there, and no hazard keeps people away. */
  private workPossible(a: number): boolean {
    const { network, seen, workLimits } = this.k;
    if (workLimits !== null && workLimits.stopped[a]! > 0) return false;
    for (let x = network.needFunctionEnd[a]!; x < network.needStart[a + 1]!; x++) {
      if (network.needRole[x] === Role.Repair && seen[x]! < Parts.Full) return false;
    }
    return true;
  }

  /** Work begins now, or when its crew is there. */
  private begin(a: number, pool: number): void {
    const { k } = this;
    this.state[a] = Job.Working;
    this.pool[a] = pool;
    this.key[a] = (Math.max(k.now, this.arrives[a]!) + this.duration[a]!) * 8 + Step.Repair;
    if (this.key[a]! < k.horizonKey) k.queue.pushFrom(this.key, a, a);
    k.restoring?.begin(a);
    k.recorder?.repairStart(a);
  }

  private wait(a: number): void {
    const skill = this.skillOf(a);
    let heap = this.heaps[skill]!;
    const n = this.sizes[skill]!++;
    if (n === heap.length) { const larger = new Int32Array(2 * n); larger.set(heap); heap = this.heaps[skill] = larger; }
    this.state[a] = Job.Waiting;
    this.waiting++;
    this.siftUp(heap, n, a);
  }

  private take(skill: number): number {
    const heap = this.heaps[skill]!, first = heap[0]!, n = --this.sizes[skill]!, last = heap[n]!;
    this.waiting--;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= n) break;
      if (child + 1 < n && this.before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return first;
  }

  private siftUp(heap: Int32Array, from: number, a: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(a, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = a;
  }

  /** Of the heaps a pool can work on, the one with the first job; -1: none waits. */
  private bestHeap(skills: number[]): number {
    let best = -1;
    for (const s of skills) if (this.sizes[s]! > 0 && (best < 0 || this.before(this.heaps[s]![0]!, this.heaps[best]![0]!))) best = s;
    return best;
  }

  private before(a: number, b: number): boolean {
    if (this.first[a] !== this.first[b]) return this.first[a] === 1;
    if (this.rank[a] !== this.rank[b]) return this.rank[a]! < this.rank[b]!;
    return this.opened[a] !== this.opened[b] ? this.opened[a]! < this.opened[b]! : a < b;
  }

  private skillOf(a: number): number { return this.k.scenario.kindSkill[this.k.network.assetKind[a]!]!; }

  /** No job is open on asset a. */
  forget(a: number): void {
    this.state[a] = Job.None;
    this.key[a] = 0;
  }
}

function ranks({ assets, network, scenario }: Kernel): Int32Array {
  switch (scenario.order) {
    case 'first-come': return new Int32Array(assets);
    case 'critical-first': return network.assetCritical;
    case 'list': return scenario.listRank ?? new Int32Array(assets).fill(UNLISTED);
    case 'people-served': {
      const served = Float64Array.from(new Set(network.assetServed)).sort().reverse(), place = new Map(Array.from(served, (people, i) => [people, i]));
      return Int32Array.from(network.assetServed, (people) => place.get(people)!);
    }
  }
}
