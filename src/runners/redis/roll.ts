/** The roll of workers: who is there, of what build. Times are Redis's own, so clocks of machines need not agree. */
import type { Redis } from 'ioredis';
import { WORKER_SECONDS, WORKERS_KEY } from './keys.js';

export interface WorkerEntry { id: string; build: string; threads: number; host: string }

const BEAT = `local now = tonumber(redis.call('time')[1])
redis.call('zremrangebyscore', KEYS[1], '-inf', now)
redis.call('zadd', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('expire', KEYS[1], 4 * tonumber(ARGV[2]))`;
const LIST = `return redis.call('zrangebyscore', KEYS[1], redis.call('time')[1], '+inf', 'limit', 0, 10000)`;

/** Says that a worker is there; to be repeated before WORKER_SECONDS are over. */
export async function signOn(redis: Redis, entry: WorkerEntry): Promise<void> {
  await redis.eval(BEAT, 1, WORKERS_KEY, JSON.stringify(entry), WORKER_SECONDS);
}

export async function signOff(redis: Redis, entry: WorkerEntry): Promise<void> {
  await redis.zrem(WORKERS_KEY, JSON.stringify(entry));
}

export async function workersThere(redis: Redis): Promise<WorkerEntry[]> {
  const rows = await redis.eval(LIST, 1, WORKERS_KEY) as string[];
  return rows.flatMap((row) => {
    try {
      const { id, build, threads, host } = JSON.parse(row) as Partial<WorkerEntry>;
      return typeof id === 'string' && typeof build === 'string' && typeof host === 'string' && Number.isSafeInteger(threads) && threads! > 0 ? [{ id, build, threads: threads!, host }] : [];
    } catch {
      return [];
    }
  });
}
