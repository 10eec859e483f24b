/** What a study's owner and its workers say to each other through Redis: that it lives, what is done, what went wrong. */
import type { Redis } from 'ioredis';
import type { WorkerError } from '../messages.js';
import { doneChannel, resultsKey, STUDY_SECONDS, studyKey } from './keys.js';

const ERROR_FIELD = 'error';

/** Says that the study lives, for STUDY_SECONDS. */
export async function keepAlive(redis: Redis, study: string, packet: string): Promise<void> {
  await redis.multi().set(studyKey(study), packet, 'EX', STUDY_SECONDS).expire(resultsKey(study), STUDY_SECONDS).exec();
}

export const isAlive = async (redis: Redis, study: string): Promise<boolean> => (await redis.exists(studyKey(study))) === 1;

/** Ends a study: its results go, and workers drop what they have of it. */
export async function endStudy(redis: Redis, study: string): Promise<void> {
  await redis.del(studyKey(study), resultsKey(study));
}

/** The result of an order, and the milliseconds that computing it took. */
export interface OrderResult { order: number; bytes: Uint8Array; milliseconds: number }

/** Results put at once. */
const MOST_AT_ONCE = 256;

/** Keeps results. The same order done twice has the same result. @returns false: the study is over */
export async function putResults(redis: Redis, study: string, results: readonly OrderResult[]): Promise<boolean> {
  if (results.length > MOST_AT_ONCE) return await putResults(redis, study, results.slice(0, MOST_AT_ONCE)) && putResults(redis, study, results.slice(MOST_AT_ONCE));
  const message = results.map(({ order, milliseconds, bytes }) => `${order} ${Math.round(milliseconds * 1000) / 1000} ${bytes.length}`).join(';');
  return put(redis, study, message, results.map(({ order }) => String(order)), results.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
}

/** Ends a study with an error that would come again. */
export async function putError(redis: Redis, study: string, { code, message }: WorkerError): Promise<void> {
  await put(redis, study, ERROR_FIELD, [ERROR_FIELD], [JSON.stringify({ code, message })]);
}

/**
 * Puts fields, and tells of them. As a transaction, not as a script, which would copy each result three times more: the fields are there before
 * it is known whether the study lives, with an end to their time in any case. If it does not, they go at once, since nobody would fetch them; if
 * it lives but Redis had lost all and does not know yet, its owner finds them gone and files their orders again.
 */
async function put(redis: Redis, study: string, message: string, fields: readonly string[], values: readonly (string | Buffer)[]): Promise<boolean> {
  const key = resultsKey(study), pairs = fields.flatMap((field, i) => [field, values[i]!]);
  // Each command by itself: a pipeline would copy them all once more.
  const begun = redis.multi({ pipeline: false }), queued = [redis.exists(studyKey(study)), redis.hset(key, ...pairs), redis.expire(key, STUDY_SECONDS), redis.publish(doneChannel(study), message)], ended = redis.exec();
  await Promise.all([begun, ...queued, ended]);
  const replies = await ended, refused = replies?.find(([error]) => error !== null);
  if (refused) throw refused[0]!;
  if (replies?.[0]?.[1] === 1) return true;
  await redis.hdel(key, ...fields);
  return false;
}

/** An order of which a message of the channel says that it is done. */
export interface Done { order: number; milliseconds: number; bytes: number }

/** What a message of the channel says; `error`: what ended the study is on the board. */
export function doneOf(message: string): Done[] | 'error' {
  if (message === ERROR_FIELD) return 'error';
  return message.split(';').map((one): Done => {
    const [order = NaN, milliseconds = NaN, bytes = NaN] = one.split(' ').map(Number);
    return { order, milliseconds, bytes };
  }).filter(({ order }) => Number.isSafeInteger(order));
}

/** Orders whose results wait, and whether there is an error. */
export async function resultsWaiting(redis: Redis, study: string): Promise<{ orders: number[]; error: boolean }> {
  const fields = await redis.hkeys(resultsKey(study));
  return { orders: fields.map(Number).filter((order) => Number.isSafeInteger(order)), error: fields.includes(ERROR_FIELD) };
}

/** Results of orders, null where there is none; those taken before are dropped on the way. */
export async function takeResults(redis: Redis, study: string, orders: readonly number[], taken: readonly number[]): Promise<(Buffer | null)[]> {
  if (taken.length > 0) redis.hdel(resultsKey(study), ...taken.map(String)).catch(() => undefined);
  return redis.hmgetBuffer(resultsKey(study), ...orders.map(String));
}

export async function dropResults(redis: Redis, study: string, orders: readonly number[]): Promise<void> {
  if (orders.length > 0) await redis.hdel(resultsKey(study), ...orders.map(String));
}

/** What ended the study, if anything did. */
export async function getError(redis: Redis, study: string): Promise<WorkerError | undefined> {
  const text = await redis.hget(resultsKey(study), ERROR_FIELD);
  if (text === null) return undefined;
  try {
    const { code, message } = JSON.parse(text) as Partial<WorkerError>;
    return { code: typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'WORKER_THREW', message: String(message) };
  } catch {
    return { code: 'WORKER_THREW', message: text };
  }
}
