/**
 * The engine's calendar: a binary heap of (key, payload) on typed arrays. key = tick * 8 + step, so one compare orders
 * time and then the step inside the instant. Entries of one key are taken together by the engine and treated as a set,
 * so the order in which they were pushed never decides anything. Cancelled entries stay and are skipped when they come up
 * (their owner's timer word no longer equals the key).
 *
 * Beside the heap stands a lane: entries that come in order of their keys, as restarts of one duration do, need none. One that would not be
 * the last goes to the heap, as do all while the lane's last place is taken.
 */
import { doubleCells } from '../numerics/cells.js';
import { longer } from './lists.js';

/** By payload as whole numbers, without a comparing function; tasks stand in front then, the last scheduled first. */
function sortMany(entries: Int32Array): void {
  entries.sort();
  let tasks = 0;
  while (tasks < entries.length && entries[tasks]! < 0) tasks++;
  if (tasks > 1) entries.subarray(0, tasks).reverse();
}

const byOrder = (p: number, q: number): number => (p < 0 && q < 0 ? q - p : p - q);

/** Mostly few: by insertion, unless there are many. */
function sortEntries(entries: Int32Array, count: number): void {
  if (count > 32) { sortMany(entries.subarray(0, count)); return; }
  for (let i = 1; i < count; i++) insert(entries, i);
}

function insert(entries: Int32Array, at: number): void {
  const entry = entries[at]!;
  let i = at;
  for (; i > 0 && byOrder(entries[i - 1]!, entry) > 0; i--) entries[i] = entries[i - 1]!;
  entries[i] = entry;
}

export class EventQueue {
  private keys: Float64Array;
  private payloads: Int32Array;
  private heapSize = 0;
  private readonly laneKeys: Float64Array;
  private readonly lanePayloads: Int32Array;
  /** The lane's entries are those from head to end; the key at its end is Infinity. */
  private laneHead = 0;
  private laneEnd = 0;
  /** [0]: the least key of heap and lane, Infinity when empty. What asks often reads it here, since the optimiser does not always see through `peek`. */
  readonly first = doubleCells();
  /** What `take` took last; another array once the queue has grown. */
  taken: Int32Array;

  /**
   * @param places entries that it is made for. More find room too, but while its arrays are never replaced the optimiser takes them for constants: 5 % of a study's time.
   * @param inOrder places of the lane, at least one
   */
  constructor(places: number, inOrder: number) {
    this.keys = new Float64Array(Math.max(1, places));
    this.payloads = new Int32Array(Math.max(1, places));
    this.laneKeys = new Float64Array(Math.max(1, inOrder) + 1);
    this.lanePayloads = new Int32Array(this.laneKeys.length);
    this.taken = new Int32Array(this.keys.length + this.laneKeys.length);
    this.clear();
  }

  clear(): void {
    this.heapSize = this.laneHead = this.laneEnd = 0;
    this.keys[0] = this.laneKeys[0] = this.first[0] = Infinity;
  }

  /** Key of the next entry; Infinity when empty. */
  peek(): number { return this.first[0]!; }

  /** Small, so that it is inlined and the key never becomes an object. */
  push(key: number, payload: number): void {
    if (this.heapSize === this.keys.length) this.grow();
    const n = this.heapSize++;
    this.keys[n] = key;
    this.payloads[n] = payload;
    if (key < this.first[0]!) this.first[0] = key;
    if (n > 0) this.siftUp(n);
  }

  /** push with the key keys[at]: a double passed to a call that is not inlined becomes an object. */
  readonly pushFrom = (keys: Float64Array, at: number, payload: number): void => {
    if (this.heapSize === this.keys.length) this.grow();
    const n = this.heapSize++;
    this.keys[n] = keys[at]!;
    this.payloads[n] = payload;
    if (keys[at]! < this.first[0]!) this.first[0] = keys[at]!;
    if (n > 0) this.siftUp(n);
  };

  /** The same for entries that mostly come in order of their keys. */
  readonly pushInOrder = (keys: Float64Array, at: number, payload: number): void => {
    const end = this.laneEnd, lane = this.laneKeys;
    // Behind others it is not the next.
    if (end === 0) { if (keys[at]! < this.first[0]!) this.first[0] = keys[at]!; }
    else if (end === lane.length - 1 || keys[at]! < lane[end - 1]!) { this.pushFrom(keys, at, payload); return; }
    lane[end] = keys[at]!;
    lane[end + 1] = Infinity;
    this.lanePayloads[end] = payload;
    this.laneEnd = end + 1;
  };

  private readonly siftUp = (from: number): void => {
    const keys = this.keys, payloads = this.payloads, key = keys[from]!, payload = payloads[from]!;
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1, k = keys[parent]!;
      if (k <= key) break;
      keys[i] = k;
      payloads[i] = payloads[parent]!;
      i = parent;
    }
    keys[i] = key;
    payloads[i] = payload;
  };

  /** Removes the next entry and gives its payload. The queue must not be empty. */
  pop(): number {
    const payload = this.laneKeys[this.laneHead]! <= this.keys[0]! ? this.popLane() : this.popHeap();
    this.lookAhead();
    return payload;
  }

  /** Removes all entries of the least key to the front of `taken`, in order of payload (tasks of the clock, which are negative, in order of their scheduling). The queue must not be empty. @returns how many */
  readonly take = (): number => {
    const key = this.first[0]!;
    let count = 0;
    if (this.laneKeys[this.laneHead] === key) count = this.takeLane();
    while (this.keys[0] === key) this.taken[count++] = this.popHeap();
    this.lookAhead();
    if (count > 1) sortEntries(this.taken, count);
    return count;
  };

  private readonly takeLane = (): number => {
    const { laneKeys, lanePayloads, taken } = this, from = this.laneHead, key = this.first[0]!;
    let at = from;
    do { taken[at - from] = lanePayloads[at]!; at++; } while (laneKeys[at] === key);
    this.laneHead = at;
    if (at === this.laneEnd) this.emptyLane();
    return at - from;
  };

  private emptyLane(): void {
    this.laneHead = this.laneEnd = 0;
    this.laneKeys[0] = Infinity;
  }

  private lookAhead(): void {
    const ofLane = this.laneKeys[this.laneHead]!, ofHeap = this.keys[0]!;
    this.first[0] = ofLane < ofHeap ? ofLane : ofHeap;
  }

  private popLane(): number {
    const at = this.laneHead++;
    if (this.laneHead === this.laneEnd) this.emptyLane();
    return this.lanePayloads[at]!;
  }

  /** Which of two children is the lesser cannot be foretold: it is computed, not branched upon (a mispredicted branch costs more than the rest of a level). */
  private readonly popHeap = (): number => {
    const keys = this.keys, payloads = this.payloads, first = payloads[0]!, n = --this.heapSize, key = n > 0 ? keys[n]! : Infinity, payload = payloads[n]!;
    let i = 0, child = 1;
    // From here on both children are there. Without a right one, the left is the entry before the last.
    for (; child + 1 < n; child = 2 * i + 1) {
      child += Number(keys[child + 1]! < keys[child]!);
      const k = keys[child]!;
      if (k >= key) break;
      keys[i] = k;
      payloads[i] = payloads[child]!;
      i = child;
    }
    if (child + 1 === n && keys[child]! < key) {
      keys[i] = keys[child]!;
      payloads[i] = payloads[child]!;
      i = child;
    }
    keys[i] = key;
    payloads[i] = payload;
    return first;
  };

  private grow(): void {
    this.keys = longer(this.keys, new Float64Array(2 * this.keys.length));
    this.payloads = longer(this.payloads, new Int32Array(2 * this.payloads.length));
    this.taken = longer(this.taken, new Int32Array(this.keys.length + this.laneKeys.length));
  }
}
