import { describe, expect, it } from 'vitest';
import { normalizeModel } from '../../../src/model/read.js';
import { normalizeScenario } from '../../../src/model/read-scenario.js';
import { applyVariant } from '../../../src/model/variant.js';
import { smallModel } from './files.js';
import { selectAssets } from '../../../src/model/select.js';

const { model } = normalizeModel(smallModel());
const base = {
  format: 'hazcade-scenario/1', id: 's', model: 'm', start: '2026-01-16T18:00:00Z', horizon: '3d',
  hazards: [{ id: 'flood', type: 'flood', onset: '1h', measure: 'depth', unit: 'm', footprint: { select: { all: true } }, effects: ['damage', { trip: { select: { kind: 'plant' }, probability: 0.5 } }] }],
  recovery: { crews: [{ id: 'crews', count: 2 }] },
  plans: [{ id: 'p', when: { level: { asset: 'plant-2', below: 0.5 } }, do: [{ refill: ['pump/electricity'] }] }],
};

/** The study after the changes. */
function after(...changes: unknown[]) {
  const { scenario } = normalizeScenario({ ...base, variants: [{ id: 'v', changes }] });
  const study = applyVariant(model, scenario, scenario.variants[0]!);
  return { ...study, before: scenario, asset: (id: string) => study.model.assets.find((a) => a.id === id)! };
}
const original = (id: string) => model.assets.find((a) => a.id === id)!;
const text = JSON.stringify(model);

describe('changes', () => {
  it('scenario: what the file would refuse is refused', () => {
    const of = (hazard: object, values: object) => () => { const { scenario } = normalizeScenario({ ...base, hazards: [hazard] }); return applyVariant(model, scenario, { id: 'v', title: 'v', changes: [{ change: 'scenario', values: { ...values } }] }); };
    const random = { id: 'h', type: 'flood', arrivals: { perYear: 3 }, footprint: { select: { all: true } }, effects: [{ trip: {} }] };
    const plume = { id: 'h', type: 'toxic-release', onset: '1h', duration: '2h', footprint: { plume: { at: [4, 51], windFrom: 0, windSpeed: 2, sector: 60, bands: [['1km', 1]] } }, effects: [{ trip: {} }] };
    expect(of(random, { 'hazards.h.duration': '3h' })).not.toThrow();
    expect(of(random, { 'hazards.h.onset': '3h' })).toThrow(expect.objectContaining({ code: 'ARRIVALS_INVALID' }));
    expect(of(plume, { 'hazards.h.duration': '0h' })).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  });
  it('set: fields of the asset, its kind and its needs', () => {
    const { asset, model: changed } = after({ set: { select: { id: 'pump' }, values: { restart: '2h', 'repair.slight': '4h', 'buffers.electricity.hours': '72h', 'needs.electricity.impact': 0.5, 'attributes.vendor': 'new', people: 3 } } });
    expect(asset('pump')).toMatchObject({ people: 3, attributes: { vendor: 'new' }, kind: { id: 'pump', restart: 2, repair: [4, 72, 168, 720] }, needs: [{ id: 'pump/electricity', impact: 0.5, buffer: { hours: 72, refillHours: 2 } }] });
    expect(asset('plant')).toBe(original('plant'));
    expect(changed.hash).not.toBe(model.hash);
  });
  it('set keeps kinds shared', () => {
    const { asset } = after({ set: { select: { kind: 'plant' }, values: { cutOff: 0.5 } } });
    expect(asset('plant').kind).toBe(asset('plant-2').kind);
  });
  it('harden multiplies medians', () => {
    expect(after({ harden: { select: { id: 'plant' }, factor: 1.5 } }).asset('plant').kind.fragility[0]!.states).toEqual([{ state: 'slight', median: 0.75, sigma: 0.4 }, { state: 'complete', median: 3, sigma: 0.4 }]);
  });
  it('invulnerable: no effect of any hazard selects them', () => {
    const { asset, scenario, model: changed } = after({ invulnerable: { id: 'plant' } });
    expect(asset('plant').kind.fragility).toEqual([]);
    expect(scenario.hazards[0]!.effects.map((e) => selectAssets(changed, e.select!).map((i) => changed.assets[i]!.id))).toEqual([['home', 'plant-2', 'pump'], ['plant-2']]);
  });
  it('add-buffer', () => {
    expect(after({ 'add-buffer': { select: { id: 'home' }, service: 'water', buffer: '24h' } }).asset('home').needs.map((n) => n.buffer?.hours)).toEqual([undefined, 24]);
  });
  it('add-asset and add-supplier; needs keep their ids', () => {
    const { asset, model: changed } = after({ 'add-asset': { id: 'mobile', kind: 'plant', needs: [{ service: 'fuel', from: 'pump' }] } }, { 'add-supplier': { select: { id: 'home' }, service: 'electricity', supplier: 'mobile', weight: 0.5 } });
    expect(changed.assets.map((a) => a.id)).toEqual(['home', 'mobile', 'plant', 'plant-2', 'pump']);
    expect(asset('home').needs[0]).toMatchObject({ id: 'home/electricity', suppliers: [{ asset: 'mobile', weight: 0.5 }, { asset: 'plant', weight: 1 }] });
    expect(changed.services.map((s) => s.id)).toEqual(['electricity', 'fuel', 'water']);
  });
  it('remove: also as supplier and as subject of plans', () => {
    const { asset, scenario, model: changed } = after({ remove: { id: 'plant-2' } });
    expect(changed.assets).toHaveLength(3);
    expect(asset('pump').needs[0]!.suppliers).toEqual([{ asset: 'plant', weight: 1 }]);
    expect(scenario.plans).toEqual([]);
  });
  it('scenario: fields by dotted name', () => {
    const { scenario, before } = after({ scenario: { values: { 'recovery.crews.crews.count': 24, 'recovery.order': 'critical-first', 'hazards.flood.intensity': { uniform: { min: 1, max: 2 } } } } });
    expect([scenario.crews[0]!.count, scenario.repairOrder, scenario.hazards[0]!.intensity]).toEqual([24, 'critical-first', { dist: 'uniform', min: 1, max: 2 }]);
    expect(scenario.hash).not.toBe(before.hash);
  });
  it('leave the given model as it was', () => {
    expect(JSON.stringify(model)).toBe(text);
  });
});

it.each<[string, unknown, string, RegExp]>([
  ['a field that is none', { set: { select: { id: 'pump' }, values: { restrt: '2h' } } }, 'INPUT_INVALID', /Did you mean "restart"/],
  ['a value that is none', { set: { select: { id: 'pump' }, values: { restart: 2 } } }, 'INPUT_INVALID', /duration with a unit/],
  ['a need that is none', { set: { select: { id: 'plant' }, values: { 'buffers.electricity.hours': '2h' } } }, 'NEED_UNKNOWN', /has no need of electricity/],
  ['nothing selected', { harden: { select: { id: 'nobody' }, factor: 2 } }, 'SELECTOR_EMPTY', /selects no asset/],
  ['a need left without supply', { remove: { id: 'pump' } }, 'NEED_UNMEETABLE', /home\/water/],
  ['an asset that is there', { 'add-asset': { id: 'pump', kind: 'pump' } }, 'INPUT_INVALID', /twice/],
  ['an asset of no kind', { 'add-asset': { id: 'x', kind: 'pumpe' } }, 'INPUT_INVALID', /Did you mean "pump"/],
  ['a supplier that is none', { 'add-supplier': { select: { id: 'home' }, service: 'water', supplier: 'x' } }, 'SUPPLIER_UNKNOWN', /"x"/],
  ['a supplier that is one already', { 'add-supplier': { select: { id: 'home' }, service: 'water', supplier: 'pump' } }, 'INPUT_INVALID', /twice/],
  ['an unknown crew', { scenario: { values: { 'recovery.crews.crew.count': 2 } } }, 'ID_UNKNOWN', /Did you mean "crews"/],
  ['the seed', { scenario: { values: { seed: 'x' } } }, 'FIELD_UNKNOWN', /cannot be set/],
  ['half a crew', { scenario: { values: { 'recovery.crews.crews.count': 0.5 } } }, 'VALUE_INVALID', /found 0\.5/],
])('refuses %s', (_name, change, code, message) => {
  let error: unknown;
  try { after(change); } catch (e) { error = e; }
  expect(error).toMatchObject({ code });
  expect((error as Error).message).toMatch(message);
});
