/** The address of Redis: from the command line, or from HAZCADE_REDIS, which does not show in the list of processes. */
import { checkedUrl } from '../runners/redis/url.js';
import { UsageError } from './failure.js';

/** True: the option was given without an address. */
export type RedisOption = string | true;

export const REDIS_OPTION = '--redis [url]';

/** @throws UsageError REDIS_URL_MISSING, REDIS_URL_INVALID; neither repeats a password */
export function redisUrl(option: RedisOption | undefined, env: NodeJS.ProcessEnv): string {
  const url = typeof option === 'string' ? option : env['HAZCADE_REDIS'];
  if (url === undefined || url === '') throw new UsageError('REDIS_URL_MISSING', 'no address of Redis: give --redis redis://HOST:PORT, or set HAZCADE_REDIS');
  try {
    checkedUrl(url);
  } catch (error) {
    throw new UsageError('REDIS_URL_INVALID', (error as Error).message);
  }
  return url;
}
