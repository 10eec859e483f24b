import { describe, expect, test } from 'vitest';
import { FULL } from '../../../src/engine/units.js';
import type { CrewPool, Hazard } from '../../../src/model/types.js';
import { assemble } from '../../../src/study/assemble.js';
import { Simulation } from '../../../src/study/simulation.js';
import { modelOf, scenarioOf } from '../../oracle/build.js';
import { asset, hazard, layerOf, timeline, trip, withModel } from './system.js';

const [DEPOT, BRIDGE, PUMP, MAST] = [0, 1, 2, 3];
const closed = (onset: number, hours: number): Hazard => hazard('closed', onset, [BRIDGE], { effects: [trip], durationHours: hours });
const crew = (base?: string, count = 1): CrewPool => ({ id: 'p', skills: [], count, fromHours: 0, ...(base === undefined ? {} : { base }) });

/** The depot is an hour from everything; from the pump only over the bridge, or `detour` hours round it. */
function town(hazards: Hazard[], crews: CrewPool[], detour = Infinity): Simulation {
  let open = true;
  return withModel([asset(), asset(), asset(), asset()], hazards, [BRIDGE], (_, __, shares, up) => { open = up[0] === 1; shares[0] = FULL; return {}; }, {
    reset: () => { open = true; },
    travelTimes: { hours: (from, to) => (from !== DEPOT ? NaN : to === PUMP && !open ? detour : 1) },
    scenario: { crews },
  });
}
const work = (simulation: Simulation): string[] => timeline(simulation, 'repair-start', 'repair-end');
const flood = (...assets: number[]): Hazard => hazard('flood', 2, assets);

describe('crews travel from their base', () => {
  test('the way comes before the work', () => {
    expect(work(town([flood(PUMP)], [crew('a00')]))).toEqual(['2 repair-start a02', '7 repair-end a02']);
  });

  test('a closed bridge delays the repair; without the coupling (no base) it does not', () => {
    expect(work(town([flood(PUMP), closed(1, 7)], [crew('a00')]))).toEqual(['8 repair-start a02', '13 repair-end a02']);
    expect(work(town([flood(PUMP), closed(1, 7)], [crew()]))).toEqual(['2 repair-start a02', '6 repair-end a02']);
  });

  test('a detour takes longer', () => {
    expect(work(town([flood(PUMP), closed(1, 7)], [crew('a00')], 2.5))).toEqual(['2 repair-start a02', '8.5 repair-end a02']);
  });

  test('by the roads as they are when it leaves', () => {
    expect(work(town([flood(PUMP), closed(2.5, 50)], [crew('a00')]))).toEqual(['2 repair-start a02', '7 repair-end a02']);
  });

  test('the first job that it can reach, though another comes first in the order', () => {
    expect(work(town([flood(PUMP, MAST), closed(1, 2)], [crew('a00')]))).toEqual(['2 repair-start a03', '7 repair-end a03', '7 repair-start a02', '12 repair-end a02']);
    expect(work(town([flood(PUMP, MAST)], [crew('a00')]))[0]).toBe('2 repair-start a02');
  });

  test('another pool without a base takes what the first cannot reach', () => {
    expect(work(town([flood(PUMP), closed(1, 7)], [crew('a00'), { ...crew(), id: 'q' }]))).toEqual(['2 repair-start a02', '6 repair-end a02']);
  });

  test('worse damage on the way or at work: the work starts anew, the way does not', () => {
    const slight = hazard('slight', 2, [PUMP], { effects: [{ effect: 'damage', probability: 1, state: 'slight' }] });
    for (const [again, end] of [[2.5, 7], [4, 8]] as const) expect(timeline(town([slight, hazard('worse', again, [PUMP])], [crew('a00')]), 'repair-end')).toEqual([`${end} repair-end a02`]);
  });

  test('what is damaged at the start is reached by the roads of the start', () => {
    // After a reset the roads are intact until the model is asked; the bridge is down from the start and needs 10 hours by a crew without a base.
    let open = true;
    const assets = [asset(), asset({ initialDamage: 4, skill: 1, repair: [10, 10, 10, 10] }), asset({ initialDamage: 4, skill: 2 })];
    const crews = [{ ...crew('a00'), skills: ['skill2'] }, { ...crew(), id: 'q', skills: ['skill1'] }];
    const simulation = withModel(assets, [], [BRIDGE], (_, __, shares, up) => { open = up[0] === 1; shares[0] = FULL; return open ? {} : { againInHours: 1 }; }, {
      reset: () => { open = true; }, travelTimes: { hours: (_, to) => (to === PUMP && !open ? Infinity : 1) }, scenario: { crews },
    });
    for (let i = 0; i < 2; i++) expect(work(simulation)).toEqual(['0 repair-start a01', '10 repair-end a01', '10 repair-start a02', '15 repair-end a02']);
  });

  test('every replication anew', () => {
    const simulation = town([flood(PUMP), closed(1, 7)], [crew('a00')]);
    for (let i = 0; i < 2; i++) expect(timeline(simulation, 'repair-end')).toEqual(['13 repair-end a02']);
  });
});

test('where no layer knows travel times, a base changes nothing; two that do are one too many', () => {
  const spec = { assets: [asset(), asset()], hazards: [], pools: [], order: 'first-come' as const, horizon: 100 };
  const { network, names, scenario } = assemble(modelOf(spec), { ...scenarioOf(spec), hazards: [hazard('h', 2, [1])], crews: [crew('a00')] });
  expect(work(new Simulation({ network, names, scenario, layers: [] }))).toEqual(['2 repair-start a01', '6 repair-end a01']);
  const roads = (a: number) => ({ components: Int32Array.of(a), reset: () => undefined, solve: () => ({}), travelTimes: { hours: () => 0 } });
  expect(() => new Simulation({ network, names, scenario: { ...scenario, layers: [layerOf('a'), layerOf('b')] }, layers: [roads(0), roads(1)] })).toThrowError(expect.objectContaining({ code: 'TRAVEL_TIMES_TWICE' }));
});
