/** Conditions and measures of plans beyond plans.test.ts: states of many, resources, durations, covers; worked by hand. */
import { describe, expect, test } from 'vitest';
import type { Measure, Plan, Scenario } from '../../../src/model/types.js';
import { asset, hazard, levels, need, outcome, system, timeline, trip, withModel } from './system.js';
import type { SectorModel } from '../../../src/engine/sector-model.js';
import { eventsOf } from '../../oracle/compare.js';

const plan = (id: string, when: Plan['when'], measures: Measure[], fields: Partial<Plan> = {}): Plan => ({ id, key: id, when, afterHours: 0, measures, precedence: 0, once: false, ...fields });
const ids = (...list: string[]) => ({ id: list });
const out = (id: string, onset: number, assets: number[], durationHours: number) => hazard(id, onset, assets, { effects: [trip], durationHours });
const noop: Measure[] = [{ do: 'release', select: ids('a09') }];
const cover = (select: string[], fields: Partial<Extract<Measure, { do: 'cover' }>> = {}): Measure => ({ do: 'cover', select: ids(...select), service: 's0', share: 1, short: false, ...fields });
const people = (n: number) => ({ area: true, people: n });

describe('conditions', () => {
  const assets = [asset(), asset(), asset({ needs: [need([0])], ...people(100) }), asset({ needs: [need([1])], ...people(50) })];
  const hazards = [out('h', 2, [0], 4), out('i', 5, [1], 4)];
  const fires = (when: Plan['when'], more: Partial<Plan> = {}) => timeline(system(assets, hazards, { scenario: { plans: [plan('p', when, noop, more)] } }), 'plan');

  test('people without a service, above a number, for a time', () => {
    expect(fires({ on: 'people', service: 's0', above: 99, forHours: 0 })).toEqual(['2 plan p']);
    expect(fires({ on: 'people', service: 's0', above: 100, forHours: 0 })).toEqual(['5 plan p']);
    expect(fires({ on: 'people', service: 's0', above: 20, forHours: 6 })).toEqual(['8 plan p']);
    expect(fires({ on: 'people', service: 's0', above: 150, forHours: 0 })).toEqual([]);
  });
  test('a share of assets', () => {
    const select = ids('a00', 'a01');
    expect(fires({ on: 'working', select, below: 1, forHours: 0 })).toEqual(['2 plan p']);
    expect(fires({ on: 'working', select, below: 0.5, forHours: 0 })).toEqual(['5 plan p']);
    expect(fires({ on: 'working', select, below: 0.5, forHours: 0.5 })).toEqual(['5.5 plan p']);
    // Both are down from 5 to 6 only.
    expect(fires({ on: 'working', select, below: 0.5, forHours: 1 })).toEqual([]);
  });
  test('falls, each; the end of a hazard', () => {
    expect(fires({ on: 'fall', select: ids('a02', 'a03') })).toEqual(['2 plan p', '5 plan p']);
    expect(fires({ on: 'hazard-ends', hazard: 'i' })).toEqual(['9 plan p']);
  });
  test('all and any: an event counts from then on, a state while it holds', () => {
    const one: Plan['when'] = { on: 'hazard', hazard: 'h' }, other: Plan['when'] = { on: 'people', service: 's0', above: 120, forHours: 0 };
    expect(fires({ on: 'all', of: [one, other] })).toEqual(['5 plan p']);
    expect(fires({ on: 'any', of: [one, other] })).toEqual(['2 plan p']);
    expect(fires({ on: 'all', of: [{ on: 'time', atHours: 7 }, { on: 'level', asset: 'a03', below: 0.5, forHours: 1 }] })).toEqual(['7 plan p']);
    expect(fires({ on: 'all', of: [{ on: 'hazard-ends', hazard: 'h' }, { on: 'level', asset: 'a02', below: 0.5, forHours: 0 }] })).toEqual([]);
  });
  test('a hazard that is noticed late', () => {
    const late = { ...out('h', 2, [0], 4), detectedHours: 7 };
    expect(timeline(system(assets, [late], { scenario: { plans: [plan('p', { on: 'detected', hazard: 'h' }, noop)] } }), 'plan', 'detection')).toEqual(['9 detection h', '9 plan p']);
    expect(fires({ on: 'detected', hazard: 'h' })).toEqual(['2 plan p']);
    expect(timeline(system(assets, [late, { ...out('i', 5, [1], 4), detectedHours: 1 }], { scenario: { plans: [plan('p', { on: 'detected', hazard: 'h' }, noop), plan('q', { on: 'detected', hazard: 'i' }, noop)] } }), 'plan')).toEqual(['6 plan q', '9 plan p']);
  });
  test('a plan that does not come about, by chance, says so', () => {
    const simulation = system(assets, hazards, { scenario: { plans: [plan('p', { on: 'time', atHours: 1 }, noop, { probability: 0.25 })] } });
    let failed = 0;
    for (let k = 0; k < 400; k++) failed += eventsOf(simulation, k).filter((e) => e.kind === 'plan-fail').length;
    // 300 +- 3 standard errors of 8.7.
    expect(failed).toBeGreaterThan(273);
    expect(failed).toBeLessThan(327);
  });
});

describe('durations', () => {
  test('a trip ends with its plan, a derating too; the same again after it', () => {
    const plans = [plan('p', { on: 'time', atHours: 5 }, [{ do: 'trip', select: ids('a00') }, { do: 'derate', select: ids('a01'), to: 0.5 }], { forHours: 3 })];
    const simulation = system([asset(), asset()], [], { scenario: { plans } });
    expect(timeline(simulation, 'fall', 'rise', 'plan-end')).toEqual(['5 fall a00', '5 fall a01', '8 plan-end p', '8 rise a00', '8 rise a01']);
    expect(outcome(simulation, 'lost-asset-hours.all')).toBe(3 * 1.5);
  });
  test('a trip that another plan released is not released again', () => {
    const plans = [
      plan('a', { on: 'time', atHours: 5 }, [{ do: 'trip', select: ids('a00') }], { forHours: 10 }), plan('b', { on: 'time', atHours: 7 }, [{ do: 'release', select: ids('a00') }]),
      plan('c', { on: 'time', atHours: 9 }, [{ do: 'trip', select: ids('a00') }]),
    ];
    expect(timeline(system([asset()], [], { scenario: { plans } }), 'fall', 'rise')).toEqual(['5 fall a00', '7 rise a00', '9 fall a00']);
  });
  test('crews that came leave when their job is done', () => {
    const plans = [plan('aid', { on: 'time', atHours: 2 }, [{ do: 'crews', pool: 'p0', count: 1 }], { forHours: 5 })];
    const simulation = system([asset(), asset(), asset()], [hazard('h', 1, [0, 1, 2])], { spec: { pools: [{ skills: [], count: 0, from: 0 }] }, scenario: { plans } });
    // The crew works 2-6 and 6-10 and is gone at 10, for the plan ended at 7.
    expect(timeline(simulation, 'repair-end')).toEqual(['6 repair-end a00', '10 repair-end a01']);
  });
});

describe('covers', () => {
  test('a generator for a time: the need is met, then not', () => {
    const plans = [plan('gen', { on: 'level', asset: 'a01', below: 0.5, forHours: 0 }, [cover(['a01'])], { afterHours: 2, forHours: 6, once: true })];
    const simulation = system([asset(), asset({ needs: [need([0])], ...people(10) })], [out('h', 1, [0], 20)], { scenario: { plans } });
    expect(levels(simulation)).toEqual(['1 a00 0', '1 a01 0', '3 a01 1', '9 a01 0', '21 a00 1', '21 a01 1']);
    expect(outcome(simulation, 'person-hours.s0')).toBe(10 * (2 + 12));
    const events = eventsOf(simulation), find = (kind: string, hours: number) => events.find((e) => e.kind === kind && e.hours === hours)!;
    // For want of the supplier that fell, and because the generator left.
    expect(find('fall', 9).cause).toBe(find('cover-end', 9).id);
    expect(find('cover-end', 9).causes).toEqual([find('fall', 1).id, find('plan-end', 9).id]);
    expect(find('fall', 9).depth).toBe(1);
  });
  test('the buffer of a covered need carries the rest only, and fills again', () => {
    const buffer = { hours: 4, refillHours: 0, cover: 100, initial: 100, working: false };
    const plans = [plan('gen', { on: 'time', atHours: 3 }, [cover(['a01'], { share: 0.75 })], { forHours: 10 })];
    // 2 h of 4 are left at 3 h, of which a quarter an hour is used until 11; the generator stays until 13.
    expect(levels(system([asset(), asset({ needs: [need([0], { buffer })] })], [out('h', 1, [0], 20)], { scenario: { plans } }))).toEqual(['1 a00 0', '11 a01 0.75', '13 a01 0', '21 a00 1', '21 a01 1']);
  });
  test('fallback keeps the stated share (check 11): the till without its network takes cash for 60 % of the trade', () => {
    const plans = [plan('cash', { on: 'level', asset: 'a01', below: 0.5, forHours: 0 }, [cover(['a01'], { share: 0.6 })])];
    expect(levels(system([asset(), asset({ needs: [need([0])] })], [out('h', 1, [0], 20)], { scenario: { plans } })).filter((l) => l.includes('a01'))).toEqual(['1 a01 0', '1 a01 0.6', '21 a01 1']);
  });
  test('a supplier for a time: the cover hangs on its level', () => {
    const plans = [plan('tie', { on: 'time', atHours: 2 }, [cover(['a01'], { share: 0.5, with: 'a02' })])];
    const assets = [asset(), asset({ needs: [need([0])] }), asset()];
    expect(levels(system(assets, [out('h', 1, [0], 20), out('i', 5, [2], 3)], { scenario: { plans } })).filter((l) => l.includes('a01'))).toEqual(['1 a01 0', '2 a01 0.5', '5 a01 0', '8 a01 0.5', '21 a01 1']);
  });
  test('of a need that a flow model carries', () => {
    const plans = [plan('gen', { on: 'time', atHours: 2 }, [cover(['a01'], { share: 0.5 })], { forHours: 3 })];
    const simulation = withModel([asset(), asset({ needs: [need([0])] })], [out('h', 1, [0], 9)], [0, 1], (_h, _offered, shares, up) => { shares.fill(3_603_600); if (up[0] === 0) shares[1] = 0; return {}; }, { carries: ['s0'], scenario: { plans } });
    expect(levels(simulation).filter((l) => l.includes('a01'))).toEqual(['1 a01 0', '2 a01 0.5', '5 a01 0', '10 a01 1']);
  });
});

describe('resources', () => {
  const assets = [asset(), ...[10, 30, 20].map((n) => asset({ needs: [need([0])], ...people(n) }))];
  const run = (scenario: Partial<Scenario>) => system(assets, [out('h', 1, [0], 20)], { scenario });
  const resources = [{ id: 'generators', count: 2 }];
  const failures = (scenario: Partial<Scenario>) => eventsOf(run(scenario)).filter((e) => e.kind === 'plan-fail').map((e) => `${e.hours} ${e.source} ${e.asset ?? ''}: ${e.obstacle}`);

  test('each asset takes a unit, those that serve most people first; where there is none the trace says so', () => {
    const plans = [plan('gen', { on: 'hazard', hazard: 'h' }, [cover(['a01', 'a02', 'a03'], { unit: 'generators' })])];
    expect(timeline(run({ plans, planResources: resources }), 'cover')).toEqual(['1 cover a02', '1 cover a03']);
    expect(failures({ plans, planResources: resources })).toEqual(['1 gen a01: no generators left']);
  });
  test('short: only where the need is short when the plan acts', () => {
    const plans = [plan('gen', { on: 'time', atHours: 0.5 }, [cover(['a01'], { unit: 'generators', short: true })])];
    expect(timeline(run({ plans, planResources: resources }), 'cover', 'plan-fail')).toEqual([]);
  });
  test('a unit that comes back goes to who asks then', () => {
    const plans = [plan('a', { on: 'time', atHours: 2 }, [cover(['a01'], { unit: 'generators' })], { forHours: 3 }), ...[4, 5, 6].map((atHours) => plan(`b${atHours}`, { on: 'time', atHours }, [cover(['a03'], { unit: 'generators' })]))];
    const one = [{ id: 'generators', count: 1 }];
    expect(failures({ plans, planResources: one })).toEqual(['4 b4 a03: no generators left', '6 b6 a03: no generators left']);
    expect(timeline(run({ plans, planResources: one }), 'cover')).toEqual(['2 cover a01', '5 cover a03']);
  });
  test('also to who asks for a state that begins in that instant, and what a plan uses', () => {
    const two = [asset(), asset(), asset({ needs: [need([0])] }), asset({ needs: [need([1])] })], dark: Plan['when'] = { on: 'level', asset: 'a01', below: 0.5, forHours: 0 };
    const covers = (unit: Partial<Extract<Measure, { do: 'cover' }>>, more: Partial<Plan>) => [plan('z', { on: 'time', atHours: 2 }, [cover(['a02'], unit)], { forHours: 10, ...more }), plan('y', dark, [cover(['a03'], unit)], more)];
    for (const plans of [covers({ unit: 'generators' }, {}), covers({}, { uses: { generators: 1 } })]) {
      const simulation = system(two, [out('h', 1, [0], 50), out('i', 12, [1], 50)], { scenario: { plans, planResources: [{ id: 'generators', count: 1 }] } });
      expect(timeline(simulation, 'plan', 'plan-fail', 'plan-end', 'cover')).toEqual(['2 plan z', '2 cover a02', '12 plan y', '12 plan-end z', '12 cover a03']);
      expect(levels(simulation).filter((line) => line.startsWith('12 '))).toEqual(['12 a01 0', '12 a03 0', '12 a02 0', '12 a03 1']);
    }
  });
  test('overlapping conditions: by precedence, then key, whatever the order of the file; what is held is granted once', () => {
    const using = (id: string, precedence: number) => plan(id, { on: 'hazard', hazard: 'h' }, [cover([id === 'x' ? 'a01' : id === 'y' ? 'a02' : 'a03'])], { precedence, uses: { generators: 1 }, forHours: 4 });
    // z first, by precedence; then x before y, by key.
    for (const plans of [[using('x', 1), using('y', 1), using('z', 0)], [using('z', 0), using('y', 1), using('x', 1)]]) {
      expect(timeline(run({ plans, planResources: resources }), 'cover').sort()).toEqual(['1 cover a01', '1 cover a03']);
      expect(failures({ plans, planResources: resources })).toEqual(['1 y : it takes 1 of generators, 0 free']);
    }
  });
  test('crews of a pool are held from the moment the plan fires until it ends', () => {
    const plans = [plan('sandbags', { on: 'time', atHours: 1 }, noop, { uses: { p0: 1 }, afterHours: 2, forHours: 3 })];
    const simulation = system([asset()], [hazard('h', 2, [0])], { spec: { pools: [{ skills: [], count: 1, from: 0 }] }, scenario: { plans } });
    expect(timeline(simulation, 'repair-start', 'plan-end')).toEqual(['6 plan-end sandbags', '6 repair-start a00']);
  });
  test('over roads: later, or not at all where there is no way', () => {
    const plans = [plan('gen', { on: 'hazard', hazard: 'h' }, [cover(['a01', 'a02', 'a03'], { unit: 'generators' })])];
    const roads: Partial<SectorModel> = { travelTimes: { hours: (_from, to) => (to === 2 ? Infinity : to) } };
    const simulation = withModel(assets, [out('h', 1, [0], 20)], [0], (_h, _o, shares) => { shares.fill(3_603_600); return {}; }, { ...roads, scenario: { plans, planResources: [{ id: 'generators', count: 2, base: 'a00' }] } });
    expect(timeline(simulation, 'cover', 'plan-fail')).toEqual(['1 plan-fail a02', '2 cover a01', '4 cover a03']);
    expect(timeline(simulation, 'rise')).toEqual(['2 rise a01', '4 rise a03', '21 rise a00', '21 rise a02']);
  });
});

test('all of it is undone in the next replication', () => {
  const plans = [
    plan('gen', { on: 'time', atHours: 2 }, [cover(['a01'], { unit: 'generators' }), { do: 'trip', select: ids('a02') }], { forHours: 200 }),
    plan('again', { on: 'all', of: [{ on: 'hazard', hazard: 'h' }, { on: 'working', select: ids('a00', 'a02'), below: 0.6, forHours: 3 }] }, [cover(['a03'])]),
  ];
  const simulation = system([asset(), asset({ needs: [need([0])], ...people(10) }), asset(), asset({ needs: [need([2])], ...people(10) })], [out('h', 1, [0], 20)], { scenario: { plans, planResources: [{ id: 'generators', count: 1 }] } });
  const values = [0, 1, 2].map(() => [...simulation.replicate(0).values]);
  expect(values[1]).toEqual(values[0]);
  expect(values[2]).toEqual(values[0]);
  expect(outcome(simulation, 'person-hours.s0')).toBe(10 + 10 * 2);
});

test('order cascade-value: what is lent counts beside what a repair would bring', () => {
  // Half of what a03's 1,000 people need comes from a00; with 70 % lent it makes them whole. a01 brings 60 people theirs.
  const assets = [asset(), asset(), asset(), asset({ area: true, people: 1000, needs: [need([0, 2])] }), asset({ area: true, people: 60, needs: [need([1])] })];
  const lend: Plan = { id: 'lend', key: 'lend', when: { on: 'time', atHours: 0 }, afterHours: 0, measures: [{ do: 'cover', select: { id: ['a03'] }, service: 's0', share: 0.7, short: false }], precedence: 0, once: false };
  const first = (plans: Plan[]) => timeline(system(assets, [hazard('out', 0, [2], { effects: [trip], durationHours: 90 }), hazard('h', 1, [0, 1])], { scenario: { plans, repairOrder: 'cascade-value' }, spec: { pools: [{ skills: [], count: 1, from: 0 }] } }), 'repair-start')[0];
  expect(first([])).toBe('1 repair-start a00');
  expect(first([lend])).toBe('1 repair-start a00');
});
