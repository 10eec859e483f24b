/** Answers that are files: whole or in parts (RFC 9110, sections 13 and 14), streamed at the pace of the receiver. */
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { HttpError } from './problem.js';

/** Whatever JSON it is, or bytes. */
const schemaOf = (mediaType: string) => ({ schema: mediaType.endsWith('json') ? Type.Unknown() : Type.Unsafe<string>({ type: 'string', format: 'binary' }) });
const contentOf = (mediaTypes: readonly string[]) => Object.fromEntries(mediaTypes.map((type) => [type, schemaOf(type)]));

/** In OpenAPI: an answer that is a file of one of these types, or 304 where the client has it. */
export const fileAnswer = (...mediaTypes: string[]) => ({ 200: { description: 'The file', content: contentOf(mediaTypes) }, 304: { type: 'null', description: 'The client has it' } });
/** The same, of files that are served in parts too. */
export const partAnswer = (...mediaTypes: string[]) => ({ ...fileAnswer(...mediaTypes), 206: { description: 'The part that Range asks for', content: contentOf(mediaTypes) } });

/** True, with 304: the client has it already. @param etag with its quotes; weak (`W/`) where its content comes in several codings */
export function isFresh(reply: FastifyReply, etag: string): boolean {
  reply.headers({ etag, 'cache-control': 'private, no-cache' });
  const known = reply.request.headers['if-none-match'];
  if (known === undefined || !(known.trim() === '*' || known.split(',').map(opaque).includes(opaque(etag)))) return false;
  reply.code(304);
  return true;
}

/** What weak comparison compares. */
const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Adds to Vary, where CORS may have its part already. */
export function varyBy(reply: FastifyReply, names: string): void {
  const there = reply.getHeader('vary');
  reply.header('vary', there === undefined ? names : `${String(there)}, ${names}`);
}

/**
 * A file, or the part that Range asks for. One range is served as 206; several are served as the whole, as RFC 9110 allows.
 * @param etag strong, with its quotes: the same bytes as long as it is the same
 * Errors: RANGE_UNSATISFIABLE (416, with the size).
 */
export async function sendFile(reply: FastifyReply, path: string, etag: string): Promise<FastifyReply> {
  reply.header('accept-ranges', 'bytes');
  if (isFresh(reply, etag)) return reply.send();
  const file = await open(path, 'r');
  try {
    return await sendPart(reply, file, etag);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function sendPart(reply: FastifyReply, file: FileHandle, etag: string): Promise<FastifyReply> {
  const { size } = await file.stat(), { range, 'if-range': condition } = reply.request.headers;
  // Of other methods Range means nothing (RFC 9110, section 14.2).
  const part = range === undefined || reply.request.method !== 'GET' || (condition !== undefined && String(condition).trim() !== etag) ? undefined : rangeOf(range, size);
  if (part === 'none') throw new HttpError(416, 'RANGE_UNSATISFIABLE', `the file has ${size} bytes; the range lies outside`, undefined, { 'content-range': `bytes */${size}` });
  const { start, end } = part ?? { start: 0, end: size - 1 };
  if (part !== undefined) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
  reply.header('content-length', end - start + 1);
  if (reply.request.method === 'HEAD' || size === 0) {
    await file.close();
    // Without a stream, the framework would count the bytes that it is not to send.
    return reply.send(Readable.from([]));
  }
  return reply.send(file.createReadStream({ start, end }));
}

/** The one range of a header; undefined: it is none of bytes, malformed or several, and is not followed; `none`: it lies outside. */
export function rangeOf(header: string, size: number): { start: number; end: number } | 'none' | undefined {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header), [, from = '', to = ''] = match ?? [];
  if (match === null || (from === '' && to === '')) return undefined;
  if (from === '') return Number(to) === 0 || size === 0 ? 'none' : { start: Math.max(0, size - Number(to)), end: size - 1 };
  if (to !== '' && Number(to) < Number(from)) return undefined;
  return Number(from) >= size ? 'none' : { start: Number(from), end: Math.min(size - 1, to === '' ? Infinity : Number(to)) };
}
