/** Reads what pack-writer.ts writes. */
import { CascadeError } from '../errors.js';
import { type Narrow, view, type Whole, WORD, wordsFor } from './number-packs.js';
import { requireLittleEndian } from './study-arrays.js';

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
