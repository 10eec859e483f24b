/** Staff who are absent, worked by hand. */
import { describe, expect, it } from 'vitest';
import type { Effect, Hazard, Kind, Trigger } from '../../../src/model/types.js';
import { normalizeScenario, ValidationError } from '../../../src/index.js';
import { asset, hazard, levels, need, outcome, system, timeline, trip } from './system.js';

const staff = (absent: Extract<Effect, { effect: 'staff' }>['absent'], more: Partial<Extract<Effect, { effect: 'staff' }>> = {}): Effect => ({ effect: 'staff', absent, scaled: false, probability: 1, ...more });
const wave = (onset: number, effect: Effect, fields: Partial<Hazard> = {}): Hazard => hazard(`wave-${onset}`, onset, [0], { durationHours: 20, effects: [effect], ...fields });
const staffing = (spare: number, needed: number) => ({ model: (m: Parameters<NonNullable<NonNullable<Parameters<typeof system>[2]>['model']>>[0]) => ({ ...m, assets: m.assets.map((a) => ({ ...a, kind: { ...a.kind, staffing: { spare, needed } } as Kind })) }) });
const two = [asset(), asset({ needs: [need([0])] })];

describe('absent staff', () => {
  it('leaves capacity in proportion while it lasts, and who needs it feels that', () => {
    expect(levels(system(two, [wave(2, staff(0.3))]))).toEqual(['2 a00 0.7', '2 a01 0.7', '22 a00 1', '22 a01 1']);
  });
  it('of two hazards at once: what is present multiplies; the worst derating counts beside it', () => {
    expect(levels(system([asset()], [wave(2, staff(0.5)), wave(4, staff(0.5), { durationHours: 4 })]))).toEqual(['2 a00 0.5', '4 a00 0.25', '8 a00 0.5', '22 a00 1']);
    expect(levels(system([asset()], [wave(2, staff(0.5)), wave(4, { effect: 'derate', to: 0.6, probability: 1 }, { durationHours: 4 })]))).toEqual(['2 a00 0.5', '22 a00 1']);
  });
  it('spare staff is missed by nobody, and below what is needed nothing runs', () => {
    // Between 0.8 and 0.4 present: (p - 0.4) / 0.4.
    const at = (absent: number) => levels(system([asset()], [wave(2, staff(absent))], staffing(0.2, 0.4)))[0];
    expect([0.1, 0.2, 0.3, 0.5, 0.6, 0.9].map(at)).toEqual([undefined, undefined, '2 a00 0.75', '2 a00 0.25', '2 a00 0', '2 a00 0']);
  });
  it('follows a course: lost hours are those of the area under it', () => {
    // Up to 40 % over 10 h, down over 10 h: 0.4 x 20 / 2, in steps of 2.5 % at most; what is left when the hazard ends is over.
    const course: [number, number][] = [[0, 0], [10, 0.4], [20, 0]], simulation = system([asset()], [wave(5, staff(course), { durationHours: 30 })]);
    expect(outcome(simulation, 'lost-asset-hours.all')).toBeCloseTo(4, 2);
    expect(timeline(simulation, 'derate').length).toBeGreaterThanOrEqual(16);
    expect(outcome(system([asset()], [wave(5, staff(course), { durationHours: 10 })]), 'lost-asset-hours.all')).toBeCloseTo(2, 2);
    expect(levels(system([asset()], [wave(5, staff([[2, 0.5], [3, 0.5]]), { durationHours: 4 })]))).toEqual(['7 a00 0.5', '9 a00 1']);
  });
  it('scaled: times the intensity that is drawn', () => {
    expect(levels(system([asset()], [wave(2, staff(0.3, { scaled: true }), { intensity: 2 })]))[0]).toBe('2 a00 0.4');
    expect(levels(system([asset()], [wave(2, staff(0.3, { scaled: true }), { intensity: 9 })]))[0]).toBe('2 a00 0');
  });
  it('from an intensity on, as long as it is that much', () => {
    expect(levels(system([asset()], [wave(2, staff(0.3, { above: 5 }), { intensity: 10, profile: [[0, 0], [4, 1], [8, 0]] })]))).toEqual(['4 a00 0.7', '8 a00 1']);
  });
  it('that come back in the instant of a trip leave the blame with that', () => {
    // At hour 8 wave-2 ends and the cut reaches a00; the outage that follows, and what it triggers, is of the cut.
    const cut = hazard('cut', 6, [0], { durationHours: 10, intensity: 10, profile: [[0, 0], [4, 1], [8, 0]], effects: [{ ...trip, above: 5 }] }), fire = hazard('fire', undefined, [1]);
    const outage: Trigger = { id: 't', key: 't', cause: { on: 'outage', select: { id: ['a00'] }, afterHours: 1 }, probability: 1, lagHours: 0, hazard: 'fire', repeat: false };
    expect(timeline(system([asset(), asset()], [wave(2, staff(0.5), { durationHours: 6 }), wave(4, staff(0.5)), cut, fire], { scenario: { triggers: [outage] } }), 'hazard').at(-1)).toBe('9 hazard cut > fire');
  });
  it('damage, trips and the next replication are as without', () => {
    const simulation = system([asset()], [wave(2, staff(0.3)), hazard('cut', 4, [0], { durationHours: 2, effects: [trip] })]);
    expect(levels(simulation)).toEqual(['2 a00 0.7', '4 a00 0', '6 a00 0.7', '22 a00 1']);
    const first = [...simulation.replicate(0).values], again = [...simulation.replicate(1).values];
    expect([...simulation.replicate(0).values]).toEqual(first);
    expect(again).toEqual(first);
  });
});

it('what makes no sense is refused, with its place', () => {
  const codes = (effect: object): string[] => {
    try {
      normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '9d', hazards: [{ id: 'h', type: 'strike', onset: '1h', duration: '2d', footprint: { select: { all: true } }, effects: [{ staff: effect }] }] });
    } catch (error) { if (error instanceof ValidationError) return error.problems.map(({ code, pointer }) => `${code} ${pointer}`); throw error; }
    return [];
  };
  expect(codes({ absent: '30%' })).toEqual([]);
  expect(codes({ absent: [['0h', 0], ['2d', '30%'], ['1d', 0]] })).toEqual(['PROFILE_INVALID /hazards/0/effects/0/staff/absent/2']);
  expect(codes({ absent: 1.3 })[0]).toContain('/hazards/0/effects/0/staff/absent');
  expect(codes({})[0]).toContain('/hazards/0/effects/0/staff');
});
