/** Sweeps against Bellman-Ford and Dijkstra, on random networks whose costs and closures change. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RoadNetwork } from '../../../../src/imports/road-network.js';
import { RoadGraph } from '../../../../src/sectors/transport/graph.js';
import { Reach } from '../../../../src/sectors/transport/reach.js';
import { ShortestPaths } from '../../../../src/sectors/transport/shortest-paths.js';
import { WarmPaths } from '../../../../src/sectors/transport/warm-paths.js';

/** Any network; the first `zones` nodes let no trip pass through. */
const networks = fc.record({ nodes: fc.integer({ min: 1, max: 40 }), zones: fc.nat(5), pairs: fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 120 }) }).map(({ nodes, zones, pairs }): RoadNetwork => {
  const links = pairs.map(([i, j]): [number, number] => [i % nodes, j % nodes]).filter(([i, j]) => i !== j), ones = new Float64Array(links.length).fill(1);
  return {
    file: 'net', zoneCount: Math.min(zones, nodes), nodeNames: Array.from({ length: nodes }, (_, i) => String(i + 1)), endsOnly: Uint8Array.from({ length: nodes }, (_, i) => (i < zones ? 1 : 0)),
    tail: Int32Array.from(links, ([i]) => i), head: Int32Array.from(links, ([, j]) => j), row: Int32Array.from(links.keys()), capacity: ones, freeFlowTime: ones, delayFactor: ones, power: ones, toll: ones, length: ones,
  } as RoadNetwork;
});

it('have the bits of a search with a heap, however costs and closures change; sets of origins say who arrives', () => {
  fc.assert(fc.property(networks, fc.infiniteStream(fc.double({ min: 0, max: 9, noNaN: true })), (network, stream) => {
    const graph = new RoadGraph(network), warm = new WarmPaths(graph), search = new ShortestPaths(graph), origins = Int32Array.from({ length: graph.nodes }, (_, i) => i), reach = new Reach(graph, origins);
    for (let round = 0; round < 3; round++) {
      const cost = Float64Array.from({ length: graph.links }, () => stream.next().value), open = Uint8Array.from(cost, (c) => (c % 1 < 0.8 ? 1 : 0));
      warm.setCosts(cost, open);
      reach.find(open);
      for (const origin of origins) {
        search.from(origin, cost, open);
        expect([...warm.from(origin)]).toEqual([...search.label]);
        search.label.forEach((label, node) => { expect(reach.has(origin, node)).toBe(label < Infinity); });
      }
    }
  }));
});
