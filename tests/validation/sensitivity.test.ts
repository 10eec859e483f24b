/**
 * Sensitivity indices on functions whose indices are known.
 *
 * Ishigami: f = sin x1 + a sin^2 x2 + b x3^4 sin x1, x uniform on [-pi, pi], a = 7, b = 0.1 (T. Ishigami, T. Homma 1990; A. Saltelli et al., Global
 * Sensitivity Analysis: The Primer, 2008): V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2, V1 = (1 + b pi^4/5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225.
 * Sobol's g: product of (|4 x_i - 2| + a_i) / (1 + a_i), V_i = 1 / (3 (1 + a_i)^2), V = product of (1 + V_i) - 1 (I. M. Sobol 1993).
 * Elementary effects of a linear function are its coefficients, whatever the trajectory.
 */
import { expect, test } from 'vitest';
import { morrisDesign, morrisEffects } from '../../src/risk/morris.js';
import { sobolDesign, sobolIndices } from '../../src/risk/sobol.js';
import { CounterDraws } from '../../src/random/draws.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('sensitivity', 'Saltelli et al. 2008');
const draws = new CounterDraws([1, 2]);
const uniformOf = (seed: number) => (row: number, column: number): number => { draws.select(row, 1, seed, 0); return draws.uniform(column, 0, 0); };
const resampleOf = (seed: number, count: number) => (b: number, k: number): number => { draws.select(b, 2, seed, 0); return Math.floor(draws.uniform(k, 0, 0) * count); };

const ishigami = (u: readonly number[]): number => { const [x1, x2, x3] = u.map((v) => Math.PI * (2 * v - 1)) as [number, number, number]; return Math.sin(x1) + 7 * Math.sin(x2) ** 2 + 0.1 * x3 ** 4 * Math.sin(x1); };
const A = [0, 1, 4.5, 9, 99, 99];
const g = (u: readonly number[]): number => u.reduce((product, x, i) => product * ((Math.abs(4 * x - 2) + A[i]!) / (1 + A[i]!)), 1);

const pi4 = Math.PI ** 4, V1 = (1 + (0.1 * pi4) / 5) ** 2 / 2, V2 = 49 / 8, V13 = (8 * 0.01 * pi4 * pi4) / 225, V = V1 + V2 + V13;
const partial = A.map((a) => 1 / (3 * (1 + a) ** 2)), total = partial.reduce((product, v) => product * (1 + v), 1) - 1;
const CASES = [
  { name: 'Ishigami', f: ishigami, first: [V1 / V, V2 / V, 0], all: [(V1 + V13) / V, V2 / V, V13 / V] },
  { name: 'Sobol g, a = 0, 1, 4.5, 9, 99, 99', f: g, first: partial.map((v) => v / total), all: partial.map((v) => (v * (total + 1)) / (1 + v) / total) },
];

test.each(CASES)('Sobol indices: $name', ({ name, f, first, all }) => {
  const n = 16_384, d = first.length, values = sobolDesign(n, d, uniformOf(1)).map(f), indices = sobolIndices(values, n, d, 100, resampleOf(1, n));
  indices.forEach((index, i) => {
    table.near(`${name}: first order of x${i + 1}, 16,384 points`, first[i]!, index.first, 0.02, 'sampling: 0.02', { digits: 3 });
    table.near(`${name}: total of x${i + 1}`, all[i]!, index.total, 0.02, 'sampling: 0.02', { digits: 3 });
  });
});

test('coverage of the intervals of Sobol indices', () => {
  const n = 256, trials = 100, d = 3, covered = { first: 0, total: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const values = sobolDesign(n, d, uniformOf(100 + trial)).map(ishigami);
    sobolIndices(values, n, d, 300, resampleOf(100 + trial, n)).forEach(({ firstInterval, totalInterval }, i) => {
      covered.first += Number(firstInterval[0] <= CASES[0]!.first[i]! && CASES[0]!.first[i]! <= firstInterval[1]) / d;
      covered.total += Number(totalInterval[0] <= CASES[0]!.all[i]! && CASES[0]!.all[i]! <= totalInterval[1]) / d;
    });
  }
  table.near('coverage: intervals of first order, Ishigami, 256 points, 100 trials', 0.95, covered.first / trials, 0.05, 'sampling of trials, percentile bootstrap', { digits: 3, reference: 'nominal 95 %' });
  table.near('coverage: intervals of totals', 0.95, covered.total / trials, 0.05, 'sampling of trials, percentile bootstrap', { digits: 3, reference: 'nominal 95 %' });
});

test('elementary effects', () => {
  const linear = (x: readonly number[]): number => 3 * x[0]! - 2 * x[1]! + 0.5 * x[2]! + 7, design = morrisDesign(8, 4, 4, uniformOf(7)), effects = morrisEffects(design, design.flatMap((t) => t.points).map(linear), 200, resampleOf(7, 8));
  [3, -2, 0.5, 0].forEach((slope, i) => table.near(`Morris, 3 x1 - 2 x2 + x3 / 2 + 7: mean effect of x${i + 1}`, slope, effects[i]!.mean, 1e-12, 'rounding', { reference: 'its coefficients' }));
  expect(effects.every((e) => e.deviation < 1e-12)).toBe(true);
  // x1 x2: the effect of x1 is x2, with mean 1/2 over the grid 0, 1/3, 2/3, 1 and variance 5/36.
  const many = morrisDesign(4000, 2, 4, uniformOf(8)), product = morrisEffects(many, many.flatMap((t) => t.points).map(([x, y]) => x! * y!), 0, () => 0)[0]!;
  table.near('Morris, x1 x2: mu* of x1 over 4,000 trajectories', 0.5, product.meanSize, 0.03, 'sampling', { reference: 'the grid' });
  table.near('Morris, x1 x2: sigma of x1', Math.sqrt(5 / 36), product.deviation, 0.02, 'sampling', { reference: 'the grid' });
  for (const { points } of design) for (const point of points) for (const x of point) expect([0, 1 / 3, 2 / 3, 1].some((level) => Math.abs(level - x) < 1e-12)).toBe(true);
});

test('docs/validation.md says so', () => table.compareWithDocument());
