/** The order of the trace within a pass: (step, wave, kind, key). Each entry has two ranks, of two whole numbers each, so that one comparison decides mostly. */
import { longer } from './lists.js';

const HIGH = 2 ** 32;
/** Sorted by insertion: runs are mostly in order already. */
const RUN = 16;

export class TraceOrder {
  private first: Float64Array;
  private second: Float64Array;
  private left: Int32Array;

  constructor(room: number) {
    this.first = new Float64Array(room);
    this.second = new Float64Array(room);
    this.left = new Int32Array(room);
  }

  /** Entry d stands at its step, wave, kind and key. */
  readonly set = (d: number, step: number, wave: number, kind: number, key: number): void => {
    this.first[d] = step * HIGH + wave;
    this.second[d] = kind * HIGH + key;
  };

  stepOf(d: number): number { return Math.floor(this.first[d]! / HIGH); }

  waveOf(d: number): number { return lower(this.first[d]!); }

  keyOf(d: number): number { return lower(this.second[d]!); }

  /** Puts entries `from` to `to` - 1 of a list in order; equal ones stay as they are. */
  sort(list: Int32Array, from: number, to: number): void {
    for (let start = from; start < to; start += RUN) this.insert(list, start, Math.min(start + RUN, to));
    for (let width = RUN; width < to - from; width *= 2) {
      for (let start = from; start + width < to; start += 2 * width) this.merge(list, start, start + width, Math.min(start + 2 * width, to));
    }
  }

  private readonly insert = (list: Int32Array, from: number, to: number): void => {
    for (let i = from + 1; i < to; i++) {
      const d = list[i]!;
      let j = i;
      for (; j > from && this.after(list[j - 1]!, d); j--) list[j] = list[j - 1]!;
      list[j] = d;
    }
  };

  /** Two neighbouring parts, each in order. */
  private merge(list: Int32Array, from: number, middle: number, to: number): void {
    if (!this.after(list[middle - 1]!, list[middle]!)) return;
    const n = middle - from, { left } = this;
    for (let i = 0; i < n; i++) left[i] = list[from + i]!;
    for (let i = 0, j = middle, at = from; i < n; at++) list[at] = j < to && this.after(left[i]!, list[j]!) ? list[j++]! : left[i++]!;
  }

  private readonly after = (p: number, q: number): boolean => {
    const a = this.first[p]!, b = this.first[q]!;
    return a === b ? this.second[p]! > this.second[q]! : a > b;
  };

  /** Room for n entries. */
  grow(n: number): void {
    this.first = longer(this.first, new Float64Array(n));
    this.second = longer(this.second, new Float64Array(n));
    this.left = new Int32Array(n);
  }
}

/** The second of the two numbers in a rank. */
function lower(rank: number): number { return rank - Math.floor(rank / HIGH) * HIGH; }
