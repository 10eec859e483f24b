/** What comes of a fork of one replication: outcomes and events that differ. */
import type { CascadeEvent } from '../../engine/contracts.js';
import type { Problem } from '../../errors.js';
import { forkReplication } from '../../study/fork.js';
import { forkIn, type ForkAsked } from '../fork-asked.js';
import { openReplay, type ReplayOf } from '../replays.js';
import { spoolJson, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';

export interface ReplayForkInput extends ReplayOf { replication: number; fork: ForkAsked; /** Events of each course at most. */ limit: number }

export interface ForkAnswer {
  replication: number;
  atHours: number;
  changes: { source: string; detail: string; amount?: number }[];
  /** Those that differ; null: not by the horizon. */
  outcomes: Record<string, { unit: string; base: number | null; fork: number | null }>;
  events: { common: number; onlyBase: number; onlyFork: number; fromHours?: number };
  /** The first of those that only one course has. */
  onlyBase: CascadeEvent[];
  onlyFork: CascadeEvent[];
  warnings: Problem[];
}

/** A ForkAnswer as JSON: with many events it is large. Errors: those of openReplay, of forks and of `spoolJson`. */
export async function run({ fork, limit, replication, study, variant }: ReplayForkInput, context: TaskContext): Promise<Spooled> {
  const { prepared } = await openReplay({ study, variant }, context), { forked, warnings } = forkIn(prepared, fork), { base, difference, fork: after, outcomes } = await forkReplication(prepared, forked, replication);
  const { common, fromHours, onlyBase, onlyFork } = difference, finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const first = (events: readonly CascadeEvent[], ids: readonly number[]): CascadeEvent[] => { const wanted = new Set(ids.slice(0, limit)); return events.filter(({ id }) => wanted.has(id)); };
  const answer: ForkAnswer = {
    replication, atHours: forked.atHours, changes: forked.changes.map(({ amount, detail, source }) => ({ source, detail, ...(amount === undefined ? {} : { amount }) })),
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([name, { base: was, fork: is, unit }]) => [name, { unit, base: finite(was), fork: finite(is) }])),
    events: { common, onlyBase: onlyBase.length, onlyFork: onlyFork.length, ...(fromHours === undefined ? {} : { fromHours }) },
    onlyBase: first(base.events, onlyBase), onlyFork: first(after.events, onlyFork), warnings,
  };
  return spoolJson(context.settings, answer);
}
