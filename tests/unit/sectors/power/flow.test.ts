/** DC flows by hand, islands, and factors that follow outages whatever their order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ComponentNames } from '../../../../src/sectors/power/components.js';
import { DcFlow } from '../../../../src/sectors/power/dc-flow.js';
import { gridOf } from '../../../../src/sectors/power/grid.js';
import { PowerCase } from '../../../../src/sectors/power/power-case.js';
import { network, rounded, triangle } from './networks.js';

const lost = (...rows: number[]) => [{ kind: 'branch' as const, rows }];

describe('flows by hand', () => {
  it('of a triangle split two to one', () => expect(rounded(new PowerCase(triangle()).flows().flow.flows)).toEqual([30, 30, 60]));
  it('take the only way left', () => expect(rounded(new PowerCase(triangle()).flows(lost(2)).flow.flows)).toEqual([90, 90, 0]));
  it('with a tap: 1 / (x tap)', () => {
    const net = triangle();
    net.branches[2]!.tap = 2;
    // Susceptances 10, 10, 5: the path round has 5 too.
    expect(rounded(new PowerCase(net).flows().flow.flows)).toEqual([45, 45, 45]);
  });
  it('with a phase shift drive a current round the ring', () => {
    const net = network(3, [[1, 2, 0.1], [2, 3, 0.1], [1, 3, 0.1, Infinity, { shiftDeg: 3 }]], [[1, 0, 10]], []), flow = new PowerCase(net).flows().flow.flows;
    // 1000 MW/rad each: shift / 3 falls off at each branch.
    const ring = (1000 * 3 * Math.PI) / 180 / 3;
    expect(rounded(flow, 9)).toEqual(rounded([ring, ring, -ring], 9));
  });
  it('serve shunt conductance from the slack', () => {
    const net = triangle();
    net.buses[2]!.shuntMw = 9;
    const { state, flow } = new PowerCase(net).flows();
    expect(rounded(state.generatorMw)).toEqual([99]);
    expect(rounded(flow.flows)).toEqual([33, 33, 66]);
    expect(state.servedMw()).toBe(90);
  });
  it('leave out isolated buses and what is at them', () => {
    const net = triangle();
    net.buses[1]!.type = 'isolated';
    const { flow } = new PowerCase(net).flows();
    expect(rounded(flow.flows)).toEqual([0, 0, 90]);
    expect(flow.islands.count).toBe(2);
  });
});

describe('outages', () => {
  it('that split: each island is balanced by itself', () => {
    const net = network(4, [[1, 2, 0.1], [2, 3, 0.1], [3, 4, 0.1]], [[1, 50, 100], [4, 30, 60]], [[2, 40], [3, 40]]);
    const { flow, state, lostMw, separated } = new PowerCase(net).flows(lost(1));
    // Ten too much on one side, ten missing on the other; 5 and 3 MW ramp in a minute.
    expect(separated.map((list) => [...list])).toEqual([[2, 3]]);
    expect(rounded(state.generatorMw)).toEqual([0, 33]);
    expect(lostMw).toBeCloseTo(40 + 7, 9);
    expect(rounded(flow.flows)).toEqual([0, 0, -33]);
  });
  it('of a bus take its load, generators and lines', () => {
    const { flow, lostMw, state } = new PowerCase(network(3, [[1, 2, 0.1], [2, 3, 0.1], [1, 3, 0.1]], [[1, 80, 200], [3, 10, 20]], [[2, 60], [3, 30]])).flows([{ kind: 'bus', rows: [2] }]);
    expect(flow.closed).toEqual(Uint8Array.of(1, 0, 0));
    expect(lostMw).toBeCloseTo(90, 9);
    expect(state.generatorUp[1]).toBe(0);
  });
});

/** A ring with chords: any set of branches may go. */
const RING = network(8, [[1, 2, 0.1], [2, 3, 0.2], [3, 4, 0.1], [4, 5, 0.3], [5, 6, 0.1], [6, 7, 0.15], [7, 8, 0.1], [8, 1, 0.2], [1, 5, 0.4], [3, 7, 0.25], [2, 3, 0.2]], [[1, 100, 200], [5, 60, 100]], [[2, 30], [4, 40], [6, 50], [8, 40]]);

describe('factors', () => {
  const grid = gridOf(RING), allUp = new Uint8Array(grid.buses).fill(1);
  /** Angles and flows for injections that add up to nothing in each island: one unit between its lowest and each other bus. */
  function solveFor(flow: DcFlow, open: readonly number[]): number[] {
    const up = Uint8Array.from({ length: grid.branches }, (_, b) => (open.includes(b) ? 0 : 1)), injections = new Float64Array(grid.buses);
    flow.setTopology(up, allUp);
    for (let bus = 0; bus < grid.buses; bus++) {
      injections[bus]! += bus + 1;
      injections[flow.islands.lowest[flow.islands.of[bus]!]!]! -= bus + 1;
    }
    flow.solve(injections);
    return Array.from(flow.flows);
  }
  const sets = fc.subarray(Array.from({ length: grid.branches }, (_, b) => b));

  it('that follow outages give the flows of factors made anew', () => {
    const kept = new DcFlow(grid);
    fc.assert(fc.property(sets, (open) => {
      const fresh = solveFor(new DcFlow(gridOf({ ...RING, branches: RING.branches.map((branch, b) => ({ ...branch, inService: !open.includes(b) })) })), []);
      kept.reset();
      solveFor(kept, open).forEach((mw, b) => expect(Math.abs(mw - fresh[b]!)).toBeLessThan(1e-8));
    }), { numRuns: 200 });
  });
  it('give the same bits whatever was solved before', () => {
    const kept = new DcFlow(grid);
    fc.assert(fc.property(sets, sets, (before, open) => {
      kept.reset();
      solveFor(kept, before);
      kept.reset();
      expect(solveFor(kept, open)).toEqual(solveFor(new DcFlow(grid), open));
    }), { numRuns: 100 });
  });
  it('are made anew only after many outages', () => {
    const flow = new DcFlow(grid);
    solveFor(flow, [0, 3]);
    expect(flow.factors.counts).toEqual({ updates: 2, factorisations: 1 });
    solveFor(flow, [0, 1, 2, 3, 4, 5, 6]);
    expect(flow.factors.counts.factorisations).toBe(2);
  });
});

describe('screening', () => {
  const solved = new PowerCase(RING), screening = solved.screening();
  it('of single branches and pairs gives the flows solved anew', () => {
    for (let i = 0; i < RING.branches.length; i++) {
      for (let j = i; j < RING.branches.length; j++) {
        const found = i === j ? screening.single(i) : screening.pair(i, j), { flow, separated } = solved.flows(lost(i, j));
        expect(found.cutOff.length > 0).toBe(separated.length > 0);
        if (found.cutOff.length === 0) flow.flows.forEach((mw, b) => expect(Math.abs(screening.after[b]! - mw)).toBeLessThan(1e-8));
      }
    }
  });
  it('names the buses that are cut off, and loads', () => {
    const chain = new PowerCase(network(3, [[1, 2, 0.1, 50], [2, 3, 0.1, 50]], [[1, 40, 50]], [[2, 10], [3, 30]])).screening();
    expect(chain.single(1).cutOff).toEqual([2]);
    expect(chain.single(0).cutOff).toEqual([0]);
    const ring = new PowerCase(triangle([100, 100, 45])).screening();
    const found = ring.single(0);
    expect(found).toMatchObject({ cutOff: [], largest: 2, loaded: 2, overloads: 1 });
    expect(found.loading).toBeCloseTo(2, 9);
    expect(Math.abs(found.changedMw)).toBeCloseTo(30, 9);
  });
});

describe('names of components', () => {
  const net = network(3, [[1, 2, 0.1], [2, 1, 0.1], [2, 3, 0.1]], [[1, 1, 1, { name: 'North' }], [1, 2, 2]], [[3, 4]]), names = new ComponentNames(gridOf(net));
  it.each([
    ['bus:2', 'bus', [1]], ['branch:1-2', 'branch', [0]], ['2-1', 'branch', [0]], ['branch:1-2:2', 'branch', [1]], ['branch#3', 'branch', [2]], ['line:3-2', 'branch', [2]],
    ['gen:1', 'gen', [0, 1]], ['gen:North', 'gen', [0]], ['gen#2', 'gen', [1]], ['load:3', 'load', [0]], ['load#1', 'load', [0]], ['3', 'bus', [2]],
  ])('%s', (name, kind, rows) => expect(names.find(name)).toEqual({ kind, rows }));
  it.each([['bus:9', /is not in test.m/], ['branch#4', /branch#1 to branch#3/], ['cable#1', /no kind: "cable"/], ['branch:2-33', /Did you mean "branch:2-3"/], ['x', /Expecting bus:/]])('%s is none', (name, message) => expect(names.find(name)).toMatch(message));
  it('lead back', () => {
    for (const [kind, count] of [['bus', 3], ['branch', 3], ['gen', 2], ['load', 1]] as const) for (let row = 0; row < count; row++) expect(names.find(names.nameOf(kind, row))).toEqual({ kind, rows: [row] });
  });
});
