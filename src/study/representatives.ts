/**
 * Replications that stand for a study, by rule. Where the rule looks at an outcome it is answered from the stored values; where it looks at a curve,
 * of which a study keeps sums only, a bounded number of replications is run again, and the answer says how many.
 */
import { CURVE_PARTS, type Replicator } from '../engine/contracts.js';
import { CascadeError, nearest } from '../errors.js';
import { quantileIndex } from '../numerics/quantiles.js';
import { attempt } from './block.js';
import type { MergedStudy } from './merged-study.js';
import { headlineOutcome, outcomeIndex } from './shape.js';
import { restrict } from './summarize.js';

/** By an outcome (default: the headline); `share` of a quantile 0..1. */
export type OutcomeRule = { by: 'median' | 'worst' | 'mildest'; outcome?: string } | { by: 'quantile'; share: number; outcome?: string };
/** The curve whose value (in its unit) at an hour is nearest. */
export interface CurveRule { by: 'nearest'; curve: string; hours: number; value: number }

export interface Representatives {
  /** Name of the outcome or curve. */
  of: string;
  unit: string;
  /** Value that the rule asks for. */
  target: number;
  /** Nearest first; equal ones by number. */
  replications: { replication: number; value: number }[];
  /** Replications looked at, of those of the study. */
  looked: number;
  studied: number;
  /** The curve's grid point in place of the hour asked for. */
  hours?: number;
}

/** Replications that a curve rule runs again, at most, unless told otherwise. */
export const CURVE_LOOKS = 500;

/** @param count replications wanted. @throws CascadeError OUTCOME_UNKNOWN, RULE_INVALID, NO_REPLICATION_COMPLETED */
export function representativesBy(study: MergedStudy, rule: OutcomeRule, count = 1): Representatives {
  const { outcomes } = study.shape, outcome = rule.outcome === undefined ? headlineOutcome(outcomes) : outcomeIndex(outcomes, rule.outcome), info = outcomes[outcome]!;
  if (rule.by === 'quantile' && !(rule.share >= 0 && rule.share <= 1)) throw new CascadeError('RULE_INVALID', `a quantile is a share from 0 to 1, found ${rule.share}`);
  if (study.completedCount === 0) throw new CascadeError('NO_REPLICATION_COMPLETED', 'the study has no completed replication');
  const rows = Array.from({ length: study.replications }, (_, k) => k).filter((k) => study.completed[k] === 1).map((replication) => ({ replication, value: restrict(info, study.value(replication, outcome)) }));
  const sorted = Float64Array.from(rows, ({ value }) => value).sort();
  const percent = rule.by === 'worst' ? 100 : rule.by === 'mildest' ? 0 : rule.by === 'median' ? 50 : 100 * (rule as { share: number }).share, target = sorted[quantileIndex(sorted.length, percent)]!;
  return { of: info.name, unit: info.unit, target, replications: nearestTo(rows, target, count), looked: rows.length, studied: study.replications };
}

/**
 * @param replications of the study; of these the first `most` are run again
 * @throws CascadeError CURVE_UNKNOWN, RULE_INVALID, NO_REPLICATION_COMPLETED
 */
export function representativesOfCurve(replicator: Replicator, replications: number, { curve, hours, value }: CurveRule, count = 1, most = CURVE_LOOKS): Representatives {
  const { curves, grid } = replicator, c = curves.findIndex(({ name }) => name === curve), info = curves[c];
  if (info === undefined) {
    const near = nearest(curve, curves.map(({ name }) => name));
    throw new CascadeError('CURVE_UNKNOWN', `"${curve}" is not one of the curves ${curves.map(({ name }) => name).join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
  if (!(hours >= 0 && hours <= grid.at(-1)!) || !Number.isFinite(value)) throw new CascadeError('RULE_INVALID', `expecting hours from 0 to ${grid.at(-1)!} and a value in ${info.unit}, found ${hours} h and ${value}`);
  const point = grid.reduce((best, hour, i) => (Math.abs(hour - hours) < Math.abs(grid[best]! - hours) ? i : best), 0), looked = Math.min(replications, most), rows: { replication: number; value: number }[] = [];
  for (let replication = 0; replication < looked; replication++) {
    const result = attempt(replicator, replication);
    if ('ok' in result) rows.push({ replication, value: (result.ok.curves[c * grid.length + point]! / CURVE_PARTS) * info.scale });
  }
  if (rows.length === 0) throw new CascadeError('NO_REPLICATION_COMPLETED', `all of the ${looked} replications looked at failed`);
  return { of: curve, unit: info.unit, target: value, replications: nearestTo(rows, value, count), looked, studied: replications, hours: grid[point]! };
}

function nearestTo(rows: { replication: number; value: number }[], target: number, count: number): { replication: number; value: number }[] {
  const far = ({ value }: { value: number }): number => Math.abs(value - target);
  return [...rows].sort((p, q) => far(p) - far(q) || p.replication - q.replication).slice(0, Math.max(1, count));
}
