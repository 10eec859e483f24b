/** Links between hazards: what must hold whatever the hazards, links and seeds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeModel, normalizeScenario } from '../../src/index.js';
import { assemble } from '../../src/study/assemble.js';
import { Simulation } from '../../src/study/simulation.js';

const IDS = ['a', 'b', 'c', 'd'];
const model = normalizeModel({
  format: 'hazcade-model/1', id: 'm', services: [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }],
  kinds: Object.fromEntries(IDS.map((id) => [id, { title: id, sector: id, services: ['supply'], restart: '0h', capacityLeft: { slight: 0, moderate: 0, extensive: 0, complete: 0 }, repair: { slight: '3h', moderate: '3h', extensive: '3h', complete: '3h' }, fragility: [{ measure: 'pga', unit: 'g', lognormal: { slight: [1, 0.5] } }], sources: {} }])),
  assets: IDS.map((id) => ({ id, kind: id })),
}).model;

interface Link { id: string; while: { hazard: string; window: string }; multiply: object; by: number }
interface Case { rates: number[]; links: Link[]; seed: string; trigger: number }

const hazardId = fc.constantFrom(...IDS);
/** Of hazards a and b that bear on c and d alone, so that no link acts on what it hangs on. */
const link = fc.record({ from: fc.constantFrom('a', 'b'), to: fc.constantFrom('c', 'd'), what: fc.constantFrom('rate', 'trigger', 'fragility', 'repair'), by: fc.constantFrom(0.25, 0.5, 1, 2, 3), window: fc.constantFrom('0h', '10h', '100h') });
const cases: fc.Arbitrary<Case> = fc.record({ rates: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 4, maxLength: 4 }), links: fc.array(link, { maxLength: 5 }), seed: fc.string({ minLength: 1, maxLength: 6 }), trigger: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ rates, links, seed, trigger }) => ({
    rates, seed, trigger,
    links: links.map(({ from, to, what, by, window }, i) => ({ id: `l${i}`, while: { hazard: from, window }, by, multiply: what === 'rate' ? { rate: to } : what === 'trigger' ? { trigger: 't' } : { [what]: { select: { id: to } } } })),
  }));

function simulationOf({ rates, links, seed, trigger }: Case): Simulation {
  const { scenario } = normalizeScenario({
    format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '500h', ticksPerHour: 60, seed,
    hazards: [
      ...IDS.map((id, i) => ({ id, type: 'earthquake', arrivals: { perYear: rates[i] }, duration: '5h', measure: 'pga', unit: 'g', intensity: { lognormal: { median: 1, sigma: 0.3 } }, footprint: { assets: [id] } })),
      { id: 'e', type: 'landslide', duration: '1h', footprint: { assets: ['d'] }, effects: [{ trip: {} }] },
    ],
    triggers: [{ id: 't', when: { hazard: 'c' }, probability: trigger, lag: '1h', hazard: 'e' }], links,
  });
  const { network, names, scenario: compiled } = assemble(model, scenario);
  return new Simulation({ network, names, scenario: compiled, layers: [] });
}

const valuesOf = (given: Case): number[][] => { const simulation = simulationOf(given); return [0, 1].map((k) => Array.from(simulation.replicate(k).values)); };
const onsetsOf = (given: Case, hazard: string): number[] => {
  const ticks: number[] = [];
  simulationOf(given).events(0).subscribe((e) => { if (e.kind === 'hazard' && e.source === hazard) ticks.push(e.tick); });
  return ticks;
};
const RUNS = { numRuns: 40 };

test('the order of links changes no bit', () => fc.assert(fc.property(cases, (given) => {
  expect(valuesOf({ ...given, links: [...given.links].reverse() })).toEqual(valuesOf(given));
}), RUNS));

test('factors of 1 change no bit', () => fc.assert(fc.property(cases, (given) => {
  expect(valuesOf({ ...given, links: given.links.map((l) => ({ ...l, by: 1 })) })).toEqual(valuesOf({ ...given, links: [] }));
}), RUNS));

test('inhibition adds no occurrence, and brings none forward', () => fc.assert(fc.property(cases, hazardId, fc.constantFrom(0, 0.1, 0.7), (given, from, by) => {
  const to = from === 'c' ? 'd' : 'c', inhibited = onsetsOf({ ...given, links: [{ id: 'i', while: { hazard: from, window: '20h' }, multiply: { rate: to }, by }] }, to), free = onsetsOf({ ...given, links: [] }, to);
  expect(inhibited.length).toBeLessThanOrEqual(free.length);
  inhibited.forEach((tick, n) => expect(tick).toBeGreaterThanOrEqual(free[n]!));
}), RUNS));

test('a hazard more, without links, moves no other', () => fc.assert(fc.property(cases, (given) => {
  for (const id of ['a', 'c']) expect(onsetsOf({ ...given, links: [], rates: given.rates.map((rate, i) => (i === 1 ? 0 : rate)) }, id)).toEqual(onsetsOf({ ...given, links: [] }, id));
}), RUNS));
