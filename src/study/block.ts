/**
 * A block: replications [first, first + count), computed by whichever worker is free. Its partial result depends on nothing
 * but the study and these numbers; sums of floats run in replication order, so blocks merged in block order give the same bits
 * for any number of workers. A replication that throws is recorded with its number (and can be replayed); it is not fatal.
 */
import type { Counterfactual, Course, OutcomeInfo, ReplicationRecord, Replicator } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import type { FailedReplication } from './results.js';
import { shapeOf, type StudyShape } from './shape.js';
import { TallyScratch, type AssetTallies, type NeedTallies } from './tallies.js';

/** Replications in a block. A constant of the method, never tuned to a machine: results would depend on it. */
export const BLOCK_SIZE = 64;

/** An order for a block; with a counterfactual every replication is run under it. */
export interface BlockJob { kind: 'block'; index: number; first: number; count: number; counterfactual?: Counterfactual }

/** What a block leaves behind. Every array has a buffer of its own: a message to another thread copies whole buffers. */
export interface BlockPartial {
  index: number;
  first: number;
  count: number;
  /** By replication: 1 = ran to its end, 0 = failed (see `failures`). */
  completed: Uint8Array;
  /** [replication][outcome]; NaN in failed replications. */
  values: Float64Array;
  /** [replication][curve][grid point], in CURVE_PARTS. */
  curves: Uint16Array;
  assets: AssetTallies;
  needs: NeedTallies;
  /** [origin][sector] lost asset-hours, summed over the block. */
  lossByOrigin: Float64Array;
  /** Those that failed, and those that are marked. */
  failures: FailedReplication[];
  /** Events counted by the engine. */
  events: number;
}

/** Number of blocks that hold so many replications. */
export const blocksOf = (replications: number): number => Math.ceil(replications / BLOCK_SIZE);

/** The order for block `index` of a study of so many replications; the last block may be short. */
export function blockJob(index: number, replications: number, counterfactual?: Counterfactual): BlockJob {
  const first = index * BLOCK_SIZE;
  return { kind: 'block', index, first, count: Math.min(BLOCK_SIZE, replications - first), counterfactual };
}

/** Runs blocks on one replicator; scratch memory is allocated once. */
export class BlockRunner {
  private readonly shape: StudyShape;
  private readonly scratch: TallyScratch;

  constructor(private readonly replicator: Replicator) {
    this.shape = shapeOf(replicator);
    this.scratch = new TallyScratch(this.shape);
  }

  run(job: BlockJob): BlockPartial {
    const { outcomes, curves, gridHours, origins, sectors } = this.shape;
    const curveCells = curves.length * gridHours.length;
    const completed = new Uint8Array(job.count);
    const values = new Float64Array(job.count * outcomes.length).fill(NaN);
    const curveValues = new Uint16Array(job.count * curveCells);
    const lossByOrigin = new Float64Array(origins.length * sectors);
    const failures: FailedReplication[] = [];
    let events = 0;
    for (let row = 0; row < job.count; row++) {
      const replication = job.first + row;
      const record = attempt(this.replicator, replication, job.counterfactual);
      if ('failure' in record) { failures.push({ replication, ...record.failure }); continue; }
      completed[row] = 1;
      if (record.ok.mark) failures.push({ replication, ...record.ok.mark, kept: true });
      values.set(record.ok.values, row * outcomes.length);
      curveValues.set(record.ok.curves, row * curveCells);
      for (let i = 0; i < lossByOrigin.length; i++) lossByOrigin[i]! += record.ok.lossByOrigin[i]!;
      this.scratch.add(record.ok);
      events += record.ok.events;
    }
    return { index: job.index, first: job.first, count: job.count, completed, values, curves: curveValues, ...this.scratch.take(), lossByOrigin, failures, events };
  }
}

/** One block on a replicator; for many blocks keep a BlockRunner. `first` must be the start of a block. */
export function runBlock(replicator: Replicator, first: number, count: number): BlockPartial {
  return new BlockRunner(replicator).run({ kind: 'block', index: first / BLOCK_SIZE, first, count });
}

export type Attempt = { ok: ReplicationRecord } | { failure: { code: string; message: string } };

/** Runs one replication; whatever goes wrong inside becomes its recorded failure. */
export function attempt(replicator: Replicator, replication: number, counterfactual?: Counterfactual, course?: Course): Attempt {
  return attemptBy(replicator, () => replicator.replicate(replication, counterfactual, course));
}

/** The same of a replication that is run in another way. */
export function attemptBy(replicator: Replicator, run: () => ReplicationRecord): Attempt {
  try {
    const record = run();
    const failure = record.failure ?? notANumber(record.values, replicator.outcomes);
    return failure ? { failure } : { ok: record };
  } catch (error) {
    const code = error instanceof CascadeError ? error.code : 'REPLICATION_THREW';
    return { failure: { code, message: error instanceof Error ? error.message : String(error) } };
  }
}

/** A value that no statistic could take in would spoil every mean: the replication counts as failed. */
function notANumber(values: Float64Array, outcomes: readonly OutcomeInfo[]): { code: string; message: string } | undefined {
  for (let i = 0; i < outcomes.length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value) || (value === Infinity && outcomes[i]!.censored)) continue;
    const expected = outcomes[i]!.censored ? 'a number, or Infinity for "not by the horizon"' : 'a finite number';
    return { code: 'OUTCOME_NOT_FINITE', message: `outcome ${outcomes[i]!.name} is ${value}; expected ${expected}` };
  }
  return undefined;
}
