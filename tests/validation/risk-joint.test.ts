/**
 * Losses by return period where several hazards of one event are drawn: replications that go to the 1-in-1,000-year loss, cut by shells of the joint
 * distribution of all that it draws for all its assets (P. Glasserman, Monte Carlo Methods in Financial Engineering, 2004, section 4.3), against brute force.
 */
import { expect, test } from 'vitest';
import { LossSample } from '../../src/risk/loss-sample.js';
import { normalCdf } from '../../src/numerics/normal.js';
import { catalogueFrom, catalogueOf, rowsOf, scenarioOf } from '../fixtures/catalogue-files.js';
import { ladderModel, rareLoss } from './rare-losses.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('risk-joint', 'rare losses of events with several drawn hazards');
const short = (x: number): number => Number(x.toPrecision(2));
const intensity = (median: number) => ({ lognormal: { median, sigma: 0.5 } }), duration = '1h', footprint = { select: { all: true } };
const surge = { id: 'surge', type: 'surge', duration, measure: 'depth', unit: 'm', intensity: intensity(0.4), footprint, common: 0.5 };
const gale = { id: 'gale', type: 'gale', duration, measure: 'gust', unit: 'm/s', intensity: intensity(0.5), footprint, common: 0.5 };
const event = [{ id: 'both', rate: 0.5, peril: 'storm', strikes: [{ hazard: 'surge' }, { hazard: 'gale', onset: '1h' }] }];

test.each([
  ['independent', {}], ['correlation 0.6', { correlations: [{ id: 'sea-and-wind', hazards: ['surge', 'gale'], rho: 0.6 }] }],
] as const)('two hazards, %s', async (name, more) => {
  // Every third area by the gale, the hazard that comes second.
  const { reference, mean, relativeError, distance } = await rareLoss(ladderModel(16, 3), scenarioOf([surge, gale], { horizon: '3d', ...more }), event);
  expect(reference.rate).toBeGreaterThan(0);
  table.near(`two hazards, ${name}: rate of losses beyond the 1-in-1,000-year loss, mean of 20 seeds of 5,000 replications (pilot included) against brute force of 100,000`, reference.rate, mean, short(3 * reference.error), '3 standard errors of brute force', { digits: 6, reference: 'brute force' });
  table.near(`the same, ${name}: greatest relative standard error of the 20 seeds, at most 10 %`, 0, relativeError, 0.1, 'as asked', { digits: 3, reference: 'stated aim' });
  table.near(`the same, ${name}: greatest distance of a seed to brute force, standard errors of both`, 0, distance, 3, 'as asked', { digits: 2, reference: 'stated aim' });
});

test('one area, an intensity and strengths in common: closed form', async () => {
  const read = catalogueFrom(ladderModel(1), scenarioOf([{ ...surge, common: 1 }], { horizon: '3d' }), catalogueOf([{ id: 'one', rate: 0.5, hazard: 'surge' }], { sampling: { target: { returnPeriod: 1000, replications: 5000 } } }));
  const sample = new LossSample(await rowsOf(read, (strata) => { expect(strata).toBe(30); return new Int32Array(strata).fill(200); }, 'one', 'main')), k = sample.above(0), error = Math.sqrt(sample.variance[k]!);
  table.near('one area hit by an intensity with ln I ~ N(ln 0.4, 0.5) above a strength with ln ~ N(ln 1.5, 0.3), all of it in common: rate, 30 strata of 200', 0.5 * normalCdf((Math.log(0.4) - Math.log(1.5)) / Math.sqrt(0.34)), sample.rate[k]!, short(3 * error), '3 standard errors', { digits: 5, reference: 'closed form' });
  table.near('the same: relative standard error (plain sampling of as many: 12 %)', 0, error / sample.rate[k]!, 0.06, 'half of it', { digits: 3, reference: 'stated aim' });
});

test('docs/validation.md says so', () => table.compareWithDocument());
