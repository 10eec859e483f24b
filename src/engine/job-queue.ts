/**
 * Jobs that wait, in one heap for each skill: those a plan has put first, then by the ranks of the order (equal ones by time of damage), then by key.
 * Jobs mostly come in the very order in which they are to be taken. As long as they do, the heap is a run: a sorted list, taken from its head.
 */
import { wordCells } from '../numerics/cells.js';
import type { CompiledScenario } from './compiled-scenario.js';
import type { Kernel } from './kernel.js';
import { clear } from './lists.js';

type Rank = Int32Array | Float64Array;
export type Ranks = [Rank, ...Rank[]];

/** After all that are listed. */
const UNLISTED = 2 ** 31 - 1;

export class JobQueue {
  /** Jobs that wait. */
  waiting = 0;
  /** Jobs a plan has put first. */
  readonly first: Uint8Array;
  /** Numbers by asset, the least first; of equal ones the arrays of `further` decide, in their order. */
  private rank: Rank;
  private further: readonly Rank[];
  private readonly heaps: Int32Array[] = [];
  private readonly sizes: Int32Array;
  /** Where each heap begins: beyond 0 only in a run. */
  private readonly heads: Int32Array;
  private readonly isRun: Int32Array;
  private readonly firsts: number[] = [];

  /** @param opened tick of the damage that opened each job */
  constructor(private readonly opened: Float64Array, skills: number, [rank, ...further]: Ranks) {
    this.first = new Uint8Array(opened.length);
    this.rank = rank;
    this.further = further;
    this.sizes = wordCells(skills);
    this.heads = wordCells(skills);
    this.isRun = wordCells(skills);
    for (let s = 0; s < skills; s++) this.heaps.push(new Int32Array(64));
  }

  reset(): void {
    this.sizes.fill(0);
    for (const a of this.firsts) this.first[a] = 0;
    clear(this.firsts);
    this.waiting = 0;
  }

  /** Jobs go by other ranks; those that wait are to be put in order anew. @returns what they went by */
  rankBy([rank, ...further]: Ranks): Ranks {
    const before: Ranks = [this.rank, ...this.further];
    this.rank = rank;
    this.further = further;
    return before;
  }

  /** Jobs of a skill, in no order. */
  jobs(skill: number): Int32Array {
    const head = this.heads[skill]!;
    return this.heaps[skill]!.subarray(head, head + this.sizes[skill]!);
  }

  /** How many jobs of a skill wait. */
  count(skill: number): number { return this.sizes[skill]!; }

  /** The i-th of them, in no order. */
  job(skill: number, i: number): number { return this.heaps[skill]![this.heads[skill]! + i]!; }

  push(skill: number, a: number): void {
    const n = this.sizes[skill]!++;
    this.waiting++;
    if (n === 0) { this.heads[skill] = 0; this.isRun[skill] = 1; }
    const list = this.heaps[skill]!, end = this.heads[skill]! + n;
    if (this.isRun[skill] === 1 && n > 0 && this.before(a, list[end - 1]!)) this.leaveRun(skill, n);
    if (this.isRun[skill] === 0) { this.siftUp(this.withRoom(skill, n), n, a); return; }
    // What was taken from a long run leaves room enough.
    if (end === list.length && 2 * n <= end) { this.toFront(skill, n); list[n] = a; } else this.withRoom(skill, end)[end] = a;
  }

  /** Takes out the first job of a skill. */
  take(skill: number): number {
    const heap = this.heaps[skill]!, n = --this.sizes[skill]!;
    this.waiting--;
    if (this.isRun[skill] === 1) return heap[this.heads[skill]!++]!;
    const first = heap[0]!;
    this.siftDown(heap, n, 0, heap[n]!);
    return first;
  }

  /** The n jobs of a skill go on as a heap, which a sorted list is. */
  private leaveRun(skill: number, n: number): void {
    if (this.isRun[skill] === 0) return;
    this.toFront(skill, n);
    this.isRun[skill] = 0;
  }

  private toFront(skill: number, n: number): void {
    const head = this.heads[skill]!;
    this.heaps[skill]!.copyWithin(0, head, head + n);
    this.heads[skill] = 0;
  }

  /** The list of a skill, with a place at `index`. */
  private withRoom(skill: number, index: number): Int32Array {
    const heap = this.heaps[skill]!;
    if (index < heap.length) return heap;
    const larger = new Int32Array(2 * index);
    larger.set(heap);
    return this.heaps[skill] = larger;
  }

  /** Of the skills of a pool, the one with the first job; -1: none waits. */
  best(skills: readonly number[]): number {
    let best = -1;
    for (let i = 0; i < skills.length; i++) {
      const s = skills[i]!;
      if (this.sizes[s]! > 0 && (best < 0 || this.before(this.firstOf(s), this.firstOf(best)))) best = s;
    }
    return best;
  }

  private firstOf(skill: number): number { return this.heaps[skill]![this.heads[skill]!]!; }

  /** A plan wants this job done before others. @param skill it waits for; -1: it does not wait now */
  putFirst(a: number, skill: number): void {
    if (this.first[a] === 1) return;
    this.first[a] = 1;
    this.firsts.push(a);
    if (skill < 0) return;
    const heap = this.heaps[skill]!, n = this.sizes[skill]!;
    this.leaveRun(skill, n);
    for (let i = 0; i < n; i++) if (heap[i] === a) { this.siftUp(heap, i, a); break; }
  }

  /** Takes out a job, wherever it stands. */
  remove(skill: number, a: number): void {
    const heap = this.heaps[skill]!;
    this.leaveRun(skill, this.sizes[skill]!);
    const n = --this.sizes[skill]!, at = heap.indexOf(a);
    this.waiting--;
    if (at === n) return;
    heap[at] = heap[n]!;
    this.reorder(skill);
  }

  /** Ranks of jobs that wait have changed. */
  reorder(skill: number): void {
    const heap = this.heaps[skill]!, n = this.sizes[skill]!;
    this.leaveRun(skill, n);
    for (let i = (n >> 1) - 1; i >= 0; i--) this.siftDown(heap, n, i, heap[i]!);
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

  private siftDown(heap: Int32Array, n: number, from: number, a: number): void {
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= n) break;
      if (child + 1 < n && this.before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.before(heap[child]!, a)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = a;
  }

  private before(a: number, b: number): boolean {
    if (this.first[a] !== this.first[b]) return this.first[a] === 1;
    if (this.rank[a] !== this.rank[b]) return this.rank[a]! < this.rank[b]!;
    return this.further.length > 0 ? this.beforeFurther(a, b) : this.earlier(a, b);
  }

  private beforeFurther(a: number, b: number): boolean {
    for (const rank of this.further) if (rank[a] !== rank[b]) return rank[a]! < rank[b]!;
    return this.earlier(a, b);
  }

  /** Time of damage, then key. */
  private earlier(a: number, b: number): boolean {
    return this.opened[a] !== this.opened[b] ? this.opened[a]! < this.opened[b]! : a < b;
  }
}

/** Ranks of an order of repairs. @param duration of each job's repair; @param value of each job's cascade, most first */
export function ranksOf({ assets, network }: Kernel, { listRank, order }: Pick<CompiledScenario, 'listRank' | 'order'>, duration: Float64Array, value: () => Ranks): Ranks {
  switch (order) {
    case 'first-come': return [new Int32Array(assets)];
    case 'critical-first': return [network.assetCritical];
    case 'list': return [listRank ?? new Int32Array(assets).fill(UNLISTED)];
    case 'people-served': return [placesBy(network.assetServed)];
    case 'shortest-job': return [duration];
    case 'cascade-value': return [...value(), placesBy(network.assetServed)];
  }
}

/** Ranks of a list of assets, others after it. */
export function listRanks(assets: number, list: readonly number[]): Int32Array {
  const rank = new Int32Array(assets).fill(UNLISTED);
  list.forEach((a, i) => { rank[a] = i; });
  return rank;
}

/** Place of each asset when sorted by a number, the most first; equal ones share it. */
function placesBy(numbers: Float64Array): Int32Array {
  const sorted = Float64Array.from(new Set(numbers)).sort().reverse(), place = new Map(Array.from(sorted, (number, i) => [number, i]));
  return Int32Array.from(numbers, (number) => place.get(number)!);
}
