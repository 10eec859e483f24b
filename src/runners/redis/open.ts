/** Opens the runner over Redis. */
import { Queue } from 'bullmq';
import { loadReplicator } from '../../study/load-replicator.js';
import type { StudyPacket } from '../../study/packet.js';
import type { Runner } from '../../study/runner.js';
import { shapeOf } from '../../study/shape.js';
import { buildId } from './build.js';
import { connectRedis, translateRedis } from './connection.js';
import { PREFIX, queueName } from './keys.js';
import { pack } from './packets.js';
import { RedisRunner } from './runner.js';

export interface RedisOptions {
  /** redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], or rediss: */
  url: string;
  /** Told what a user may want to know: no workers, Redis away and back. */
  notice?(text: string): void;
  /** Milliseconds between two looks at what has become of the jobs. */
  auditMs?: number;
  /** Milliseconds for which a study waits when there are workers, but none of this build. */
  otherBuildMs?: number;
}

const AUDIT_MS = 2000;
const OTHER_BUILD_MS = 20_000;

/**
 * A runner whose blocks are computed by `hazcade worker` processes at the same Redis, wherever they are. Close it when done.
 * @throws CascadeError REDIS_URL_INVALID, REDIS_UNREACHABLE, REDIS_REFUSED, WORKER_NOT_BUILT, DATA_NOT_PLAIN, and what keeps a Replicator from being made.
 * Later, to its orders: WORKER_BUILD_OTHER, QUEUE_JOB_FAILED, REDIS_REFUSED, and what workers report (PACKET_NAMES_MODULE, WORKER_DIED, ...).
 * While Redis or all workers are away it waits.
 */
export async function openRedisRunner(packet: StudyPacket, { url, notice = () => undefined, auditMs = AUDIT_MS, otherBuildMs = OTHER_BUILD_MS }: RedisOptions): Promise<Runner> {
  const build = buildId();
  const redis = await connectRedis(url, { away: (reason) => notice(`Redis is away (${reason}); waiting`), back: () => notice('Redis is back') });
  const listener = redis.duplicate();
  listener.on('error', () => undefined);
  const queue = new Queue(queueName(build), { connection: redis, prefix: PREFIX });
  queue.on('error', () => undefined);
  try {
    // The shape is made here: a packet that cannot work is refused at once, and results are checked against it.
    const shape = shapeOf(await loadReplicator(packet)), runner = new RedisRunner({ redis, listener, queue, build, packed: await pack(packet), shape, auditMs, otherBuildMs, notice });
    await runner.begin();
    return runner;
  } catch (error) {
    await queue.close().catch(() => undefined);
    listener.disconnect();
    redis.disconnect();
    throw translateRedis(error);
  }
}
