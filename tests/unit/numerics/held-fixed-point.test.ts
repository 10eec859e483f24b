import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { HeldFixedPoint } from '../../../src/numerics/held-fixed-point.js';
import { MMatrixSolver } from '../../../src/numerics/m-matrix.js';

describe('MMatrixSolver', () => {
  const solve = (a: number[][], b: number[]): number[] | undefined => {
    const n = b.length, solver = new MMatrixSolver(n + 1), x = Float64Array.from(b);
    solver.begin(n);
    a.forEach((row, i) => row.forEach((value, j) => solver.add(n, i, j, value)));
    return solver.solve(n, x) ? Array.from(x) : undefined;
  };

  it('solves (I - A) x = b', () => {
    // x = 0.8 y, y = 0.2 x + 0.6: y = 0.6 / 0.84
    const [x, y] = solve([[0, 0.8], [0.2, 0]], [0, 0.6])!;
    expect(y).toBeCloseTo(0.6 / 0.84, 14);
    expect(x).toBeCloseTo(0.48 / 0.84, 14);
    expect(solve([], [])).toEqual([]);
  });
  it('refuses what is no nonsingular M-matrix', () => {
    expect(solve([[0, 1], [1, 0]], [1, 1])).toBeUndefined();
    expect(solve([[0, 2], [2, 0]], [1, 1])).toBeUndefined();
    expect(solve([[1.5]], [1])).toBeUndefined();
  });
});

/** Rows of a dense matrix. */
const of = (a: number[][]): HeldFixedPoint => {
  const n = a.length;
  return new HeldFixedPoint({ start: Int32Array.from({ length: n + 1 }, (_, i) => i * n), other: Int32Array.from({ length: n * n }, (_, e) => e % n), weight: Float64Array.from(a.flat()) });
};
const solved = (a: number[][], s: number[]): number[] => { const model = of(a); model.solve(s); return Array.from(model.h); };

describe('HeldFixedPoint', () => {
  it('is the least solution: nothing comes of nothing, though all lost would be a solution too', () => {
    expect(solved([[0, 1], [1, 0]], [0, 0])).toEqual([0, 0]);
    expect(solved([[0, 2], [2, 0]], [0, 0])).toEqual([0, 0]);
  });
  it('losses that are passed on in full, round and round, end at 1', () => {
    expect(solved([[0, 1], [1, 0]], [0.001, 0])).toEqual([1, 1]);
  });
  it('says so where they creep', () => {
    expect(() => solved([[0, 1], [1, 0]], [1e-9, 0])).toThrowError(expect.objectContaining({ code: 'FIXED_POINT_UNSETTLED' }));
  });
  it('solves at once what sweeps would take thousands for', () => {
    const model = of([[0, 0.99999], [0.99999, 0]]);
    expect(model.solve([1e-6, 0])).toBeLessThan(100);
    const x = 1e-6 / (1 - 0.99999 ** 2);
    expect(model.h[0]).toBeCloseTo(x, 9);
    expect(model.h[1]).toBeCloseTo(0.99999 * x, 9);
  });
  it('holds what is below 0 at 0, and lets it lose once others have lost enough', () => {
    expect(solved([[0, 0], [0.5, 0]], [0.4, -0.3])).toEqual([0.4, 0]);
    expect(solved([[0, 0], [0.5, 0]], [0.8, -0.3])[1]).toBeCloseTo(0.1, 15);
  });
  it('keeps its equation, and grows with the start', () => {
    const numbers = (n: number, least: number, most: number) => fc.array(fc.double({ min: least, max: most, noNaN: true }), { minLength: n, maxLength: n });
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }).chain((n) => fc.record({ a: fc.array(numbers(n, 0, 0.6), { minLength: n, maxLength: n }), s: numbers(n, -0.3, 0.3), more: numbers(n, 0.001, 0.3) })), ({ a, s, more }) => {
      const h = solved(a, s), higher = solved(a, s.map((x, i) => x + more[i]!));
      h.forEach((x, i) => {
        const right = Math.min(1, Math.max(0, s[i]! + a[i]!.reduce((sum, w, j) => sum + w * h[j]!, 0)));
        expect(Math.abs(x - right)).toBeLessThan(1e-12);
        expect(higher[i]!).toBeGreaterThanOrEqual(x - 1e-12);
      });
    }), { numRuns: 200 });
  });
});
