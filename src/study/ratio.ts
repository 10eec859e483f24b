/**
 * Outcomes that are ratios of two others. Over replications the ratio of sums is given, not the mean of ratios, so that replications
 * without the denominator do no harm; its standard error by the delta method: with residuals e = y - R x, se(R) = sd(e) / (sqrt(n) mean(x)).
 * (Coverage on shipped scenarios: 92.5 to 95.7 %, D-156.)
 * One replication with a denominator fits its own ratio without a residual and says nothing of the spread: then both are unknown (NaN).
 */
import { proportionInterval } from '../numerics/proportion.js';
import { exceedanceCurve, quantile, quantileInterval } from '../numerics/quantiles.js';
import { studentT95 } from '../numerics/student-t.js';
import type { OutcomeSummary } from './results.js';
import { PERCENTS } from './summarize.js';

/**
 * @param y numerators by replication
 * @param x denominators by replication, >= 0
 * @returns quantiles and exceedance over the replications with x > 0; undefined when every x is 0
 */
export function summarizeRatio(title: string, unit: string, y: Float64Array, x: Float64Array): OutcomeSummary | undefined {
  const n = x.length;
  let sumX = 0, sumY = 0;
  for (let k = 0; k < n; k++) { sumX += x[k]!; sumY += y[k]!; }
  if (sumX === 0) return undefined;
  const mean = sumY / sumX;
  let squares = 0;
  for (let k = 0; k < n; k++) squares += (y[k]! - mean * x[k]!) ** 2;
  const sorted = y.map((value, k) => (x[k]! > 0 ? value / x[k]! : NaN)).filter((value) => !Number.isNaN(value)).sort();
  const standardError = sorted.length > 1 ? Math.sqrt(squares / (n - 1) / n) / (sumX / n) : NaN;
  const half = studentT95(Math.max(1, n - 1)) * standardError, low = mean - half;
  const positive = sorted.filter((value) => value > 0).length;
  const keyed = <T>(of: (percent: number) => T): Record<string, T> => Object.fromEntries(PERCENTS.map((percent) => [`p${String(percent).padStart(2, '0')}`, of(percent)]));
  return {
    unit, title, mean, standardError, interval: [sorted[0]! >= 0 ? Math.max(0, low) : low, mean + half],
    quantiles: keyed((percent) => quantile(sorted, percent)), quantileIntervals: keyed((percent) => quantileInterval(sorted, percent)),
    min: sorted[0]!, max: sorted[sorted.length - 1]!, probability: { value: positive / sorted.length, interval: proportionInterval(positive, sorted.length) },
    exceedance: exceedanceCurve(sorted),
  };
}
