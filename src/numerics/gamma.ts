/** The gamma distribution with scale 1 (and with it chi-square and Poisson), with the same bits on every platform. */
import { lnGamma } from './beta.js';
import { exp, log } from './elementary.js';
import { normalQuantile } from './normal.js';

const MOST_TERMS = 100_000;

/**
 * Distribution function P(a, x), absolute error about 1e-14 for a up to 10^4: the series DLMF 8.11.4 left of a + 1, the continued fraction
 * DLMF 8.9.2 by the modified Lentz method right of it.
 * @param a shape, above 0
 */
export function gammaCdf(x: number, a: number): number {
  if (!(x > 0)) return 0;
  if (x === Infinity) return 1;
  const front = exp(a * log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a, sum = term;
    for (let n = 1; n < MOST_TERMS && term > 1e-17 * sum; n++) { term *= x / (a + n); sum += term; }
    return Math.min(1, front * sum);
  }
  let b = x + 1 - a, c = Infinity, d = 1 / b, fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + (c === Infinity ? 0 : an / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return Math.max(0, 1 - front * fraction);
}

/** Above this shape the quantile is that of Wilson and Hilferty (1931), whose relative error there is below 1e-8. */
const LARGE_SHAPE = 1e5;

/**
 * Quantile: the x with P(a, x) = p. Newton's steps on P from the approximation of Wilson and Hilferty, kept inside a bracket.
 * @param p in (0, 1)
 */
export function gammaQuantile(p: number, a: number): number {
  const z = normalQuantile(p), c = 1 / (9 * a), root = 1 - c + z * Math.sqrt(c), start = a * root * root * root;
  if (a > LARGE_SHAPE) return start;
  // Where the approximation fails (small shapes, lower tail): P(a, x) <= x^a / Gamma(a + 1).
  let x = start > 0 && a > 0.5 ? start : exp((log(p) + lnGamma(a + 1)) / a), low = 0, high = Infinity;
  for (let step = 0; step < 200; step++) {
    const error = gammaCdf(x, a) - p;
    if (error > 0) high = x; else low = x;
    const density = exp((a - 1) * log(x) - x - lnGamma(a));
    let next = x - error / density;
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x + 1 : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}
