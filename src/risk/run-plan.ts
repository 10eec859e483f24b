/** A pass as one stream: blocks -> runner of their scenario -> in order -> ledger. Unsubscribing cancels. */
import { concat, defer, EMPTY, finalize, from, map, mergeMap, switchMap, tap, type Observable } from 'rxjs';
import type { PreparedStudy } from '../study/prepare.js';
import { openRunner } from '../runners/open-runner.js';
import type { CourseJob } from '../study/course-block.js';
import { inOrder, Window } from '../study/in-order.js';
import type { Runner } from '../study/runner.js';
import { outcomeIndex } from '../study/shape.js';
import type { Ledger } from './ledger.js';
import { blocksOfPlan, type RowBlock, type RowPlan } from './row-plan.js';

export interface PassOptions {
  /** Name of the outcome that is the loss. */
  loss: string;
  workers?: number;
}

/** Fewer rows x assets are done sooner than threads have started. */
const TOO_LITTLE_FOR_THREADS = 100_000;

/** Runs what the ledger does not hold yet; emits it after each block. Errors: those of runners, OUTCOME_UNKNOWN. */
export function runPlan(plan: RowPlan, ledger: Ledger, options: PassOptions): Observable<Ledger> {
  const blocks = blocksOfPlan(plan);
  return concat(...plan.groups.map((group, g) => defer(() => {
    const left = blocks.filter((block) => block.group === g && block.index >= ledger.blocks);
    if (left.length === 0) return EMPTY;
    const workers = options.workers ?? (group.count * group.study.model.assets.length <= TOO_LITTLE_FOR_THREADS ? 0 : undefined);
    return withRunner(group.study, workers, left.length, (runner, outcome) => runBlocks(runner, left, plan, outcome, ledger), options.loss);
  })));
}

function withRunner(study: PreparedStudy, workers: number | undefined, blocks: number, run: (runner: Runner, outcome: number) => Observable<Ledger>, loss: string): Observable<Ledger> {
  const opening = openRunner(study.packet, { workers: workers === undefined ? undefined : Math.min(workers, Math.max(workers === 0 ? 0 : 1, blocks)) });
  return from(opening).pipe(
    switchMap((runner) => from(runner.shape).pipe(switchMap(({ outcomes }) => run(runner, outcomeIndex(outcomes, loss))))),
    finalize(() => { opening.then((runner) => runner.close()).catch(() => undefined); }),
  );
}

function runBlocks(runner: Runner, blocks: readonly RowBlock[], plan: RowPlan, outcome: number, ledger: Ledger): Observable<Ledger> {
  const first = blocks[0]!.index, window = new Window(first, 2 * runner.lanes);
  return from(blocks).pipe(
    // The job is made when its turn comes: events are compiled as they are needed.
    mergeMap((block) => window.enter(block.index, defer(() => runner.run(jobOf(block, plan, outcome)))), runner.lanes),
    inOrder(first),
    map((partial) => ledger.add(partial)),
    tap(() => window.delivered(ledger.blocks - 1)),
  );
}

function jobOf({ group, index, first, count }: RowBlock, plan: RowPlan, outcome: number): CourseJob {
  return { kind: 'course', index, first, count, outcome, rows: Array.from({ length: count }, (_, i) => plan.groups[group]!.build(first + i)) };
}
