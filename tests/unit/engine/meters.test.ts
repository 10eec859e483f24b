/** Outcomes of people over time, worked out by hand: one area of 1,000 people that needs one plant. */
import { describe, expect, test } from 'vitest';
import { asset, hazard, need, outcome, system, trip, type Extras } from './system.js';

const plant = asset({ repair: [5, 5, 5, 5] });
const area = (people: number, supplier = 0) => asset({ area: true, people, needs: [need([supplier])] });
const of = (hazards: Parameters<typeof system>[1], extras?: Extras) => system([plant, area(1000)], hazards, extras);

describe('person-hours and times', () => {
  test('damaged at 3 h, repaired at 8 h: 5 h without for all', () => {
    const simulation = of([hazard('h', 3, [0])]);
    expect(outcome(simulation, 'person-hours.s0')).toBe(5000);
    expect(outcome(simulation, 'peak-people.s0')).toBe(1000);
    expect(outcome(simulation, 'hours-to-90.s0')).toBe(5);
    expect(outcome(simulation, 'hours-to-100.s0')).toBe(5);
    expect(outcome(simulation, 'resilience-loss.s0')).toBe(5);
    expect(outcome(simulation, 'lowest-service.s0')).toBe(0);
    expect(outcome(simulation, 'recovery-slope.s0')).toBe(1 / 5);
  });

  test('where more people than nominal are, no less than none of them has the service', () => {
    const week = new Array<number>(168).fill(1.5), crowded: Extras = { model: (m) => ({ ...m, profiles: { week }, assets: m.assets.map((a) => ({ ...a, peopleProfile: 'week' })) }) };
    expect(['peak-people.s0', 'lowest-service.s0'].map((name) => outcome(of([hazard('h', 3, [0])], crowded), name))).toEqual([1500, 0]);
  });

  test('never below: 0', () => {
    const simulation = system([plant, area(1000), asset()], [hazard('h', 3, [2])]);
    for (const name of ['person-hours.s0', 'hours-to-90.s0', 'hours-to-100.s0', 'peak-people.s0']) expect(outcome(simulation, name)).toBe(0);
  });

  test('5 % of people without are below 100 % but not below 90 %', () => {
    const simulation = system([plant, area(50), area(950, 3), asset()], [hazard('h', 3, [0])]);
    expect(outcome(simulation, 'hours-to-90.s0')).toBe(0);
    expect(outcome(simulation, 'hours-to-100.s0')).toBe(5);
  });

  test('at 90 % exactly it is back, and is not below', () => {
    // All are without from 3 h on; the plant of nine tenths is back at 5 h, the other at 8 h.
    const both = system([asset({ repair: [2, 2, 2, 2] }), area(900), area(100, 3), plant], [hazard('h', 3, [0, 3])]), tenth = system([asset(), area(900), area(100, 3), plant], [hazard('h', 3, [3])]);
    expect([both, tenth].map((simulation) => outcome(simulation, 'hours-to-90.s0'))).toEqual([2, 0]);
    expect([both, tenth].map((simulation) => outcome(simulation, 'hours-to-100.s0'))).toEqual([5, 5]);
  });

  test('below at the horizon: not by the horizon', () => {
    const simulation = of([hazard('h', 98, [0])]);
    expect(outcome(simulation, 'hours-to-90.s0')).toBe(Infinity);
    expect(outcome(simulation, 'person-hours.s0')).toBe(2000);
  });

  test('below from the start, and nothing happens: below at the horizon', () => {
    const simulation = system([plant, asset({ area: true, people: 1000, needs: [need([0], { required: 2_000_000 })] })], []);
    expect(outcome(simulation, 'person-hours.s0')).toBe(50_000);
    expect(outcome(simulation, 'peak-people.s0')).toBe(500);
    expect(outcome(simulation, 'hours-to-90.s0')).toBe(Infinity);
  });

  test('below only within an instant counts: a reserve runs out in the instant in which supply returns', () => {
    const buffer = { hours: 5, refillHours: 0, cover: 100, initial: 100, working: false };
    const simulation = system([plant, asset({ area: true, people: 1000, needs: [need([0], { buffer })] })], [hazard('h', 3, [0])]);
    expect(outcome(simulation, 'person-hours.s0')).toBe(0);
    expect(outcome(simulation, 'peak-people.s0')).toBe(1000);
    expect(outcome(simulation, 'hours-to-90.s0')).toBe(5);
  });

  test('the end of the last time below counts, from the first onset', () => {
    const simulation = of([hazard('a', 3, [0]), hazard('b', 20, [0])]);
    expect(outcome(simulation, 'hours-to-90.s0')).toBe(22);
  });

  test('the worst of several needs of one service counts, once', () => {
    const simulation = system([plant, asset(), asset({ area: true, people: 1000, needs: [need([0], { impact: 500_000 }), need([1])] })], [hazard('h', 3, [0]), hazard('i', 4, [1], { effects: [trip] })]);
    expect(outcome(simulation, 'person-hours.s0')).toBe(5000);
  });

  test('people below the threshold count whole as affected', () => {
    const half = asset({ area: true, people: 1000, needs: [need([0, 2], { required: 2_000_000 })] });
    const spec = (affectedThreshold: number) => system([plant, half, asset()], [hazard('h', 3, [0])], { scenario: { affectedThreshold } });
    expect(outcome(spec(1), 'peak-people.s0')).toBe(500);
    expect(outcome(spec(1), 'affected-people.s0')).toBe(1000);
    expect(outcome(spec(0.5), 'affected-people.s0')).toBe(0);
  });
});

describe('people who follow the hour of the week', () => {
  // The scenario starts on Monday 00:00 UTC: 10 % are there from 08:00 to 20:00, all of them at night.
  const day = Array.from({ length: 168 }, (_, h) => (h % 24 >= 8 && h % 24 < 20 ? 0.1 : 1));
  const following: Extras = { model: (model) => ({ ...model, profiles: { day }, assets: model.assets.map((a) => (a.people > 0 ? { ...a, peopleProfile: 'day' } : a)) }) };

  test('from 06:00 to 11:00: two hours of all, three of a tenth', () => {
    const simulation = of([hazard('h', 6, [0])], following);
    expect(outcome(simulation, 'person-hours.s0')).toBeCloseTo(2 * 1000 + 3 * 100, 9);
    expect(outcome(simulation, 'peak-people.s0')).toBe(1000);
  });

  test('the peak may come with the hour, between two events', () => {
    const simulation = of([hazard('h', 17, [0])], following);
    expect(outcome(simulation, 'person-hours.s0')).toBeCloseTo(3 * 100 + 2 * 1000, 9);
    expect(outcome(simulation, 'peak-people.s0')).toBe(1000);
  });

  test('an outage that begins within an hour takes that hour\'s people', () => {
    const simulation = of([hazard('h', 19.5, [0], { effects: [trip] })], following);
    expect(outcome(simulation, 'person-hours.s0')).toBeCloseTo(0.5 * 100 + 0.5 * 1000, 9);
  });
});

test('unserved demand is what is felt missing, reserves or not', () => {
  const simulation = system([plant, asset({ needs: [need([0], { demand: 3, buffer: { hours: 99, refillHours: 0, cover: 100, initial: 100, working: false } })] })], [hazard('h', 3, [0])]);
  expect(outcome(simulation, 'unserved.s0')).toBe(15);
});

test('curves go from the start to the horizon, both included', () => {
  const { curves } = of([hazard('h', 0, [0], { effects: [trip], durationHours: 200 })]).replicate(0), simulation = of([hazard('h', 50, [0], { effects: [trip], durationHours: 200 })]);
  expect([curves[0], curves[curves.length - 1]]).toEqual([10_000, 10_000]);
  const later = simulation.replicate(0).curves;
  expect(Array.from(later, (share, i) => share === (simulation.grid[i]! < 50 ? 0 : 10_000))).not.toContain(false);
});
