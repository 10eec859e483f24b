/**
 * 95 % interval of a rate (or a small probability) that is estimated by a weighted count, such as the rate at which losses exceed a level.
 * M. P. Fay, E. J. Feuer, "Confidence intervals for directly standardized rates: a method based on the gamma distribution", Statistics in
 * Medicine 16 (1997), 791-801: the gamma distributions with the mean and variance of the estimate, for the upper limit with those after one
 * more count of weight w. With equal weights it is the exact Poisson interval of Garwood (1936); it does not fail where few or none were
 * counted. Counts here are binomial by stratum, whose variance is smaller than Poisson's, so `variance` is given.
 */
import { gammaQuantile } from './gamma.js';
import type { Interval } from './proportion.js';

const TAIL = 0.025;

/**
 * @param estimate the rate, at least 0
 * @param variance of the estimate
 * @param weight what one more count would add to it; 0: none can come
 */
export function rateInterval(estimate: number, variance: number, weight: number): Interval {
  const low = estimate <= 0 ? 0 : variance <= 0 ? estimate : scaled(estimate, variance, TAIL);
  const more = variance + weight * weight;
  return [low, more <= 0 ? estimate : scaled(estimate + weight, more, 1 - TAIL)];
}

/** Quantile of the gamma distribution of this mean and variance. */
function scaled(mean: number, variance: number, p: number): number {
  return (variance / mean) * gammaQuantile(p, (mean * mean) / variance);
}
