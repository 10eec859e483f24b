import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeModel } from '../../../src/model/read.js';
import { checkScenario, normalizeScenario, readScenario, readStudyInput } from '../../../src/model/read-scenario.js';
import { folderOf, placed, problemsOf, smallModel } from './files.js';

/** A sound scenario of the small model. */
export function smallScenario() {
  return {
    format: 'hazcade-scenario/1', id: 'flood', model: 'model.json', start: '2026-01-16T18:00:00+01:00', horizon: '14d',
    hazards: [{ id: 'flood', type: 'river-flood', onset: '2h', duration: '1d', measure: 'depth', unit: 'm', intensity: { uniform: { min: 0, max: 2 } }, footprint: { select: { sector: 'power' } }, profile: [['0h', 0], ['6h', '100%']] }],
    triggers: [{ id: 'again', when: { damage: { select: { kind: 'plant' }, state: 'slight' } }, lag: '1h', probability: 0.5, hazard: 'flood' }],
    recovery: { order: 'people-served', crews: [{ id: 'crews', count: 2 }] },
    plans: [{ id: 'help', when: { level: { asset: 'plant', below: 0.5 } }, after: '2h', do: [{ crews: { pool: 'crews', count: 3 } }, { refill: ['pump/electricity'] }] }],
  } as Record<string, unknown> & { hazards: Record<string, unknown>[]; triggers: Record<string, unknown>[]; plans: Record<string, unknown>[] };
}
const changed = (change: (s: ReturnType<typeof smallScenario>) => void) => { const s = smallScenario(); change(s); return s; };

describe('a scenario', () => {
  const { scenario, warnings } = normalizeScenario(smallScenario());
  it('has hours, shares and defaults', () => {
    expect(scenario.hazards[0]).toEqual({
      id: 'flood', key: 'flood', title: 'flood', type: 'river-flood', onsetHours: 2, durationHours: 24, measure: 'depth', unit: 'm', intensity: { dist: 'uniform', min: 0, max: 2 },
      footprint: { form: 'select', select: { sector: ['power'] } }, profile: [[0, 0], [6, 1]], effects: [{ effect: 'damage' }], common: 0, once: false,
    });
    expect(scenario).toMatchObject({ horizonHours: 336, ticksPerHour: 460800, seed: 'flood', replications: 1000, repairOrder: 'people-served', affectedThreshold: 1 });
    expect(scenario.triggers[0]).toMatchObject({ lagHours: 1, probability: 0.5, repeat: false, cause: { on: 'damage', state: 'slight' } });
    expect(scenario.plans[0]).toMatchObject({ afterHours: 2, precedence: 0, once: false, when: { on: 'level', asset: 'plant', below: 0.5, forHours: 0 } });
    expect(warnings).toEqual([]);
  });
  it('has a hash that knows neither the order of hazards nor the path of the model', () => {
    const hazards = ['a', 'b', 'c'].map((id) => ({ ...smallScenario().hazards[0]!, id }));
    const hash = (list: unknown[], model = 'm') => normalizeScenario({ ...smallScenario(), triggers: [], model, hazards: list }).scenario.hash;
    fc.assert(fc.property(fc.shuffledSubarray(hazards, { minLength: 3 }), (list) => { expect(hash(list, 'elsewhere')).toBe(hash(hazards)); }), { numRuns: 6, seed: 7 });
    expect(hash([hazards[0]!])).not.toBe(hash([hazards[1]!]));
  });
  it.each<[string, Record<string, unknown>, string]>([
    ['a horizon beyond ten years', changed((s) => { s.horizon = '11y'; }), 'HORIZON_INVALID /horizon'], ['a horizon of minutes', changed((s) => { s.horizon = '59min'; }), 'HORIZON_INVALID /horizon'],
    ['a start without a zone', changed((s) => { s.start = '2026-01-16T18:00:00'; }), 'VALUE_INVALID /start'], ['30 February', changed((s) => { s.start = '2026-02-30T18:00:00Z'; }), 'VALUE_INVALID /start'],
    ['two hazards of one id', changed((s) => { s.hazards.push(s.hazards[0]!); }), 'ID_DUPLICATE /hazards/1/id'], ['a profile that runs back', changed((s) => { s.hazards[0]!.profile = [['6h', 1], ['2h', 0]]; }), 'PROFILE_INVALID /hazards/0/profile/1'],
    ['a probability without a state', changed((s) => { s.hazards[0]!.effects = [{ damage: { probability: 0.1 } }]; }), 'EFFECT_INVALID /hazards/0/effects/0/damage'],
    ['a place off the earth', changed((s) => { s.hazards[0]!.footprint = { circle: { center: [4, 91], radius: '1km' } }; }), 'PLACE_INVALID /hazards/0/footprint/circle/center'],
    ['a negative intensity', changed((s) => { s.hazards[0]!.intensity = -1; }), 'QUANTITY_INVALID /hazards/0/intensity'], ['a list order without a list', changed((s) => { s.recovery = { order: 'list' }; }), 'VALUE_INVALID /recovery/order'],
  ])('refuses %s', (_name, data, expected) => {
    expect(problemsOf(() => normalizeScenario(data)).map((p) => `${p.code} ${p.pointer}`)).toEqual([expected]);
  });
  it('survives any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (data) => { expect(problemsOf(() => normalizeScenario(data)).length).toBeGreaterThan(0); }), { numRuns: 300, seed: 8 });
  });
});

describe('a scenario with its model', () => {
  const { model } = normalizeModel(smallModel());
  const problems = (data: unknown) => checkScenario(normalizeScenario(data).scenario, model).map((p) => p.code);
  it('fits', () => { expect(problems(smallScenario())).toEqual([]); });
  it.each<[string, Record<string, unknown>, string]>([
    ['an asset', changed((s) => { s.hazards[0]!.footprint = { assets: ['plamt'] }; }), 'ASSET_UNKNOWN'], ['a kind', changed((s) => { s.hazards[0]!.footprint = { select: { not: { kind: 'plants' } } }; }), 'KIND_UNKNOWN'],
    ['an attribute', changed((s) => { s.hazards[0]!.footprint = { select: { any: [{ attribute: { vendr: 'acme' } }] } }; }), 'ATTRIBUTE_UNKNOWN'], ['a hazard', changed((s) => { s.triggers[0]!.hazard = 'fluud'; }), 'HAZARD_UNKNOWN'],
    ['a pool', changed((s) => { s.plans[0]!.do = [{ crews: { pool: 'crew', count: 1 } }]; }), 'POOL_UNKNOWN'], ['a need', changed((s) => { s.plans[0]!.do = [{ refill: ['pump/water'] }]; }), 'NEED_UNKNOWN'],
    ['a buffer', changed((s) => { s.plans[0]!.do = [{ refill: ['home/water'] }]; }), 'BUFFER_MISSING'], ['a repair list entry', changed((s) => { s.recovery = { ...s.recovery as object, order: 'list', list: ['plant', 'x'] }; }), 'ASSET_UNKNOWN'],
    ['a measure', changed((s) => { delete s.hazards[0]!.measure; }), 'MEASURE_MISSING'],
    ['a variant that cannot be', changed((s) => { s.variants = [{ id: 'v', changes: [{ remove: { id: 'plant' } }] }]; }), 'VARIANT_INVALID'],
  ])('is refused without %s', (_name, data, code) => { expect(problems(data)).toEqual([code]); });
  it.each<[string, Record<string, unknown>, string]>([
    ['a unit that does not fit', changed((s) => { s.hazards[0]!.unit = 'cm'; }), 'UNIT_MISMATCH'], ['a measure nothing reacts to', changed((s) => { s.hazards[0]!.measure = 'pga'; }), 'MEASURE_UNUSED'],
    ['a selector that selects nothing', changed((s) => { s.hazards[0]!.footprint = { select: { kind: 'plant', sector: 'water' } }; }), 'SELECTOR_EMPTY'],
    ['a hazard that never occurs', changed((s) => { delete s.hazards[0]!.onset; s.triggers = []; }), 'HAZARD_IDLE'], ['a hazard that begins at the horizon', changed((s) => { s.hazards[0]!.onset = s.horizon; s.triggers = []; }), 'HAZARD_IDLE'], ['a skill no crew has', changed((s) => { s.recovery = { crews: [{ id: 'crews', count: 2, skills: ['electric'] }] }; }), 'SKILL_MISSING'],
  ])('warns of %s', (_name, data, code) => { expect(problems(data)).toEqual([code]); });
  it('suggests the measure that was meant', () => {
    const { model } = normalizeModel(smallModel());
    const known = model.assets.flatMap((a) => a.kind.fragility)[0]!.measure;
    const { scenario } = normalizeScenario(changed((s) => { s.hazards[0]!.measure = `${known}x`; }));
    expect(checkScenario(scenario, model).map((p) => p.message).join()).toContain(`Did you mean "${known}"?`);
  });
});

describe('files of a study', () => {
  it('are read together, with the problems of all of them and their places', () => {
    const folder = folderOf({
      'model.json': JSON.stringify({ ...smallModel(), colour: 'red' }, null, 1),
      's.yaml': 'format: hazcade-scenario/1\nid: s\nmodel: model.json\nstart: yesterday\nhorizon: 3d\nhazards:\n  - {id: h, type: flood, footprint: {assets: [plant]}, magnitude: 3}\n',
    });
    expect(placed(problemsOf(() => readStudyInput(`${folder}/s.yaml`)))).toEqual([expect.stringMatching(/^KEY_UNKNOWN model\.json:\d+:2$/), 'VALUE_INVALID s.yaml:4:8', 'KEY_UNKNOWN s.yaml:7:56']);
    expect(placed(problemsOf(() => readScenario(`${folder}/s.yaml`)))).toEqual(['VALUE_INVALID s.yaml:4:8', 'KEY_UNKNOWN s.yaml:7:56']);
  });
  it('name unknown ids at their line and column', () => {
    const scenario = 'format: hazcade-scenario/1\nid: s\nmodel: model.json\nstart: 2026-01-16T18:00:00Z\nhorizon: 3d\nhazards:\n  - {id: h, type: river-flood, onset: 1h, footprint: {assets: [plant, plamt]}, effects: [trip: {}]}\n'
      + 'variants: [{id: v, changes: [{harden: {select: {kind: plnt}, factor: 2}}]}]\n';
    const folder = folderOf({ 'model.json': JSON.stringify(smallModel()), 's.yaml': scenario });
    const problems = problemsOf(() => readStudyInput(`${folder}/s.yaml`));
    expect(placed(problems).filter((p) => !p.startsWith('VARIANT'))).toEqual([expect.stringMatching(/^ASSET_UNKNOWN s\.yaml:7:/), expect.stringMatching(/^KIND_UNKNOWN s\.yaml:8:/)]);
    expect(problems[0]!.message).toContain('Did you mean "plant"?');
  });
  it('give model, scenario and warnings', () => {
    const folder = folderOf({ 'model.json': JSON.stringify(smallModel()), 's.json': JSON.stringify(smallScenario()) });
    const { model, scenario, warnings } = readStudyInput(`${folder}/s.json`);
    expect([model.id, scenario.id, warnings]).toEqual(['small', 'flood', []]);
    expect(scenario.modelPath).toBe(`${folder}/model.json`);
  });
});
