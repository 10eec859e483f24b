/** The engine's side of intensity fields: realisations picked per occurrence, courses by asset, effects that wait until an asset is reached. */
import { describe, expect, it } from 'vitest';
import type { CompiledHazard } from '../../../src/engine/compiled-scenario.js';
import { assemble } from '../../../src/study/assemble.js';
import { Simulation } from '../../../src/study/simulation.js';
import type { DamageState, Hazard, Trigger } from '../../../src/model/types.js';
import { modelOf, scenarioOf } from '../../oracle/build.js';
import { asset, hazard, timeline, trip } from './system.js';

/** Three assets without needs, and a hazard on all of them whose compiled form is changed. */
function changed(h: Hazard, change: Partial<CompiledHazard>, horizon = 100, triggers: Trigger[] = [], states: { state: DamageState; at: number }[] = [{ state: 'complete', at: 1 }]): Simulation {
  const spec = { assets: [asset({ people: 10 }), asset({ people: 10 }), asset({ people: 10 })], hazards: [], pools: [], order: 'first-come' as const, horizon };
  const model = modelOf(spec);
  // Every kind breaks completely from 1 on, unless told otherwise.
  for (const { kind } of model.assets) kind.fragility = [{ measure: 'none', unit: '', form: 'step', states }];
  const { network, names, scenario } = assemble(model, { ...scenarioOf(spec), hazards: [h], triggers });
  return new Simulation({ network, names, scenario: { ...scenario, hazards: scenario.hazards.map((made) => ({ ...made, ...change })) }, layers: [] });
}

const byFragility = hazard('h', 2, [0, 1, 2], { durationHours: 10, effects: [{ effect: 'damage' }] });
const { log } = Math;

describe('courses', () => {
  // Asset 0 meets its peak of 2 after 4 h, so 1 after 2 h; asset 1 has it at once; asset 2 never meets 1.
  const courses = { start: Int32Array.of(0, 2, 3, 4), hours: Float64Array.of(0, 4, 1, 5), shares: Float64Array.of(0, 1, 1, 1), lastHours: 0 };

  it('damage comes when the intensity of the asset reaches the threshold', () => {
    expect(timeline(changed(byFragility, { courses, lnFactor: Float64Array.of(log(2), log(1.5), log(0.5)) }), 'damage')).toEqual(['3 damage a01', '4 damage a00']);
  });
  it('each state comes at its own threshold', () => {
    const states = [{ state: 'slight' as const, at: 0.5 }, { state: 'complete' as const, at: 1 }];
    expect(timeline(changed({ ...byFragility, footprint: { form: 'select', select: { id: ['a00'] } } }, { profile: { hours: Float64Array.of(0, 8), factors: Float64Array.of(0, 1) } }, 100, [], states), 'damage')).toEqual(['6 damage a00', '10 damage a00']);
  });
  it('other effects come when an asset is reached, and end with the occurrence; who is reached later than that is spared', () => {
    const tripped = changed(hazard('h', 2, [0, 1, 2], { durationHours: 4, effects: [trip] }), { courses });
    expect(timeline(tripped, 'trip', 'release')).toEqual(['2 trip a00', '3 trip a01', '6 release a00', '6 release a01']);
  });
});

describe('an ensemble', () => {
  const nowhere = -Infinity;
  const field = { form: 'ensemble' as const, ln: [Float64Array.of(log(2), nowhere, nowhere), Float64Array.of(nowhere, log(2), log(2))], cumulative: Float64Array.of(1, 4) };

  it('picks one realisation for all assets of an occurrence, in proportion to the weights', () => {
    const simulation = changed(byFragility, { field });
    const seen = Array.from({ length: 2000 }, (_, r) => { const { touched, touchedCount } = simulation.replicate(r); return [...touched.slice(0, touchedCount)].sort().join(); });
    expect(new Set(seen)).toEqual(new Set(['0', '1,2']));
    // 500 expected; four standard deviations of the binomial are 77.
    expect(Math.abs(seen.filter((s) => s === '0').length - 500)).toBeLessThan(77);
  });
  it('acts with other effects only where it reaches', () => {
    const simulation = changed(hazard('h', 2, [0, 1, 2], { effects: [trip] }), { field: { ...field, cumulative: Float64Array.of(0, 1) } });
    expect(timeline(simulation, 'trip')).toEqual(['2 trip a01', '2 trip a02']);
  });
  it('hurts people where its own realisation is, though another occurrence follows at once', () => {
    const h = hazard('h', 2, [0, 1, 2], { effects: [{ effect: 'casualties', share: 0.5 }] }), again: Trigger = { id: 'again', key: 'again', cause: { on: 'hazard', hazard: 'h' }, probability: 1, lagHours: 0, hazard: 'h', repeat: false };
    const alone = changed(h, { field: { ...field, cumulative: Float64Array.of(1, 2) } }), twice = changed(h, { field: { ...field, cumulative: Float64Array.of(1, 2) } }, 100, [again]);
    const hurtBy = (simulation: Simulation, r: number): string[] => {
      const assets: string[] = [];
      simulation.events(r).subscribe((e) => { if (e.kind === 'casualties' && e.source === 'h') assets.push(e.asset!); });
      return assets;
    };
    for (let r = 0; r < 20; r++) expect(hurtBy(twice, r)).toEqual(hurtBy(alone, r));
    expect(new Set(Array.from({ length: 20 }, (_, r) => hurtBy(alone, r).length))).toEqual(new Set([1, 2]));
  });
  it('damages nothing after its end, though its profile goes on', () => {
    const profile = { hours: Float64Array.of(0, 8), factors: Float64Array.of(0, 1) }, short = hazard('h', 2, [0, 1, 2], { durationHours: 3, effects: [{ effect: 'damage' }] });
    expect(timeline(changed(short, { field: { ...field, cumulative: Float64Array.of(0, 1) }, profile }), 'damage')).toEqual([]);
  });

  it('damages in the tick of its end, when the threshold is met just then', () => {
    const profile = { hours: Float64Array.of(0, 8), factors: Float64Array.of(0, 1) }, short = hazard('h', 2, [0, 1, 2], { durationHours: 4, effects: [{ effect: 'damage' }] });
    expect(timeline(changed(short, { field: { ...field, cumulative: Float64Array.of(0, 1) }, profile }), 'damage')).toEqual(['6 damage a01', '6 damage a02']);
  });

  it('takes its own profile of time', () => {
    const profile = { hours: Float64Array.of(0, 8), factors: Float64Array.of(0, 1) };
    expect(timeline(changed(byFragility, { field: { ...field, cumulative: Float64Array.of(0, 1) }, profile }), 'damage')).toEqual(['6 damage a01', '6 damage a02']);
  });
});
