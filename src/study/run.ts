/**
 * The study as one stream: blocks -> runner -> in order -> merge -> stop rule. Each emission is the progress after one more
 * block; the last one is the result. Unsubscribing cancels.
 */
import { concat, defer, from, map, mergeMap, range, scan, switchMap, takeWhile, tap, type Observable } from './rx.js';
import type { Counterfactual } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import type { Precision } from '../model/types.js';
import { blockJob, blocksOf, BLOCK_SIZE, type BlockPartial } from './block.js';
import { inOrder, Window } from './in-order.js';
import { MergedStudy, requireCompleted } from './merged-study.js';
import type { Runner } from './runner.js';
import { preciseEnough, relativePrecision } from './stopping.js';
import { outcomeIndex } from './shape.js';

export interface StudyPlan {
  /** Replications to run; with `precision` the most that may be run. At least 1. */
  replications: number;
  precision?: Precision;
  /** Run every replication under this counterfactual. */
  counterfactual?: Counterfactual;
  /** Continue from these blocks (see partials.ts). The study is added to in place. */
  resume?: MergedStudy;
}

export interface StudyProgress {
  replications: number;
  /** Replications planned; a precision may be reached before. */
  planned: number;
  failures: number;
  /** Relative half-width reached, where a precision was asked for. */
  relative?: number;
  /** True on the last emission. */
  done: boolean;
  /** All blocks so far: one object that grows from emission to emission. */
  study: MergedStudy;
}

/**
 * Runs a study. The runner stays open: its owner closes it.
 * Errors: REPLICATIONS_INVALID, OUTCOME_UNKNOWN (of the precision), RESUME_MISMATCH, NO_REPLICATION_COMPLETED (all of the first block
 * failed: so would the rest), and whatever keeps the runner from working.
 */
export function runStudy(runner: Runner, plan: StudyPlan): Observable<StudyProgress> {
  return defer(() => from(runner.shape)).pipe(switchMap((shape) => {
    checkPlan(plan);
    if (plan.precision) outcomeIndex(shape.outcomes, plan.precision.outcome);
    const start = plan.resume ?? new MergedStudy(shape);
    const window = new Window(start.blocks, 2 * runner.lanes);
    // A resumed study shows first where it stands; it may have reached its end already.
    const standing = start.blocks > 0 ? [progressOf(start, plan)] : [];
    const further = blocksInOrder(runner, window, start.blocks, blocksOf(plan.replications), plan).pipe(
      scan((study, partial) => study.add(partial), start),
      tap(requireCompleted),
      map((study) => progressOf(study, plan)),
    );
    return concat(standing, further).pipe(
      takeWhile((progress) => !progress.done, true),
      tap((progress) => window.delivered(progress.study.blocks - 1)),
    );
  }));
}

/** Blocks [from, to) of a study in their order. The window must be told what was taken in (`delivered`). */
export function blocksInOrder(runner: Runner, window: Window, from: number, to: number, { replications, counterfactual }: StudyPlan): Observable<BlockPartial> {
  return range(from, to - from).pipe(
    mergeMap((index) => window.enter(index, runner.run(blockJob(index, replications, counterfactual))), runner.lanes),
    inOrder(from),
  );
}

function progressOf(study: MergedStudy, plan: StudyPlan): StudyProgress {
  const { precision } = plan;
  const relative = precision && relativePrecision(study, outcomeIndex(study.shape.outcomes, precision.outcome));
  const done = study.replications >= plan.replications || (precision !== undefined && preciseEnough(study.blocks, relative!, precision));
  return { replications: study.replications, planned: plan.replications, failures: study.replications - study.completedCount, relative, done, study };
}

/** Throws REPLICATIONS_INVALID. */
export function checkReplications(replications: number): void {
  if (Number.isSafeInteger(replications) && replications >= 1) return;
  throw new CascadeError('REPLICATIONS_INVALID', `expected a whole number of replications of at least 1, found ${replications}`);
}

function checkPlan({ replications, resume }: StudyPlan): void {
  checkReplications(replications);
  if (resume && (resume.replications > replications || (resume.replications % BLOCK_SIZE !== 0 && resume.replications !== replications))) {
    throw new CascadeError('RESUME_MISMATCH', `cannot continue ${resume.replications} replications to ${replications}: expected whole blocks of ${BLOCK_SIZE}, and no more than are asked for`);
  }
}
