/**
 * Numbers on disk with a header, whole or not at all: a line of JSON + '\n', the arrays one after the other (little-endian), 32 bytes of
 * SHA-256 over all before. Written to a temporary file and renamed.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CascadeError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { canonicalJson } from '../model/canonical.js';
import { bytesOf, requireLittleEndian } from './study-arrays.js';

const HASH_BYTES = 32;

/** Writes a header and arrays; the folder is made if need be. Synchronous, so nothing can grow meanwhile. */
export function writePartialFile(path: string, header: object, arrays: readonly ArrayBufferView[]): void {
  requireLittleEndian();
  makeFolder(dirname(path));
  const hash = createHash('sha256'), temporary = `${path}.tmp`, file = openSync(temporary, 'w');
  try {
    for (const part of [new TextEncoder().encode(`${canonicalJson(header)}\n`), ...arrays.map(bytesOf)]) {
      hash.update(part);
      writeAll(file, part);
    }
    writeAll(file, hash.digest());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/** Reads them back; undefined when there is no file. `numbers`: the bytes of the arrays. Throws PARTIAL_CORRUPT when it is not as it was written. */
export function readPartialFile(path: string): { header: unknown; numbers: Buffer } | undefined {
  requireLittleEndian();
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path), body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES)), written = bytes.subarray(body.length);
  if (written.length !== HASH_BYTES || !timingSafeEqual(createHash('sha256').update(body).digest(), written)) {
    throw new CascadeError('PARTIAL_CORRUPT', `${path} is not as it was written (its hash differs); remove it to begin anew`);
  }
  const headerEnd = body.indexOf(10);
  return { header: JSON.parse(body.toString('utf8', 0, headerEnd)) as unknown, numbers: body.subarray(headerEnd + 1) };
}
