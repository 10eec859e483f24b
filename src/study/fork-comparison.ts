/** Forks of many replications: each with and without the change, under the same luck. */
import { lastValueFrom, tap } from 'rxjs';
import { compareStudies, type Avoided } from './compare.js';
import { runStudy } from './run.js';
import type { Runner } from './runner.js';

export interface ForkComparison {
  replications: number;
  /** Replications that failed with the fork or without; they are in no difference. */
  failed: number;
  /** Without minus with the fork, by outcome (above 0: avoided). */
  outcomes: Record<string, Avoided & { unit: string }>;
}

/**
 * The mean difference that a fork makes to replications 0 up to a number, with its paired 95 % interval.
 * @param base and @param fork runners of the two packets; they stay open
 * @param onProgress replications done and planned, of both
 */
export async function compareFork(base: Runner, fork: Runner, replications: number, onProgress: (done: number, planned: number) => void = () => undefined): Promise<ForkComparison> {
  const run = (runner: Runner, before: number) => lastValueFrom(runStudy(runner, { replications }).pipe(tap((progress) => onProgress(before + progress.replications, 2 * replications))));
  const { study } = await run(base, 0), { study: forked } = await run(fork, replications), avoided = compareStudies(study, forked);
  let failed = 0;
  for (let k = 0; k < replications; k++) if (study.completed[k] === 0 || forked.completed[k] === 0) failed++;
  return { replications, failed, outcomes: Object.fromEntries(study.shape.outcomes.flatMap(({ name, unit }) => (avoided[name] === undefined ? [] : [[name, { ...avoided[name], unit }]]))) };
}
