/**
 * Losses by return period.
 *
 * Compound Poisson with exponential losses of mean theta, rate lambda: AAL = lambda theta, standard deviation of a year theta sqrt(2 lambda), OEP(x) =
 * 1 - exp(-lambda e^(-x / theta)), AEP(x) = sum over n of Poisson(n) x P(Gamma(n) > x / theta), here by its series (H. H. Panjer 1981; S. A. Klugman et al.,
 * Loss Models, chapter 9). Conditional sampling against brute force. Coverage of the intervals on samples whose law is known.
 */
import { test } from 'vitest';
import { runCatalogue } from '../../src/risk/run-catalogue.js';
import { Aggregate } from '../../src/risk/aggregate.js';
import { LossSample } from '../../src/risk/loss-sample.js';
import { occurrenceLoss, rateOfPeriod } from '../../src/risk/occurrence.js';
import { YearSample } from '../../src/risk/year-sample.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { BREAK, catalogueFrom, catalogueOf, exponentialModel, PEOPLE, scenarioOf } from '../fixtures/catalogue-files.js';
import { ladderModel, rareLoss } from './rare-losses.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('risk', 'compound Poisson, exponential losses');
/** Tolerances as the document shows them. */
const short = (x: number): number => Number(x.toPrecision(2));
const LAMBDA = 0.8, HOURS = 10, THETA = PEOPLE * HOURS;

const occurrenceAt = (years: number): number => -THETA * Math.log(-Math.log(1 - 1 / years) / LAMBDA);
function aggregateBeyond(x: number): number {
  // P(Gamma(n) > y) = e^-y (1 + y + ... + y^(n-1) / (n-1)!)
  const y = x / THETA;
  let poisson = Math.exp(-LAMBDA), term = Math.exp(-y), tail = 0, sum = 0;
  for (let n = 1; n < 100; n++) { poisson *= LAMBDA / n; tail += term; term *= y / n; sum += poisson * tail; }
  return sum;
}
function aggregateAt(years: number): number {
  let low = 0, high = 100 * THETA;
  for (let i = 0; i < 200; i++) { const middle = (low + high) / 2; if (aggregateBeyond(middle) > 1 / years) low = middle; else high = middle; }
  return low;
}

test('by events: compound Poisson with exponential losses', async () => {
  const read = catalogueFrom(exponentialModel(HOURS), scenarioOf([BREAK]), catalogueOf([{ id: 'e', rate: LAMBDA, hazard: 'break' }], { returnPeriods: [5, 20, 100, 200], sampling: { replications: 20_000 } }));
  const { results } = (await runCatalogue(read, { workers: 0 }))!, { average, deviation, periods } = results;
  table.near('AAL, person-hours, 20,000 replications', LAMBDA * THETA, average.value, short(4 * average.standardError), '4 standard errors', { digits: 0 });
  table.near('standard deviation of a year', THETA * Math.sqrt(2 * LAMBDA), deviation, short(0.03 * deviation), '3 %, sampling', { digits: 0 });
  for (const { years, occurrence, aggregate } of periods) {
    const within = ([low, high]: [number | null, number | null]): number => short(high! - low!);
    table.near(`greatest event, 1 in ${years} years (OEP, closed form)`, occurrenceAt(years), occurrence.loss!, within(occurrence.interval), 'twice the half-width of its 95 % interval', { digits: 0 });
    table.near(`all of a year, 1 in ${years} years (AEP, series)`, aggregateAt(years), aggregate.loss!, within(aggregate.interval), 'twice the half-width of its 95 % interval', { digits: 0 });
  }
});

test('Panjer on the grid alone, losses of the exact law', () => {
  const n = 20_000, losses = Float64Array.from({ length: n }, (_, i) => -THETA * Math.log(1 - (i + 0.5) / n));
  const { annual } = new Aggregate(new LossSample({ losses, stratum: new Int32Array(n), rates: Float64Array.of(LAMBDA) }), 4000);
  for (const years of [5, 100, 1000]) table.near(`P(annual loss > ${(aggregateAt(years) / THETA).toFixed(3)} theta) by Panjer's recursion, 20,000 midpoints of the exponential law`, 1 / years, annual.exceeds(aggregateAt(years)), 0.01 / years, '1 %: grid and midpoints', { digits: 6 });
});

test('by years: the same law from simulated years', async () => {
  const read = catalogueFrom(exponentialModel(HOURS), scenarioOf([BREAK]), catalogueOf([{ id: 'e', rate: LAMBDA, hazard: 'break' }], { returnPeriods: [5, 20, 100], years: { count: 8000, timeline: '10y' } }));
  const { results, years } = (await runCatalogue(read, { workers: 0 }))!;
  table.near('by years: AAL from 8,000 years in timelines of 10', LAMBDA * THETA, results.average.value, short(4 * results.average.standardError), '4 standard errors', { digits: 0 });
  const counts = Float64Array.from(years!.years, (y) => y.events);
  table.sampled('by years: events a year', LAMBDA, counts);
  for (const T of [5, 20]) table.sampled(`by years: share of years that lose more than the 1-in-${T}-year loss`, 1 / T, Float64Array.from(years!.years, (y) => Number(y.loss > aggregateAt(T))));
  for (const T of [5, 20]) table.sampled(`by years: share of years whose greatest event loses more than its 1-in-${T}-year loss`, 1 / T, Float64Array.from(years!.years, (y) => Number(y.greatest > occurrenceAt(T))));
});

test('clusters: negative binomial and self-exciting counts', async () => {
  const event = [{ id: 'e', rate: 2, hazard: 'break' }], years = { count: 4000, timeline: '10y' }, zero = exponentialModel(0.1);
  const countsOf = async (clustering: object, more: object = {}): Promise<Float64Array> => {
    const read = catalogueFrom(zero, scenarioOf([BREAK]), catalogueOf(event, { years: { ...years, ...more }, perils: { break: { clustering } } }));
    return Float64Array.from((await runCatalogue(read, { workers: 0 }))!.years!.years, (y) => y.events);
  };
  const squares = (counts: Float64Array, mean: number): Float64Array => counts.map((c) => (c - mean) ** 2);
  const gamma = await countsOf({ negativeBinomial: { dispersion: 0.5 } });
  table.sampled('negative binomial, mean 2, dispersion 0.5: mean count', 2, gamma, { reference: 'mean + d mean^2' });
  table.sampled('the same: variance of the count', 2 + 0.5 * 4, squares(gamma, 2), { reference: 'mean + d mean^2' });
  // Whole clusters within a year: a Galton-Watson tree with Poisson offspring (Borel); counts have variance mean / (1 - m)^2.
  const excited = await countsOf({ selfExciting: { offspring: 0.5, lag: '1min' } });
  table.sampled('self-exciting, 2 a year, offspring 0.5, short lags: mean count', 2, excited, { reference: 'Hawkes and Oakes 1974' });
  table.sampled('the same: variance of the count, rate / (1 - m)^2', 2 / 0.25, squares(excited, 2), { reference: 'Hawkes and Oakes 1974', errors: 5 });
});

const flood = { id: 'flood', type: 'flood', duration: '1h', measure: 'depth', unit: 'm', intensity: { lognormal: { median: 0.5, sigma: 0.5 } }, footprint: { select: { all: true } }, common: 0.5 };

test('rates that are not known: a mixture of Poisson laws', async () => {
  const branches = [{ id: 'rates', branches: [{ id: 'half', weight: 0.5, rates: 0.5 }, { id: 'as', weight: 0.3 }, { id: 'treble', weight: 0.2, rates: { break: 3 } }] }], ways = [[0.5, 0.5], [0.3, 1], [0.2, 3]] as const;
  const mixture = (x: number): number => ways.reduce((sum, [w, factor]) => sum + w * (1 - Math.exp(-factor * LAMBDA * Math.exp(-x / THETA))), 0), reference = 'mixture of Poisson laws';
  const lossOf = (years: number): number => { let low = 0, high = 100 * THETA; for (let i = 0; i < 200; i++) { const m = (low + high) / 2; if (mixture(m) > 1 / years) low = m; else high = m; } return low; };
  const treeOf = async (more: object) => (await runCatalogue(catalogueFrom(exponentialModel(HOURS), scenarioOf([BREAK]), catalogueOf([{ id: 'e', rate: LAMBDA, hazard: 'break' }], { returnPeriods: [5, 20, 100], branches, ...more })), { workers: 0 }))!.results.tree!;
  const events = await treeOf({ sampling: { replications: 20_000 } }), mean = ways.reduce((sum, [w, factor]) => sum + w * factor * LAMBDA * THETA, 0);
  table.near('alternative rates 0.5, 1, 3 times with weights 0.5, 0.3, 0.2: mean AAL', mean, events.average.mean, short(0.03 * mean), '3 %, sampling', { digits: 0, reference });
  for (const { years, occurrence } of events.periods) table.near(`the same: greatest event, 1 in ${years} years by the mean curve`, lossOf(years), occurrence.mean!, short(0.05 * lossOf(years)), '5 %, sampling', { digits: 0, reference });
  // The weight reaches 0.05, 0.5 and 0.95 in the first, the first and the last way.
  for (const [name, factor] of [['p05', 0.5], ['p50', 0.5], ['p84', 3], ['p95', 3]] as const) table.near(`the same: fractile ${name} of the 1-in-20-year event`, -THETA * Math.log(rateOfPeriod(20) / factor / LAMBDA), events.periods[1]!.occurrence.fractiles[name]!, short(0.05 * occurrenceAt(20)), '5 %, sampling', { digits: 0, reference });
  const years = await treeOf({ years: { count: 4000, timeline: '10y' } });
  table.near('the same by years, 4,000 for each: mean AAL', mean, years.average.mean, short(0.07 * mean), '7 %, 3 standard errors', { digits: 0, reference });
  table.near('the same by years: greatest event, 1 in 20 years by the mean curve', lossOf(20), years.periods[1]!.occurrence.mean!, short(0.12 * lossOf(20)), '12 %, 3 standard errors', { digits: 0, reference });
});

test('the 1-in-1,000-year tail with a twentieth of the replications', async () => {
  const { reference, mean, relativeError, distance } = await rareLoss(ladderModel(16), scenarioOf([flood], { horizon: '3d' }), [{ id: 'flood', rate: 0.5, hazard: 'flood' }]);
  table.near(`rate of losses beyond the 1-in-1,000-year loss: mean of 20 seeds of 5,000 replications (pilot included) against brute force of 100,000`, reference.rate, mean, short(3 * reference.error), '3 standard errors of brute force', { digits: 6, reference: 'brute force' });
  table.near('the same: greatest relative standard error of the 20 seeds, at most 10 %', 0, relativeError, 0.1, 'as asked', { digits: 3, reference: 'stated aim' });
  table.near('the same: greatest distance of a seed to brute force, standard errors of both', 0, distance, 3, 'as asked', { digits: 2, reference: 'stated aim' });
  table.near('brute force: relative standard error with 100,000 replications', rateOfPeriod(1000), reference.rate, short(3 * reference.error), 'its own 3 standard errors', { digits: 6, reference: '-ln(1 - 1/1000)' });
});

test('coverage of the intervals', () => {
  const uniform = seededGenerator('coverage'), trials = 200, years = 50, truth = { aal: 0, oep: 0, aep: 0, byYears: 0 };
  const rates = Float64Array.of(0.5, 0.1, 0.02), means = [1, 4, 20], n = 60, all = (x: number): number => rates.reduce((sum, rate, s) => sum + rate * Math.exp(-x / means[s]!), 0);
  const solve = (f: (x: number) => number, target: number): number => { let low = 0, high = 1e4; for (let i = 0; i < 100; i++) { const m = (low + high) / 2; if (f(m) > target) low = m; else high = m; } return low; };
  const average = rates.reduce((sum, rate, s) => sum + rate * means[s]!, 0), occurrence = solve(all, rateOfPeriod(years));
  const fine = 4000, exact = new Aggregate(new LossSample({ losses: Float64Array.from({ length: 3 * fine }, (_, i) => -means[Math.floor(i / fine)]! * Math.log(1 - ((i % fine) + 0.5) / fine)), stratum: Int32Array.from({ length: 3 * fine }, (_, i) => Math.floor(i / fine)), rates }), 400).annual.quantile(1 / years);
  const covers = (x: number, [low, high]: readonly [number | null, number | null]): number => Number((low === null || low <= x) && (high === null || x <= high));
  for (let trial = 0; trial < trials; trial++) {
    const losses = Float64Array.from({ length: 3 * n }, (_, i) => -means[Math.floor(i / n)]! * Math.log(1 - uniform())), sample = new LossSample({ losses, stratum: Int32Array.from({ length: 3 * n }, (_, i) => Math.floor(i / n)), rates });
    truth.aal += covers(average, sample.averageAnnualLoss().interval);
    truth.oep += covers(occurrence, occurrenceLoss(sample, years).interval);
    if (trial % 8 === 0) truth.aep += 8 * covers(exact, new Aggregate(sample, 200).loss(years).interval);
    // Years of a timeline that hang together: half of each loss is the timeline's.
    const timeline = Float64Array.from({ length: 400 }, () => uniform()), lost = Float64Array.from({ length: 2000 }, (_, i) => (uniform() < 0.5 ? timeline[Math.floor(i / 5)]! : uniform()));
    truth.byYears += covers(0.98, new YearSample(lost, 5).loss(years).interval);
  }
  const share = (count: number): number => count / trials, reference = 'nominal 95 %';
  table.near(`coverage: AAL, 3 strata of 60 replications, ${trials} trials`, 0.95, share(truth.aal), 0.035, 'sampling of 200 trials, skewed losses', { digits: 3, reference });
  table.near(`coverage: greatest event, 1 in ${years} years`, 0.96, share(truth.oep), 0.035, 'the gamma interval is conservative', { digits: 3, reference });
  table.near(`coverage: all of a year, 1 in ${years} years (25 trials)`, 0.96, share(truth.aep), 0.06, 'sampling of 25 trials', { digits: 3, reference });
  table.near(`coverage: simulated years, 400 timelines of 5 that hang together, 1 in ${years} years`, 0.96, share(truth.byYears), 0.035, 'the gamma interval is conservative', { digits: 3, reference });
});

test('docs/validation.md says so', () => table.compareWithDocument());
