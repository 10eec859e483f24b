/** V8 keeps arrays of up to 64 bytes (`typed_array_max_size_in_heap`) in its own heap, where their address is not known to compiled code. */
import { expect, test } from 'vitest';
import { doubleCells, wordCells } from '../../../src/numerics/cells.js';

test.each([1, 8, 9, 100])('cells for %i numbers have room for them, are 0, and are longer than 64 bytes', (n) => {
  for (const cells of [doubleCells(n), wordCells(n)]) {
    expect(cells.length).toBeGreaterThanOrEqual(n);
    expect(cells.byteLength).toBeGreaterThan(64);
    expect(cells.every((cell) => cell === 0)).toBe(true);
  }
});
