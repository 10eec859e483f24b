/** Rules of balancing, shedding, frequency and relays, by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PowerNetwork } from '../../../../src/imports/power-network.js';
import { Balance, type BalanceSettings } from '../../../../src/sectors/power/balance.js';
import { CascadeRunner } from '../../../../src/sectors/power/cascade.js';
import { EUROPEAN_GOVERNORS } from '../../../../src/sectors/power/frequency.js';
import { gridOf } from '../../../../src/sectors/power/grid.js';
import { Islands } from '../../../../src/sectors/power/islands.js';
import { DEFAULT_BALANCE } from '../../../../src/sectors/power/power-case.js';
import { OverloadRelays, RELAY_15_S } from '../../../../src/sectors/power/relay.js';
import { GridState } from '../../../../src/sectors/power/state.js';
import { network, rounded, triangle } from './networks.js';

/** One island of all buses in a row, balanced. */
function balanced(units: Parameters<typeof network>[2], loads: [number, number][], settings: Partial<BalanceSettings> = {}, classes?: number[]) {
  const grid = gridOf(network(4, [[1, 2, 0.1], [2, 3, 0.1], [3, 4, 0.1]], units, loads)), state = new GridState(grid), islands = new Islands(grid);
  islands.find(grid.branchInService);
  const balance = new Balance(state, { ...DEFAULT_BALANCE, ...settings }, classes === undefined ? undefined : Int32Array.from(classes));
  balance.run(islands);
  return { state, balance, served: rounded(state.served), mw: rounded(state.generatorMw), up: [...state.generatorUp] };
}

describe('ramp', () => {
  it('shares what is missing by ramp rates: 10 MW over 10 and 5 MW/min', () => {
    const { mw, served } = balanced([[1, 100, 200], [2, 50, 100]], [[3, 160]]);
    expect(mw).toEqual([rounded([100 + 20 / 3])[0], rounded([50 + 10 / 3])[0]]);
    expect(served).toEqual([1]);
  });
  it('stops at limits and ramps, then sheds', () => {
    // 3 MW to the limit of one, 5 MW of ramp of the other: 8 of 20 MW.
    const { mw, served } = balanced([[1, 97, 100], [2, 50, 100]], [[3, 167]]);
    expect(mw).toEqual([100, 55]);
    expect(served[0]).toBeCloseTo(155 / 167, 6);
  });
  it('trips the smallest when it cannot ramp down far enough, then ramps up again', () => {
    // 60 MW too much; 10 + 5 + 1 are ramped, the unit of 8 - 1 MW and the one of 50 - 5 MW go, 13 - 6 MW stay too much... then the rest follows.
    const { mw, up, served } = balanced([[1, 100, 200], [2, 50, 100], [4, 8, 20]], [[3, 98]]);
    expect(up).toEqual([1, 0, 0]);
    expect(mw).toEqual([98, 0, 0]);
    expect(served).toEqual([1]);
  });
  it('uses the ramp of the file, and more minutes', () => {
    const { mw } = balanced([[1, 100, 200, { rampMwPerMin: 2 }]], [[3, 150]], { rampMinutes: 10 });
    expect(mw).toEqual([120]);
  });
});

describe('proportional', () => {
  it('scales generation down', () => expect(balanced([[1, 100, 200], [2, 50, 100]], [[3, 75]], { rule: 'proportional' }).mw).toEqual([50, 25]));
  it('scales load down, and ramps nothing up', () => {
    const { mw, served } = balanced([[1, 60, 200]], [[2, 30], [3, 50]], { rule: 'proportional' });
    expect([mw, served]).toEqual([[60], [0.75, 0.75]]);
  });
});

describe('islands without', () => {
  it('generation lose their load, without load run idle', () => {
    const grid = gridOf(network(4, [[1, 2, 0.1], [3, 4, 0.1]], [[1, 50, 80]], [[3, 50]])), state = new GridState(grid), islands = new Islands(grid);
    islands.find(grid.branchInService);
    new Balance(state, DEFAULT_BALANCE).run(islands);
    expect([state.served[0], state.generatorMw[0], state.generatorUp[0]]).toEqual([0, 0, 1]);
  });
});

describe('shedding', () => {
  it('by class: the least important first, one in part', () => {
    const { served } = balanced([[1, 60, 60]], [[2, 30], [3, 30], [4, 40]], { shedding: 'priority' }, [1, 5, 3]);
    expect(served).toEqual([1, 0, 0.75]);
  });
  it('never sheds less than is missing, nor touches a better class before a worse is gone', () => {
    fc.assert(fc.property(fc.array(fc.record({ mw: fc.integer({ min: 1, max: 50 }), c: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 100 }), (loads, most) => {
      const total = loads.reduce((sum, { mw }) => sum + mw, 0), generation = Math.min(most, total);
      const { state } = balanced([[1, generation, generation]], loads.map(({ mw }) => [2, mw]), { shedding: 'priority' }, loads.map(({ c }) => c));
      expect(state.servedMw()).toBeCloseTo(generation, 6);
      loads.forEach(({ c }, l) => loads.forEach((other, o) => { if (other.c > c && state.served[l]! < 1) expect(state.served[o]).toBe(0); }));
    }));
  });
});

describe('governor', () => {
  const governor: Partial<BalanceSettings> = { rule: 'governor', governor: { ...EUROPEAN_GOVERNORS, damping: 0 } };
  it('droop: 10 of 200 MW missing are 0.05 x 10 / 200 of 50 Hz', () => {
    const { balance, mw, served } = balanced([[1, 100, 200]], [[2, 110]], governor);
    expect(balance.frequencyHz[0]).toBeCloseTo(50 * (1 - (0.05 * 10) / 200), 6);
    expect([mw, served]).toEqual([[110], [1]]);
  });
  it('sheds by stages until generation suffices', () => {
    // 100 of 120 MW at most: stages of 8 % each of 120: 9.6, 19.2, 28.8 MW; after the third 91.2 are left.
    const { balance, served } = balanced([[1, 100, 100]], [[2, 120]], governor);
    expect(served[0]).toBeCloseTo(0.76, 9);
    expect(balance.frequencyHz[0]).toBeCloseTo(50 * (1 + 0.05 * 0.088), 6);
  });
  it('goes black when all stages are not enough', () => {
    const { balance, served, up } = balanced([[1, 40, 40]], [[2, 120]], governor);
    expect([balance.frequencyHz[0], served, up]).toEqual([0, [0], [0]]);
  });
  it('trips generators above the highest frequency', () => {
    const { up, mw } = balanced([[1, 100, 100, { minMw: 60 }], [2, 80, 100, { minMw: 50 }]], [[3, 70]], governor);
    expect([up, mw]).toEqual([[1, 0], [70, 0]]);
  });
});

describe('relays', () => {
  const relays = () => new OverloadRelays(gridOf(triangle([30, 30, 40])), RELAY_15_S), flows = Float64Array.of(30, 30, 60);
  it('15 s at 150 %, half the time at 200 %, and never without overload', () => {
    expect(relays().nextTrip(flows)).toBeCloseTo(15, 12);
    expect(relays().nextTrip(Float64Array.of(0, 0, -80))).toBeCloseTo(7.5, 12);
    expect(relays().nextTrip(Float64Array.of(30, 30, 40))).toBe(Infinity);
  });
  it('add up overload, and run back below the rating', () => {
    const r = relays();
    r.advance(flows, 10);
    expect(r.nextTrip(flows)).toBeCloseTo(5, 12);
    r.advance(Float64Array.of(0, 0, 30), 5);
    expect(r.nextTrip(flows)).toBeCloseTo(7.5, 12);
    r.advance(flows, 7.5);
    const tripped: number[] = [];
    r.release(flows, (b) => tripped.push(b));
    expect(tripped).toEqual([2]);
    expect(r.heat[2]).toBe(0);
  });
});

describe('a cascade', () => {
  const run = (net: PowerNetwork, branches: number[], endSeconds = 900) => new CascadeRunner(gridOf(net), { balance: DEFAULT_BALANCE, relay: RELAY_15_S, startSeconds: 1, endSeconds }).run((state) => { for (const b of branches) state.branchUp[b] = 0; });
  it('by hand: 90 MW on 60 trip after 15 s, and the load is lost', () => {
    const { trips, lastSeconds, ...rest } = run(triangle([60, 60, 60]), [2]);
    expect(trips.map(({ branch }) => branch)).toEqual([0, 1]);
    for (const seconds of [...trips.map((trip) => trip.seconds), lastSeconds]) expect(seconds).toBeCloseTo(16, 9);
    expect(rest).toEqual({ lostMw: 90, islands: 3, overloads: 0 });
  });
  it('ends when time is up', () => expect(run(triangle([80, 200, 60]), [2], 50)).toMatchObject({ trips: [], lostMw: 0, overloads: 1 }));
  it('is empty where nothing is overloaded', () => expect(run(triangle([100, 100, 100]), [2])).toMatchObject({ trips: [], lostMw: 0, lastSeconds: 1 }));
  it('does not depend on the run before', () => {
    const runner = new CascadeRunner(gridOf(triangle([60, 60, 60])), { balance: DEFAULT_BALANCE, relay: RELAY_15_S, startSeconds: 1, endSeconds: 900 }), open = (b: number) => runner.run((state) => { state.branchUp[b] = 0; });
    const first = open(2);
    open(0);
    expect(open(2)).toEqual(first);
  });
});
