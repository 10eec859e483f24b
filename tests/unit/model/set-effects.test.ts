/** Fields of effects and scenes that variants set. */
import { describe, expect, it } from 'vitest';
import { normalizeScenario } from '../../../src/index.js';
import { setScenario } from '../../../src/model/set-scenario.js';

const { scenario } = normalizeScenario({
  format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '9d',
  hazards: [
    { id: 'h.1', type: 'pandemic', onset: '1h', duration: '2d', footprint: { select: { all: true } }, effects: [{ derate: { to: 0.5 } }, { casualties: { share: 0.01 } }, { staff: { absent: '30%' } }, { demand: { service: 'water', by: 2 } }, 'damage', { casualties: { byIntensity: [[0, 0], [1, 0.1]] } }, { exposure: { perHour: '2%' } }] },
    { id: 'attack', type: 'sabotage', onset: '1h', footprint: { select: { all: true } }, effects: [{ trip: {} }] },
  ],
  recovery: { scenes: [{ hazards: ['attack'], hold: '12h' }] },
});
const effect = (n: number, name: string, value: unknown) => setScenario(scenario, { [`hazards.h.1.effects.${n}.${name}`]: value }).hazards.find(({ id }) => id === 'h.1')!.effects[n - 1];

describe('a variant sets', () => {
  it('what an effect leaves, takes, or hurts', () => {
    expect(effect(1, 'to', '70%')).toMatchObject({ effect: 'derate', to: 0.7, probability: 1 });
    expect(effect(1, 'above', 0.3)).toMatchObject({ effect: 'derate', above: 0.3 });
    expect(effect(2, 'share', { uniform: { min: 0, max: '4%' } })).toMatchObject({ share: { dist: 'uniform', min: 0, max: 0.04 } });
    expect(effect(3, 'absent', 0.1)).toMatchObject({ effect: 'staff', absent: 0.1 });
    expect(effect(4, 'by', 1.5)).toMatchObject({ by: 1.5 });
    expect(effect(7, 'perHour', '1%')).toMatchObject({ perHour: 0.01 });
  });
  it('how long a scene is preserved', () => {
    expect(setScenario(scenario, { 'recovery.scenes.1.hold': { lognormal: { median: '6h', sigma: 0.4 } } }).resources!.scenes).toEqual([{ hazards: ['attack'], types: [], hours: { dist: 'lognormal', median: 6, sigma: 0.4 } }]);
    expect(scenario.resources!.scenes[0]!.hours).toBe(12);
  });
  it.each<[string, unknown, string]>([
    ['hazards.h.1.effects.9.to', 0.5, 'effects 1 to 7'], ['hazards.h.1.effects.1.by', 2, 'field "by" of derate'], ['hazards.h.1.effects.1.to', 1.4, 'as in the scenario file'], ['hazards.hh.effects.1.to', 0.5, 'in hazards'],
    ['hazards.h.1.effects.5.probability', 0.5, 'by fragility'], ['hazards.h.1.effects.6.share', 0.5, 'by intensity'], ['hazards.h.1.effects.7.perHour', 1, 'as in the scenario file'],
    ['recovery.scenes.2.hold', '3h', 'scenes 1 to 1'], ['recovery.scenes.1.hold', 3, 'as in the scenario file'],
  ])('not %s: %s', (name, value, said) => {
    expect(() => setScenario(scenario, { [name]: value })).toThrowError(said);
  });
});

describe('the ground-motion model of a hazard', () => {
  const quake = (motion: object, more: object = {}) => normalizeScenario({
    format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '9d',
    hazards: [{ id: 'quake', type: 'earthquake', onset: '1h', footprint: { 'ground-motion': { magnitude: 6, source: { point: [4, 51] }, ...motion } }, ...more }],
  }).scenario;
  const by = (scenario: ReturnType<typeof quake>, model: unknown) => setScenario(scenario, { 'hazards.quake.model': model });
  it('set, is the scenario that names it', () => {
    const normal = { magnitude: { normal: { mean: 6, sd: 0.5 } } };
    for (const motion of [{}, normal, { magnitude: { normal: { mean: 6, sd: 0.5, min: 5, max: 7 } } }]) expect(by(quake(motion), 'bindi14').hazards).toEqual(quake({ ...motion, model: 'bindi14' }).hazards);
    expect(by(by(quake(normal), 'bindi14'), 'bssa14').hazards).toEqual(quake({ ...normal, model: 'bssa14' }).hazards);
  });
  it.each<[string, object, object, string]>([
    ['a magnitude beyond it', { magnitude: { uniform: { min: 3.5, max: 6 } } }, {}, 'QUANTITY_INVALID'], ['a distance beyond it', { max: '400km' }, {}, 'FIELD_INVALID'],
    ['a measure it does not give', {}, { measure: 'sa0.25', unit: 'g' }, 'MEASURE_UNKNOWN'], ['a further measure it does not give', {}, { effects: ['damage', { damage: { measure: 'sa0.25', unit: 'g' } }] }, 'MEASURE_UNKNOWN'],
  ])('not with %s', (_, motion, more, code) => {
    const scenario = quake(motion, more);
    expect(() => by(scenario, 'bindi14')).toThrowError(expect.objectContaining({ code, message: expect.stringContaining('hazards.quake.model: ') }));
  });
  it('not where no model computes the footprint', () => {
    expect(() => setScenario(scenario, { 'hazards.attack.model': 'bindi14' })).toThrowError('which no ground-motion model computes');
  });
});
