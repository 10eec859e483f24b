/**
 * API keys. A secret is `hzk_`, 256 random bits and a checksum of them, so that a leaked key can be recognised by scanners and a mistyped
 * one is refused without a look into the store. Of the secret only its SHA-256 is kept: there is nothing to guess, so no slow hash is needed.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyRecord } from '../../store/records.js';
import type { KeyStore } from '../../store/store.js';
import { HttpError } from '../problem.js';
import { isMembership, principalOf, SCOPES, type Principal, type Scope } from './principal.js';

const PREFIX = 'hzk_', SECRET_LENGTH = 43, SUM_LENGTH = 6;
const FORM = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{${SECRET_LENGTH + SUM_LENGTH}}$`);

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

function checksum(text: string): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(text));
  return sum.toString('base64url');
}

/** A new secret: 53 characters. */
function newSecret(): string {
  const body = PREFIX + randomBytes(32).toString('base64url');
  return body + checksum(body);
}

/** Whether the text is meant to be a key. */
export const looksLikeKey = (token: string): boolean => token.startsWith(PREFIX);

/** Whether form and checksum are those of a key. */
export function isKey(token: string): boolean {
  return FORM.test(token) && checksum(token.slice(0, -SUM_LENGTH)) === token.slice(-SUM_LENGTH);
}

export interface KeyWish { name: string; subject: string; scopes: readonly Scope[]; projects: readonly string[]; expiresAt?: string }

/** Makes a key. @returns its record and the secret, which exists nowhere else. Errors: KEY_INVALID. */
export async function createKey(keys: KeyStore, wish: KeyWish, now: Date): Promise<{ record: KeyRecord; secret: string }> {
  checkWish(wish, now);
  const secret = newSecret();
  const record: KeyRecord = { id: randomBytes(6).toString('hex'), ...wish, ...(wish.expiresAt === undefined ? {} : { expiresAt: new Date(wish.expiresAt).toISOString() }), hash: hashOf(secret), createdAt: now.toISOString() };
  await keys.create(record);
  return { record, secret };
}

/** A date, or a time of a zone: what has none would mean another moment on another machine. */
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

function checkWish({ name, subject, scopes, projects, expiresAt }: KeyWish, now: Date): void {
  const wrong = name.trim() === '' ? 'a key needs a name'
    : !/^[\w.@:-]{1,200}$/.test(subject) ? `a subject is of letters, digits and ._@:-, found ${JSON.stringify(subject)}`
      : scopes.length === 0 || !scopes.every((s) => SCOPES.includes(s)) ? `scopes are ${SCOPES.join(', ')}, at least one; found ${scopes.join(', ') || 'none'}`
        : !projects.every(isMembership) ? `projects are names, names with ":totals", or "*"; found ${projects.join(', ')}`
          : expiresAt !== undefined && !TIME.test(expiresAt) ? `a time of expiry is ISO 8601 with its zone, such as 2030-01-31T12:00:00Z, found ${expiresAt}`
            : expiresAt !== undefined && !(Date.parse(expiresAt) > now.getTime()) ? `the time of expiry must be ahead, found ${expiresAt}` : undefined;
  if (wrong !== undefined) throw new HttpError(422, 'KEY_INVALID', wrong);
}

/**
 * A new key in the place of an old one: same name, subject, scopes, projects and expiry. The old one ends after `overlapSeconds`.
 * Errors: KEY_GONE (no such key, or it has ended).
 */
export async function rotateKey(keys: KeyStore, id: string, overlapSeconds: number, now: Date): Promise<{ record: KeyRecord; secret: string }> {
  const old = (await keys.list()).find((key) => key.id === id);
  if (old === undefined || ended(old, now)) throw gone(id);
  const { name, subject, scopes, projects, expiresAt } = old;
  const made = await createKey(keys, { name, subject, scopes, projects, ...(expiresAt === undefined ? {} : { expiresAt }) }, now);
  await keys.revoke(id, new Date(now.getTime() + overlapSeconds * 1000).toISOString());
  return made;
}

/** Errors: KEY_GONE. */
export async function revokeKey(keys: KeyStore, id: string, now: Date): Promise<void> {
  if (!await keys.revoke(id, now.toISOString())) throw gone(id);
}

const gone = (id: string): HttpError => new HttpError(404, 'KEY_GONE', `there is no key "${id}" in force`);

const ended = ({ expiresAt, revokedAt }: Pick<KeyRecord, 'expiresAt' | 'revokedAt'>, now: Date): boolean => [expiresAt, revokedAt].some((time) => time !== undefined && Date.parse(time) <= now.getTime());

/** What may be shown of a key: not its hash. */
export function viewOfKey({ hash: _hash, ...shown }: KeyRecord, now: Date): KeyView {
  return { ...shown, inForce: !ended(shown, now) };
}
export type KeyView = Omit<KeyRecord, 'hash'> & { inForce: boolean };

/** Whose key it is; undefined: it is none, unknown, expired or revoked. The answer takes the same way for all of these. */
export async function principalOfKey(keys: KeyStore, token: string, now: Date): Promise<Principal | undefined> {
  if (!isKey(token)) return undefined;
  const hash = hashOf(token), record = await keys.byHash(hash);
  if (record === undefined || !timingSafeEqual(Buffer.from(record.hash), Buffer.from(hash)) || ended(record, now)) return undefined;
  return principalOf(record.subject, record.scopes, record.projects);
}
