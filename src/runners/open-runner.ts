import { loadReplicator } from '../study/load-replicator.js';
import type { StudyPacket } from '../study/packet.js';
import type { Runner } from '../study/runner.js';
import { inProcessRunner } from './in-process.js';
import { threadRunner, type ThreadOptions } from './threads.js';

/** A runner for a packet: worker threads, or this process with `workers: 0`. Close it when done. */
export async function openRunner(packet: StudyPacket, options: ThreadOptions = {}): Promise<Runner> {
  return options.workers === 0 ? inProcessRunner(await loadReplicator(packet)) : threadRunner(packet, options);
}
