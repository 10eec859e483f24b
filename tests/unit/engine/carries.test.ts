import { describe, expect, test } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import { FULL } from '../../../src/engine/units.js';
import type { Hazard } from '../../../src/model/types.js';
import type { Simulation } from '../../../src/study/simulation.js';
import { asset, hazard, levels, need, outcome, timeline, trip, withModel, type Solve } from './system.js';

const out = (onset: number, assets: number[], durationHours: number, to = 0, id = 'h'): Hazard => hazard(id, onset, assets, { effects: [to === 0 ? trip : { effect: 'derate', probability: 1, to }], durationHours });
const CARRIED = { carries: ['s0'] };
const buffer = { hours: 4, refillHours: 0, cover: 100, initial: 100, working: false };

/** a00 plant, a01 and a02 lines, a03 substation that on paper needs both lines. */
const grid = [asset(), asset({ needs: [need([0])] }), asset({ needs: [need([0])] }), asset({ needs: [need([1, 2])] })];
/** With one line the substation gets 0.8, with none nothing; lines are served as the plant is. */
const flow: Solve = (_, offered, shares, up) => {
  shares.fill(FULL);
  shares[1] = shares[2] = up[0] === 1 ? offered[0]! : 0;
  const lines = up[1]! + up[2]!;
  shares[3] = Math.min(lines === 2 ? FULL : lines === 1 ? 0.8 * FULL : 0, shares[1]!);
  return {};
};

describe('needs that a flow model carries', () => {
  test('a loss that it delivers is not taken by the need once more', () => {
    expect(levels(withModel(grid, [out(2, [1], 3)], [0, 1, 2, 3], flow, CARRIED))).toEqual(['2 a01 0', '2 a03 0.8', '5 a01 1', '5 a03 1']);
    // Without `carries` the paper's need of both lines binds.
    expect(levels(withModel(grid, [out(2, [1], 3)], [0, 1, 2, 3], flow))).toEqual(['2 a01 0', '2 a03 0.5', '5 a01 1', '5 a03 1']);
  });

  test('along a chain shares are the least, never the product', () => {
    expect(levels(withModel(grid, [out(2, [0], 3, 0.5)], [0, 1, 2, 3], flow, CARRIED)).slice(0, 4)).toEqual(['2 a00 0.5', '2 a01 0.5', '2 a02 0.5', '2 a03 0.5']);
  });

  test('a share of 0 is no trip: what it caps is back with the supply, without a restart', () => {
    const slow = grid.map((a) => ({ ...a, restart: 1 }));
    expect(levels(withModel(slow, [out(2, [1, 2], 3)], [0, 1, 2, 3], flow, CARRIED))).toEqual(['2 a01 0', '2 a02 0', '2 a03 0', '6 a01 1', '6 a02 1', '6 a03 1']);
  });

  test('needs of other services, of assets outside and from assets outside stay', () => {
    const assets = [...grid.slice(0, 3), asset({ needs: [need([1, 2]), need([4], { service: 1 }), need([4])] }), asset(), asset({ needs: [need([3])] })];
    expect(levels(withModel(assets, [out(2, [4], 3, 0.5)], [0, 1, 2, 3], flow, CARRIED)).slice(0, 3)).toEqual(['2 a04 0.5', '2 a03 0.5', '2 a05 0.5']);
  });

  test('needs are cut from the network that the engine runs on, not from the model', () => {
    const simulation = withModel(grid, [], [0, 1, 2, 3], flow, CARRIED);
    expect(simulation.network.sizes.needs).toBe(3);
    expect(outcome(simulation, 'lost-asset-hours.all')).toBe(0);
  });
});

describe('carried needs with people, a reserve, a delay or an impact are supplied by the share', () => {
  /** a00 a source; what it offers is the share of a01. */
  const supply: Solve = (_, offered, shares, up) => { shares[0] = FULL; shares[1] = up[0] === 1 ? offered[0]! : 0; return {}; };
  const two = (fields: object, area = {}) => [asset(), asset({ needs: [need([0], fields)], ...area })];

  test('people are without in the measure of the share', () => {
    const simulation = withModel(two({}, { area: true, people: 1000 }), [out(2, [0], 3, 0.25)], [0, 1], supply, CARRIED);
    expect(outcome(simulation, 'person-hours.s0')).toBe(1000 * 0.75 * 3);
    expect(levels(simulation)).toEqual(['2 a00 0.25', '2 a01 0.25', '5 a00 1', '5 a01 1']);
  });

  test('a reserve carries the time without', () => {
    const during = (hours: number) => levels(withModel(two({ buffer }), [out(2, [0], hours)], [0, 1], supply, CARRIED)).filter((line) => line.includes('a01'));
    expect(during(3)).toEqual([]);
    expect(during(6)).toEqual(['6 a01 0', '8 a01 1']);
  });

  test('an impact leaves the rest of the function, a delay waits', () => {
    expect(levels(withModel(two({ impact: 300_000 }), [out(2, [0], 3)], [0, 1], supply, CARRIED))).toContain('2 a01 0.7');
    expect(levels(withModel(two({ delay: 1 }), [out(2, [0], 3)], [0, 1], supply, CARRIED))).toContain('3 a01 0');
  });

  test('demand counts as unserved', () => {
    expect(outcome(withModel(two({ demand: 12 }), [out(2, [0], 3, 0.5)], [0, 1], supply, CARRIED), 'unserved.s0')).toBe(12 * 0.5 * 3);
  });

  test('what a load is not served does not lower what it asks for', () => {
    // The load is served the lesser of supply and what it asks for.
    const asks: Solve = (hours, offered, shares, up) => { supply(hours, offered, shares, up); shares[1] = Math.min(shares[1]!, up[1] === 1 ? offered[1]! : 0); return {}; };
    for (const to of [0.25, 0]) expect(levels(withModel(two({}, { area: true, people: 10 }), [out(2, [0], 3, to)], [0, 1], asks, CARRIED)).at(-1)).toBe('5 a01 1');
  });

  test('its fall is caused by the component whose change the model answered; the next replication starts whole', () => {
    const simulation = withModel(two({}, { area: true, people: 10 }), [out(2, [0], 300)], [0, 1], supply, CARRIED), falls: CascadeEvent[] = [];
    simulation.events(0).subscribe((e) => { if (e.kind === 'fall') falls.push(e); });
    expect(falls.map((e) => [e.asset, e.cause === undefined ? 0 : 1, e.depth])).toEqual([['a00', 1, 0], ['a01', 1, 1]]);
    expect(falls[1]).toMatchObject({ cause: falls[0]!.id, causes: [falls[0]!.id], need: 'a01/s0#0' });
    expect([0, 1, 0].map((k) => simulation.replicate(k).values[simulation.outcomes.findIndex((o) => o.name === 'person-hours.s0')])).toEqual([980, 980, 980]);
  });
});

describe('when a model is asked', () => {
  const counted = (solve: Solve, hazards: Hazard[], more = {}): { simulation: Simulation; asked: () => number } => {
    let count = 0;
    const simulation = withModel([...grid, asset({ needs: [need([3])] })], hazards, [0, 1, 2, 3], (...told) => { count++; return solve(...told); }, { ...CARRIED, ...more });
    return { simulation, asked: () => { count = 0; simulation.replicate(0); return count; } };
  };

  test('not at all in a replication that leaves its components alone', () => {
    expect(counted(flow, [out(2, [4], 3)]).asked()).toBe(0);
  });

  test('once for each change of what it is told; its own answer is none', () => {
    expect(counted(flow, [out(2, [1], 3)]).asked()).toBe(2);
    expect(counted(flow, [out(2, [1], 3), out(2, [2], 3, 0, 'i')]).asked()).toBe(2);
  });

  test('at the time it named, though nothing changed', () => {
    const timed: Solve = (hours, offered, shares, up) => ({ ...flow(hours, offered, shares, up), ...(hours < 10 ? { againInHours: 5 } : {}) });
    expect(counted(timed, []).asked()).toBe(3);
  });
});

describe('trips and what ends them', () => {
  /** a01 trips when a00 is down, and its model closes it when a00 is back. */
  const relay = (delay: number): Solve => (_, __, shares, up) => { shares.fill(FULL); return up[0] === 0 ? { trips: [{ asset: 1, afterHours: delay }] } : { closes: [1] }; };
  const pair = [asset(), asset({ restart: 1 })];

  test('the model closes what it tripped; the restart follows', () => {
    expect(levels(withModel(pair, [out(2, [0], 3)], [0, 1], relay(0)))).toEqual(['2 a00 0', '2 a01 0', '5 a00 1', '6 a01 1']);
  });

  test('a trip by the model is caused by what it answered, and deepens the cascade', () => {
    const simulation = withModel(pair, [out(2, [0], 3)], [0, 1], relay(1)), falls: CascadeEvent[] = [];
    simulation.events(0).subscribe((e) => { if (e.kind === 'fall') falls.push(e); });
    expect(falls.map((e) => [e.asset, e.hours, e.depth])).toEqual([['a00', 2, 0], ['a01', 3, 1]]);
    expect(falls[1]!.cause).toBe(falls[0]!.id);
  });

  test('it closes its own trip only: that of a hazard stands, also after a plan ended all', () => {
    expect(levels(withModel(pair, [out(2, [0], 3), out(3, [1], 6, 0, 'i')], [0, 1], relay(0)))).toEqual(['2 a00 0', '2 a01 0', '5 a00 1', '10 a01 1']);
    const plans = [{ id: 'p', key: 'p', when: { on: 'time' as const, atHours: 2.5 }, afterHours: 0, measures: [{ do: 'release' as const, select: { id: ['a01'] } }], precedence: 0, once: false }];
    expect(levels(withModel(pair, [out(2, [0], 3), out(3, [1], 6, 0, 'i')], [0, 1], relay(0), { scenario: { plans } }))).toEqual(['2 a00 0', '2 a01 0', '5 a00 1', '10 a01 1']);
  });

  test('a pending trip is taken back by an answer without it, and lasts no longer than its replication', () => {
    const simulation = withModel(pair, [out(2, [0], 3)], [0, 1], relay(4));
    for (let i = 0; i < 2; i++) expect(timeline(simulation, 'fall')).toEqual(['2 fall a00']);
  });

  test('closing what stands untripped is nothing', () => {
    expect(levels(withModel(pair, [out(2, [1], 3)], [0, 1], (_, __, shares) => { shares.fill(FULL); return { closes: [0, 1] }; }))).toEqual(['2 a01 0', '6 a01 1']);
  });
});
