/** Runs replications of a scenario in process, for tests of the shipped models. */
import type { CascadeEvent, ReplicationRecord, Replicator } from '../../src/engine/contracts.js';
import type { Model, Scenario } from '../../src/model/types.js';
import { assemble } from '../../src/study/assemble.js';
import { sampleFootprints } from '../../src/study/footprints.js';
import { createReplicator } from '../../src/study/replicator.js';

export async function replicatorOf(model: Model, scenario: Scenario): Promise<Replicator> {
  return createReplicator(assemble(model, scenario, { footprints: await sampleFootprints(model, scenario) }).packet);
}

/** Values of a record by name of outcome. */
export function outcomesOf(replicator: Replicator, record: ReplicationRecord): Record<string, number> {
  return Object.fromEntries(replicator.outcomes.map((outcome, i) => [outcome.name, record.values[i]!]));
}

/** All events of a replication, in trace order. */
export function eventsOf(replicator: Replicator, replication: number): CascadeEvent[] {
  const events: CascadeEvent[] = [];
  replicator.events(replication).subscribe((event) => events.push(event));
  return events;
}
