import { describe, expect, test } from 'vitest';
import type { Plan, Scenario } from '../../../src/model/types.js';
import { scenarioOf } from '../../oracle/build.js';
import { asset, hazard, need, outcome, system, timeline, trip, type Extras } from './system.js';

const plan = (id: string, when: Plan['when'], measures: Plan['measures'], fields: Partial<Plan> = {}): Plan => ({ id, key: id, when, afterHours: 0, measures, precedence: 1, once: false, ...fields });
const select = (id: string) => ({ id: [id] });
const buffer = { hours: 10, refillHours: 0, cover: 100, initial: 100, working: false };
const out = (id: string, onset: number, assets: number[], durationHours: number) => hazard(id, onset, assets, { effects: [trip], durationHours });
const at = (atHours: number, changed: Partial<Scenario>, more: Extras = {}): Extras => ({ ...more, fork: { atHours, changed } });
const pools = [{ skills: [], count: 1, from: 0 }];
const jobs = [asset({ repair: [1, 1, 1, 2] }), asset({ repair: [1, 1, 1, 3], critical: 1 }), asset({ repair: [1, 1, 1, 4] }), asset({ repair: [1, 1, 1, 5] })];
const crews = (count: number): Partial<Scenario> => ({ crews: scenarioOf({ assets: jobs, hazards: [], pools, order: 'first-come', horizon: 100 }).crews.map((pool) => ({ ...pool, count })) });

describe('recovery', () => {
  const ends = (extras: Extras) => timeline(system(jobs, [hazard('h', 1, [0, 1, 2, 3])], extras), 'repair-end', 'fork');
  test('one crew: 2, 3, 4 and 5 hours after each other', () => expect(ends({ spec: { pools } })).toEqual(['3 repair-end a00', '6 repair-end a01', '10 repair-end a02', '15 repair-end a03']));
  test('two more from hour 4 on take the next two jobs then', () => expect(ends(at(4, crews(3), { spec: { pools } }))).toEqual(['3 repair-end a00', '4 fork p0', '6 repair-end a01', '8 repair-end a02', '9 repair-end a03']));
  test('none from hour 4 on: who is at work stays until it is done', () => expect(ends(at(4, crews(0), { spec: { pools } }))).toEqual(['3 repair-end a00', '4 fork p0', '6 repair-end a01']));
  test('crews that are still to come come in the number of then', () => {
    const late = (count: number) => ({ crews: crews(count).crews!.map((pool) => ({ ...pool, fromHours: 10 })) });
    expect(ends(at(4, late(4), { scenario: late(1) }))).toEqual(['4 fork p0', '12 repair-end a00', '13 repair-end a01', '14 repair-end a02', '15 repair-end a03']);
  });
  test('of which a hazard keeps its share away: half of two until hour 4, half of four from then on', () => {
    const away = hazard('away', 0, [0], { durationHours: 7, effects: [{ effect: 'crews', to: 0.5 }] }), run = (extras: Extras) => timeline(system(jobs, [away, hazard('h', 1, [0, 1, 2, 3])], extras), 'repair-start');
    expect(run(at(4, crews(4), { scenario: crews(2) }))).toEqual(['1 repair-start a00', '3 repair-start a01', '4 repair-start a02', '6 repair-start a03']);
    // None are left of none, and none come back when the hazard ends.
    expect(run(at(2, crews(0), { scenario: crews(2) }))).toEqual(['1 repair-start a00']);
  });
  test('another order holds for the jobs that wait', () => expect(ends(at(2, { repairOrder: 'list', repairList: ['a03'] }, { spec: { pools } }))).toEqual(['2 fork repairs', '3 repair-end a00', '8 repair-end a03', '11 repair-end a01', '15 repair-end a02']));
  test('the replication after it is not touched by it', () => {
    const simulation = system(jobs, [hazard('h', 1, [0, 1, 2, 3])], at(2, { ...crews(2), repairOrder: 'list', repairList: ['a03'] }, { spec: { pools } }));
    const ends = (k: number): string[] => { const lines: string[] = []; simulation.events(k).subscribe((e) => { if (e.kind === 'repair-end') lines.push(`${e.hours} ${e.asset}`); }); return lines; };
    expect(ends(1)).toEqual(ends(0));
    expect(ends(0)).toEqual(['3 a00', '6 a01', '7 a03', '10 a02']);
  });
});

describe('plans', () => {
  const shed = (fields: Partial<Plan> = {}) => plan('shed', { on: 'time', atHours: 2 }, [{ do: 'trip', select: select('a00') }], fields);
  const run = (extras: Extras, ...kinds: Parameters<typeof timeline>[1][]) => timeline(system([asset(), asset({ needs: [need([0], { buffer })] })], [out('h', 10, [0], 30)], extras), 'fork', ...kinds);

  test('one that is removed ends: its trip is released then', () => expect(run(at(5, { plans: [] }, { scenario: { plans: [shed()] } }), 'plan', 'plan-end', 'fall', 'rise')).toEqual(['2 plan shed', '2 fall a00', '5 fork shed', '5 plan-end shed', '5 rise a00', '10 fall a00', '20 fall a01', '40 rise a00', '40 rise a01']));
  test('what of it waits for its delay does not happen', () => expect(run(at(5, { plans: [] }, { scenario: { plans: [shed({ afterHours: 4 })] } }), 'plan', 'plan-end', 'trip')).toEqual(['2 plan shed', '5 fork shed', '5 plan-end shed', '10 trip a00']));
  test('crews that it has not brought yet do not leave with it', () => {
    const aid = (afterHours: number) => at(4, { plans: [] }, { spec: { pools }, scenario: { plans: [plan('aid', { on: 'time', atHours: 2 }, [{ do: 'crews', pool: 'p0', count: 1 }], { afterHours })] } });
    const ends = (afterHours: number) => timeline(system(jobs, [hazard('h', 1, [0, 1, 2, 3])], aid(afterHours)), 'repair-end');
    expect(ends(4)).toEqual(['3 repair-end a00', '6 repair-end a01', '10 repair-end a02', '15 repair-end a03']);
    expect(ends(0)).toEqual(['3 repair-end a00', '5 repair-end a01', '7 repair-end a02', '12 repair-end a03']);
  });
  test('an added one fires at once where its state holds already, and is caused by the fork', () => {
    const simulation = system([asset(), asset()], [out('h', 10, [0], 30)], at(15, { plans: [plan('p', { on: 'working', select: { id: ['a00', 'a01'] }, below: 1, forHours: 0 }, [{ do: 'release', select: select('a00') }])] }));
    expect(timeline(simulation, 'fork', 'plan', 'rise')).toEqual(['15 fork p', '15 plan p', '15 rise a00']);
  });
  test('an event that has been is none; one of that instant is', () => {
    const added = (atHours: number) => run(at(atHours, { plans: [plan('p', { on: 'hazard', hazard: 'h' }, [{ do: 'release', select: select('a00') }])] }), 'plan');
    expect(added(10)).toEqual(['10 fork p', '10 plan p']);
    expect(added(11)).toEqual(['11 fork p']);
  });
  test('a state is held from the fork on', () => expect(run(at(15, { plans: [plan('p', { on: 'level', asset: 'a00', below: 1, forHours: 3 }, [{ do: 'release', select: select('a00') }])] }), 'plan')).toEqual(['15 fork p', '18 plan p']));
  test('a reserve that sinks is met at its level, 4 of 10 hours left at 16', () => expect(run(at(13, { plans: [plan('p', { on: 'buffer', need: 'a01/s0#0', belowHours: 4 }, [{ do: 'refill', needs: ['a01/s0#0'] }])] }), 'plan', 'buffer-end')).toEqual(['13 fork p', '16 plan p', '22 plan p', '28 plan p', '34 plan p']));
  test('a changed one is removed and added, and goes on counting', () => {
    const before = plan('p', { on: 'level', asset: 'a00', below: 1, forHours: 0 }, [{ do: 'derate', select: select('a01'), to: 0.5 }]), changed = { ...before, measures: [{ do: 'derate' as const, select: select('a01'), to: 0.25 }] };
    const events = (once: boolean) => { const lines: string[] = []; system([asset(), asset()], [out('h', 10, [0], 30)], at(15, { plans: [{ ...changed, once }] }, { scenario: { plans: [{ ...before, once }] } })).events(0).subscribe((e) => { if (e.asset === 'a01' && e.to !== undefined && e.kind !== 'derate') lines.push(`${e.hours} ${e.kind} ${e.to}`); }); return lines; };
    expect(events(false)).toEqual(['10 fall 0.5', '15 fall 0.25']);
    expect(events(true)).toEqual(['10 fall 0.5', '15 rise 1']);
  });
  test('a hazard that nobody waited for is noticed at its time all the same', () => {
    const noticed = { ...out('h', 10, [0], 30), detectedHours: 8 }, p = plan('p', { on: 'detected', hazard: 'h' }, [{ do: 'release', select: select('a00') }]);
    const from = (atHours: number) => timeline(system([asset()], [noticed], at(atHours, { plans: [p] })), 'fork', 'detection', 'plan');
    expect(from(12)).toEqual(['12 fork p', '18 detection h', '18 plan p']);
    expect(from(19)).toEqual(['19 fork p']);
  });
  test('resources that come are there then, those that are taken away are missed', () => {
    const cover = plan('c', { on: 'level', asset: 'a00', below: 1, forHours: 0 }, [{ do: 'cover', select: { id: ['a01', 'a02'] }, service: 's0', share: 1, short: true, unit: 'truck' }]);
    const two = (extras: Extras) => timeline(system([asset(), asset({ needs: [need([0])] }), asset({ needs: [need([0])] })], [out('h', 10, [0], 30)], extras), 'fork', 'cover', 'plan-fail');
    const trucks = (count: number) => ({ planResources: [{ id: 'truck', count }] }), scenario = { ...trucks(1), plans: [cover] };
    expect(two({ scenario })).toEqual(['10 plan-fail a02', '10 cover a01']);
    expect(two(at(5, trucks(2), { scenario }))).toEqual(['5 fork truck', '10 cover a01', '10 cover a02']);
    expect(two(at(5, trucks(0), { scenario }))).toEqual(['5 fork truck', '10 plan-fail a01', '10 plan-fail a02']);
  });
});

test('outcomes are those of the whole course: down from 10 to 15 h instead of 40 h', () => {
  const hours = (extras: Extras) => outcome(system([asset()], [out('h', 10, [0], 30)], extras), 'lost-asset-hours.all');
  expect([hours({}), hours(at(15, { plans: [plan('p', { on: 'time', atHours: 15 }, [{ do: 'release', select: select('a00') }])] }))]).toEqual([30, 5]);
});
