import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjacency, undirected } from '../../../src/network/adjacency.js';
import { compileNetwork } from '../../../src/network/compile.js';
import { articulationPoints, betweennessFrom, weakComponents } from '../../../src/network/criticality.js';
import { modelGraph, simpleProjection } from '../../../src/network/graph.js';
import { betweenness } from '../../../src/network/graphology-metrics.js';
import { PLANT, asset, model, type NeedSpec } from './models.js';

const name = (i: number) => `n${String(i).padStart(2, '0')}`;

/** Asset i is supplied by suppliers[i], in one or several needs. */
const build = (suppliers: number[][]) => model(suppliers.map((of, i) => asset(name(i), PLANT, of.map((s, k): NeedSpec => ({ service: k % 2 ? 'water' : 'electricity', from: [name(s)], role: k === 3 ? 'repair' : 'function' })))));
const simpleOf = (m: ReturnType<typeof model>) => adjacency(compileNetwork(m, 100).network);
const arbitrary = fc.integer({ min: 1, max: 14 }).chain((n) => fc.array(fc.array(fc.integer({ min: 0, max: n - 1 }), { maxLength: 4 }), { minLength: n, maxLength: n }));

/** Weak components by the definition, leaving one node out. */
function partsWithout(list: number[][], out: number): number {
  const seen = new Set([out]);
  let parts = 0;
  list.forEach((_, root) => {
    if (seen.has(root)) return;
    parts++;
    const found = new Set([root]);
    for (const v of found) for (const w of list[v]!) if (w !== out) found.add(w);
    for (const v of found) seen.add(v);
  });
  return parts;
}

describe('simple adjacency', () => {
  it('has the edges of the simple projection, both ways', () => {
    fc.assert(fc.property(arbitrary, (suppliers) => {
      const m = build(suppliers);
      const { consumers, suppliers: back, edges } = simpleOf(m);
      const forward: string[] = [];
      const backward: string[] = [];
      suppliers.forEach((_, v) => {
        for (let e = consumers.start[v]!; e < consumers.start[v + 1]!; e++) forward.push(`${name(v)} ${name(consumers.list[e]!)}`);
        for (let e = back.start[v]!; e < back.start[v + 1]!; e++) backward.push(`${name(back.list[e]!)} ${name(v)}`);
      });
      const simple = simpleProjection(modelGraph(m)).mapDirectedEdges((_, __, from, to) => `${from} ${to}`).sort();
      expect(forward).toEqual(simple);
      expect(backward.sort()).toEqual(simple);
      expect(edges).toBe(simple.length);
    }));
  });
});

describe('articulationPoints and weakComponents', () => {
  it('finds the bridge of two triangles', () => {
    // 0-1-2-0, 3-4-5-3, joined by 2-3; 6 stands alone
    const both = undirected(simpleOf(build([[2], [0], [1], [2, 5], [3], [4], []])));
    expect(articulationPoints(both)).toEqual([2, 3]);
    expect(weakComponents(both).sizes).toEqual([6, 1]);
  });

  it('agree with the definition: without the node there are more parts', () => {
    fc.assert(fc.property(arbitrary, (suppliers) => {
      const both = undirected(simpleOf(build(suppliers)));
      const list = suppliers.map((_, v) => [...both.list.subarray(both.start[v]!, both.start[v + 1]!)]);
      const parts = partsWithout(list, -1);
      expect(weakComponents(both).sizes).toHaveLength(parts);
      const cuts = list.flatMap((neighbours, v) => (neighbours.length > 0 && partsWithout(list, v) > parts ? [v] : []));
      expect(articulationPoints(both)).toEqual(cuts);
    }), { numRuns: 300 });
  });
});

describe('betweennessFrom', () => {
  it('with all nodes as pivots equals graphology on the simple projection', () => {
    fc.assert(fc.property(arbitrary, (suppliers) => {
      const m = build(suppliers);
      const mine = betweennessFrom(simpleOf(m), suppliers.map((_, i) => i));
      const theirs = betweenness(simpleProjection(modelGraph(m)), { getEdgeWeight: null, normalized: false });
      mine.forEach((value, i) => { expect(value).toBeCloseTo(theirs[name(i)]!, 9); });
    }));
  });

  it('scales a sample of pivots to all nodes', () => {
    // 0 -> 1 -> 2 -> 3: from pivot 0 alone, 1 lies on two paths and 2 on one; four nodes, one pivot.
    expect([...betweennessFrom(simpleOf(build([[], [0], [1], [2]])), [0])]).toEqual([0, 8, 4, 0]);
  });
});
