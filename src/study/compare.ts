/**
 * Two studies under common random numbers: replication k of both has the same luck, so the difference is taken replication by
 * replication and its interval is that of a mean of differences, mostly far narrower than that of two independent studies.
 */
import type { OutcomeInfo } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import { estimateMean } from '../numerics/mean-interval.js';
import type { MergedStudy } from './merged-study.js';
import { studentT95 } from '../numerics/student-t.js';
import type { OutcomeSummary, Results, VariantSummary } from './results.js';
import { restrict } from './summarize.js';

export type Avoided = VariantSummary['avoided'][string];

/**
 * What the variant avoids: base minus variant, by outcome name; outcomes that only one of the two has are left out.
 * Failed replications of either are left out of both. Censored values count as their limit.
 * @param costEuro cost of the variant; with it `perMillionEuro` is the mean avoided per million euro
 * Throws COMPARE_UNEQUAL when the studies have different numbers of replications.
 */
export function compareStudies(base: MergedStudy, variant: MergedStudy, costEuro: number | null = null): Record<string, Avoided> {
  if (base.replications !== variant.replications) {
    throw new CascadeError('COMPARE_UNEQUAL', `studies compared replication by replication need as many: found ${base.replications} and ${variant.replications}`);
  }
  const avoided: Record<string, Avoided> = {};
  for (const [index, info] of base.shape.outcomes.entries()) {
    const other = variant.shape.outcomes.findIndex((candidate) => candidate.name === info.name);
    if (other >= 0) avoided[info.name] = pairedDifference(...pairs(base, index, variant, other, info), costEuro);
  }
  return avoided;
}

/**
 * Mean of the paired differences a - b with its 95 % interval. `varianceGain` = (Var a + Var b) / Var(a - b): how many times more
 * replications two independent studies would need for as narrow an interval; null where nothing differs.
 */
export function pairedDifference(a: Float64Array, b: Float64Array, costEuro: number | null = null): Avoided {
  const difference = estimateMean(a.map((value, i) => value - b[i]!));
  const apart = estimateMean(a).variance + estimateMean(b).variance;
  return {
    mean: difference.mean, standardError: difference.standardError, interval: difference.interval,
    varianceGain: difference.variance > 0 ? apart / difference.variance : null,
    perMillionEuro: costEuro !== null && costEuro > 0 ? difference.mean / (costEuro / 1e6) : null,
  };
}

function pairs(base: MergedStudy, index: number, variant: MergedStudy, other: number, info: OutcomeInfo): [Float64Array, Float64Array] {
  const a: number[] = [];
  const b: number[] = [];
  for (let k = 0; k < base.replications; k++) {
    if (base.completed[k] === 0 || variant.completed[k] === 0) continue;
    a.push(restrict(info, base.value(k, index)));
    b.push(restrict(variant.shape.outcomes[other]!, variant.value(k, other)));
  }
  return [Float64Array.from(a), Float64Array.from(b)];
}

/**
 * What the other study avoids where replications cannot be paired: the difference of the means of two independent samples, base minus other.
 * Welch's interval: standard errors add as squares, degrees of freedom by Welch (1947), Biometrika 34, eq. 28, rounded down.
 * Its limits are symmetric; those of skewed outcomes in small samples are less sure than paired ones.
 */
export function compareSummaries(base: Pick<Results, 'study' | 'outcomes' | 'failures'>, other: Pick<Results, 'study' | 'outcomes' | 'failures'>): Record<string, Avoided> {
  const sizeOf = ({ study, failures }: Pick<Results, 'study' | 'failures'>): number => study.replications - failures.length;
  const [n, m] = [sizeOf(base), sizeOf(other)];
  return Object.fromEntries(Object.entries(base.outcomes).flatMap(([name, a]): [string, Avoided][] => {
    const b = other.outcomes[name];
    return b === undefined ? [] : [[name, welch(a, n, b, m)]];
  }));
}

type Mean = Pick<OutcomeSummary, 'mean' | 'standardError'>;

function welch(a: Mean, n: number, b: Mean, m: number): Avoided {
  const mean = a.mean - b.mean, u = a.standardError * a.standardError, v = b.standardError * b.standardError, standardError = Math.sqrt(u + v);
  const df = Math.floor(((u + v) * (u + v)) / ((u * u) / (n - 1) + (v * v) / (m - 1)));
  const half = standardError === 0 ? 0 : studentT95(Math.max(1, df)) * standardError;
  return { mean, standardError, interval: [mean - half, mean + half], varianceGain: null, perMillionEuro: null };
}
