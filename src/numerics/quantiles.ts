/**
 * Quantiles by the inverse of the empirical distribution function: the least value that at least p per cent of the sample do not
 * exceed (Hyndman and Fan 1996, definition 1). It is always a value that occurred, so there is a replication to look at, and
 * "not by the horizon" (Infinity) needs no interpolation. Per cents are whole numbers: ranks are exact.
 */
import type { Interval } from './proportion.js';
import { Z95 } from './student-t.js';

/** Index of the quantile in a sorted sample of `count` values. */
export function quantileIndex(count: number, percent: number): number {
  return Math.max(0, Math.ceil((percent * count) / 100) - 1);
}

/** @param sorted ascending, not empty; Infinity allowed */
export function quantile(sorted: Float64Array, percent: number): number {
  return sorted[quantileIndex(sorted.length, percent)]!;
}

/**
 * Distribution-free 95 % interval of a quantile, by the ranks between which it lies (normal approximation of the binomial, ranks
 * rounded outwards; David and Nagaraja, Order Statistics, 7.1). Where the sample is too small for a limit, it is the sample's end.
 */
export function quantileInterval(sorted: Float64Array, percent: number): Interval {
  const n = sorted.length;
  const centre = (percent * n) / 100;
  const half = Z95 * Math.sqrt((centre * (100 - percent)) / 100);
  const low = Math.min(n, Math.max(1, Math.floor(centre - half)));
  const high = Math.min(n, Math.max(1, Math.ceil(centre + half) + 1));
  return [sorted[low - 1]!, sorted[high - 1]!];
}

/**
 * Exceedance curve: [value, share of the sample above it], by value, at most 60 points: 40 steps of equal probability and
 * then halving steps into the tail, down to the largest value.
 * @param sorted ascending; Infinity counts as above everything and is no point of its own
 */
export function exceedanceCurve(sorted: Float64Array): [number, number][] {
  const n = sorted.length;
  const above: number[] = [];
  for (let i = 39; i >= 1; i--) above.push(Math.floor((n * i) / 40));
  for (let tail = Math.floor(n / 80); tail >= 1 && above.length < 59; tail = Math.floor(tail / 2)) above.push(tail);
  above.push(0);
  const points: [number, number][] = [];
  for (const count of above) {
    const value = sorted[n - 1 - count];
    if (value === undefined || value === Infinity || points.at(-1)?.[0] === value) continue;
    points.push([value, (n - upperBound(sorted, value)) / n]);
  }
  return points;
}

/** Number of values that do not exceed x. */
function upperBound(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= x) low = middle + 1; else high = middle;
  }
  return low;
}
