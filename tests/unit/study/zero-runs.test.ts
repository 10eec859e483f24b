/** Runs of zeros left out and put back: the same bytes for any words, never much longer, and nothing that grows without end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutZeroRuns, withZeroRuns } from '../../../src/study/zero-runs.js';

const bytesOf = (words: number[]): Uint8Array => new Uint8Array(Int32Array.from(words).buffer);
const words = (bytes: Uint8Array): number[] => Array.from(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));

describe('runs of zeros', () => {
  it('are the layout that the file says', () => {
    expect(words(withoutZeroRuns(bytesOf([])))).toEqual([0]);
    expect(words(withoutZeroRuns(bytesOf([0, 0, 0, 0, 0, 7, 0, 0, 0, 8, 0, 0, 0, 0, 9])))).toEqual([15, 5, 5, 7, 0, 0, 0, 8, 4, 1, 9]);
    expect(words(withoutZeroRuns(bytesOf([1, 0])))).toEqual([2, 0, 1, 1, 1, 0]);
  });

  it('come back, for any words; at most five words longer', () => {
    const word = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer() });
    fc.assert(fc.property(fc.array(word, { maxLength: 80 }), (list) => {
      const packed = withoutZeroRuns(bytesOf(list));
      expect(words(withZeroRuns(packed, 1000))).toEqual(list);
      expect(packed.length).toBeLessThanOrEqual(4 * (list.length + 5));
    }), { numRuns: 2000 });
  });

  it('are read wherever they lie in a buffer, and of whatever class it is', () => {
    const packed = withoutZeroRuns(bytesOf([5, 0, 0, 0, 0, 6])), shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    expect(words(withZeroRuns(Buffer.from(shifted.buffer, 3), 100))).toEqual([5, 0, 0, 0, 0, 6]);
    expect(words(withZeroRuns(shifted.subarray(3), 100))).toEqual([5, 0, 0, 0, 0, 6]);
  });

  it.each([
    ['nothing', []], ['a length that is too large', [1 << 20, 1 << 20, 0]], ['a negative length', [-1]], ['too few words', [3, 2, 0]], ['too many', [1, 2, 0]],
    ['others that are not there', [2, 0, 2, 1]], ['a negative run', [2, -1, 3, 1, 1, 1]], ['a run of nothing', [1, 0, 0, 1, 0]], ['half a run', [1, 1]],
  ])('refuse %s', (_, list) => { expect(() => withZeroRuns(bytesOf(list), 1000)).toThrow(expect.objectContaining({ code: 'DATA_UNREADABLE' }) as Error); });
  it('refuse bytes that are no words', () => { expect(() => withZeroRuns(new Uint8Array(7), 1000)).toThrow(/runs of zeros/); });
});
