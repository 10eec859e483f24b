/** Connections to Redis (or Valkey): a clear error when it is away at first, patience when it goes away later, and no password in any message. */
import { Redis } from 'ioredis';
import { CascadeError } from '../../errors.js';
import { shownUrl } from './url.js';

/** Longest wait for the first connection, in milliseconds. */
const FIRST_CONNECTION_MS = 5000;
const LONGEST_PAUSE_MS = 2000;

/** Told when the connection is lost and when it is there again. */
export interface ConnectionWatch { away?(reason: string): void; back?(): void }

/**
 * Connects. Afterwards commands wait while Redis is away, and go on when it is back.
 * @throws CascadeError REDIS_URL_INVALID; REDIS_UNREACHABLE with the reason: no server, wrong password, TLS
 */
export async function connectRedis(url: string, watch: ConnectionWatch = {}): Promise<Redis> {
  const shown = shownUrl(url);
  let connected = false, away = false, reason = 'no answer';
  const redis = new Redis(url, {
    lazyConnect: true, maxRetriesPerRequest: null, connectTimeout: FIRST_CONNECTION_MS,
    retryStrategy: (times) => (connected ? Math.min(LONGEST_PAUSE_MS, 100 * times) : null),
  });
  redis.on('error', (error: Error) => { reason = reasonOf(error); });
  redis.on('reconnecting', () => { if (!away) { away = true; watch.away?.(reason); } });
  redis.on('ready', () => { if (away) { away = false; watch.back?.(); } });
  try {
    await redis.connect();
    await redis.ping();
    connected = true;
    return redis;
  } catch (error) {
    redis.disconnect();
    // The client's own errors hold the command, which may be AUTH: they are not passed on.
    throw new CascadeError('REDIS_UNREACHABLE', `cannot use Redis at ${shown}: ${reason === 'no answer' ? reasonOf(error) : reason}`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // An address with several IPs fails with one error for each.
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}

const PASSING = /^(LOADING|READONLY|MASTERDOWN|TRYAGAIN|BUSY|CLUSTERDOWN|NOREPLICAS)\b/;

/** What Redis refused for good (no rights, no memory, another type of key) as REDIS_REFUSED; what it refuses just now, or cannot answer, as it is. */
export function translateRedis(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'ReplyError' || PASSING.test(error.message)) return error;
  return new CascadeError('REDIS_REFUSED', `Redis refused: ${error.message}`);
}
