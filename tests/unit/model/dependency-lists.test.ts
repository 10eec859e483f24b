import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loopsOf, reachesSource, type DependencyLists } from '../../../src/model/dependency-lists.js';

const listsOf = (suppliers: number[][]): DependencyLists => {
  const start = Int32Array.from([0, ...suppliers.map((_, i) => suppliers.slice(0, i + 1).flat().length)]);
  return { start, target: Int32Array.from(suppliers.flat()) };
};

/** Reachability by repeated steps: slow, obvious. */
function reach(suppliers: number[][]): boolean[][] {
  return suppliers.map((_, i) => {
    const seen = suppliers.map(() => false);
    const todo = [i];
    for (let v = todo.pop(); v !== undefined; v = todo.pop()) for (const w of suppliers[v]!) if (!seen[w]) { seen[w] = true; todo.push(w); }
    return seen;
  });
}

const graph = fc.integer({ min: 1, max: 8 }).chain((n) => fc.array(fc.array(fc.integer({ min: 0, max: n - 1 }), { maxLength: 3 }), { minLength: n, maxLength: n }));

it('loops are the sets of assets that reach each other', () => {
  fc.assert(fc.property(graph, (suppliers) => {
    const to = reach(suppliers);
    const expected = new Map<number, number[]>();
    suppliers.forEach((_, i) => {
      const members = suppliers.flatMap((__, j) => (j === i || (to[i]![j] && to[j]![i]) ? [j] : []));
      if (members.length > 1) expected.set(members[0]!, members);
    });
    expect(loopsOf(listsOf(suppliers))).toEqual([...expected.values()].sort((a, b) => a[0]! - b[0]!));
  }), { numRuns: 500, seed: 9 });
});

it('a source is reached where a path of needs leads to an asset without any', () => {
  fc.assert(fc.property(graph, (suppliers) => {
    const to = reach(suppliers);
    const sources = suppliers.flatMap((list, i) => (list.length === 0 ? [i] : []));
    expect([...reachesSource(listsOf(suppliers))]).toEqual(suppliers.map((_, i) => (sources.some((s) => s === i || to[i]![s]) ? 1 : 0)));
  }), { numRuns: 500, seed: 10 });
});

it('a chain of 300,000 assets overflows no stack', () => {
  const n = 300_000;
  const start = Int32Array.from({ length: n + 1 }, (_, i) => i);
  const target = Int32Array.from({ length: n }, (_, i) => (i + 1) % n);
  expect(loopsOf({ start, target })).toHaveLength(1);
});
