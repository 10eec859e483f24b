/** People who are hurt, exposed, warned and evacuated; worked by hand. Checks 12 and 13 are those of the seed's specification of CBRN and soft targets. */
import { describe, expect, test } from 'vitest';
import { Kernel } from '../../../src/engine/kernel.js';
import { bindRun } from '../../../src/engine/replication.js';
import { begin, makeBaseline } from '../../../src/engine/reset.js';
import type { Effect, Hazard, Measure, Plan, Scenario } from '../../../src/model/types.js';
import { CounterDraws } from '../../../src/random/draws.js';
import { assemble } from '../../../src/study/assemble.js';
import { modelOf, scenarioOf } from '../../oracle/build.js';
import { eventsOf } from '../../oracle/compare.js';
import { asset, hazard, need, outcome, system, timeline, trip, withModel } from './system.js';

const plan = (id: string, when: Plan['when'], measures: Measure[], fields: Partial<Plan> = {}): Plan => ({ id, key: id, when, afterHours: 0, measures, precedence: 0, once: false, ...fields });
const ids = (...list: string[]) => ({ id: list });
const at = (atHours: number): Plan['when'] => ({ on: 'time', atHours });
const evacuate = (select: string[], fields: Partial<Extract<Measure, { do: 'evacuate' }>> = {}): Measure => ({ do: 'evacuate', select: ids(...select), share: 1, overHours: 0, travelHours: 0, ...fields });
const warn = (select: string[], compliance: number, fields: Partial<Extract<Measure, { do: 'warn' }>> = {}): Measure => ({ do: 'warn', select: ids(...select), compliance, leadHours: 0, ...fields });
const effects = (id: string, onset: number, assets: number[], effect: Effect, fields: Partial<Hazard> = {}) => hazard(id, onset, assets, { effects: [effect], ...fields });
const home = (people: number) => asset({ area: true, people, needs: [need([0])] });

describe('casualties', () => {
  const attack = (onset: number, share = 0.1): Hazard => effects('attack', onset, [0], { effect: 'casualties', share });

  test('a share of those who are there, whole persons; only scenarios that have them have the outcome', () => {
    expect(outcome(system([asset({ people: 500 })], [attack(3)]), 'casualties.all')).toBe(50);
    expect(system([asset({ people: 500 })], [hazard('h', 1, [0])]).outcomes.some((o) => /casualties|exposed|evacuated/.test(o.name))).toBe(false);
  });
  test('rounded by chance, with the right mean', () => {
    const simulation = system([asset({ people: 7 })], [attack(3, 0.05)]), at0 = simulation.outcomes.findIndex((o) => o.name === 'casualties.all');
    let sum = 0;
    for (let k = 0; k < 2000; k++) sum += simulation.replicate(k).values[at0]!;
    // 0.35 +- 3 standard errors.
    expect(Math.abs(sum / 2000 - 0.35)).toBeLessThan(3 * Math.sqrt(0.35 * 0.65 / 2000));
  });
  test('by intensity', () => {
    const byIntensity: [number, number][] = [[0.5, 0], [1, 0.01], [2, 0.21]];
    const run = (intensity: number) => outcome(system([asset({ people: 1000 })], [effects('h', 1, [0], { effect: 'casualties', byIntensity }, { intensity })]), 'casualties.all');
    expect([0.4, 1, 1.5, 9].map(run)).toEqual([0, 10, 110, 210]);
  });
  test('check 13: at the emptiest and the fullest hour, in the ratio of those present', () => {
    // 168 hours from Monday 0:00; the scenario starts on a Monday at 0:00.
    const week = Array.from({ length: 168 }, (_, h) => (h % 24 === 4 ? 0.02 : h % 24 === 20 ? 0.95 : 0.5));
    const mean = (onset: number): { mean: number; se: number } => {
      const simulation = system([asset({ people: 3000 })], [effects('attack', onset, [0], { effect: 'casualties', share: { dist: 'uniform', min: 0, max: 0.1 } })], {
        model: (m) => ({ ...m, profiles: { week }, assets: m.assets.map((a) => ({ ...a, peopleProfile: 'week' })) }),
      });
      const column = simulation.outcomes.findIndex((o) => o.name === 'casualties.all'), n = 2000, values = Array.from({ length: n }, (_, k) => simulation.replicate(k).values[column]!);
      const m = values.reduce((s, v) => s + v, 0) / n;
      return { mean: m, se: Math.sqrt(values.reduce((s, v) => s + (v - m) ** 2, 0) / (n - 1) / n) };
    };
    const empty = mean(4), full = mean(20), ratio = full.mean / empty.mean, se = ratio * Math.hypot(full.se / full.mean, empty.se / empty.mean);
    expect(Math.abs(ratio - 0.95 / 0.02)).toBeLessThan(3 * se);
    expect(Math.abs(full.mean - 3000 * 0.95 * 0.05)).toBeLessThan(3 * full.se);
  });
  test('who is hurt lacks nothing any more', () => {
    const simulation = system([asset(), home(100)], [hazard('out', 1, [0], { effects: [trip], durationHours: 10 }), effects('h', 3, [1], { effect: 'casualties', share: 0.4 })]);
    expect(outcome(simulation, 'person-hours.s0')).toBe(100 * 2 + 60 * 8);
  });
  test('who heeds a warning in time is spared; a warning against something else, or too late, spares nobody', () => {
    const run = (measure: Measure, when = at(1)) => outcome(system([asset({ people: 1000 })], [attack(4), attack(90)].map((h, i) => (i === 0 ? h : { ...h, id: 'other', key: 'other' })), { spec: { horizon: 50 }, scenario: { plans: [plan('w', when, [measure])] } }), 'casualties.all');
    expect(run(warn(['a00'], 0.75))).toBe(25);
    expect(run(warn(['a00'], 0.75, { leadHours: 2, against: ['attack'] }))).toBe(25);
    expect(run(warn(['a00'], 0.75, { leadHours: 4 }))).toBe(100);
    expect(run(warn(['a00'], 0.75, { against: ['other'] }))).toBe(100);
  });
});

describe('exposure', () => {
  const water = (fields: Partial<Extract<Effect, { effect: 'exposure' }>> = {}, more: Partial<Hazard> = {}): Hazard => effects('poison', 2, [1], { effect: 'exposure', share: 0, perHour: 0.1, ...fields }, { durationHours: 10, ...more });

  test('hour by hour while it lasts', () => expect(outcome(system([asset(), home(1000)], [water()]), 'exposed-people.all')).toBeCloseTo(1000 * (1 - 0.9 ** 10), 9));
  test('at once', () => expect(outcome(system([asset(), home(1000)], [water({ share: 0.3, perHour: 0 })]), 'exposed-people.all')).toBeCloseTo(300, 9));
  test('only while the water runs', () => {
    const hazards = [water({ service: 's0' }), hazard('out', 5, [0], { effects: [trip], durationHours: 4 })];
    expect(outcome(system([asset(), home(1000)], hazards), 'exposed-people.all')).toBeCloseTo(1000 * (1 - 0.9 ** 6), 9);
  });
  test('a person counts once', () => {
    const hazards = [water(), { ...water(), id: 'second', key: 'second' }];
    expect(outcome(system([asset(), home(1000)], hazards), 'exposed-people.all')).toBeCloseTo(1000 * (1 - 0.9 ** 20), 9);
  });
  test('who was away when it came, or has left since, is not exposed', () => {
    const plans = [plan('e', at(4), [evacuate(['a01'], { share: 0.5 })])];
    expect(outcome(system([asset(), home(1000)], [water()], { scenario: { plans } }), 'exposed-people.all')).toBeCloseTo(1000 - 500 * 0.9 ** 2 - 500 * 0.9 ** 10, 9);
  });
  test('guests are exposed as residents are', () => {
    const plans = [plan('e', at(1), [evacuate(['a02'], { to: 'a01' })])];
    expect(outcome(system([asset(), home(1000), home(400)], [water()], { scenario: { plans } }), 'exposed-people.all')).toBeCloseTo(1400 * (1 - 0.9 ** 10), 9);
  });

  describe('check 12: detection', () => {
    const exposed = (detectedHours: Hazard['detectedHours'], replications = 1): number[] => {
      const plans = [plan('do-not-use', { on: 'detected', hazard: 'poison' }, [warn(['a01'], 0.9)])];
      const simulation = system([asset(), home(1000)], [water({}, { detectedHours })], { scenario: { plans } }), column = simulation.outcomes.findIndex((o) => o.name === 'exposed-people.all');
      return Array.from({ length: replications }, (_, k) => simulation.replicate(k).values[column]!);
    };
    const law = (delay: number): number => 1000 * (1 - 0.9 ** (Math.min(10, delay) + 0.1 * Math.max(0, 10 - delay)));

    test('as the law says', () => { for (const delay of [0, 1, 2.5, 9, 12]) expect(exposed(delay)[0]).toBeCloseTo(law(delay), 8); });
    test('halving the delay never raises it, in any replication; none at all gives the least', () => {
      const n = 300, whole = exposed({ dist: 'lognormal', median: 4, sigma: 0.8 }, n), half = exposed({ dist: 'lognormal', median: 2, sigma: 0.8 }, n), least = exposed(0)[0]!;
      expect(whole.every((v, k) => half[k]! <= v && half[k]! >= least)).toBe(true);
      expect(whole.filter((v, k) => half[k]! < v).length).toBeGreaterThan(250);
    });
  });
});

describe('evacuation', () => {
  const assets = [asset(), home(100), home(40), asset({ area: true, people: 0, needs: [need([4])] }), asset()];
  const out = (onset: number, durationHours: number, ...which: number[]) => hazard('out', onset, which, { effects: [trip], durationHours });
  const run = (plans: Plan[], hazards: Hazard[] = [out(1, 20, 0)]) => system(assets, hazards, { scenario: { plans } });

  test('out of the region: nobody there lacks anything', () => {
    const simulation = run([plan('e', at(5), [evacuate(['a01'], { share: 0.6, travelHours: 2 })])]);
    expect(outcome(simulation, 'person-hours.s0')).toBe(140 * 4 + 80 * 16);
    expect(outcome(simulation, 'evacuated-person-hours.all')).toBe(60 * 95);
    expect(outcome(simulation, 'peak-people.s0')).toBe(140);
  });
  test('to an asset: they lack what that lacks', () => {
    const simulation = run([plan('e', at(5), [evacuate(['a01'], { share: 0.6, travelHours: 2, to: 'a03' })])], [out(1, 20, 0, 4)]);
    expect(outcome(simulation, 'person-hours.s0')).toBe(140 * 4 + 80 * 16 + 60 * 14);
    const later = run([plan('e', at(5), [evacuate(['a01'], { share: 0.6, to: 'a03' })])], [hazard('out', 8, [4], { effects: [trip], durationHours: 5 })]);
    expect(outcome(later, 'person-hours.s0')).toBe(60 * 5);
    expect(outcome(later, 'affected-people.s0')).toBe(60);
  });
  test('an outage is over when the last of those who lack have left', () => {
    const plans = [plan('e', at(5), [evacuate(['a01'], { overHours: 2, travelHours: 30 })])], simulation = system([asset(), home(100)], [hazard('out', 1, [0], { effects: [trip], durationHours: 50 })], { scenario: { plans } });
    expect([outcome(simulation, 'person-hours.s0'), outcome(simulation, 'hours-to-100.s0')]).toEqual([100 * 4 + 50, 5]);
  });
  test('in parts, one an hour', () => {
    const simulation = run([plan('e', at(5), [evacuate(['a01'], { share: 0.5, overHours: 4, travelHours: 3 })])]);
    expect(eventsOf(simulation).filter((e) => e.kind === 'departure' || e.kind === 'arrival').map((e) => `${e.hours} ${e.kind} ${e.people}`)).toEqual([
      '5 departure 12', '6 departure 13', '7 departure 12', '8 arrival 12', '8 departure 13', '9 arrival 13', '10 arrival 12', '11 arrival 13',
    ].sort((p, q) => parseFloat(p) - parseFloat(q) || q.localeCompare(p)));
    expect(outcome(simulation, 'person-hours.s0')).toBe(140 * 4 + 128 + 115 + 103 + 90 * 13);
  });
  test('home again when the plan ends; who is on the way first arrives', () => {
    const simulation = run([plan('e', at(2), [evacuate(['a01'], { travelHours: 3 })], { forHours: 2 })]);
    expect(timeline(simulation, 'departure', 'arrival')).toEqual(['2 departure a01', '5 arrival e', '8 arrival a01']);
    expect(outcome(simulation, 'person-hours.s0')).toBe(40 * 20 + 100 * (1 + 13));
    expect(outcome(simulation, 'evacuated-person-hours.all')).toBe(600);
  });
});

test('of several warnings the best counts, whichever comes first', () => {
  for (const [first, second] of [[0.5, 0.8], [0.8, 0.5]] as const) {
    const plans = [plan('w', at(1), [warn(['a00'], first)]), plan('x', at(2), [warn(['a00'], second)])];
    expect(outcome(system([asset({ people: 1000 })], [effects('attack', 3, [0], { effect: 'casualties', share: 0.1 })], { scenario: { plans } }), 'casualties.all')).toBe(20);
  }
});

test('where no road leads they stay, and the trace says so', () => {
  const plans = [plan('e', at(5), [evacuate(['a01', 'a02'], { to: 'a03' })])], roads = { travelTimes: { hours: (from: number) => (from === 1 ? Infinity : 2) } };
  const simulation = withModel([asset(), home(100), home(40), home(10)], [], [0], (_h, _o, shares) => { shares.fill(3_603_600); return {}; }, { ...roads, scenario: { plans } });
  expect(eventsOf(simulation).filter((e) => e.kind === 'plan-fail').map((e) => `${e.hours} ${e.source} ${e.asset}: ${e.obstacle}`)).toEqual(['5 e a01: no way to a03']);
  expect(timeline(simulation, 'departure', 'arrival')).toEqual(['5 departure a02', '7 arrival a03']);
});

/** Persons everywhere, in each pass of each instant. */
test('people are conserved at every instant', () => {
  const spec = { assets: [asset(), home(1003), home(77), asset({ area: true, people: 5, needs: [need([4])] }), asset()], hazards: [], pools: [], order: 'first-come' as const, horizon: 100 };
  const scenario: Partial<Scenario> = {
    hazards: [hazard('out', 1, [0, 4], { effects: [trip], durationHours: 30 }), effects('a', 7, [1, 2, 3], { effect: 'casualties', share: { dist: 'uniform', min: 0, max: 0.9 } }), effects('b', 22, [1, 2, 3], { effect: 'casualties', share: 0.3 }), effects('c', 3, [1, 3], { effect: 'exposure', share: 0.1, perHour: 0.05 }, { durationHours: 40 })],
    plans: [
      plan('e1', { on: 'people', service: 's0', above: 10, forHours: 2 }, [evacuate(['a01', 'a02'], { share: 0.7, overHours: 9, travelHours: 1.5, to: 'a03' })], { forHours: 14 }),
      plan('e2', at(11), [evacuate(['a01', 'a03'], { share: 0.5, overHours: 3, travelHours: 2 })]), plan('e3', at(40), [evacuate(['a02'], { to: 'a01' })], { forHours: 5 }),
    ],
  };
  const { network, names, scenario: compiled } = assemble(modelOf(spec), { ...scenarioOf(spec), ...scenario });
  const k = new Kernel(network, names, compiled, new CounterDraws([1, 2]));
  makeBaseline(k);
  const run = bindRun(k);
  let looks = 0, exposed = 0;
  for (let r = 0; r < 40; r++) {
    begin(k, r);
    run({ closed: false, task: () => undefined, settled: () => { looks++; expect(k.crowd!.total()).toBe(1085); return false; } }, k.horizonKey);
    k.now = compiled.horizonTicks;
    k.meters.finish();
    k.crowd!.finish();
    exposed += k.crowd!.exposures.exposed;
    expect(k.crowd!.exposures.exposed).toBeLessThanOrEqual(1085);
    // Who is without, counted afresh.
    const without = [1, 2, 3].reduce((sum, a) => sum + (k.people[a]! + k.guests[a]!) * (3_603_600 - k.seen[network.needStart[a]!]!), 0);
    expect(k.meters.without(0)).toBe(without);
  }
  expect(looks).toBeGreaterThan(1000);
  expect(exposed).toBeGreaterThan(0);
});
