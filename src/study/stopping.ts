/**
 * When a study is precise enough. The rule looks at whole blocks in their order, never at time or workers, so a study stops at
 * the same block everywhere. Stopping as soon as an interval looks narrow favours samples whose spread came out small (Chow and
 * Robbins 1965: the coverage is right only in the limit of small widths); a least number of blocks keeps this bias down.
 */
import type { Precision } from '../model/types.js';
import type { MergedStudy } from './merged-study.js';
import { estimateOutcome } from './summarize.js';

/** Blocks that are always run: 512 replications. */
export const LEAST_BLOCKS = 8;

/** Half-width of the 95 % interval of an outcome's mean over that mean; Infinity while the mean is 0 or too little is known. */
export function relativePrecision(study: MergedStudy, outcome: number): number {
  if (study.completedCount < 2) return Infinity;
  const { mean, interval } = estimateOutcome(study.shape.outcomes[outcome]!, study.column(outcome));
  return mean === 0 ? Infinity : (interval[1] - interval[0]) / 2 / Math.abs(mean);
}

/** True when a study of so many blocks, with this relative precision, may end. */
export function preciseEnough(blocks: number, reached: number, precision: Precision): boolean {
  return blocks >= LEAST_BLOCKS && reached <= precision.relative;
}
