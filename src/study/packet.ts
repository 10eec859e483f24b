/**
 * All a worker needs to make its own Replicator: structured-cloneable, posted once to each worker.
 * What else is inside is between assemble.ts, which makes it, and replicator.ts, which reads it.
 */
export interface StudyPacket {
  /** URL of the module whose `createReplicator(packet)` makes the Replicator; default: study/replicator.js of this package. */
  replicatorModule?: string;
  /** URL of a module of reactive policies, imported by the worker. */
  policyModule?: string;
  [key: string]: unknown;
}
