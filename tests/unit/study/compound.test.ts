import { expect, test } from 'vitest';
import { normalizeModel, normalizeScenario } from '../../../src/index.js';
import { assemble } from '../../../src/study/assemble.js';
import { compoundLabels } from '../../../src/study/compound.js';

const { model } = normalizeModel({
  format: 'hazcade-model/1', id: 'm', kinds: { part: { title: 'Part', sector: 'parts', services: [], sources: {} } }, assets: ['a', 'b', 'c'].map((id) => ({ id, kind: 'part' })),
});

const hit = (id: string, assets: string[], more: object = {}): object => ({ id, type: 'other', onset: '1h', duration: '5h', footprint: { assets }, effects: [{ damage: { probability: 1, state: 'slight' } }], ...more });

function labels(parts: object): Record<string, string[]> {
  const { scenario } = normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '30d', ...parts });
  return Object.fromEntries(compoundLabels(scenario, assemble(model, scenario).scenario).map(({ kind, because }) => [kind, because]));
}

test('two hazards apart that share nothing are not compound', () => {
  expect(labels({ hazards: [hit('x', ['a']), hit('y', ['b'])] })).toEqual({});
});

test('preconditioned: links, and rules that hold only while something acts', () => {
  expect(labels({
    hazards: [hit('rain', ['a']), hit('slide', ['b'], { onset: undefined }), hit('quake', ['c'], { onset: '20d' })],
    triggers: [{ id: 't', when: { hazard: 'quake' }, while: { hazard: 'rain', window: '30d' }, hazard: 'slide' }],
    links: [{ id: 'soil', while: { hazard: 'rain' }, multiply: { fragility: {} }, by: 0.8 }, { id: 'nothing', while: { hazard: 'rain' }, multiply: { repair: {} }, by: 1 }],
  })).toEqual({ preconditioned: ['rain weakens or strengthens assets (soil)', 'slide only while rain (t)'] });
});

test('multivariate: at one place and time, or drawn together', () => {
  const normal = { intensity: { normal: { mean: 1, sd: 0.1 } } };
  expect(labels({ hazards: [hit('surge', ['a', 'b'], normal), hit('wind', ['b'], { onset: '3h', ...normal })], correlations: [{ id: 'storm', hazards: ['surge', 'wind'], rho: 0.5 }] }))
    .toEqual({ multivariate: ['intensities of surge, wind are drawn together (storm)', 'surge and wind strike the same assets at once'] });
});

test('temporally: one after another at one place, or again and again', () => {
  expect(labels({ hazards: [hit('first', ['a']), hit('second', ['a'], { onset: undefined })], triggers: [{ id: 't', when: { hazard: 'first' }, lag: '3d', hazard: 'second' }] })).toEqual({ 'temporally compounding': ['second strikes where first struck before'] });
  expect(labels({ hazards: [hit('gusts', ['a'], { onset: undefined, arrivals: { perYear: 50 } })] })).toEqual({ 'temporally compounding': ['gusts comes again and again'] });
});

test('spatially: apart, with the same crews', () => {
  expect(labels({ hazards: [hit('x', ['a']), hit('y', ['b'])], recovery: { crews: [{ id: 'all', count: 1 }] } })).toEqual({ 'spatially compounding': ['x and y strike apart and share crews'] });
});
