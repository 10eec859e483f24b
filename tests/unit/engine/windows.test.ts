/** Effects that follow the intensity at each place: a plume, a fire and a flood that arrive, pass and hurt, worked by hand. */
import { describe, expect, it } from 'vitest';
import type { Effect, Hazard, Plan } from '../../../src/model/types.js';
import type { Simulation } from '../../../src/study/simulation.js';
import { asset, hazard, levels, need, outcome, system, timeline, trip } from './system.js';

const KM_PER_DEGREE = 111.19508023353293;
/** So many km north of [4, 51]. */
const north = (km: number) => ({ lon: 4, lat: 51 + km / KM_PER_DEGREE });
const HOUSE = { ...asset({ area: true, people: 100 }) };

/** Houses so many km north of where the hazard begins, with ground at so many metres. */
function houses(km: number[], h: Hazard, ground: number[] = [], plans: Plan[] = []): Simulation {
  return system(km.map(() => HOUSE), [h], {
    scenario: { plans },
    model: (m) => ({ ...m, assets: m.assets.map((a, i) => ({ ...a, place: north(km[i]!), attributes: { elevationM: ground[i] ?? 0 } })) }),
  });
}

/** Air at 5 km/h to the north. */
const plume = (effect: Effect, fields: Partial<Hazard> = {}): Hazard => hazard('cloud', 2, [], {
  durationHours: 20, intensity: 4, effects: [effect],
  footprint: { form: 'plume', at: north(0), windFrom: 180, windMs: 5 / 3.6, sector: 60, bands: [[12, 1], [40, 0.5]], nearKm: 0 }, ...fields,
});
const passing: Hazard['profile'] = [[0, 1], [3, 1], [5, 0]];

describe('a plume', () => {
  it('trips each place while it is there: from when the air arrives until it has passed', () => {
    expect(timeline(houses([5, 10], plume(trip, { profile: passing })), 'trip', 'release')).toEqual(['3 trip a00', '4 trip a01', '8 release a00', '9 release a01']);
  });
  it('acts from the intensity that an effect asks for, as long as it is that much', () => {
    // 4 within 12 km, 2 beyond; falls to 1 after 4.5 h and, where it was 2, after 4 h.
    expect(timeline(houses([5, 20], plume({ ...trip, above: 1 }, { profile: passing })), 'trip', 'release')).toEqual(['3 trip a00', '6 trip a01', '7.5 release a00', '10 release a01']);
    expect(timeline(houses([5, 20], plume({ ...trip, above: 3 }, { profile: passing })), 'trip', 'release')).toEqual(['3 trip a00', '6.5 release a00']);
  });
  it('ends everywhere with the hazard', () => {
    expect(timeline(houses([5, 30], plume(trip, { durationHours: 6 })), 'trip', 'release')).toEqual(['3 trip a00', '8 release a00']);
  });
  it('keeps crews away while it is there, at most until the hazard ends', () => {
    // Work begins below 0.5 of 4: an eighth, 1 + 3 + 2 x 7/8 h after the onset.
    const starts = (durationHours: number) => timeline(system([asset({ limited: true })], [hazard('hit', 4, [0]), plume(trip, { profile: passing, durationHours, effects: [] })], { model: (m) => ({ ...m, assets: m.assets.map((a) => ({ ...a, place: north(5) })) }) }), 'repair-start');
    expect(starts(20)).toEqual(['7.75 repair-start a00']);
    expect(starts(3)).toEqual(['5 repair-start a00']);
  });
  it('exposes hour by hour those whom it is at: in 5 h of 0.1 an hour, 100 (1 - 0.9^5)', () => {
    const exposure = (perHour: number) => ({ effect: 'exposure' as const, share: 0, perHour });
    expect(outcome(houses([5], plume(exposure(0.1), { profile: passing })), 'exposed-people.all')).toBeCloseTo(100 * (1 - 0.9 ** 5), 4);
    // It arrives an hour before the end.
    expect(outcome(houses([5], plume(exposure(0.1), { durationHours: 2 })), 'exposed-people.all')).toBeCloseTo(10, 6);
    expect(outcome(houses([10.5], plume(exposure(0.1), { durationHours: 2 })), 'exposed-people.all')).toBe(0);
  });
  it('a warning between its onset and its arrival spares those who heed it', () => {
    const warned = (atHours: number): Plan => ({ id: 'warn', key: 'warn', when: { on: 'time', atHours }, afterHours: 0, precedence: 0, once: false, measures: [{ do: 'warn', select: { id: ['a00'] }, compliance: 0.6, leadHours: 0 }] });
    const casualties = (plans: Plan[]): number => outcome(houses([5], plume({ effect: 'casualties', share: 0.5 }), [], plans), 'casualties.all');
    expect([casualties([]), casualties([warned(2.5)]), casualties([warned(3.5)])]).toEqual([50, 20, 50]);
  });
  it('who has left before it arrives is not there', () => {
    const leave: Plan = { id: 'go', key: 'go', when: { on: 'hazard', hazard: 'cloud' }, afterHours: 0.5, precedence: 0, once: false, measures: [{ do: 'evacuate', select: { id: ['a00'] }, share: 1, overHours: 0, travelHours: 1 }] };
    expect(outcome(houses([5], plume({ effect: 'casualties', share: 0.5 }), [], [leave]), 'casualties.all')).toBe(0);
  });
});

describe('casualties by intensity', () => {
  const byIntensity: [number, number][] = [[0, 0], [4, 0.4]];
  it('come with the peak of each place', () => {
    const rising: Hazard['profile'] = [[0, 0], [4, 1]];
    expect(timeline(houses([5, 20], plume({ effect: 'casualties', byIntensity }, { profile: rising })), 'casualties')).toEqual(['7 casualties a00', '10 casualties a01']);
    expect(outcome(houses([5, 20], plume({ effect: 'casualties', byIntensity }, { profile: rising })), 'casualties.all')).toBe(40 + 20);
  });
  it('count what is met before the hazard ends', () => {
    // Arrives after 1 h, ends after 3 h: half of the rise of 4 h.
    expect(outcome(houses([5], plume({ effect: 'casualties', byIntensity }, { profile: [[0, 0], [4, 1]], durationHours: 3 })), 'casualties.all')).toBeCloseTo(20, 0);
  });
  it('of a flood: by the depth at each place, when the water is highest there', () => {
    const flood = hazard('flood', 1, [], { footprint: { form: 'flood', level: [[0, 0], [4, 8], [12, 0]], offset: 0, ground: 'elevationM' }, effects: [{ effect: 'casualties', byIntensity: [[0, 0], [10, 1]] }] });
    const simulation = houses([0, 1], flood, [2, 6]);
    expect(timeline(simulation, 'casualties')).toEqual(['5 casualties a00', '5 casualties a01']);
    expect(outcome(simulation, 'casualties.all')).toBe(60 + 20);
  });
});

describe('other fields', () => {
  it('a flood trips and derates while the water stands at the threshold', () => {
    // Level 8 after 4 h, back to 0 after 12 h; 3 m deep on ground at 2 m: level 5, from 2.5 h to 7 h.
    const flood = hazard('flood', 1, [], { durationHours: 1, footprint: { form: 'flood', level: [[0, 0], [4, 8], [12, 0]], offset: 0, ground: 'elevationM' }, effects: [{ ...trip, above: 3 }] });
    expect(timeline(houses([0, 1], flood, [2, 6]), 'trip', 'release')).toEqual(['3.5 trip a00', '8 release a00']);
    // Without a threshold: while it is wet. Level 2 from 1 h to 10 h, 6 from 3 h to 6 h.
    expect(timeline(houses([0, 1], { ...flood, effects: [trip] }, [2, 6]), 'trip', 'release')).toEqual(['2 trip a00', '4 trip a01', '7 release a01', '11 release a00']);
  });
  it('a fire trips what it reaches until its heat has sunk there', () => {
    const fire = hazard('fire', 0, [], { durationHours: 30, profile: [[0, 1], [2, 1], [3, 0]], footprint: { form: 'fire', from: [[4, 51]], windFrom: 180, rateMs: 1 / 3.6, ratio: 1, barriers: [], maxKm: 50 }, effects: [{ ...trip, above: 0.5 }] });
    expect(timeline(houses([4, 10], fire), 'trip', 'release')).toEqual(['4 trip a00', '6.5 release a00', '10 trip a01', '12.5 release a01']);
  });
  it('demand is raised as long as the profile is at the threshold, wherever the footprint is', () => {
    const heat = hazard('heat', 0, [1], { durationHours: 10, intensity: 10, profile: [[0, 0], [4, 1], [8, 0]], effects: [{ effect: 'demand', service: 's0', by: 2, probability: 1, above: 5 }] });
    const simulation = system([asset(), asset({ area: true, people: 100, needs: [need([0], { required: 1_000_000, demand: 1 })] })], [heat]);
    // Half of the people's need is not met from hour 2 to hour 6.
    expect(outcome(simulation, 'person-hours.s0')).toBeCloseTo(100 * 0.5 * 4, 3);
    expect(timeline(simulation, 'demand')).toEqual(['2 demand a01']);
  });
  it('raised demand ends for all needs of an asset', () => {
    const heat = hazard('heat', 0, [1], { durationHours: 10, intensity: 10, profile: [[0, 0], [4, 1], [8, 0]], effects: [{ effect: 'demand', service: 's0', by: 2, probability: 1, above: 5 }] });
    expect(levels(system([asset(), asset({ needs: [need([0]), need([2])] }), asset()], [heat]))).toEqual(['2 a01 0.5', '6 a01 1']);
  });
  it('what has passed is over: the end of the hazard ends no trip of another', () => {
    const gust = hazard('gust', 0, [0], { durationHours: 10, intensity: 10, profile: [[0, 0], [4, 1], [8, 0]], effects: [{ ...trip, above: 5 }] });
    expect(levels(system([asset()], [gust, hazard('out', 8, [0], { durationHours: 10, effects: [trip] })]))).toEqual(['2 a00 0', '6 a00 1', '8 a00 0', '18 a00 1']);
  });
  it('what begins or is over between two ticks: from the nearest, until the next', () => {
    // At or above 4.9875 from 119.7 to 360.3 ticks.
    const gust = hazard('gust', 0, [0], { durationHours: 10, intensity: 10, profile: [[0, 0], [4, 1], [8, 0]], effects: [{ ...trip, above: 4.9875 }] });
    expect(timeline(system([asset()], [gust]), 'trip', 'release')).toEqual(['2 trip a00', '6.017 release a00']);
  });
  it('what lasts to the horizon in one replication ends nothing in the next', () => {
    const short = hazard('short', 1, [0], { durationHours: { dist: 'uniform', min: 50, max: 150 }, effects: [trip] }), simulation = system([asset()], [short, hazard('long', 2, [0], { durationHours: 200, effects: [trip] })]), ends: string[] = [];
    for (let k = 0; k < 20; k++) simulation.events(k).subscribe((e) => { if (e.kind === 'rise' || e.kind === 'hazard-end') ends.push(e.kind); });
    expect(new Set(ends)).toEqual(new Set(['hazard-end']));
    expect(ends.length).toBeLessThan(20);
  });
  it('a circle has no effect where less is left of the intensity than is asked for', () => {
    const circle = hazard('blast', 1, [], { durationHours: 2, intensity: 10, footprint: { form: 'circle', center: north(0), radiusKm: 10, rim: 0 }, effects: [{ ...trip, above: 5 }] });
    expect(timeline(houses([4, 6], circle), 'trip', 'release')).toEqual(['1 trip a00', '3 release a00']);
  });
});
