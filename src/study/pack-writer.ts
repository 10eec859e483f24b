/** Writes numbers as number-packs.ts says. */
import { type Narrow, view, type Whole, WORD, wordsFor } from './number-packs.js';
import { requireLittleEndian } from './study-arrays.js';

/** Zeros that end a run of others: telling the next run takes two halves. */
const GAP = 3;
const MOST_HALF = 0xffff;

/** Narrowest width of whole numbers, by all of their bits together. */
const widthOf = (bits: number): 1 | 2 | 4 => (bits >>> 8 === 0 ? 1 : bits >>> 16 === 0 ? 2 : 4);

/** Writes pieces one after the other. Its memory is kept from one whole to the next: large arrays cost more to get rid of than to fill. */
export class PackWriter {
  private words = new Int32Array(1 << 15);
  private at = 0;

  constructor() { requireLittleEndian(); }

  word(value: number): void {
    this.room(1)[this.at++] = value;
  }

  /** Bytes as they are, behind their number. */
  text(bytes: Uint8Array): void {
    this.word(bytes.length);
    const words = wordsFor(bytes.length, 1);
    this.room(words)[this.at + words - 1] = 0;
    new Uint8Array(this.words.buffer, this.at * WORD).set(bytes);
    this.at += words;
  }

  /** Whole numbers. @param steps as differences, each from the one before: for what ascends */
  whole(values: Whole, steps = false): void {
    const n = values.length;
    let bits = 0;
    for (let i = 0, before = 0; i < n; i++) {
      bits |= values[i]! - before;
      if (steps) before = values[i]!;
    }
    const width = widthOf(bits), to = this.narrow(width, n);
    for (let i = 0, before = 0; i < n; i++) {
      to[i] = values[i]! - before;
      if (steps) before = values[i]!;
    }
  }

  /** Rows of doubles, one column after the other. */
  columns(values: Float64Array, columns: number): void {
    const from = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    for (let column = 0; column < columns; column++) this.column(values, from, column, columns);
  }

  private column(values: Float64Array, from: Int32Array, column: number, columns: number): void {
    const n = values.length;
    let bits = 0, at = column;
    for (; at < n; at += columns) {
      if ((from[2 * at]! | from[2 * at + 1]!) === 0) continue;
      const value = values[at]!, whole = value | 0;
      if (whole !== value || whole === 0) break;
      bits |= whole;
    }
    if (at < n) this.sparse(from, column, columns);
    else if (bits === 0) this.word(0);
    else {
      const to = this.narrow(widthOf(bits), n / columns);
      for (let i = 0, v = column; v < n; i++, v += columns) to[i] = values[v]!;
    }
  }

  /** 16-bit numbers, as often as need be: how many zeros, how many others, the others. */
  runs(values: Uint16Array): void {
    const n = values.length, halves = new Uint16Array(this.room(wordsFor(n + 8 + (n >> 12), 2)).buffer), wide = new Int32Array(values.buffer, values.byteOffset, n >> 1);
    let to = this.at * 2;
    for (let at = 0; at < n;) {
      const zerosFrom = at;
      for (;;) {
        if ((at & 1) === 0) while (at + 8 <= n && (wide[at >> 1]! | wide[(at >> 1) + 1]! | wide[(at >> 1) + 2]! | wide[(at >> 1) + 3]!) === 0) at += 8;
        if (at === n || values[at] !== 0) break;
        at++;
      }
      let zeros = at - zerosFrom;
      for (; zeros > MOST_HALF; zeros -= MOST_HALF) { halves[to++] = MOST_HALF; halves[to++] = 0; }
      halves[to] = zeros;
      const head = to + 1, most = Math.min(n, at + MOST_HALF);
      to += 2;
      let gap = 0;
      while (at < most && gap < GAP) {
        const value = values[at++]!;
        halves[to++] = value;
        gap = value === 0 ? gap + 1 : 0;
      }
      at -= gap;
      to -= gap;
      halves[head] = to - head - 1;
    }
    if (to & 1) halves[to++] = 0;
    this.at = to >> 1;
  }

  /** What was written, in memory of its own; the next begins anew. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.words.slice(0, this.at).buffer);
    this.at = 0;
    return taken;
  }

  /** A bit for each, lowest first: it is not zero; then those that are not. @param from pairs of words */
  private sparse(from: Int32Array, column: number, columns: number): void {
    this.word(8);
    const n = from.length / 2 / columns, words = this.room(wordsFor(n, 1 / 8) + 2 * n), step = 2 * columns;
    let masks = this.at, to = masks + wordsFor(n, 1 / 8), mask = 0;
    for (let i = 0, at = 2 * column; i < n; i++, at += step) {
      const low = from[at]!, high = from[at + 1]!;
      if ((low | high) !== 0) {
        mask |= 1 << (i & 31);
        words[to++] = low;
        words[to++] = high;
      }
      if ((i & 31) === 31) { words[masks++] = mask; mask = 0; }
    }
    if ((n & 31) !== 0) words[masks] = mask;
    this.at = to;
  }

  /** The word of their width, and room for so many numbers, filled up with zeros. */
  private narrow(width: number, n: number): Narrow {
    this.word(width);
    const words = wordsFor(n, width), from = this.at * WORD, all = this.room(words);
    this.at += words;
    if (words > 0) all[this.at - 1] = 0;
    return view(width, all.buffer as ArrayBuffer, from, n);
  }

  private room(words: number): Int32Array {
    if (this.at + words > this.words.length) {
      const larger = new Int32Array(2 * (this.at + words));
      larger.set(this.words.subarray(0, this.at));
      this.words = larger;
    }
    return this.words;
  }
}
