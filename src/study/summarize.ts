/** From every replication's value of an outcome to what is printed about it. */
import { CURVE_PARTS, type OutcomeInfo } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import { estimateMean, type MeanEstimate } from '../numerics/mean-interval.js';
import { proportionInterval } from '../numerics/proportion.js';
import { exceedanceCurve, quantile, quantileInterval } from '../numerics/quantiles.js';
import { binQuantiles } from './curve-bins.js';
import type { MergedStudy } from './merged-study.js';
import type { CurveSummary, OutcomeSummary } from './results.js';

/** Per cents whose quantiles are given. */
export const PERCENTS = [5, 25, 50, 75, 95, 99] as const;
const BAND_PERCENTS = [5, 25, 50, 75, 95];

const keyOf = (percent: number): string => `p${String(percent).padStart(2, '0')}`;

/** A value as it enters means and differences: "not by the horizon" counts as the limit. Throws OUTCOME_LIMIT_MISSING. */
export function restrict(info: OutcomeInfo, value: number): number {
  if (value !== Infinity) return value;
  if (info.limit === undefined) throw new CascadeError('OUTCOME_LIMIT_MISSING', `outcome ${info.name} is censored but names no limit; expected the horizon in its unit`);
  return info.limit;
}

/** Mean with its interval; of a 0/1 outcome the interval is Wilson's. @param column values of the completed replications */
export function estimateOutcome(info: OutcomeInfo, column: Float64Array): MeanEstimate {
  const values = column.map((value) => restrict(info, value));
  const estimate = estimateMean(values);
  if (!info.binary) return estimate;
  return { ...estimate, interval: proportionInterval(values.filter((value) => value !== 0).length, values.length) };
}

/** @param column values of the completed replications, not empty */
export function summarizeOutcome(info: OutcomeInfo, column: Float64Array): OutcomeSummary {
  const { mean, standardError, interval } = estimateOutcome(info, column);
  const sorted = column.slice().sort();
  const count = sorted.length;
  const positive = sorted.filter((value) => value > 0).length;
  const beyond = sorted.filter((value) => value === Infinity).length;
  return {
    unit: info.unit, title: info.title, mean, standardError, interval,
    quantiles: Object.fromEntries(PERCENTS.map((percent) => [keyOf(percent), finite(quantile(sorted, percent))])),
    quantileIntervals: Object.fromEntries(PERCENTS.map((percent) => {
      const [low, high] = quantileInterval(sorted, percent);
      return [keyOf(percent), [finite(low), finite(high)]];
    })),
    min: restrict(info, sorted[0]!), max: finite(sorted[count - 1]!),
    probability: { value: positive / count, interval: proportionInterval(positive, count) },
    ...(info.censored ? { notByHorizon: beyond / count } : {}),
    exceedance: exceedanceCurve(sorted),
  };
}

/** Mean and bands of a curve, as shares (times `scale` = in `unit`). Quantiles within 0.8 % of the exact ones (curve-bins.ts). */
export function summarizeCurve(study: MergedStudy, curve: number): CurveSummary {
  const { unit, title, scale } = study.shape.curves[curve]!;
  const hours = study.shape.gridHours;
  const total = study.completedCount;
  const cells = hours.map((_, point) => curve * hours.length + point);
  const bands = cells.map((cell) => binQuantiles(study.curveBins, cell, total, BAND_PERCENTS));
  const band = (i: number): number[] => bands.map((quantiles) => quantiles[i]! / CURVE_PARTS);
  return {
    unit, title, scale, hours: hours.slice(),
    mean: cells.map((cell) => study.curveSums[cell]! / (total * CURVE_PARTS)),
    p05: band(0), p25: band(1), p50: band(2), p75: band(3), p95: band(4),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
