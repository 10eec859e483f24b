/**
 * The part of a ranking that one job contributes: each replication is run once as it is, then once more for every subject
 * that did something in it: an asset that was hit (what if it could not be?), or a need of an asset that was short (what if it
 * had a buffer?). Where the subject did nothing the counterfactual replication would be the same one, so it is not run.
 */
import type { Counterfactual, Replicator } from '../engine/contracts.js';
import { Was } from '../engine/flags.js';
import { attempt } from './block.js';
import { restrict } from './summarize.js';

/** What is asked of each subject. */
export type RankQuestion = { ask: 'shield' } | { ask: 'buffer'; bufferHours: number };

export interface RankJob {
  kind: 'rank';
  index: number;
  first: number;
  count: number;
  /** Index of the outcome whose loss is compared. */
  outcome: number;
  question: RankQuestion;
  /** Subjects of interest (asset or need indices), ascending; undefined: all. */
  subjects?: Int32Array;
}

/** One entry for each (replication, subject) pair that was run again, by replication, then subject. */
export interface RankPartial {
  index: number;
  /** Replications whose base run completed. */
  completed: number;
  baseFailed: Int32Array;
  replication: Int32Array;
  subject: Int32Array;
  /** Base minus counterfactual; NaN where the counterfactual replication failed. */
  avoided: Float64Array;
}

/** The counterfactual of a question for a subject. */
export const counterfactualOf = (question: RankQuestion, subject: number): Counterfactual =>
  question.ask === 'shield' ? { shield: subject } : { need: subject, bufferHours: question.bufferHours };

/** Runs the replications of a job and their counterfactuals. */
export function runRankBlock(replicator: Replicator, job: RankJob): RankPartial {
  const info = replicator.outcomes[job.outcome]!;
  const wanted = job.subjects && new Set(job.subjects);
  const baseFailed: number[] = [];
  const replications: number[] = [];
  const subjects: number[] = [];
  const avoided: number[] = [];
  for (let replication = job.first; replication < job.first + job.count; replication++) {
    const base = attempt(replicator, replication);
    if ('failure' in base) { baseFailed.push(replication); continue; }
    const loss = restrict(info, base.ok.values[job.outcome]!);
    const active = activeSubjects(replicator, base.ok, job.question).filter((subject) => !wanted || wanted.has(subject));
    for (const subject of active) {
      const other = attempt(replicator, replication, counterfactualOf(job.question, subject));
      replications.push(replication);
      subjects.push(subject);
      avoided.push('failure' in other ? NaN : loss - restrict(info, other.ok.values[job.outcome]!));
    }
  }
  return {
    index: job.index, completed: job.count - baseFailed.length, baseFailed: Int32Array.from(baseFailed),
    replication: Int32Array.from(replications), subject: Int32Array.from(subjects), avoided: Float64Array.from(avoided),
  };
}

/** Subjects for which the counterfactual could differ, ascending. The list is a copy: the record is reused by the next run. */
function activeSubjects({ network }: Replicator, record: { touched: Int32Array; touchedCount: number; assetFlags: Uint8Array }, question: RankQuestion): number[] {
  const flag = question.ask === 'shield' ? Was.Hit | Was.Strained : Was.Short;
  const assets: number[] = [];
  for (let i = 0; i < record.touchedCount; i++) {
    const asset = record.touched[i]!;
    if (record.assetFlags[asset]! & flag) assets.push(asset);
  }
  assets.sort((a, b) => a - b);
  if (question.ask === 'shield') return assets;
  return assets.flatMap((asset) => {
    const from = network.needStart[asset]!;
    return Array.from({ length: network.needFunctionEnd[asset]! - from }, (_, i) => from + i);
  });
}
