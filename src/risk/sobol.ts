/**
 * Sobol indices: which share of the variance of f comes from parameter i alone (first order), and with all that it has part in (total).
 * Two independent samples A and B of n points, and for each parameter AB_i, A with column i of B (A. Saltelli et al., "Variance based
 * sensitivity analysis of model output", Computer Physics Communications 181 (2010), 259-270, table 2); estimators of M. J. W. Jansen,
 * "Analysis of variance designs for model output", Computer Physics Communications 117 (1999), 35-43:
 *     S_i  = 1 - mean over points of (f(B) - f(AB_i))^2 / (2 V),   ST_i = mean of (f(A) - f(AB_i))^2 / (2 V),
 * V the variance of f over A and B. The intervals are from resamples of the points (percentile bootstrap).
 */
import type { Interval } from '../numerics/proportion.js';

export interface SobolIndex { first: number; firstInterval: Interval; total: number; totalInterval: Interval }

/** Uniform points of the design, by row: A (n), B (n), then AB_i (n each). @param uniforms [2 n][d] in (0, 1) */
export function sobolDesign(n: number, d: number, uniforms: (row: number, column: number) => number): number[][] {
  const sample = Array.from({ length: 2 * n }, (_, row) => Array.from({ length: d }, (__, column) => uniforms(row, column)));
  const mixed = Array.from({ length: d }, (_, i) => Array.from({ length: n }, (__, row) => sample[row]!.map((u, column) => (column === i ? sample[n + row]![column]! : u))));
  return [...sample, ...mixed.flat()];
}

/**
 * @param values of f at the points of the design, in their order
 * @param resample index of the point that the k-th place of a resample takes; undefined: no intervals
 */
export function sobolIndices(values: ArrayLike<number>, n: number, d: number, resamples: number, resample: (resample: number, k: number) => number): SobolIndex[] {
  const identity = (k: number): number => k, point = Array.from({ length: d }, (_, i) => jansen(values, n, i, identity));
  const boots = Array.from({ length: resamples }, (_, b) => Array.from({ length: n }, (__, k) => resample(b, k)));
  return point.map(([first, total], i) => {
    const spread = boots.map((picked) => jansen(values, n, i, (k) => picked[k]!));
    return { first, total, firstInterval: percentiles(spread.map(([s]) => s)), totalInterval: percentiles(spread.map(([, t]) => t)) };
  });
}

/** First order and total of parameter i. */
function jansen(values: ArrayLike<number>, n: number, i: number, at: (k: number) => number): [number, number] {
  let sum = 0, squares = 0, first = 0, total = 0;
  const a = (k: number): number => values[k]!, b = (k: number): number => values[n + k]!, ab = (k: number): number => values[(2 + i) * n + k]!;
  for (let k = 0; k < n; k++) { const p = at(k); sum += a(p) + b(p); }
  const mean = sum / (2 * n);
  for (let k = 0; k < n; k++) {
    const p = at(k), x = a(p), y = b(p), z = ab(p);
    squares += (x - mean) * (x - mean) + (y - mean) * (y - mean);
    first += (y - z) * (y - z);
    total += (x - z) * (x - z);
  }
  const variance = squares / (2 * n - 1);
  return variance > 0 ? [1 - first / (2 * n * variance), total / (2 * n * variance)] : [0, 0];
}

/** 2.5 and 97.5 %. */
export function percentiles(values: number[]): Interval {
  const sorted = Float64Array.from(values).sort(), at = (p: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))]!;
  return sorted.length === 0 ? [NaN, NaN] : [at(0.025), at(0.975)];
}
