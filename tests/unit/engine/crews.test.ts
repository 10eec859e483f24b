import { describe, expect, test } from 'vitest';
import { asset, hazard, need, outcome, system, timeline, trip, type Extras } from './system.js';

const repairs = (assets: Parameters<typeof system>[0], hit: number[], extras: Extras) => timeline(system(assets, [hazard('h', 1, hit)], extras), 'repair-end');
const one = { pools: [{ skills: [], count: 1, from: 0 }] };
const three = [asset({ repair: [1, 1, 1, 2] }), asset({ repair: [1, 1, 1, 3], critical: 1 }), asset({ repair: [1, 1, 1, 4] })];

describe('orders', () => {
  test('first come, ties by key', () => expect(repairs(three, [2, 0, 1], { spec: one })).toEqual(['3 repair-end a00', '6 repair-end a01', '10 repair-end a02']));
  test('critical first', () => expect(repairs(three, [0, 1, 2], { spec: { ...one, order: 'critical-first' } })).toEqual(['4 repair-end a01', '6 repair-end a00', '10 repair-end a02']));
  test('a given list, the others after it', () => expect(repairs(three, [0, 1, 2], { spec: { ...one, order: 'list' }, scenario: { repairList: ['a02'] } })).toEqual(['5 repair-end a02', '7 repair-end a00', '10 repair-end a01']));

  test('people served: those downstream of the asset', () => {
    const served = [...three, asset({ area: true, people: 10, needs: [need([0])] }), asset({ area: true, people: 500, needs: [need([2])] })];
    expect(repairs(served, [0, 1, 2], { spec: { ...one, order: 'people-served' } })).toEqual(['5 repair-end a02', '7 repair-end a00', '10 repair-end a01']);
  });

  test('cascade value, equal people: more levels, then people served, then key', () => {
    // Nobody's supply comes back with one job. a02 brings back a06 too; a01 serves 500, who wait for a03 as well.
    const assets = [asset(), asset(), asset(), asset(), asset({ needs: [need([1]), need([3])] }), asset({ area: true, people: 500, needs: [need([4])] }), asset({ needs: [need([2])] }), asset()];
    const simulation = system(assets, [hazard('out', 0, [3], { effects: [trip], durationHours: 90 }), hazard('h', 1, [7, 2, 1, 0])], { spec: one, scenario: { repairOrder: 'cascade-value' } });
    expect(timeline(simulation, 'repair-start')).toEqual(['1 repair-start a02', '5 repair-start a01', '9 repair-start a00', '13 repair-start a07']);
  });

  test('time of damage comes before the key', () => {
    const simulation = system(three, [hazard('first', 1, [2]), hazard('second', 1.5, [1]), hazard('third', 1.25, [0])], { spec: one });
    expect(timeline(simulation, 'repair-end')).toEqual(['5 repair-end a02', '7 repair-end a00', '10 repair-end a01']);
  });
});

describe('crews', () => {
  test('none named: every job starts at once', () => expect(repairs(three, [0, 1, 2], {})).toEqual(['3 repair-end a00', '4 repair-end a01', '5 repair-end a02']));

  test('a pool works on its skills only; any crew does jobs without a skill', () => {
    const skilled = [asset({ skill: 1 }), asset({ skill: 2 }), asset()];
    expect(repairs(skilled, [0, 1, 2], { spec: { pools: [{ skills: [2], count: 1, from: 0 }] } })).toEqual(['5 repair-end a01', '9 repair-end a02']);
  });

  test('a pool without skills does any job', () => {
    const skilled = [asset({ skill: 1 }), asset({ skill: 2 }), asset()];
    expect(repairs(skilled, [0, 1, 2], { spec: one })).toEqual(['5 repair-end a00', '9 repair-end a01', '13 repair-end a02']);
    // Beside one that has a skill, and whichever comes first by key.
    for (const pools of [[{ skills: [2], count: 1, from: 0 }, ...one.pools], [...one.pools, { skills: [2], count: 1, from: 0 }]]) {
      expect(repairs(skilled, [0, 1, 2], { spec: { pools } }).map((event) => event.split(' ')[2]).sort()).toEqual(['a00', 'a01', 'a02']);
    }
  });

  test('crews that arrive later begin then', () => expect(repairs(three, [0, 1], { spec: { pools: [{ skills: [], count: 2, from: 10 }] } })).toEqual(['12 repair-end a00', '13 repair-end a01']));
  test('crews that would arrive at the horizon do not', () => {
    const starts = (from: number) => timeline(system([asset()], [hazard('h', 1, [0])], { spec: { pools: [{ skills: [], count: 1, from }] } }), 'repair-start');
    expect(starts(99)).toEqual(['99 repair-start a00']);
    expect(starts(100)).toEqual([]);
  });


  test('a job waits for the supplies its work needs, without its crew; once begun it is not left', () => {
    // a00 needs a01 for its repair; a01 is out of service from 1 to 3 h, and again from 4 h on.
    const assets = [asset({ needs: [need([1], { repair: true })] }), asset(), asset({ repair: [1, 1, 1, 1] })];
    const out = { effects: [{ effect: 'trip' as const, probability: 1 }] };
    const simulation = system(assets, [hazard('h', 1, [0, 2]), hazard('i', 1, [1], { ...out, durationHours: 2 }), hazard('j', 4, [1], { ...out, durationHours: 50 })], { spec: one });
    expect(timeline(simulation, 'repair-start', 'repair-end')).toEqual(['1 repair-start a02', '2 repair-end a02', '3 repair-start a00', '7 repair-end a00']);
  });
});

describe('further damage', () => {
  const graded = [asset({ repair: [2, 3, 4, 8] })];
  const state = (s: 'slight' | 'moderate' | 'complete') => ({ effects: [{ effect: 'damage' as const, probability: 1, state: s }] });

  test('worse: work starts anew with its crew and the new duration', () => {
    expect(timeline(system(graded, [hazard('h', 1, [0], state('slight')), hazard('i', 2, [0], state('complete'))], { spec: one }), 'repair-end')).toEqual(['10 repair-end a00']);
  });

  test('worse while a supply for its work is missing: the job keeps the place of its first damage', () => {
    // a00 of 1 h waits for a03, out until 5 h; the crew takes a02, and at 9 h what was damaged first: a00, then a01 of 2 h.
    const assets = [asset({ needs: [need([3], { repair: true })] }), asset(), asset({ repair: [8, 8, 8, 8] }), asset()];
    const simulation = system(assets, [hazard('out', 0, [3], { effects: [trip], durationHours: 5 }), hazard('h', 1, [0, 2], state('slight')), hazard('i', 2, [1]), hazard('j', 3, [0])], { spec: one });
    expect(timeline(simulation, 'repair-start')).toEqual(['1 repair-start a02', '9 repair-start a00', '13 repair-start a01']);
  });

  test('not worse: nothing changes, no second damage', () => {
    const simulation = system(graded, [hazard('h', 1, [0], state('complete')), hazard('i', 2, [0], state('slight'))], { spec: one });
    expect(timeline(simulation, 'damage', 'repair-end')).toEqual(['1 damage a00', '9 repair-end a00']);
    expect(outcome(simulation, 'damages.all')).toBe(1);
  });

  test('worse in the very instant in which the work would end: it does not end', () => {
    expect(timeline(system(graded, [hazard('h', 1, [0], state('slight')), hazard('i', 3, [0], state('moderate'))]), 'repair-end')).toEqual(['6 repair-end a00']);
  });

  test('damage of the start: taken before the hazards of tick 0, and the trace says so', () => {
    const start = [asset({ initialDamage: 4 }), asset({ repair: [1, 1, 1, 1] }), asset({ initialDamage: 1, repair: [1, 1, 1, 1] })], kinds = ['hazard', 'repair-start', 'repair-wait', 'repair-end'] as const;
    expect(timeline(system(start, [hazard('h', 3, [1])], { spec: one }), ...kinds)).toEqual(['0 repair-start a00', '0 repair-wait a02', '3 hazard h', '3 repair-wait a01', '4 repair-end a00', '4 repair-start a02', '5 repair-end a02', '5 repair-start a01', '6 repair-end a01']);
    expect(timeline(system(start, [hazard('h', 0, [1])], { spec: { ...one, order: 'shortest-job' } }), ...kinds).slice(0, 4)).toEqual(['0 hazard h', '0 repair-start a02', '0 repair-wait a00', '0 repair-wait a01']);
    expect(timeline(system(start, [hazard('h', 3, [1])]), 'repair-start')).toEqual(['0 repair-start a00', '0 repair-start a02', '3 repair-start a01']);
  });

  test('several hits in one instant: the worst counts', () => {
    expect(timeline(system(graded, [hazard('h', 1, [0], state('complete')), hazard('i', 1, [0], state('moderate'))]), 'repair-end')).toEqual(['9 repair-end a00']);
  });
});
