/** A rare loss by brute force and by replications that go to it, seed by seed. */
import { expect } from 'vitest';
import { LossSample } from '../../src/risk/loss-sample.js';
import { runPilot } from '../../src/risk/pilot.js';
import { neighboursOf, strataOf } from '../../src/risk/event-plan.js';
import { catalogueStudies } from '../../src/risk/studies.js';
import { occurrenceLoss } from '../../src/risk/occurrence.js';
import { catalogueFrom, catalogueOf, rowsOf } from '../fixtures/catalogue-files.js';

export const BRUTE = 100_000, SEEDS = 20;
const FEW = BRUTE / 20, PILOT = 0.2;

/** Areas that are hit from different intensities on, for a day, by a depth or, every `windEvery`-th, by a gust. */
export function ladderModel(areas: number, windEvery = Infinity): object {
  const all = { slight: '1d', moderate: '1d', extensive: '1d', complete: '1d' }, none = { slight: 0, moderate: 0, extensive: 0, complete: 0 };
  return {
    format: 'hazcade-model/1', id: 'ladder', services: [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }],
    kinds: {
      ...Object.fromEntries(Array.from({ length: areas }, (_, i) => [`source-${i}`, {
        title: 'Source', sector: 'supply', services: ['supply'], capacityLeft: none, repair: all, sources: {},
        fragility: [{ ...((i + 1) % windEvery === 0 ? { measure: 'gust', unit: 'm/s' } : { measure: 'depth', unit: 'm' }), lognormal: { slight: [1.05 ** i * 1.5, 0.3] } }],
      }])),
      area: { title: 'Area', sector: 'people', services: [], serviceArea: true, sources: {} },
    },
    assets: Array.from({ length: areas }, (_, i) => [{ id: `source-${i}`, kind: `source-${i}` }, { id: `area-${i}`, kind: 'area', people: 100 + 25 * i, needs: [{ service: 'supply', from: [`source-${i}`] }] }]).flat(),
  };
}

export interface RareLoss { reference: { rate: number; error: number }; mean: number; /** Greatest of the seeds. */ relativeError: number; /** Greatest of the seeds, in standard errors of both. */ distance: number }

/** Rate of losses beyond the 1-in-1,000-year loss: brute force, and 20 seeds of a twentieth of its replications (pilot included). */
export async function rareLoss(model: object, scenario: object, events: object[]): Promise<RareLoss> {
  const brute = new LossSample(await rowsOf(catalogueFrom(model, scenario, catalogueOf(events)), () => [BRUTE], 'brute', 'main')), threshold = occurrenceLoss(brute, 1000).loss!;
  const at = (sample: LossSample): { rate: number; error: number } => { const k = sample.above(threshold); return { rate: sample.rate[k]!, error: Math.sqrt(sample.variance[k]!) }; };
  const reference = at(brute), aimed = catalogueFrom(model, scenario, catalogueOf(events, { sampling: { target: { returnPeriod: 1000, replications: FEW, pilot: PILOT } } })), neighbours = neighboursOf(strataOf(aimed.catalogue, catalogueStudies(aimed, 'any', [], false), (e) => e.ratePerYear)), found: { rate: number; error: number }[] = [];
  for (let seed = 0; seed < SEEDS; seed++) {
    const { counts, pilot } = (await runPilot((pilots, id) => rowsOf(aimed, () => pilots, `seed-${seed}`, id), { returnPeriod: 1000, replications: FEW, pilot: PILOT }, neighbours))!;
    expect(pilot + counts.reduce((sum, n) => sum + n, 0)).toBe(FEW);
    found.push(at(new LossSample(await rowsOf(aimed, () => counts, `seed-${seed}`, 'main'))));
  }
  return {
    reference, mean: found.reduce((sum, { rate }) => sum + rate, 0) / SEEDS, relativeError: Math.max(...found.map(({ rate, error }) => error / rate)),
    distance: Math.max(...found.map(({ rate, error }) => Math.abs(rate - reference.rate) / Math.sqrt(error * error + reference.error * reference.error))),
  };
}
