import { describe, expect, test } from 'vitest';
import type { SectorModel } from '../../../src/engine/sector-model.js';
import { FULL } from '../../../src/engine/units.js';
import { assemble } from '../../../src/study/assemble.js';
import { BlockRunner } from '../../../src/study/block.js';
import { Simulation } from '../../../src/study/simulation.js';
import { modelOf, scenarioOf } from '../../oracle/build.js';
import { asset, hazard, layerOf, levels, need, outcome, timeline, trip, withModel, type Solve } from './system.js';

const out = (id: string, onset: number, assets: number[], durationHours: number, to = 0) => hazard(id, onset, assets, { effects: [to === 0 ? trip : { effect: 'derate', probability: 1, to }], durationHours });

describe('sector physics', () => {
  test('a component that offers more is asked for, though its share holds it down', () => {
    // a01 gives what it has; the model serves each in proportion to what it offers.
    const simulation = withModel([asset(), asset({ needs: [need([0])] })], [out('h', 2, [0], 3, 0.5)], [1], (_, offered, shares) => { shares[0] = offered[0]!; return {}; });
    expect(levels(simulation)).toEqual(['2 a00 0.5', '2 a01 0.5', '5 a00 1', '5 a01 1']);
  });

  test('more capacity after a repair reaches the model in the same instant', () => {
    const simulation = withModel([asset({ capacity: [50, 50, 50, 50] })], [hazard('h', 2, [0])], [0], (_, offered, shares) => { shares[0] = offered[0]!; return {}; });
    expect(levels(simulation)).toEqual(['2 a00 0.5', '6 a00 1']);
  });

  test('a raised share on a loop of needs brings back the greatest solution', () => {
    const loop = [asset({ needs: [need([1])] }), asset({ needs: [need([0])] })];
    const simulation = withModel([...loop, asset()], [out('h', 2, [2], 3, 0.5)], [0, 2], (_, offered, shares) => { shares[0] = offered[1]!; shares[1] = FULL; return {}; });
    expect(levels(simulation).sort()).toEqual(['2 a00 0.5', '2 a01 0.5', '2 a02 0.5', '5 a00 1', '5 a01 1', '5 a02 1']);
  });

  test('a model whose state moves with time is asked from the start on, in every replication', () => {
    // A tank of six hours: asked at 0, it wants to be asked when it is empty.
    const solve: Solve = (hours, _, shares) => { shares[0] = hours < 6 ? FULL : 0; return hours < 6 ? { againInHours: 6 - hours } : {}; };
    const simulation = withModel([asset()], [], [0], solve);
    for (const k of [0, 1]) expect(simulation.replicate(k).values[simulation.outcomes.findIndex((o) => o.name === 'lost-asset-hours.all')]).toBe(94);
    expect(timeline(simulation, 'fall')).toEqual(['6 fall a00']);
  });

  test('what a model left an asset with at the horizon is not there in the next replication', () => {
    const solve: Solve = (hours, _, shares) => { shares[0] = hours < 50 ? FULL : FULL / 2; return hours < 50 ? { againInHours: 50 - hours } : {}; };
    const simulation = withModel([asset()], [out('h', 2, [0], 1, 0.8)], [0], solve), expected = ['2 a00 0.8', '3 a00 1', '50 a00 0.5'];
    for (let k = 0; k < 2; k++) expect(levels(simulation)).toEqual(expected);
  });

  test('a new answer replaces pending trips; one that stands acts after its delay', () => {
    // a01 overheats within two hours while a00 is down.
    const solve: Solve = (_, __, shares, up) => { shares.fill(FULL); return up[0] === 0 ? { trips: [{ asset: 1, afterHours: 2 }] } : {}; };
    const falls = (hours: number) => timeline(withModel([asset(), asset()], [out('h', 2, [0], hours)], [0, 1], solve), 'fall');
    expect(falls(1)).toEqual(['2 fall a00']);
    expect(falls(3)).toEqual(['2 fall a00', '4 fall a01']);
  });

  test('what a model takes away is caused by the component whose change it answered', () => {
    const solve: Solve = (_, __, shares, up) => { shares.fill(up[0] === 0 ? 0 : FULL); return {}; };
    const simulation = withModel([asset(), asset(), asset()], [out('h', 2, [0], 3)], [0, 1, 2], solve), falls = new Map<string, [number, number | undefined, number]>();
    simulation.events(0).subscribe((e) => { if (e.kind === 'fall') falls.set(e.asset!, [e.id, e.cause, e.depth]); });
    const [root] = falls.get('a00')!;
    for (const id of ['a01', 'a02']) expect(falls.get(id)!.slice(1)).toEqual([root, 1]);
    expect(outcome(simulation, 'cascade-depth.all')).toBe(1);
  });

  test('without a solution the sector runs on with its last shares, and the replication counts, marked', () => {
    const solve: Solve = (_, __, shares, up) => { shares.fill(up[0] === 0 ? 0 : FULL); return up[0] === 0 ? { unsolved: 'the flows do not converge' } : {}; };
    const simulation = withModel([asset(), asset()], [out('h', 2, [0], 3)], [0, 1], solve);
    expect(levels(simulation)).toEqual(['2 a00 0', '5 a00 1']);
    expect(outcome(simulation, 'lost-asset-hours.all')).toBe(3);
    const mark = { code: 'SECTOR_UNSOLVED', message: 'sector model "net" at hour 2: the flows do not converge' };
    expect(simulation.replicate(0)).toMatchObject({ mark, failure: undefined });
    const { completed, failures } = new BlockRunner(simulation).run({ kind: 'block', index: 0, first: 0, count: 2 });
    expect([...completed]).toEqual([1, 1]);
    expect(failures).toEqual([0, 1].map((replication) => ({ replication, ...mark, kept: true })));
  });
});

test('an outage by the sector\'s share alone triggers as any other', () => {
  const spec = { assets: [asset(), asset()], hazards: [], pools: [], order: 'first-come' as const, horizon: 100 };
  const { network, names, scenario } = assemble(modelOf(spec), {
    ...scenarioOf(spec), hazards: [out('h', 2, [0], 10), hazard('flood', undefined, [0])],
    triggers: [{ id: 'r', key: 'r', cause: { on: 'outage', select: { id: ['a01'] }, afterHours: 4 }, probability: 1, lagHours: 0, hazard: 'flood', repeat: false }],
  });
  const model: SectorModel = { components: Int32Array.of(0, 1), reset: () => undefined, solve: (_, up, __, shares) => { shares[0] = FULL; shares[1] = up[0] === 1 ? FULL : 0; return {}; } };
  const simulation = new Simulation({ network, names, scenario: { ...scenario, layers: [layerOf('net')] }, layers: [model] });
  expect(timeline(simulation, 'hazard')).toEqual(['2 hazard h', '6 hazard h > flood']);
});

test('a component that the model trips again and again counts one trip', () => {
  // a01 is tripped at every half hour while a00 is down; a plan could close it with one release.
  const solve: Solve = (_, __, shares, up) => { shares.fill(FULL); return up[0] === 0 ? { trips: [{ asset: 1, afterHours: 0 }], againInHours: 0.5 } : {}; };
  const simulation = withModel([asset(), asset()], [out('h', 2, [0], 2)], [0, 1], solve);
  expect(timeline(simulation, 'fall')).toEqual(['2 fall a00', '2 fall a01']);
});

test('a model that asks to be called at every tick is stopped by the event budget', () => {
  const simulation = withModel([asset()], [out('h', 2, [0], 1)], [0], (_, __, shares) => { shares.fill(FULL); return { againInHours: 1e-9 }; }, {}, 1000);
  expect(simulation.replicate(0).failure?.code).toBe('EVENT_BUDGET');
});

describe('flow models have one state', () => {
  /** Counts the hours that a00 was down: its share of a01 falls by a tenth for each. */
  function worn(causes = true): { simulation: Simulation; trace: () => string[] } {
    const spec = { assets: [asset(), asset()], hazards: [], pools: [], order: 'first-come' as const, horizon: 100 };
    const { network, names, scenario } = assemble(modelOf(spec), { ...scenarioOf(spec), hazards: [out('h', 2, [0], 3), out('i', 9, [0], 1)] }, { causes });
    let since = 0, wasUp = 1, wear = 0;
    const model: SectorModel = {
      components: Int32Array.of(0, 1), reset: () => { since = wear = 0; wasUp = 1; },
      solve(hours, up, _, shares) {
        if (wasUp === 0) wear += hours - since;
        [since, wasUp] = [hours, up[0]!];
        shares.set([FULL, Math.round(FULL * (1 - wear / 10))]);
        return {};
      },
    };
    const simulation = new Simulation({ network, names, scenario: { ...scenario, layers: [layerOf('net')] }, layers: [model] });
    return { simulation, trace: () => levels(simulation) };
  }
  const expected = ['2 a00 0', '5 a01 0.7', '5 a00 1', '9 a00 0', '10 a01 0.6', '10 a00 1'];

  test('a stream after replications starts from a model that is as at the start, also where causes are followed for it alone', () => {
    for (const causes of [true, false]) {
      const { simulation, trace } = worn(causes);
      simulation.replicate(0);
      expect(trace().sort()).toEqual([...expected].sort());
    }
  });

  test('a replication inside a running stream is refused, and leaves the stream as it is', () => {
    for (const causes of [true, false]) {
      const { simulation } = worn(causes), seen: string[] = [], refused: string[] = [];
      simulation.events(0).subscribe((e) => {
        if (e.kind === 'fall' || e.kind === 'rise') seen.push(`${e.hours} ${e.asset} ${e.to}`);
        try { simulation.replicate(1); } catch (error) { refused.push((error as { code: string }).code); }
        simulation.events(1).subscribe({ error: (error: { code: string }) => refused.push(error.code) });
      });
      expect(seen.sort()).toEqual([...expected].sort());
      expect(new Set(refused)).toEqual(new Set(['REPLICATOR_BUSY']));
      expect(simulation.replicate(0).failure).toBeUndefined();
    }
  });
});

test('a model that is asked at its time does not wait for what an outage of that instant triggers', () => {
  const spec = { assets: [asset(), asset(), asset()], hazards: [], pools: [], order: 'first-come' as const, horizon: 100 };
  const { network, names, scenario } = assemble(modelOf(spec), {
    ...scenarioOf(spec), hazards: [out('h', 6, [1], 10), hazard('fire', undefined, [2])],
    triggers: [{ id: 'r', key: 'r', cause: { on: 'outage', select: { id: ['a01'] }, afterHours: 0 }, probability: 1, lagHours: 0, hazard: 'fire', repeat: false }],
  });
  const model: SectorModel = { components: Int32Array.of(0), reset: () => undefined, solve: (hours, _, __, shares) => { shares[0] = hours < 6 ? FULL : 0; return hours < 6 ? { againInHours: 6 - hours } : {}; } };
  const simulation = new Simulation({ network, names, scenario: { ...scenario, layers: [layerOf('net')] }, layers: [model] });
  expect(timeline(simulation, 'hazard', 'damage', 'fall').filter((line) => line.startsWith('6 '))).toEqual(['6 hazard h', '6 fall a01', '6 fall a00', '6 hazard h > fire', '6 damage a02', '6 fall a02']);
});
