/** The assignment by hand on two routes, and by its laws on random networks. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Assignment } from '../../../../src/sectors/transport/assignment.js';
import { Bushes } from '../../../../src/sectors/transport/bushes.js';
import { Demand } from '../../../../src/sectors/transport/demand.js';
import { GapMeter } from '../../../../src/sectors/transport/gap.js';
import { RoadGraph } from '../../../../src/sectors/transport/graph.js';
import { LinkCosts } from '../../../../src/sectors/transport/link-costs.js';
import { bellmanFord } from './bellman-ford.js';
import { assignmentOf, flowsOf, roads, trips, type Link } from './roads.js';

const solve = (a: Assignment, gap = 1e-12) => a.assign({ gap });

describe('two roads side by side', () => {
  it('share the trips so that both take the same time', () => {
    // 10 + v / 100 = 15 + (1500 - v) / 200 at v = 2500 / 3
    const a = assignmentOf(roads([{ from: 1, to: 2, t0: 10, b: 1, capacity: 1000 }, { from: 1, to: 2, t0: 15, b: 1 / 3, capacity: 1000 }], 2), trips(2, [1, 2, 1500]));
    const { converged, totalCost, objective } = solve(a);
    expect(converged).toBe(true);
    expect(flowsOf(a)[0]).toBeCloseTo(2500 / 3, 9);
    expect(totalCost).toBeCloseTo(1500 * (10 + 25 / 3), 8);
    // Integrals: 10 v + v^2 / 200 and 15 w + w^2 / 400.
    const v = 2500 / 3, w = 1500 - v;
    expect(objective).toBeCloseTo(10 * v + (v * v) / 200 + 15 * w + (w * w) / 400, 7);
  });

  it('the dearer one stays empty while it is dearer, by its toll and length too', () => {
    const network = roads([{ from: 1, to: 2, t0: 10, b: 1, capacity: 1000 }, { from: 1, to: 2, t0: 8, toll: 100, length: 50 }], 2), table = trips(2, [1, 2, 100]);
    expect(flowsOf(solved(assignmentOf(network, table, { toll: 0.02, length: 0.04 })))).toEqual([100, 0]); // 11 < 12
    expect(flowsOf(solved(assignmentOf(network, table)))).toEqual([0, 100]);
  });

  it.each([[0.5, 2], [1.7, 3], [4, 1], [12, 1.5]])('power %d: costs meet', (power, t0) => {
    const a = solved(assignmentOf(roads([{ from: 1, to: 2, t0, b: 0.15, capacity: 400, power }, { from: 1, to: 2, t0: 1, b: 0.15, capacity: 300, power: 4 }], 2), trips(2, [1, 2, 1500])));
    const [v, w] = flowsOf(a) as [number, number];
    expect(v + w).toBeCloseTo(1500, 9);
    expect(t0 * (1 + 0.15 * (v / 400) ** power)).toBeCloseTo(1 + 0.15 * (w / 300) ** 4, 8);
  });
});

const solved = (a: Assignment): Assignment => { expect(solve(a).converged).toBe(true); return a; };

it('nobody passes through a zone that only ends trips, but trips begin and end there', () => {
  const links: Link[] = [{ from: 1, to: 2, t0: 1 }, { from: 2, to: 3, t0: 1 }, { from: 1, to: 3, t0: 5 }], table = trips(3, [1, 3, 10], [1, 2, 1], [2, 3, 2]);
  expect(flowsOf(solved(assignmentOf(roads(links, 3), table)))).toEqual([11, 12, 0]);
  expect(flowsOf(solved(assignmentOf(roads(links, 3, { endsOnly: [2] }), table)))).toEqual([1, 2, 10]);
});

it('trips without a way are counted and cost nothing; trips within zones need no road', () => {
  const a = assignmentOf(roads([{ from: 1, to: 2, t0: 3 }, { from: 3, to: 1, t0: 1 }], 3), trips(3, [1, 2, 5], [1, 3, 7], [2, 2, 9], [2, 1, 4]));
  expect(solve(a)).toMatchObject({ unreachableTrips: 11, totalCost: 15, relativeGap: 0, converged: true });
  expect(a.demand.withinZones).toBe(9);
});

it('no trips at all is no division by zero', () => {
  const a = assignmentOf(roads([{ from: 1, to: 2, t0: 3 }], 2), trips(2, [1, 2, 5]));
  a.demand.trips.fill(0);
  expect(solve(a)).toMatchObject({ relativeGap: 0, totalCost: 0, unreachableTrips: 0, converged: true });
});

it('roads that cost nothing, in circles too, are no trouble', () => {
  const links: Link[] = [[1, 2], [2, 1], [2, 3], [3, 2], [3, 1], [1, 3]].map(([from, to]) => ({ from: from!, to: to!, t0: 0 }));
  expect(solve(assignmentOf(roads([...links, { from: 3, to: 4, t0: 1, b: 1 }, { from: 2, to: 4, t0: 1, b: 1 }], 4), trips(4, [1, 4, 6])))).toMatchObject({ converged: true, totalCost: 24 });
});

it('says when it did not get there', () => {
  const a = assignmentOf(roads([{ from: 1, to: 2, t0: 10, b: 0.15, capacity: 100, power: 4 }, { from: 1, to: 2, t0: 12, b: 0.15, capacity: 100, power: 4 }], 2), trips(2, [1, 2, 500]));
  expect(a.assign({ gap: 1e-12, maxRounds: 1 })).toMatchObject({ converged: false, rounds: 1 });
});

it('refuses tables of flows beyond a gigabyte', () => {
  const network = roads([{ from: 1, to: 2, t0: 1 }], 2), graph = new RoadGraph(network);
  const many = { graph: Object.assign(Object.create(graph) as RoadGraph, { links: 2 ** 28 }), demand: new Demand(trips(2, [1, 2, 1])) };
  expect(() => new Assignment(many.graph, new LinkCosts(graph, { toll: 0, length: 0 }), many.demand)).toThrowError(expect.objectContaining({ code: 'ROADS_TOO_LARGE' }));
});

/** A ring, so that every zone reaches every other, with chords. */
const arbitrary = fc.integer({ min: 4, max: 9 }).chain((nodes) => fc.record({
  nodes: fc.constant(nodes),
  chords: fc.array(fc.record({ from: fc.integer({ min: 1, max: nodes }), to: fc.integer({ min: 1, max: nodes }), t0: fc.integer({ min: 0, max: 9 }), capacity: fc.integer({ min: 1, max: 20 }), power: fc.constantFrom(0, 1, 2.5, 4) }), { maxLength: 20 }),
  pairs: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: nodes }), fc.integer({ min: 1, max: nodes }), fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 10, selector: ([a, b]) => `${a} ${b}` }),
  closed: fc.array(fc.nat(), { maxLength: 4 }),
}));

const linksOf = ({ nodes, chords }: { nodes: number; chords: Link[] }): Link[] => [
  ...Array.from({ length: nodes }, (_, i) => ({ from: i + 1, to: ((i + 1) % nodes) + 1, t0: 4, b: 0.15, capacity: 10, power: 4 })), ...chords.filter((c) => c.from !== c.to).map((c) => ({ ...c, b: 0.15 })),
];

/** Wardrop: by the flows alone, all trips take shortest paths; flows start and end where trips do. */
function holdsLaws(a: Assignment, gap: number): void {
  const { network } = a.graph, flow = flowsOf(a), rows = network.tail.length;
  const open = Array.from(a.graph.slotOf, (slot) => a.costs.open[slot] === 1);
  const cost = Float64Array.from({ length: rows }, (_, row) => (open[row] ? network.freeFlowTime[row]! * (1 + network.delayFactor[row]! * (flow[row]! / network.capacity[row]!) ** network.power[row]!) : Infinity));
  const balance = new Float64Array(network.nodeNames.length);
  let total = 0, shortest = 0, all = 0;
  for (let row = 0; row < rows; row++) {
    expect(flow[row]).toBeGreaterThanOrEqual(0);
    if (!open[row]) { expect(flow[row]).toBe(0); continue; }
    total += flow[row]! * cost[row]!;
    balance[network.tail[row]!]! -= flow[row]!;
    balance[network.head[row]!]! += flow[row]!;
  }
  a.demand.origins.forEach((origin, k) => {
    const label = bellmanFord(network, cost, origin);
    for (let pair = a.demand.start[k]!; pair < a.demand.start[k + 1]!; pair++) {
      const to = a.demand.destination[pair]!, n = a.demand.trips[pair]!;
      if (label[to] === Infinity) continue;
      shortest += n * label[to]!;
      all += n;
      balance[origin]! += n;
      balance[to]! -= n;
    }
  });
  for (const left of balance) expect(Math.abs(left)).toBeLessThanOrEqual(1e-10 * all);
  expect(total - shortest).toBeLessThanOrEqual(gap * shortest + 1e-12 * total);
}

it('origins that yield to one another step by step get there, however small the steps', () => {
  // Roads at fifteen times their capacity: 200 rounds alone end at a gap of 1e-5, each having moved a hundredth of a trip the same way.
  const ring = Array.from({ length: 4 }, (_, i): Link => ({ from: i + 1, to: ((i + 1) % 4) + 1, t0: 4, b: 0.15, capacity: i === 2 ? 5 : 10, power: 4 }));
  const links: Link[] = [...ring, { from: 2, to: 4, t0: 1, b: 0.15, capacity: 0.5, power: 4 }, { from: 1, to: 3, t0: 0 }, { from: 1, to: 2, t0: 0 }];
  const a = assignmentOf(roads(links, 4), trips(4, [2, 1, 2], [3, 1, 27], [3, 2, 29], [1, 4, 28]));
  const { converged, rounds } = solve(a, 1e-9);
  expect(converged).toBe(true);
  expect(rounds).toBeLessThan(30);
  holdsLaws(a, 1e-9);
});

it('where the shortest ways of all cost nothing, what rounding leaves on another road is no gap', () => {
  const links: Link[] = [{ from: 3, to: 5, t0: 0 }, { from: 3, to: 4, t0: 8 }, { from: 4, to: 5, t0: 3 }], a = assignmentOf(roads(links, 5), trips(5, [3, 5, 27]));
  expect(solved(a).bushes.total[a.graph.slotOf[0]!]).toBe(27);
  const dust = new GapMeter(a.graph, a.costs, a.demand), flow = a.bushes.total.slice();
  flow[a.graph.slotOf[1]!] = 7e-15;
  expect(dust.measure(flow).relativeGap).toBe(0);
  flow[a.graph.slotOf[1]!] = 1e-3;
  expect(dust.measure(flow).relativeGap).toBe(Infinity);
});

describe('on random networks', () => {
  it('trips take shortest paths and none is lost, intact, after closures, and after re-opening', () => {
    fc.assert(fc.property(arbitrary, (spec) => {
      const links = linksOf(spec), a = assignmentOf(roads(links, spec.nodes), trips(spec.nodes, ...spec.pairs));
      expect(solve(a, 1e-9).converged).toBe(true);
      holdsLaws(a, 1e-9);
      for (const share of [0, 0.5, 1]) {
        for (const row of spec.closed) a.costs.setCapacity(a.graph.slotOf[row % links.length]!, share);
        expect(solve(a, 1e-9).converged).toBe(true);
        if (share !== 0.5) holdsLaws(a, 1e-9);
      }
    }), { numRuns: 300 });
  });

  it('from the same flows the same bits, whatever was assigned in between', () => {
    fc.assert(fc.property(arbitrary, (spec) => {
      const links = linksOf(spec), a = assignmentOf(roads(links, spec.nodes), trips(spec.nodes, ...spec.pairs)), start = new Bushes(a.graph, a.demand);
      const close = (share: number): void => { for (const row of spec.closed) a.costs.setCapacity(a.graph.slotOf[row % links.length]!, share); };
      solve(a, 1e-6);
      start.copy(a.bushes);
      close(0);
      const first = { ...solve(a, 1e-6), flow: flowsOf(a) };
      close(0.3);
      a.demand.scale(a.demand, 2);
      solve(a, 1e-4);
      close(0);
      a.demand.scale(a.demand, 0.5);
      a.bushes.copy(start);
      expect({ ...solve(a, 1e-6), flow: flowsOf(a) }).toEqual(first);
    }), { numRuns: 100 });
  });

  it('from free flow or from the last flows, the same total within the gap', () => {
    fc.assert(fc.property(arbitrary, (spec) => {
      const links = linksOf(spec), network = roads(links, spec.nodes), a = assignmentOf(network, trips(spec.nodes, ...spec.pairs));
      solve(a, 1e-10);
      for (const row of spec.closed) a.costs.setCapacity(a.graph.slotOf[row % links.length]!, 0);
      const warm = solve(a, 1e-10);
      a.bushes.clear();
      const cold = solve(a, 1e-10);
      expect(Math.abs(warm.objective - cold.objective)).toBeLessThanOrEqual(1e-10 * Math.max(warm.totalCost, cold.totalCost) + 1e-12 * cold.objective);
      expect(warm.unreachableTrips).toBe(cold.unreachableTrips);
    }), { numRuns: 150 });
  });
});
