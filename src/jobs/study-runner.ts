/** Where the blocks of the service's studies are computed: threads of this process, or workers over Redis where the service has one. */
import { openRunner } from '../runners/open-runner.js';
import type { StudyPacket } from '../study/packet.js';
import type { Runner } from '../study/runner.js';
import type { JobSettings } from './protocol.js';

/** @param options worker threads, and replications where known; both mean nothing over Redis */
export async function openStudyRunner(packet: StudyPacket, { redisUrl }: Pick<JobSettings, 'redisUrl'>, options: { workers: number; replications?: number }): Promise<Runner> {
  if (redisUrl === undefined) return openRunner(packet, options);
  // BullMQ takes a while to load: only where it is needed.
  const { openRedisRunner } = await import('../runners/redis/open.js');
  return openRedisRunner(packet, { url: redisUrl });
}
