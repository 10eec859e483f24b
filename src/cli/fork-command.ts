/** What `hazcade fork` does. */
import type { PhysicsWord } from '../model/physics-words.js';
import { readFork } from '../model/read-fork.js';
import { forkComparisonReport, forkReport } from '../report/fork.js';
import { openRunner } from '../runners/open-runner.js';
import { compareFork } from '../study/fork-comparison.js';
import { forkOfVariant, forkReplication, prepareFork, type ForkedStudy } from '../study/fork.js';
import type { PreparedStudy } from '../study/prepare.js';
import { formatProblem } from '../errors.js';
import { existing } from './command.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';
import { openStudy, variantOf } from './study.js';

export interface ForkOptions { json?: boolean; quiet?: boolean; replication?: number; replications?: number; at?: number; change?: string; variant?: string; seed?: string; workers?: number; physics?: PhysicsWord; limit: number }

/** The study and its fork. Throws FORK_TIME_MISSING, and what reading and preparing them throw. */
export async function openFork(path: string, { at, change, physics, seed, variant }: ForkOptions): Promise<{ base: PreparedStudy; forked: ForkedStudy }> {
  const base = await openStudy(path, { seed, physics }), read = change === undefined ? undefined : readFork(existing(change, 'file of changes'), base.model, base.scenario, at), atHours = at ?? read?.atHours;
  if (atHours === undefined) throw new UsageError('FORK_TIME_MISSING', 'When does the fork begin? Expecting --at TIME, or `at:` in the file of changes.');
  const forked = prepareFork(base, read?.changed ?? forkOfVariant(base, variantOf(base.scenario, variant!)), atHours);
  return { base, forked: { ...forked, warnings: [...read?.warnings ?? [], ...forked.warnings] } };
}

/** One replication, as JSON and as text. */
export async function replicationFork(base: PreparedStudy, forked: ForkedStudy, replication: number, view: { columns?: number; limit: number }): Promise<{ json: object; text: string }> {
  const found = await forkReplication(base, forked, replication), names = new Map(base.model.assets.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => { const name = names.get(id); return name === undefined || name === id ? id : `${name} (${id})`; };
  const { difference, fork, outcomes } = found, { base: before } = found, only = <T extends { id: number }>(events: readonly T[], ids: readonly number[]): T[] => { const wanted = new Set(ids); return events.filter(({ id }) => wanted.has(id)); };
  return {
    json: { replication, atHours: forked.atHours, changes: forked.changes, outcomes: Object.fromEntries(Object.entries(outcomes).map(([name, { unit, ...two }]) => [name, { unit, base: finite(two.base), fork: finite(two.fork) }])), common: difference.common, onlyBase: only(before.events, difference.onlyBase), onlyFork: only(fork.events, difference.onlyFork) },
    text: warned(forked) + forkReport(forked, found, { ...view, nameOf }),
  };
}

/** Not by the horizon: null. */
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const warned = ({ warnings }: ForkedStudy): string => warnings.filter(({ pointer }) => pointer !== undefined).map((problem) => `${formatProblem(problem)}\n`).join('');

/** Many replications, as JSON and as text. */
export async function studyFork(io: Io, base: PreparedStudy, forked: ForkedStudy, { quiet, replications, workers }: ForkOptions): Promise<{ json: object; text: string }> {
  const how = { workers, replications: replications! }, runners = [await openRunner(base.packet, how), await openRunner(forked.packet, how)] as const, progress = openProgress(io, 'replications', quiet ?? false);
  try {
    const { failed, outcomes } = await compareFork(...runners, replications!, (done, planned) => progress.update({ done, planned }));
    const units = Object.fromEntries(Object.entries(outcomes).map(([name, { unit }]) => [name, unit]));
    return { json: { replications, failed, atHours: forked.atHours, changes: forked.changes, avoided: outcomes }, text: warned(forked) + forkComparisonReport(forked, replications!, outcomes, units, io.columns) };
  } finally {
    progress.stop();
    await Promise.all(runners.map((runner) => runner.close()));
  }
}
