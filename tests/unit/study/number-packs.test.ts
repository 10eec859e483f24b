/** Packed numbers: the layout, and the same bits back for any numbers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackReader } from '../../../src/study/pack-reader.js';
import { PackWriter } from '../../../src/study/pack-writer.js';

const writer = new PackWriter(), words = (bytes: Uint8Array): number[] => Array.from(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
const bits = (values: ArrayBufferView): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
const written = (write: (to: PackWriter) => void): Uint8Array => { write(writer); return writer.take(); };
const unreadable = expect.objectContaining({ code: 'DATA_UNREADABLE' }) as Error;

/** Doubles of every sort, as their bits. */
const double = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(-0, NaN, Infinity, 2 ** 31, -(2 ** 31), 255, 256, 65_535, 65_536, -1), fc.integer({ min: 0, max: 300 }), fc.integer(), fc.double(),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((word) => new Float64Array(BigUint64Array.of(word).buffer)[0]!),
);

describe('packed numbers', () => {
  it('are the layout that the file says', () => {
    expect(words(written((to) => to.whole(Int32Array.of(1, 2, 3, 255))))).toEqual([1, 0xff030201 | 0]);
    expect(words(written((to) => to.whole(Int32Array.of(70_000, 70_001), false)))).toEqual([4, 70_000, 70_001]);
    expect(words(written((to) => to.whole(Int32Array.of(300, 301, 304), true)))).toEqual([2, 0x1012c, 3]);
    expect(words(written((to) => to.columns(Float64Array.of(0, 7, 1.5, 0, 8, 0), 3)))).toEqual([0, 1, 0x0807, 8, 1, 0, 0x3ff80000]);
    expect(words(written((to) => to.runs(Uint16Array.of(0, 0, 0, 0, 7, 0, 0, 8, 0, 0, 0))))).toEqual([0x40004, 7, 0x80000, 3]);
  });

  it('doubles come back to the last bit, whatever they are', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 70 }), fc.infiniteStream(double), (columns, rows, stream) => {
      const values = Float64Array.from({ length: columns * rows }, () => stream.next().value!), reader = new PackReader(written((to) => to.columns(values, columns)));
      expect(bits(reader.columns(rows, columns)).equals(bits(values))).toBe(true);
      reader.end();
    }), { numRuns: 1000 });
  });

  it('whole numbers come back, as they are and as steps', () => {
    const whole = fc.oneof(fc.integer({ min: 0, max: 260 }), fc.integer({ min: 0, max: 70_000 }), fc.integer());
    fc.assert(fc.property(fc.array(whole, { maxLength: 40 }), fc.boolean(), (list, steps) => {
      const reader = new PackReader(written((to) => to.whole(Int32Array.from(list), steps)));
      expect(Array.from(reader.whole(new Int32Array(list.length), steps))).toEqual(list);
      reader.end();
    }), { numRuns: 1000 });
  });

  it('runs come back, also those longer than a half can tell, and are hardly longer than the numbers', () => {
    const stretch = fc.tuple(fc.constantFrom(0, 0, 1, 65_535), fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 12 }) }, { weight: 1, arbitrary: fc.constantFrom(65_534, 65_535, 65_536, 131_070, 140_000) }));
    fc.assert(fc.property(fc.array(stretch, { maxLength: 30 }), (stretches) => {
      const values = Uint16Array.from(stretches.flatMap(([value, length]) => Array.from({ length }, () => value))), packed = written((to) => to.runs(values)), reader = new PackReader(packed);
      expect(bits(reader.runs(new Uint16Array(values.length))).equals(bits(values))).toBe(true);
      reader.end();
      expect(packed.length).toBeLessThanOrEqual(2 * values.length + 16 + (values.length >> 11));
    }), { numRuns: 300 });
  });

  it('are read wherever they lie in a buffer', () => {
    const packed = written((to) => { to.text(Uint8Array.of(1, 2, 3, 4, 5)); to.word(9); }), shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    for (const bytes of [shifted.subarray(3), Buffer.from(shifted.buffer, 3)]) {
      const reader = new PackReader(bytes);
      expect([Array.from(reader.text()), reader.word()]).toEqual([[1, 2, 3, 4, 5], 9]);
    }
  });

  const bad: [string, number[], (reader: PackReader) => unknown][] = [
    ['a text of negative length', [-1], (from) => from.text()], ['a text that is cut off', [5, 0], (from) => from.text()],
    ['a width that is none', [3, 0, 0], (from) => from.whole(new Int32Array(2))], ['numbers that are not there', [4, 1], (from) => from.whole(new Int32Array(2))],
    ['numbers wider than what they are for', [2, 1], (from) => from.whole(new Uint8Array(2))],
    ['doubles that are not there', [8, 3, 1, 1], (from) => from.columns(2, 1)], ['bits that are not there', [8], (from) => from.columns(2, 1)],
    ['a run beyond the end', [0x50000], (from) => from.runs(new Uint16Array(4))], ['a run of too many zeros', [5], (from) => from.runs(new Uint16Array(4))],
    ['a run of nothing', [0, 4], (from) => from.runs(new Uint16Array(4))], ['no runs', [], (from) => from.runs(new Uint16Array(4))], ['too much', [1, 2], (from) => { from.word(); from.end(); }],
  ];
  it.each(bad)('refuse %s', (_, list, read) => { expect(() => read(new PackReader(new Uint8Array(Int32Array.from(list).buffer)))).toThrow(unreadable); });
  it('refuse bytes that are no words', () => { expect(() => new PackReader(new Uint8Array(7))).toThrow(unreadable); });
});
