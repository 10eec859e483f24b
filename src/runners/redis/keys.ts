/** Everything that stands in Redis, and how long. BullMQ's own keys are `hazcade:blocks-BUILD:*`. */
import type { Redis } from 'ioredis';

/** Prefix of all keys, BullMQ's included. */
export const PREFIX = 'hazcade';

/** Jobs of one build. */
export const queueName = (build: string): string => `blocks-${build}`;

/** There while the study's owner lives; workers drop jobs of studies without it. Its value is the hash of the packet. */
export const studyKey = (study: string): string => `${PREFIX}:study:${study}`;
/** Hash: number of a block's order -> bytes of its partial; `error` -> JSON of what ended the study. */
export const resultsKey = (study: string): string => `${PREFIX}:results:${study}`;
/** Channel: `ORDER MILLISECONDS BYTES` of orders that are done, with `;` between, or `error`. */
export const doneChannel = (study: string): string => `${PREFIX}:done:${study}`;
/** Hash: `chunks`, and 0, 1, ... -> compressed bytes of a packet, by the SHA-256 of its bytes. */
export const packetKey = (hash: string): string => `${PREFIX}:packet:${hash}`;
/** Sorted set: worker as JSON, by the time at which it counts as gone. */
export const WORKERS_KEY = `${PREFIX}:workers`;

/** Seconds after which what its owner no longer renews is gone. */
export const STUDY_SECONDS = 120;
export const PACKET_SECONDS = 3600;
export const WORKER_SECONDS = 15;
/** Seconds that a failed job stays, for its owner to read why. */
export const FAILED_JOB_SECONDS = 600;
/** Seconds that jobs and the queue itself stay after the last study and worker of their build. */
export const QUEUE_SECONDS = 86_400;

const QUEUE_KEYS = ['meta', 'id', 'events', 'wait', 'active', 'delayed', 'failed', 'prioritized', 'marker', 'stalled'];

/** Renews the time of a queue, which BullMQ itself keeps for ever. */
export async function renewQueue(redis: Redis, build: string): Promise<void> {
  const pipeline = redis.pipeline();
  for (const key of QUEUE_KEYS) pipeline.expire(`${PREFIX}:${queueName(build)}:${key}`, QUEUE_SECONDS);
  await pipeline.exec();
}
