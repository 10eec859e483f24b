/** The mean difference that a fork makes over many replications of a study. */
import { compareFork } from '../../study/fork-comparison.js';
import type { Runner } from '../../study/runner.js';
import { forkIn, type ForkAsked } from '../fork-asked.js';
import { openReplay, type ReplayOf } from '../replays.js';
import { openStudyRunner } from '../study-runner.js';
import type { TaskContext } from '../task.js';
import type { ForkAnswer } from './replay-fork.js';

export interface CompareForkInput extends ReplayOf { replications: number; fork: ForkAsked; workers: number }

export interface ForkDifference extends Pick<ForkAnswer, 'atHours' | 'changes' | 'warnings'> {
  replications: number;
  failed: number;
  /** Without minus with the fork: above 0 is avoided. */
  avoided: Record<string, { unit: string; mean: number; standardError: number; interval: [number, number] }>;
}

/** Errors: those of openReplay, of forks and of studies. */
export async function run({ fork, replications, study, variant, workers }: CompareForkInput, context: TaskContext): Promise<ForkDifference> {
  const { prepared } = await openReplay({ study, variant }, context), { forked, warnings } = forkIn(prepared, fork), runners: Runner[] = [];
  try {
    for (const { packet } of [prepared, forked]) runners.push(await openStudyRunner(packet, context.settings, { workers, replications }));
    const { failed, outcomes } = await compareFork(runners[0]!, runners[1]!, replications);
    return {
      replications, failed, atHours: forked.atHours, warnings, changes: forked.changes.map(({ amount, detail, source }) => ({ source, detail, ...(amount === undefined ? {} : { amount }) })),
      avoided: Object.fromEntries(Object.entries(outcomes).map(([name, { interval, mean, standardError, unit }]) => [name, { unit, mean, standardError, interval }])),
    };
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
  }
}
