/** Gamma function and beta distribution (shape parameters of at least 1), with the same bits on every platform. */
import { exp, log } from './elementary.js';

const HALF_LN_TWO_PI = 0.9189385332046727;

/** ln of the gamma function for x > 0, absolute error about 1e-15 for x up to 10: Stirling's series (Abramowitz, Stegun 6.1.41) above 10, the recurrence below. */
export function lnGamma(x: number): number {
  let product = 1;
  while (x < 10) product *= x++;
  const s = 1 / (x * x);
  const series = (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360_360 - s / 156)))))) / x;
  return (x - 0.5) * log(x) - x + HALF_LN_TWO_PI + series - log(product);
}

const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

/** Density of the beta distribution at x, given y = 1 - x (so that it is exact near 1 too). */
export function betaDensity(x: number, y: number, a: number, b: number): number {
  return exp((a === 1 ? 0 : (a - 1) * log(x)) + (b === 1 ? 0 : (b - 1) * log(y)) - lnBeta(a, b));
}

/** Distribution function I_x(a, b): continued fraction DLMF 8.17.22, evaluated by the modified Lentz method. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast left of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 200; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return (exp(a * log(x) + b * log(1 - x) - lnBeta(a, b)) * fraction) / a;
}

/**
 * Quantile of the beta distribution for p up to about 1/2; for larger p take 1 - betaQuantile(1 - p, b, a).
 * Newton's method on ln I against ln x. That curve is increasing and concave, and I_x <= x^a / (a B), so the start lies
 * left of the root and each step ends left of it: it cannot overshoot.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  const lnP = log(p);
  const lnB = lnBeta(a, b);
  let lnX = (lnP + log(a) + lnB) / a;
  for (let step = 0; step < 60; step++) {
    const x = exp(lnX);
    const cdf = betaCdf(x, a, b);
    const slope = exp(a * lnX + (b - 1) * log(1 - x) - lnB) / cdf;
    const change = (lnP - log(cdf)) / slope;
    lnX += change;
    if (!(change > 1e-14)) break;
  }
  return exp(lnX);
}
