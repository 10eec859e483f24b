/** Runs one study with progress, Ctrl-C and an unfinished state on disk; gives what was done by the end. */
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { MergedStudy } from '../study/merged-study.js';
import { keepPartial, type PartialIdentity } from '../study/partials.js';
import { runStudy, type StudyPlan } from '../study/run.js';
import type { Runner } from '../study/runner.js';
import type { Interrupt } from './interrupt.js';
import type { Progress } from './progress.js';

export interface StudyEnd { study: MergedStudy; /** False: interrupted before the planned end. */ done: boolean }

export interface StudyRun {
  runner: Runner;
  plan: StudyPlan;
  interrupt: Interrupt;
  progress: Progress;
  /** Where the state is kept while it runs, and as whose. */
  keep?: { folder: string; identity: PartialIdentity };
}

/** @returns undefined when it was interrupted before the first block ended */
export async function runToEnd({ runner, plan, interrupt, progress, keep }: StudyRun): Promise<StudyEnd | undefined> {
  const progress$ = runStudy(runner, plan);
  const kept$ = keep ? progress$.pipe(keepPartial(keep.folder, keep.identity)) : progress$;
  const last = await lastValueFrom(kept$.pipe(
    tap(({ replications: done, planned, failures, relative }) => progress.update({ done, planned, failures, relative })),
    takeUntil(interrupt.requested$),
  ), { defaultValue: undefined });
  return last && { study: last.study, done: last.done };
}
