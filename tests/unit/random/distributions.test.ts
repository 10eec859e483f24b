import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../src/model/types.js';
import { betaQuantile } from '../../../src/numerics/beta.js';
import { BetaTable } from '../../../src/random/beta-table.js';
import { compileNumeric } from '../../../src/random/distributions.js';
import { CounterDraws } from '../../../src/random/draws.js';
import { hashKey } from '../../../src/random/hash.js';
import { studyKey } from '../../../src/random/study-key.js';

const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);

/** Quantiles and means by scipy.stats (lognorm, triang, beta, truncnorm, expon, weibull_min). */
const CASES: { d: Distribution; quantiles: [number, number][]; mean: number }[] = [
  { d: { dist: 'lognormal', median: 12, sigma: 0.6 }, quantiles: [[1e-6, 0.6927071614798372], [0.05, 4.472709931627022], [0.5, 12], [0.9, 25.889502796419848], [0.99999, 155.06449484386877]], mean: 14.366608357461722 },
  { d: { dist: 'triangular', min: 2, mode: 4, max: 10 }, quantiles: [[1e-6, 2.004], [0.05, 2.8944271909999157], [0.5, 5.101020514433644], [0.9, 7.809109769979336], [0.99999, 9.978091097699842]], mean: 16 / 3 },
  { d: { dist: 'pert', min: 2, mode: 4, max: 10 }, quantiles: [[1e-6, 2.00253062257115], [0.05, 2.611523131298631], [0.5, 4.51048136364558], [0.9, 6.671122996956232], [0.99999, 9.696827314655106]], mean: 14 / 3 },
  { d: { dist: 'uniform', min: -1, max: 3 }, quantiles: [[0.25, 0], [0.75, 2]], mean: 1 },
  { d: { dist: 'normal', mean: 38, sd: 4, min: 0, max: 50 }, quantiles: [[1e-6, 18.9852108623583], [0.05, 31.417966368123025], [0.5, 37.99323261162366], [0.9, 43.09863767423458], [0.99999, 49.99101692549583]], mean: 37.9822486438315 },
  { d: { dist: 'normal', mean: 0, sd: 1, min: 3, max: 5 }, quantiles: [[1e-6, 3.000000304525758], [0.05, 3.01558564555864], [0.5, 3.2050938082099796], [0.9, 3.642030914652575], [0.99999, 4.991122090079762]], mean: 3.282694379942302 },
  { d: { dist: 'exponential', mean: 24 }, quantiles: [[2 ** -20, 2.288819450769336e-05], [0.05, 1.2310390653012129], [0.5, 16.635532333438686], [0.9, 55.2620422318571], [0.99999, 276.3102111593947]], mean: 24 },
  { d: { dist: 'weibull', scale: 10, shape: 1.5 }, quantiles: [[2 ** -20, 0.0009688730203794466], [0.05, 1.380512665562842], [0.5, 7.832197687746513], [0.9, 17.437215135964117], [0.99999, 50.98672636260638]], mean: 9.027452929509336 },
  { d: { dist: 'empirical', values: [8, 2, 5], weights: [1, 1, 2] }, quantiles: [[0.1, 2], [0.2499, 2], [0.2501, 5], [0.7499, 5], [0.7501, 8]], mean: 5 },
];

describe.each(CASES)('$d', ({ d, quantiles, mean }) => {
  const sampler = compileNumeric(d);
  it.each(quantiles)('quantile %d', (u, expected) => {
    const found = sampler.sample(u);
    if (expected === 0) expect(Math.abs(found)).toBeLessThan(1e-12); else expect(relative(found, expected)).toBeLessThan(d.dist === 'pert' ? 1e-10 : 1e-12);
  });
  it('mean', () => expect(relative(sampler.mean(), mean)).toBeLessThan(1e-12));
  it('its draws average to the mean, within four standard errors', () => {
    const draws = new CounterDraws(studyKey(JSON.stringify(d)));
    const subject = hashKey('sub-1');
    const n = 20_000;
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < n; k++) {
      draws.select(k, 9, 0, 0);
      const value = sampler.sample(draws.uniform(...subject, 0));
      sum += value;
      squares += value * value;
    }
    const error = Math.sqrt((squares / n - (sum / n) ** 2) / n);
    expect(Math.abs(sum / n - mean)).toBeLessThan(4 * error);
  });
  it('never decreases in u', () => {
    const u = fc.integer({ min: 0, max: 2 ** 52 - 1 }).map((k) => (k + 0.5) / 2 ** 52);
    fc.assert(fc.property(u, u, (u1, u2) => {
      const low = sampler.sample(Math.min(u1, u2));
      const high = sampler.sample(Math.max(u1, u2));
      expect(low).toBeLessThanOrEqual(high + 1e-14 * Math.abs(high)); // neighbouring u may tie within rounding
    }), { seed: 7, numRuns: 2000 });
  });
});

describe('Kolmogorov-Smirnov: draws read back through the distribution function', () => {
  // Critical value of sqrt(n) D at 0.1 %: 1.95 (asymptotic; Smirnov 1948). Seeds are fixed, so this passes or fails for good.
  it.each<[string, Distribution, (x: number) => number]>([
    ['exponential', { dist: 'exponential', mean: 24 }, (x) => 1 - Math.exp(-x / 24)],
    ['weibull', { dist: 'weibull', scale: 10, shape: 1.5 }, (x) => 1 - Math.exp(-((x / 10) ** 1.5))],
    ['triangular', { dist: 'triangular', min: 2, mode: 4, max: 10 }, (x) => (x < 4 ? (x - 2) ** 2 / 16 : 1 - (10 - x) ** 2 / 48)],
    // min 0, mode 1/2, max 1: beta(3, 3), whose distribution function is a polynomial
    ['pert', { dist: 'pert', min: 0, mode: 0.5, max: 1 }, (x) => x ** 3 * (10 - 15 * x + 6 * x * x)],
  ])('%s', (name, d, cdf) => {
    const draws = new CounterDraws(studyKey(`ks-${name}`));
    const sampler = compileNumeric(d);
    const n = 20_000;
    const values = Float64Array.from({ length: n }, (_, k) => {
      draws.select(k >> 2, 9, 0, 0);
      return cdf(sampler.sample(draws.uniform(...hashKey(`asset-${k & 3}`), 0)));
    }).sort();
    const distance = values.reduce((worst, p, i) => Math.max(worst, Math.abs(p - i / n), Math.abs(p - (i + 1) / n)), 0);
    expect(Math.sqrt(n) * distance).toBeLessThan(1.95);
  });
});

/** The quantile of a table at one uniform. */
function quantile(table: BetaTable, u: number): number {
  const cell = Float64Array.of(u);
  table.quantileIn(cell);
  return cell[0]!;
}

describe('BetaTable', () => {
  it.each([1, 1.02, 1.3, 2.2, 3, 4.9, 5])('a = %d, b = 6 - a: within 2e-11 of the exact quantile, both tails included', (a) => {
    const table = new BetaTable(a, 6 - a);
    for (let k = 0; k < 600; k++) {
      const p = k < 300 ? 10 ** (-k / 20) : (k - 299.5) / 600; // 1e-15 .. 1, and 0 .. 1/2
      if (p > 0.5) continue;
      expect(Math.abs(quantile(table, p) - betaQuantile(p, a, 6 - a))).toBeLessThan(2e-11);
      expect(Math.abs(quantile(table, 1 - p) - (1 - betaQuantile(1 - (1 - p), 6 - a, a)))).toBeLessThan(2e-11);
    }
  });
});

describe('constants and refusals', () => {
  it('a number, or a distribution without width, needs no draw', () => {
    const noWidth: Distribution[] = [
      { dist: 'lognormal', median: 3, sigma: 0 }, { dist: 'uniform', min: 3, max: 3 }, { dist: 'pert', min: 3, mode: 3, max: 3 },
      { dist: 'triangular', min: 3, mode: 3, max: 3 }, { dist: 'normal', mean: 5, sd: 0, min: 0, max: 3 },
    ];
    for (const numeric of [3, ...noWidth]) {
      const sampler = compileNumeric(numeric);
      expect([sampler.constant, sampler.sample(0.3), sampler.mean()]).toEqual([3, 3, 3]);
    }
    expect(compileNumeric({ dist: 'exponential', mean: 0 }).constant).toBe(0);
    expect(compileNumeric({ dist: 'uniform', min: 0, max: 1 }).constant).toBeUndefined();
  });
  it('carries `shared`', () => {
    expect(compileNumeric({ dist: 'uniform', min: 0, max: 1, shared: true }).shared).toBe(true);
    expect(compileNumeric({ dist: 'uniform', min: 0, max: 1 }).shared).toBe(false);
  });
  it.each<Distribution>([
    { dist: 'uniform', min: 2, max: 1 }, { dist: 'lognormal', median: -1, sigma: 1 }, { dist: 'pert', min: 1, mode: 5, max: 2 }, { dist: 'normal', mean: 0, sd: 1, min: 50, max: 60 },
    { dist: 'weibull', scale: 1, shape: 0 }, { dist: 'empirical', values: [] }, { dist: 'empirical', values: [1, 2], weights: [1] }, { dist: 'exponential', mean: NaN },
  ])('refuses %j', (d) => {
    expect(() => compileNumeric(d)).toThrowError(expect.objectContaining({ code: 'DISTRIBUTION_INVALID' }));
  });
});
