/**
 * Numbers in as few bytes as one quick pass finds: whole numbers in the narrowest width, doubles without those that are zero, 16-bit numbers
 * without runs of zeros. To the last bit: minus zero, NaN and its bits come back as they were. A tenth of the time of a general compressor.
 * All in words of 4 bytes, little-endian; each piece begins with a word of its own or of its caller, and is filled up to a whole word.
 */
import { CascadeError } from '../errors.js';
import { requireLittleEndian } from './study-arrays.js';

const WORD = 4;
/** Zeros that end a run of others: telling the next run takes two halves. */
const GAP = 3;
const MOST_HALF = 0xffff;

type Whole = Int32Array | Uint8Array;
type Narrow = Uint8Array | Uint16Array | Int32Array;

/** Words that are needed for so many numbers of so many bytes. */
const wordsFor = (numbers: number, width: number): number => Math.ceil((numbers * width) / WORD);

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

const view = (width: number, buffer: ArrayBuffer, from: number, n: number): Narrow =>
  (width === 1 ? new Uint8Array(buffer, from, n) : width === 2 ? new Uint16Array(buffer, from, n) : new Int32Array(buffer, from, n));

/** Reads the pieces in the order in which they were written, into arrays of known length. Each throws CascadeError DATA_UNREADABLE. */
export class PackReader {
  private readonly words: Int32Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    requireLittleEndian();
    if (bytes.length % WORD !== 0) throw unreadable();
    // A message from the network may lie anywhere in its buffer; this copies it (slice() of a Buffer would not).
    const { buffer, byteOffset } = bytes.byteOffset % WORD === 0 ? bytes : new Uint8Array(bytes);
    this.words = new Int32Array(buffer, byteOffset, bytes.length / WORD);
  }

  word(): number { return this.words[this.taken(1)]!; }

  text(): Uint8Array {
    const length = this.word(), from = this.taken(length < 0 ? NaN : wordsFor(length, 1));
    return new Uint8Array(this.words.buffer, this.words.byteOffset + from * WORD, length);
  }

  whole<T extends Whole>(into: T, steps = false): T {
    const width = this.word(), from = this.narrow(width, into.length);
    if (width > into.BYTES_PER_ELEMENT) throw unreadable();
    for (let i = 0, before = 0; i < into.length; i++) {
      into[i] = from[i]! + before;
      if (steps) before = into[i]!;
    }
    return into;
  }

  columns(rows: number, columns: number): Float64Array {
    const values = new Float64Array(rows * columns), into = new Int32Array(values.buffer);
    for (let column = 0; column < columns; column++) {
      const width = this.word();
      if (width === 8) this.sparse(into, column, columns);
      else if (width !== 0) {
        const from = this.narrow(width, rows);
        for (let i = 0, to = column; i < rows; i++, to += columns) values[to] = from[i]!;
      }
    }
    return values;
  }

  /** @param into all zeros */
  runs(into: Uint16Array): Uint16Array {
    const halves = new Uint16Array(this.words.buffer, this.words.byteOffset, 2 * this.words.length), n = into.length;
    let at = 2 * this.at;
    for (let to = 0; to < n;) {
      const zeros = halves[at] ?? 0, others = halves[at + 1] ?? 0, end = at + 2 + others;
      if (zeros + others === 0 || to + zeros + others > n || end > halves.length) throw unreadable();
      to += zeros;
      for (at += 2; at < end; at++) into[to++] = halves[at]!;
    }
    this.at = (at + 1) >> 1;
    return into;
  }

  /** Throws when there is more. */
  end(): void {
    if (this.at !== this.words.length) throw unreadable();
  }

  /** @param into pairs of words, all zeros */
  private sparse(into: Int32Array, column: number, columns: number): void {
    const n = into.length / 2 / columns, masks = this.taken(wordsFor(n, 1 / 8)), { words } = this, step = 2 * columns;
    let from = this.at, to = 2 * column, mask = 0;
    for (let i = 0; i < n; i++, to += step) {
      if ((i & 31) === 0) mask = words[masks + (i >> 5)]!;
      if ((mask & (1 << (i & 31))) === 0) continue;
      into[to] = words[from]!;
      into[to + 1] = words[from + 1]!;
      from += 2;
    }
    // Beyond the end there was nothing to read.
    if (from > words.length) throw unreadable();
    this.at = from;
  }

  private narrow(width: number, n: number): Narrow {
    if (width !== 1 && width !== 2 && width !== 4) throw unreadable();
    const from = this.taken(wordsFor(n, width));
    return view(width, this.words.buffer as ArrayBuffer, this.words.byteOffset + from * WORD, n);
  }

  /** Place of the next so many words. */
  private taken(words: number): number {
    const from = this.at, end = from + words;
    if (!(words >= 0) || end > this.words.length) throw unreadable();
    this.at = end;
    return from;
  }
}

const unreadable = (): CascadeError => new CascadeError('DATA_UNREADABLE', 'these bytes hold no data of Hazcade: their numbers do not add up');
