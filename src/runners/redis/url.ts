/** Addresses of Redis, and how they are shown: never with a password. */
import { CascadeError } from '../../errors.js';

/** Checks an address. @throws CascadeError REDIS_URL_INVALID, which does not repeat what may be a password */
export function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'redis:' || url.protocol === 'rediss:') && url.hostname !== '' && /^\/?\d*$/.test(url.pathname)) return url;
  throw new CascadeError('REDIS_URL_INVALID', `expected an address redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE], or rediss: for TLS; found ${url === undefined ? 'none' : `one of ${url.protocol}//${url.hostname}`}`);
}

/** The address without its password, for messages. */
export function shownUrl(text: string): string {
  const { protocol, username, host, pathname } = checkedUrl(text);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname === '/' ? '' : pathname}`;
}
