import { describe, expect, test } from 'vitest';
import type { Model, Plan } from '../../../src/model/types.js';
import { asset, hazard, levels, need, outcome, system, timeline, trip } from './system.js';

const plan = (id: string, when: Plan['when'], measures: Plan['measures'], fields: Partial<Plan> = {}): Plan => ({ id, key: id, when, afterHours: 0, measures, precedence: 1, once: false, ...fields });
const select = (id: string) => ({ id: [id] });
const out = (id: string, onset: number, assets: number[], durationHours: number) => hazard(id, onset, assets, { effects: [trip], durationHours });
const buffer = { hours: 4, refillHours: 0, cover: 100, initial: 100, working: false };

describe('conditions', () => {
  const fires = (plans: Plan[], hazards = [out('h', 2, [0], 3), out('i', 10, [0], 1)]) => timeline(system([asset(), asset({ needs: [need([0], { buffer })] })], hazards, { scenario: { plans } }), 'plan');
  const noop: Plan['measures'] = [{ do: 'release', select: select('a01') }];

  test('a time', () => expect(fires([plan('p', { on: 'time', atHours: 7 }, noop)])).toEqual(['7 plan p']));
  test('a time that is the horizon does not come', () => expect(fires([plan('p', { on: 'time', atHours: 100 }, noop), plan('q', { on: 'time', atHours: 99.99 }, noop)])).toEqual(['99.983 plan q']));
  test('a hazard, each time, or once', () => {
    expect(fires([plan('p', { on: 'hazard', hazard: 'h' }, noop)])).toEqual(['2 plan p']);
    const twice = [out('h', 2, [0], 1)];
    expect(fires([plan('p', { on: 'hazard', hazard: 'h' }, noop, { once: true })], twice)).toEqual(['2 plan p']);
  });
  test('a level, again only after it was false', () => {
    expect(fires([plan('p', { on: 'level', asset: 'a00', below: 0.5, forHours: 0 }, noop)])).toEqual(['2 plan p', '10 plan p']);
    expect(fires([plan('p', { on: 'level', asset: 'a00', below: 0.5, forHours: 0 }, noop, { once: true })])).toEqual(['2 plan p']);
  });
  test('a level that the rule itself mends within the instant was false again', () => {
    const mend: Plan['measures'] = [{ do: 'release', select: select('a00') }];
    expect(fires([plan('p', { on: 'level', asset: 'a00', below: 0.5, forHours: 0 }, mend)], [out('h', 2, [0], 90), out('i', 3, [0], 90)])).toEqual(['2 plan p', '3 plan p']);
  });
  test('a reserve of drawn size that is low from the start, whatever the replication before drew', () => {
    const drawn = { dist: 'uniform' as const, min: 2, max: 6 }, model = (m: Model): Model => ({ ...m, assets: m.assets.map((a) => ({ ...a, needs: a.needs.map((n) => ({ ...n, buffer: n.buffer && { ...n.buffer, hours: drawn } })) })) });
    const low = plan('p', { on: 'buffer', need: 'a01/s0#0', belowHours: 4 }, noop), simulation = system([asset(), asset({ needs: [need([0], { buffer })] }), asset()], [out('far', 1, [2], 1), out('h', 5, [0], 9)], { scenario: { plans: [low] }, model });
    const firesAt = (k: number): number[] => { const hours: number[] = []; simulation.events(k).subscribe((e) => { if (e.kind === 'plan') hours.push(e.hours); }); return hours; };
    const up = Array.from({ length: 20 }, (_, k) => firesAt(k)), down = Array.from({ length: 20 }, (_, k) => firesAt(19 - k)).reverse();
    expect(down).toEqual(up);
    // Looked at in the first instant; else within the 2 h in which a larger one sinks to 4 h.
    expect(up.every(([first]) => first === 1 || (first! > 5 && first! <= 7))).toBe(true);
    expect(new Set(up.map(([first]) => first === 1)).size).toBe(2);
  });
  test('a level that has held for a time: the short outage is not enough', () => expect(fires([plan('p', { on: 'level', asset: 'a00', below: 0.5, forHours: 2 }, noop)])).toEqual(['4 plan p']));
  test('a reserve that sinks to a level: 4 h of reserve from 2 h on is at 3 h of it an hour later; one that is full again then is not', () => expect(fires([plan('p', { on: 'buffer', need: 'a01/s0#0', belowHours: 3 }, noop)])).toEqual(['3 plan p']));
  test('a reserve sinks to a level between two ticks: at the later one', () => {
    // A third is supplied, so 179 ticks of reserve take 268.5.
    const simulation = system([asset(), asset(), asset(), asset({ needs: [need([0, 1, 2], { buffer })] })], [out('h', 2, [0, 1], 90)], { scenario: { plans: [plan('p', { on: 'buffer', need: 'a03/s0#0', belowHours: 61 / 60 }, noop)] } });
    expect(timeline(simulation, 'plan')).toEqual([`${(2 + 269 / 60).toFixed(3)} plan p`]);
  });
  test('once in an instant, though its condition was false in between', () => {
    // p lets a00 work and takes out a01; that is q's moment to take a00 out again.
    const both: Plan['measures'] = [{ do: 'release', select: select('a00') }, { do: 'trip', select: select('a01') }];
    expect(fires([plan('p', { on: 'level', asset: 'a00', below: 0.5, forHours: 0 }, both), plan('q', { on: 'fall', select: select('a01') }, [{ do: 'trip', select: select('a00') }])], [out('h', 2, [0], 90)])).toEqual(['2 plan p', '2 plan q']);
  });
  test('a later plan sees the reserve that an earlier one filled at once', () => {
    // 4 h of reserve from 2 h on are at 1 h of it at 5 h and, once filled, at 8 h.
    const low = { on: 'buffer' as const, need: 'a01/s0#0', belowHours: 1 }, fill = plan('a', low, [{ do: 'refill', needs: ['a01/s0#0'] }], { once: true }), long = [out('h', 2, [0], 90)];
    expect(fires([plan('b', low, noop), fill], long)).toEqual(['5 plan a', '8 plan b']);
    expect(fires([plan('b', low, noop, { precedence: 0 }), fill], long)).toEqual(['5 plan b', '5 plan a', '8 plan b']);
  });
  test('several in one instant: by precedence, then key', () => {
    const simulation = system([asset(), asset()], [out('h', 2, [0], 3)], { scenario: { plans: [
      plan('b', { on: 'time', atHours: 5 }, [{ do: 'derate', select: select('a01'), to: 0.5 }]), plan('a', { on: 'time', atHours: 5 }, [{ do: 'trip', select: select('a01') }]), plan('c', { on: 'time', atHours: 5 }, [{ do: 'release', select: select('a01') }], { precedence: 0 }),
    ] } });
    // The release of c comes first and finds nothing; the trip of a stands, and what b leaves does not show.
    expect(levels(simulation).filter((line) => line.includes('a01'))).toEqual(['5 a01 0']);
  });
});

describe('measures', () => {
  test('after a delay a trip; the asset is out, but not hit', () => {
    const simulation = system([asset(), asset({ needs: [need([0])] })], [], { scenario: { plans: [plan('shed', { on: 'time', atHours: 5 }, [{ do: 'trip', select: select('a00') }], { afterHours: 2 })] } });
    expect(timeline(simulation, 'plan', 'trip', 'fall')).toEqual(['5 plan shed', '7 trip a00', '7 fall a00', '7 fall a01']);
    expect(outcome(simulation, 'assets-hit.all')).toBe(0);
    expect(outcome(simulation, 'assets-lost.all')).toBe(2);
  });

  test('what rises without a restart time does so once in an instant: a second time a minute later', () => {
    // Repaired at 5 h; a plan takes it out at once, another lets it work again.
    const plans = [plan('out', { on: 'time', atHours: 5 }, [{ do: 'trip', select: select('a00') }]), plan('back', { on: 'all', of: [{ on: 'time', atHours: 5 }, { on: 'level', asset: 'a00', below: 0.5, forHours: 0 }] }, [{ do: 'release', select: select('a00') }])];
    const simulation = system([asset()], [hazard('h', 1, [0])], { scenario: { plans, ticksPerHour: 3600 } });
    expect(timeline(simulation, 'fall', 'rise')).toEqual(['1 fall a00', '5 rise a00', '5 fall a00', '5.017 rise a00']);
  });

  test('a release ends a trip in the same instant', () => {
    const simulation = system([asset()], [out('h', 2, [0], 50)], { scenario: { plans: [plan('p', { on: 'time', atHours: 6 }, [{ do: 'release', select: select('a00') }])] } });
    expect(timeline(simulation, 'fall', 'rise')).toEqual(['2 fall a00', '6 rise a00']);
  });

  test('what was released is not released once more at the end of its hazard', () => {
    const plans = [plan('p', { on: 'time', atHours: 4 }, [{ do: 'release', select: select('a00') }])];
    expect(timeline(system([asset()], [out('h', 2, [0], 10), out('g', 3, [0], 11), out('i', 6, [0], 20)], { scenario: { plans } }), 'fall', 'rise')).toEqual(['2 fall a00', '4 rise a00', '6 fall a00', '26 rise a00']);
  });

  test('a refill carries on for the whole reserve', () => {
    const simulation = system([asset(), asset({ needs: [need([0], { buffer })] })], [out('h', 2, [0], 50)], { scenario: { plans: [plan('tanker', { on: 'buffer', need: 'a01/s0#0', belowHours: 1 }, [{ do: 'refill', needs: ['a01/s0#0'] }], { once: true })] } });
    expect(timeline(simulation, 'plan', 'buffer-end')).toEqual(['5 plan tanker', '9 buffer-end a01']);
  });

  test('crews of mutual aid take waiting jobs, and a job put first is first', () => {
    const pools = [{ skills: [], count: 1, from: 90 }];
    const plans = [plan('aid', { on: 'time', atHours: 5 }, [{ do: 'repair-first', select: select('a01') }, { do: 'crews', pool: 'p0', count: 1 }])];
    expect(timeline(system([asset(), asset()], [hazard('h', 1, [0, 1])], { spec: { pools }, scenario: { plans } }), 'repair-end')).toEqual(['9 repair-end a01', '13 repair-end a00']);
  });

  test('a job is put first before there is one', () => {
    const plans = [plan('p', { on: 'time', atHours: 0.5 }, [{ do: 'repair-first', select: select('a01') }])];
    expect(timeline(system([asset(), asset()], [hazard('h', 1, [0, 1])], { spec: { pools: [{ skills: [], count: 1, from: 0 }] }, scenario: { plans } }), 'repair-start')).toEqual(['1 repair-start a01', '5 repair-start a00']);
  });

  test('a job put first too late is not first in the next replication', () => {
    const plans = [plan('p', { on: 'time', atHours: 2 }, [{ do: 'repair-first', select: select('a01') }])];
    const simulation = system([asset(), asset()], [hazard('h', 1, [0, 1])], { spec: { pools: [{ skills: [], count: 1, from: 0 }] }, scenario: { plans } });
    for (let run = 0; run < 2; run++) expect(timeline(simulation, 'repair-start')).toEqual(['1 repair-start a00', '5 repair-start a01']);
  });

  test('what a plan did is undone in the next replication', () => {
    const plans = [plan('p', { on: 'time', atHours: 5 }, [{ do: 'derate', select: select('a00'), to: 0.5 }])];
    const simulation = system([asset(), asset({ needs: [need([0])] })], [], { scenario: { plans } });
    const values = [0, 1, 2].map((k) => [...simulation.replicate(k).values]);
    expect(values[1]).toEqual(values[0]);
    expect(values[2]).toEqual(values[0]);
    expect(outcome(simulation, 'lost-asset-hours.all')).toBe(2 * 0.5 * 95);
  });
});
