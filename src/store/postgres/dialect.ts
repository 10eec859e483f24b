/** kysely on PostgreSQL, by URL. */
import { PostgresDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { CascadeError } from '../../errors.js';

/** Connections of one process. */
const CONNECTIONS = 8;
const CONNECT_MILLISECONDS = 10_000;
/** 64-bit integers come as text: none here is over 2^53. */
const INT8 = 20;
const BYTEA = 17;

/** @param url `postgres://user:password@host:port/database?options`. Throws STORE_UNAVAILABLE when it is none. */
export function postgresDialect(url: string): Dialect {
  // Said here and without the URL: the driver's own error has the password in it.
  if (!URL.canParse(url)) throw new CascadeError('STORE_UNAVAILABLE', 'the URL of PostgreSQL cannot be read: expected postgres://user:password@host:port/database, special characters escaped (/ as %2F)');
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  types.setTypeParser(BYTEA, plainBytes);
  const pool = new pg.Pool({ connectionString: url, types, max: CONNECTIONS, connectionTimeoutMillis: CONNECT_MILLISECONDS, application_name: 'hazcade' });
  // A connection that breaks tells it by an event, which would end the process if nobody listened: idle ones through the pool, those in use by
  // themselves. Whoever waits for an answer is told by a rejection; for the next query there is a new connection.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => { client.on('error', () => undefined); });
  return new PostgresDialect({ pool });
}

/** `\\x` and hexadecimal digits; not as a Buffer, so that both databases give the same. */
function plainBytes(text: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(text.slice(2), 'hex');
  return new Uint8Array(buffer, byteOffset, length);
}

/** Classes of SQLSTATE (appendix A of the manual), and what they mean here. */
const FULL = /^(53100|54000|53400)$/;
const AWAY = /^(08|57P|53|28|3D)/;

/** PostgreSQL's errors, and those of the way to it, as the store's; others as they are. */
export function translatePostgres(url: string, error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  const told = (name: string, what: string): CascadeError => new CascadeError(name, `${withoutPassword(url)}: ${what} (${code ?? ''}${code ? ': ' : ''}${message ?? ''})`, { cause: error });
  if (error instanceof CascadeError) return error;
  if (code !== undefined && FULL.test(code)) return told('STORE_FULL', 'there is no room left; nothing of this change is written, and it can be repeated once there is room');
  if (code !== undefined && (AWAY.test(code) || /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH)/.test(code))) return told('STORE_UNAVAILABLE', 'the server cannot be reached or refuses');
  // Plain errors without a code come from the driver itself: terminated, not queryable any more, no connection in time.
  if (code === undefined && Object.getPrototypeOf(error) === Error.prototype) return told('STORE_UNAVAILABLE', 'the connection is gone');
  return error;
}

/** For messages and logs. A URL whose password has characters that should be escaped is not shown at all: where it ends is anybody's guess. */
export function withoutPassword(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed === undefined || /[@:]/.test(parsed.pathname) ? 'the PostgreSQL URL' : `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
