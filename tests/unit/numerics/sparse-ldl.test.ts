/** Sparse factors against dense elimination, on matrices as they come from networks: Laplacians with ties to ground. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseElimination } from '../../../src/numerics/elimination.js';
import { SparseLdl } from '../../../src/numerics/sparse-ldl.js';

interface Graph { size: number; from: number[]; to: number[]; weight: number[]; tie: number[] }

/** Any graph, parallel edges and several parts included; every unknown has a tie, so the matrix is positive definite. */
const graphs = fc.integer({ min: 1, max: 14 }).chain((size) => fc.record({
  size: fc.constant(size),
  edges: fc.array(fc.record({ from: fc.nat(size - 1), to: fc.nat(size - 1), weight: fc.double({ min: 0.01, max: 100, noNaN: true }) }), { maxLength: 40 }),
  tie: fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: size, maxLength: size }),
})).map(({ size, edges, tie }): Graph => ({ size, tie, from: edges.map((e) => e.from), to: edges.map((e) => e.to), weight: edges.map((e) => (e.from === e.to ? 0 : e.weight)) }));

function dense({ size, from, to, weight, tie }: Graph): number[][] {
  const a = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? tie[i]! : 0)));
  weight.forEach((w, e) => {
    const i = from[e]!, j = to[e]!;
    a[i]![i]! += w; a[j]![j]! += w;
    if (i !== j) { a[i]![j]! -= w; a[j]![i]! -= w; } else a[i]![i]! -= 2 * w;
  });
  return a;
}

/** Gaussian elimination with pivots. */
function denseSolve(matrix: number[][], b: readonly number[]): number[] {
  const a = matrix.map((row, i) => [...row, b[i]!]), n = a.length;
  for (let k = 0; k < n; k++) {
    const pivot = a.slice(k).reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(a[best]![k]!) ? i + k : best), k);
    [a[k], a[pivot]] = [a[pivot]!, a[k]!];
    for (let i = k + 1; i < n; i++) { const l = a[i]![k]! / a[k]![k]!; for (let j = k; j <= n; j++) a[i]![j]! -= l * a[k]![j]!; }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) x[k] = (a[k]![n]! - x.reduce((sum, xi, i) => (i > k ? sum + a[k]![i]! * xi : sum), 0)) / a[k]![k]!;
  return x;
}

function factorsOf(graph: Graph): SparseLdl {
  const ldl = new SparseLdl(graph.size, graph.from, graph.to), a = dense(graph);
  expect(ldl.factorise(a.map((row, i) => row[i]!), graph.weight.map((w) => -w))).toBe(true);
  return ldl;
}

const rightSide = (size: number): number[] => Array.from({ length: size }, (_, i) => ((i * 7) % 5) - 2 + i / 10);

function expectSolves(ldl: SparseLdl, graph: Graph): void {
  const b = rightSide(graph.size), x = Float64Array.from(b), expected = denseSolve(dense(graph), b);
  ldl.solve(x);
  expected.forEach((value, i) => expect(Math.abs(x[i]! - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value))));
}

describe('order of elimination', () => {
  it('takes the leaves of a star first: no fill', () => {
    const { order, rows, parent } = analyseElimination(5, [0, 0, 0, 0], [1, 2, 3, 4]);
    // With one leaf left the centre has degree 1 too, and the lower index.
    expect([...order]).toEqual([1, 2, 3, 0, 4]);
    expect(rows.length).toBe(4);
    expect([...parent]).toEqual([3, 3, 3, 4, -1]);
  });
  it('of a ring of six fills three entries', () => {
    const { rows } = analyseElimination(6, [0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 0]);
    expect(rows.length).toBe(6 + 3);
  });
  it('holds a permutation and its inverse, rows below the diagonal, and the same entries by row and by column', () => {
    fc.assert(fc.property(graphs, ({ size, from, to }) => {
      const { order, place, columnStart, rows, rowStart, columns } = analyseElimination(size, from, to);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
      order.forEach((unknown, k) => expect(place[unknown]).toBe(k));
      const byColumn: string[] = [], byRow: string[] = [];
      for (let k = 0; k < size; k++) {
        for (let p = columnStart[k]!; p < columnStart[k + 1]!; p++) { expect(rows[p]).toBeGreaterThan(k); byColumn.push(`${rows[p]!} ${k}`); }
        for (let p = rowStart[k]!; p < rowStart[k + 1]!; p++) byRow.push(`${k} ${columns[p]!}`);
      }
      expect(byRow.sort()).toEqual(byColumn.sort());
    }));
  });
});

describe('factors', () => {
  it('solve what dense elimination solves', () => {
    fc.assert(fc.property(graphs, (graph) => expectSolves(factorsOf(graph), graph)));
  });
  it('after edges are taken out one by one solve the smaller network, and again when they come back', () => {
    fc.assert(fc.property(graphs, fc.nat(1000), (graph, salt) => {
      const ldl = factorsOf(graph), out = graph.weight.flatMap((_, e) => ((e * 31 + salt) % 3 === 0 ? [e] : [])), smaller = { ...graph, weight: [...graph.weight] };
      for (const e of out) {
        expect(ldl.change(graph.from[e]!, graph.to[e]!, -graph.weight[e]!)).toBe(true);
        smaller.weight[e] = 0;
      }
      expectSolves(ldl, smaller);
      for (const e of out) ldl.change(graph.from[e]!, graph.to[e]!, graph.weight[e]!);
      expectSolves(ldl, graph);
    }));
  });
  it('take ties too, and a clone goes its own way', () => {
    fc.assert(fc.property(graphs, (graph) => {
      const ldl = factorsOf(graph), copy = ldl.clone(), last = graph.size - 1;
      copy.change(last, -1, 3);
      expectSolves(copy, { ...graph, tie: graph.tie.map((tie, i) => (i === last ? tie + 3 : tie)) });
      expectSolves(ldl, graph);
      copy.copyFrom(ldl);
      expectSolves(copy, graph);
    }));
  });
  it('say when the matrix is, or becomes, singular', () => {
    const ldl = new SparseLdl(3, [0, 1], [1, 2]);
    expect(ldl.factorise([1, 2, 1], [-1, -1])).toBe(false);
    expect(ldl.factorise([2, 2, 1], [-1, -1])).toBe(true);
    const cut = ldl.clone();
    expect(cut.change(1, 2, -1)).toBe(false);
    // Tied down first, the part that is cut off is no trouble.
    expect(ldl.change(2, -1, 1) && ldl.change(1, 2, -1)).toBe(true);
    const x = Float64Array.of(1, 0, 5);
    ldl.solve(x);
    expect([...x].map((value) => Number(value.toFixed(12)))).toEqual([1, 1, 5]);
  });
  it('of an indefinite network (a negative reactance) solve too', () => {
    const graph: Graph = { size: 3, from: [0, 1, 0], to: [1, 2, 2], weight: [2, -0.5, 3], tie: [1, 0, 0] };
    expectSolves(factorsOf(graph), graph);
  });
});
