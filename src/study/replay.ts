/** One replication again: its events and outcomes, as the study had them. Nothing is stored. */
import { lastValueFrom, toArray } from 'rxjs';
import type { CascadeEvent, Replicator } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';

export interface Replay {
  replication: number;
  events: CascadeEvent[];
  /** By name; Infinity: not by the horizon. */
  outcomes: Record<string, { unit: string; title: string; value: number }>;
}

/** The outcomes of one replication, by name. Throws REPLICATION_FAILED where it fails. */
export function outcomesOf(replicator: Replicator, replication: number): Replay['outcomes'] {
  const { failure, values } = replicator.replicate(replication);
  if (failure !== undefined) throw new CascadeError('REPLICATION_FAILED', `replication ${replication} failed: ${failure.code} ${failure.message}`);
  return Object.fromEntries(replicator.outcomes.map(({ name, title, unit }, i) => [name, { unit, title, value: values[i]! }]));
}

/** All events and outcomes of one replication. Throws REPLICATION_FAILED, and what a replay throws. */
export async function replay(replicator: Replicator, replication: number): Promise<Replay> {
  const outcomes = outcomesOf(replicator, replication);
  return { replication, outcomes, events: await lastValueFrom(replicator.events(replication).pipe(toArray()), { defaultValue: [] }) };
}
