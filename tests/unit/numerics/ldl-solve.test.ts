/** Solving in WebAssembly gives the bits of the loops as one would write them (T. A. Davis, Direct Methods for Sparse Linear Systems, SIAM 2006, chapter 3). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseElimination, type Elimination } from '../../../src/numerics/elimination.js';
import { LdlSolve } from '../../../src/numerics/ldl-solve.js';

/** The loops, column by column. */
function plainly({ size, order, columnStart, rows }: Elimination, lower: Float64Array, pivots: Float64Array, b: Float64Array): number[] {
  const y = Float64Array.from(order, (unknown) => b[unknown]!), x = new Array<number>(size);
  for (let k = 0; k < size; k++) for (let p = columnStart[k]!; p < columnStart[k + 1]!; p++) if (y[k] !== 0) y[rows[p]!]! -= lower[p]! * y[k]!;
  for (let k = size - 1; k >= 0; k--) {
    y[k]! /= pivots[k]!;
    for (let p = columnStart[k]!; p < columnStart[k + 1]!; p++) y[k]! -= lower[p]! * y[rows[p]!]!;
  }
  order.forEach((unknown, k) => { x[unknown] = y[k]!; });
  return x;
}

const numbers = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constantFrom(0, -0, 1, -1, 1e-300));

describe('triangular solves', () => {
  it('have the bits of the plain loops, whatever was solved before', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 60 }), fc.infiniteStream(numbers), (size, pairs, stream) => {
      const pattern = analyseElimination(size, pairs.map(([i]) => i % size), pairs.map(([, j]) => j % size)), solver = new LdlSolve(pattern);
      const take = (): number => stream.next().value;
      solver.lower.forEach((_, p) => { solver.lower[p] = take(); });
      solver.pivots.forEach((_, k) => { solver.pivots[k] = take() || 1; });
      for (let round = 0; round < 2; round++) {
        const b = Float64Array.from({ length: size }, take), expected = plainly(pattern, solver.lower, solver.pivots, b);
        solver.solve(b);
        expect([...b]).toEqual(expected);
      }
    }));
  });

  it('work where the numbers take more than a page of memory', () => {
    const size = 5000, path = Array.from({ length: size - 1 }, (_, i) => i), pattern = analyseElimination(size, path, path.map((i) => i + 1)), solver = new LdlSolve(pattern);
    solver.lower.fill(-0.5);
    solver.pivots.fill(2);
    const b = Float64Array.from({ length: size }, (_, i) => i % 7), expected = plainly(pattern, solver.lower, solver.pivots, b);
    solver.solve(b);
    expect([...b]).toEqual(expected);
  });

  it('of nothing are nothing', () => {
    const b = new Float64Array(0);
    new LdlSolve(analyseElimination(0, [], [])).solve(b);
    expect(b.length).toBe(0);
  });
});
