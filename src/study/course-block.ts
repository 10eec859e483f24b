/**
 * The part of a catalogue study that one job contributes: rows, each a replication of its own course of events (or, without one, of the
 * scenario as it is). What is kept is one outcome of each row, what it had come to at the row's checkpoints, and sums by asset weighted with
 * the rows' weights, in row order.
 */
import type { Course, Replicator } from '../engine/contracts.js';
import { Was } from '../engine/flags.js';
import { attempt } from './block.js';
import type { FailedReplication } from './results.js';
import { restrict } from './summarize.js';

/** One replication. Hazards that several rows of a job share are one object, also after posting. */
export interface CourseRow {
  replication: number;
  /** What the row stands for a year; weighs its assets in the tallies. */
  weight: number;
  course?: Course;
}

export interface CourseJob { kind: 'course'; index: number; /** Number of the first row. */ first: number; count: number; /** Index of the outcome kept. */ outcome: number; rows: CourseRow[] }

/** Weighted sums by asset; one entry for each that a row touched, ascending. */
export interface WeightedTallies { asset: Int32Array; /** Rows in which it was hit, in which it fell. */ hit: Float64Array; fell: Float64Array; lostHours: Float64Array }

export interface CoursePartial {
  index: number;
  first: number;
  count: number;
  /** By row; NaN where the replication failed. "Not by the horizon" counts as the horizon. */
  losses: Float64Array;
  /** Row after row; NaN where the replication failed. */
  atCheckpoints: Float64Array;
  assets: WeightedTallies;
  failures: FailedReplication[];
}

/** Runs the rows of a job. */
export function runCourseBlock(replicator: Replicator, { index, first, count, outcome, rows }: CourseJob): CoursePartial {
  const info = replicator.outcomes[outcome]!, losses = new Float64Array(count).fill(NaN), failures: FailedReplication[] = [];
  const atCheckpoints = new Float64Array(rows.reduce((sum, { course }) => sum + (course?.checkpoints?.length ?? 0), 0)).fill(NaN);
  const tallies = new Map<number, { hit: number; fell: number; lostHours: number }>();
  let at = 0;
  rows.forEach(({ replication, weight, course }, row) => {
    const checkpoints = course?.checkpoints?.length ?? 0, result = attempt(replicator, replication, undefined, checkpoints > 0 ? { ...course!, outcome } : course);
    if ('failure' in result) failures.push({ replication: first + row, ...result.failure });
    else {
      const { ok } = result;
      if (ok.mark) failures.push({ replication: first + row, ...ok.mark, kept: true });
      losses[row] = restrict(info, ok.values[outcome]!);
      if (checkpoints > 0) atCheckpoints.set(ok.atCheckpoints!, at);
      for (let i = 0; i < ok.touchedCount; i++) {
        const asset = ok.touched[i]!, flags = ok.assetFlags[asset]!;
        let tally = tallies.get(asset);
        if (tally === undefined) tallies.set(asset, tally = { hit: 0, fell: 0, lostHours: 0 });
        if (flags & Was.Hit) tally.hit += weight;
        if (flags & Was.Lost) tally.fell += weight;
        tally.lostHours += weight * ok.lostHours[asset]!;
      }
    }
    at += checkpoints;
  });
  const asset = Int32Array.from(tallies.keys()).sort(), sums = (of: 'hit' | 'fell' | 'lostHours') => Float64Array.from(asset, (a) => tallies.get(a)![of]);
  return { index, first, count, losses, atCheckpoints, assets: { asset, hit: sums('hit'), fell: sums('fell'), lostHours: sums('lostHours') }, failures };
}
