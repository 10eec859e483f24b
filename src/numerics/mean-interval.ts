/**
 * The mean of a sample with its 95 % confidence interval, for losses as they come out of cascades: mostly zero, with a long tail.
 * Student's interval misses the mean of such samples too often, and always on the same side (1 % nonzero, 500 values: 80-87 %
 * instead of 95 %). Used here is the monotone transformation of Hall, "On the removal of skewness by transformation", J. R.
 * Statist. Soc. B 54 (1992): with W = (mean - mu) / s, skewness g, sample size n,
 *     T(W) = ((1 + g W / 3)^3 - 1) / g + g / (6 n)
 * has nearly the distribution of t / sqrt(n), and inverts in closed form by a cube root.
 * Two departures, both towards honesty in small samples, judged by tests/unit/numerics/coverage.test.ts:
 * - a sample understates the skewness of a long tail: g is taken 1.5 times (no effect on symmetric samples);
 * - in g / sqrt(n) the upper limit grows only up to about 0.6 and then shrinks again: there the ratio is held at 0.6.
 * Coverage found: 93-98 % for 1 %..20 % nonzero and for lognormal values with sigma up to 2, n = 500 and 2,000. Not covered: a
 * handful of nonzero values with a very long tail (5 lognormal values of sigma 1.5 among 500: 88 %; nothing can be known there).
 * Only + - * / and square roots: the same bits on every platform.
 */
import { ExactSum } from './exact-sum.js';
import type { Interval } from './proportion.js';
import { studentT95 } from './student-t.js';

export interface MeanEstimate {
  /** Number of values, zeros included. */
  count: number;
  mean: number;
  /** Sample variance (n - 1). NaN with fewer than two values, as are the following. */
  variance: number;
  standardError: number;
  interval: Interval;
}

const SKEWNESS_FACTOR = 1.5;
const RATIO_LIMIT = 0.6;

/**
 * @param values finite numbers
 * @param zeros further values that are 0: sparse samples need not be written out. Zeros count the same either way, to the last bit.
 */
export function estimateMean(values: Float64Array, zeros = 0): MeanEstimate {
  const count = values.length + zeros;
  const sum = new ExactSum();
  let nonzero = 0;
  let least = zeros > 0 ? 0 : Infinity;
  for (const x of values) {
    if (x !== 0) { sum.add(x); nonzero++; }
    if (x < least) least = x;
  }
  const mean = count === 0 ? NaN : sum.value() / count;
  if (count < 2) return { count, mean, variance: NaN, standardError: NaN, interval: [NaN, NaN] };
  const { second, third } = centralSums(values, mean, count - nonzero);
  const variance = second / (count - 1);
  const standardError = Math.sqrt(variance / count);
  if (second === 0) return { count, mean, variance: 0, standardError: 0, interval: [mean, mean] };
  const spread = second / count;
  const skewness = third / count / (spread * Math.sqrt(spread));
  const [low, high] = skewedInterval(mean, standardError, skewness / Math.sqrt(count), studentT95(count - 1));
  // A mean of values that cannot be negative is not negative.
  return { count, mean, variance, standardError, interval: [least >= 0 ? Math.max(0, low) : low, high] };
}

/** Sums of squares and cubes of deviations; zeros are added in one go, so that it does not matter how they are given. */
function centralSums(values: Float64Array, mean: number, zeros: number): { second: number; third: number } {
  let second = zeros * mean * mean;
  let third = -zeros * mean * mean * mean;
  for (const x of values) {
    if (x === 0) continue;
    const d = x - mean;
    second += d * d;
    third += d * d * d;
  }
  return { second, third };
}

/**
 * Hall's interval of any mean, or weighted sum of means, as above.
 * @param skewness of the estimate itself: that of one value over the square root of their number
 * @param t 97.5 % quantile of Student's distribution, or of the normal
 */
export function skewedInterval(mean: number, standardError: number, skewness: number, t: number): Interval {
  const ratio = Math.sign(skewness) * Math.min(RATIO_LIMIT, SKEWNESS_FACTOR * Math.abs(skewness));
  // Below this the transformation differs from Student's interval by less than rounding.
  if (Math.abs(ratio) < 1e-9) return [mean - t * standardError, mean + t * standardError];
  const inverse = (y: number): number => (3 / ratio) * (cubeRoot(1 + ratio * (y - ratio / 6)) - 1);
  return [mean - inverse(t) * standardError, mean - inverse(-t) * standardError];
}

/** Real cube root by Newton's method from above, where it converges without overshooting. For arguments of moderate size. */
export function cubeRoot(x: number): number {
  if (x === 0) return 0;
  const positive = Math.abs(x);
  let root = Math.max(1, positive);
  for (;;) {
    const next = (2 * root + positive / (root * root)) / 3;
    if (next >= root) return x < 0 ? -root : root;
    root = next;
  }
}
