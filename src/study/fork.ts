/** A replication continued from a time with changed plans and recovery: the study to replay it with, and what came of the change. */
import type { CompiledForkChange } from '../engine/compiled-fork.js';
import type { CascadeEvent } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import type { Scenario, Variant } from '../model/types.js';
import { applyVariant } from '../model/variant.js';
import { assemble } from './assemble.js';
import { compareEvents, type EventDifference } from './event-difference.js';
import { forkPlan } from './fork-plan.js';
import { loadReplicator } from './load-replicator.js';
import type { PreparedStudy } from './prepare.js';
import { replay, type Replay } from './replay.js';

/** A study whose replications are those of the base up to a time, and go on from there with the changes. */
export interface ForkedStudy extends PreparedStudy {
  atHours: number;
  /** What changes, as the events of kind `fork` tell it; empty: nothing, and every replication is that of the base. */
  changes: readonly CompiledForkChange[];
}

/**
 * Prepares forks of a study's replications.
 * @param changed the base's scenario with other plans, counts of resources and crews, or order of repairs
 * @param atHours after the start; changes hold from then on, before anything of that instant
 * @throws CascadeError FORK_TIME_INVALID, FORK_TIME_PAST, FORK_CHANGE_IMPOSSIBLE, and what `assemble` throws
 */
export function prepareFork(base: PreparedStudy, changed: Scenario, atHours: number): ForkedStudy {
  const { fork, scenario } = forkPlan(base.scenario, changed, atHours);
  if (fork === undefined) return { ...base, atHours, changes: [] };
  const { packet, warnings } = assemble(base.model, scenario, { ...base.options, fork });
  if (base.options.replicatorModule !== undefined) packet.replicatorModule = base.options.replicatorModule;
  return { ...base, scenario, packet, warnings, atHours, changes: fork.changes };
}

/** The scenario with a variant's changes, where they are such as a fork can make. Throws FORK_CHANGE_IMPOSSIBLE. */
export function forkOfVariant({ model, scenario }: PreparedStudy, variant: Variant): Scenario {
  const other = variant.changes.find(({ change }) => change !== 'scenario');
  if (other !== undefined) throw new CascadeError('FORK_CHANGE_IMPOSSIBLE', `variant "${variant.id}" changes the model (${other.change}), which a fork cannot: expecting changes of the scenario's plans and recovery only`);
  return applyVariant(model, scenario, variant).scenario;
}

/** One replication with and without the fork. */
export interface ForkedReplication {
  replication: number;
  base: Replay;
  fork: Replay;
  /** Outcomes that differ, by name; Infinity: not by the horizon. */
  outcomes: Record<string, { unit: string; base: number; fork: number }>;
  difference: EventDifference;
}

/**
 * Replays one replication with and without the fork.
 * @throws CascadeError FORK_PREFIX_DIFFERS should anything before the fork not be the same, FORK_COVER_CARRIED, and what a replay throws
 */
export async function forkReplication(base: PreparedStudy, forked: ForkedStudy, replication: number): Promise<ForkedReplication> {
  const [before, after] = [await replay(await loadReplicator(base.packet), replication), await replay(await loadReplicator(forked.packet), replication)];
  requirePrefix(before.events, after.events, forked.atHours);
  const outcomes: ForkedReplication['outcomes'] = {};
  for (const [name, { unit, value }] of Object.entries(before.outcomes)) {
    const now = after.outcomes[name]!.value;
    if (now !== value) outcomes[name] = { unit, base: value, fork: now };
  }
  // What only the fork has: outcomes of evacuations, where the base has none.
  for (const [name, { unit, value }] of Object.entries(after.outcomes)) if (before.outcomes[name] === undefined && value !== 0) outcomes[name] = { unit, base: 0, fork: value };
  return { replication, base: before, fork: after, outcomes, difference: compareEvents(before.events, after.events) };
}

/** Up to the fork nothing may differ: this is held for each fork that is made. */
function requirePrefix(base: readonly CascadeEvent[], fork: readonly CascadeEvent[], atHours: number): void {
  for (let i = 0; i < base.length && base[i]!.hours < atHours; i++) {
    if (JSON.stringify(base[i]) !== JSON.stringify(fork[i])) throw new CascadeError('FORK_PREFIX_DIFFERS', `event ${base[i]!.id} at hour ${base[i]!.hours} is not the same with the fork at hour ${atHours}: this is a mistake of Hazcade, please report it`);
  }
}
