import { describe, expect, it } from 'vitest';
import { modelGraph, simpleProjection, typical } from '../../../src/network/graph.js';
import { betweenness, pagerank } from '../../../src/network/graphology-metrics.js';
import { HOMES, PLANT, asset, buffer, model } from './models.js';

/** a -> b, b -> c twice (power and telecom), c -> d: where metrics on the multigraph go wrong. */
const FOUR = model([
  asset('a', PLANT), asset('b', PLANT, [{ service: 'electricity', from: ['a'] }]),
  asset('c', PLANT, [{ service: 'electricity', from: ['b'] }, { service: 'communications', from: ['b'] }]), asset('d', HOMES, [{ service: 'electricity', from: ['c'] }]),
]);

describe('modelGraph', () => {
  it('keeps k-of-n groups, roles and places as attributes', () => {
    const graph = modelGraph(model([
      asset('s1', PLANT, [], { place: { lon: 4.3, lat: 51.2 } }), asset('s2', PLANT),
      asset('h', HOMES, [{ service: 'electricity', from: ['s1', ['s2', 0.5]], required: 1, delayHours: 0.5, impact: 0.8, type: 'cyber',
        buffer: buffer(8, { refill: { suppliers: [{ asset: 's2', weight: 1 }], required: 1, combine: 'best' } }) }], { people: 9 }),
    ]));
    expect(graph.nodes()).toEqual(['s1', 's2', 'h']);
    expect(graph.getNodeAttributes('s1')).toEqual({ name: 's1', sector: 'power', kind: 'plant', services: ['electricity'], serviceArea: false, people: 0, lon: 4.3, lat: 51.2 });
    expect(graph.edges()).toEqual(['h/electricity<0', 'h/electricity<1', 'h/electricity/refill<0']);
    expect(graph.getEdgeAttributes('h/electricity<1')).toEqual({ need: 'h/electricity', service: 'electricity', type: 'cyber', role: 'function', combine: 'sum', weight: 0.5, required: 1, n: 2, impact: 0.8, delayHours: 0.5, bufferHours: 8 });
    expect(graph.getEdgeAttributes('h/electricity/refill<0')).toMatchObject({ role: 'refill', combine: 'best', n: 1, impact: 0, bufferHours: 0 });
    expect(graph.extremities('h/electricity<0')).toEqual(['s1', 'h']);
  });

  it('shows a distribution by its centre', () => {
    expect(typical({ dist: 'lognormal', median: 12, sigma: 0.6 })).toBe(12);
    expect(typical({ dist: 'uniform', min: 1, max: 2 })).toBe(1.5);
    expect(typical({ dist: 'empirical', values: [9, 1, 5] })).toBe(5);
  });
});

describe('simpleProjection', () => {
  it('merges parallel edges and drops self and repair edges', () => {
    const simple = simpleProjection(modelGraph(model([
      ...FOUR.assets.slice(0, 3), asset('d', HOMES, [{ service: 'electricity', from: ['c', 'd'] }, { service: 'water', from: ['a'], role: 'repair' }]),
    ])));
    expect(simple.mapDirectedEdges((_, { needs }, from, to) => `${from}${to}${needs}`)).toEqual(['ab1', 'bc2', 'cd1']);
  });

  it('gives the betweenness of the path: 2 of the 6 ordered pairs pass each inner asset, none an end', () => {
    const scores = betweenness(simpleProjection(modelGraph(FOUR)), { getEdgeWeight: null, normalized: false });
    expect(scores).toEqual({ a: 0, b: 2, c: 2, d: 0 });
  });

  it('towards suppliers, gathers PageRank at what everything depends on', () => {
    const scores = pagerank(simpleProjection(modelGraph(FOUR), 'suppliers'), { getEdgeWeight: null, alpha: 0.85, maxIterations: 500, tolerance: 1e-10 });
    // d -> c -> b -> a, a hands on to all: r = x, x(1 + .85), x(1 + .85 + .85^2) ... normalised.
    const x = [1, 1.85, 2.5725, 3.186625];
    const sum = x.reduce((s, v) => s + v);
    for (const [id, value] of [['d', x[0]], ['c', x[1]], ['b', x[2]], ['a', x[3]]] as const) expect(scores[id]).toBeCloseTo(value! / sum, 8);
  });
});
