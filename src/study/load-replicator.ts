import type { Replicator } from '../engine/contracts.js';
import { CascadeError } from '../errors.js';
import type { StudyPacket } from './packet.js';

interface ReplicatorModule { createReplicator(packet: StudyPacket): Replicator | Promise<Replicator> }

/** Makes the Replicator of a packet with the module it names. Throws REPLICATOR_MODULE_INVALID, and what the module throws. */
export async function loadReplicator(packet: StudyPacket): Promise<Replicator> {
  const url = packet.replicatorModule ?? new URL('./replicator.js', import.meta.url).href;
  const module = (await import(url)) as Partial<ReplicatorModule>;
  if (typeof module.createReplicator !== 'function') {
    throw new CascadeError('REPLICATOR_MODULE_INVALID', `${url} exports no function createReplicator(packet)`);
  }
  return module.createReplicator(packet);
}
