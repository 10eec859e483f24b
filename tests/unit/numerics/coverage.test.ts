/**
 * Do 95 % intervals hold the truth 95 times in 100? Seeded samples of distributions whose mean is known, from harmless to rare and
 * skewed; 2,000 samples each, so the share found has a standard error of 0.5 points.
 *
 * Accepted: 93.5 % to 98.5 % in general. Less than 93.5 % would be an interval that promises too much; up to 98.5 % is the price of
 * discreteness and of guarding against tails a sample does not show. For lognormal values of sigma 1.5 the bound is 92 %:
 * their skewness is 33, and of 500 values few show it (Student's interval: 90 %). For 5 expected nonzero values the samples
 * themselves (0 to 12 nonzero ones) set the limit: 93 %.
 * Each miss is also looked at by side: the truth above the interval, where Student's fails, must stay below 6 %.
 */
import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../../src/numerics/mean-interval.js';
import { proportionInterval } from '../../../src/numerics/proportion.js';
import { quantileInterval } from '../../../src/numerics/quantiles.js';

const SAMPLES = 2000;

/** Uniforms of a counter (splitmix-like 32-bit mixing of two rounds): the test needs no more than 2^31 of them. */
function uniforms(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((x ^ (x >>> 15)) >>> 0) / 4294967296 + 2 ** -33;
  };
}

type Draw = (u: () => number) => number;
const normal: Draw = (u) => Math.sqrt(-2 * Math.log(u())) * Math.cos(2 * Math.PI * u());
const lognormal = (sigma: number): Draw => (u) => Math.exp(sigma * normal(u));
const exponential: Draw = (u) => -Math.log(u());
const rarely = (share: number, loss: Draw): Draw => (u) => (u() < share ? loss(u) : 0);

/** Shares of samples whose interval holds the mean, and whose interval lies below it. */
function coverage(draw: Draw, mean: number, size: number): { covered: number; below: number } {
  const u = uniforms(size);
  let covered = 0;
  let below = 0;
  for (let s = 0; s < SAMPLES; s++) {
    const { interval } = estimateMean(Float64Array.from({ length: size }, () => draw(u)));
    if (interval[0] <= mean && mean <= interval[1]) covered++;
    if (interval[1] < mean) below++;
  }
  return { covered: covered / SAMPLES, below: below / SAMPLES };
}

describe('coverage of the interval of a mean', () => {
  it.each<[string, Draw, number, number, number]>([
    ['normal, n = 500', normal, 0, 500, 0.935],
    ['exponential, n = 500', exponential, 1, 500, 0.935],
    ['lognormal, sigma 1, n = 500', lognormal(1), Math.exp(0.5), 500, 0.93],
    ['lognormal, sigma 1.5, n = 500', lognormal(1.5), Math.exp(1.125), 500, 0.92],
    ['lognormal, sigma 1.5, n = 2000', lognormal(1.5), Math.exp(1.125), 2000, 0.92],
    ['5 % of exponential losses, n = 500', rarely(0.05, exponential), 0.05, 500, 0.935],
    ['2 % of lognormal losses, sigma 1, n = 1000', rarely(0.02, lognormal(1)), 0.02 * Math.exp(0.5), 1000, 0.935],
    ['1 % of equal losses, n = 500', rarely(0.01, () => 7), 0.07, 500, 0.93],
    ['1 % of exponential losses, n = 500', rarely(0.01, exponential), 0.01, 500, 0.93],
    ['1 % of exponential losses, n = 2000', rarely(0.01, exponential), 0.01, 2000, 0.935],
    ['1 % of lognormal losses, sigma 1.5, n = 2000', rarely(0.01, lognormal(1.5)), 0.01 * Math.exp(1.125), 2000, 0.935],
  ])('%s', (_, draw, mean, size, least) => {
    const { covered, below } = coverage(draw, mean, size);
    expect(covered).toBeGreaterThanOrEqual(least);
    expect(covered).toBeLessThanOrEqual(0.985);
    expect(below).toBeLessThan(0.06);
  });
});

describe('coverage of other intervals', () => {
  it.each([[0.01, 500], [0.01, 2000], [0.1, 500], [0.5, 500]])('probability %d from %d', (p, size) => {
    const u = uniforms(size + 1);
    let covered = 0;
    for (let s = 0; s < SAMPLES; s++) {
      let count = 0;
      for (let i = 0; i < size; i++) if (u() < p) count++;
      const [low, high] = proportionInterval(count, size);
      if (low <= p && p <= high) covered++;
    }
    expect(covered / SAMPLES).toBeGreaterThan(0.93);
    expect(covered / SAMPLES).toBeLessThan(0.98);
  });

  it.each([5, 50, 95, 99])('quantile %d %% of 1,000 exponential values', (percent) => {
    const u = uniforms(percent);
    const truth = -Math.log(1 - percent / 100);
    let covered = 0;
    for (let s = 0; s < SAMPLES; s++) {
      const [low, high] = quantileInterval(Float64Array.from({ length: 1000 }, () => exponential(u)).sort(), percent);
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / SAMPLES).toBeGreaterThan(0.94);
    expect(covered / SAMPLES).toBeLessThan(0.99);
  });
});
