/**
 * Numbers on disk with a header, whole or not at all: a line of JSON + '\n', bytes (little-endian), 32 bytes of SHA-256 over all before.
 * Written to a temporary file and renamed.
 */
import { createHash, timingSafeEqual, type Hash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CascadeError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { canonicalJson } from '../model/canonical.js';
import { bytesOf, requireLittleEndian } from './study-arrays.js';

const HASH_BYTES = 32;
const CHUNK_BYTES = 1 << 22;
/** Read at first to find the end of the header. */
const HEADER_BYTES = 1 << 16;

/** Writes a header and arrays; the folder is made if need be. Synchronous, so nothing can grow meanwhile. */
export function writePartialFile(path: string, header: object, arrays: readonly ArrayBufferView[]): void {
  const writer = new PartialFileWriter(path, header, `${path}.tmp`);
  try {
    for (const array of arrays) writer.append(bytesOf(array));
    writer.commit();
  } finally {
    writer.abandon();
  }
}

/** Writes such a file piece by piece. */
export class PartialFileWriter {
  private readonly hash: Hash = createHash('sha256');
  private file: number | undefined;

  /** @param temporary where it grows until it is whole; of its own where several processes may write the same file */
  constructor(private readonly path: string, header: object, private readonly temporary: string) {
    requireLittleEndian();
    makeFolder(dirname(path));
    this.file = openSync(temporary, 'w');
    this.append(new TextEncoder().encode(`${canonicalJson(header)}\n`));
  }

  append(bytes: Uint8Array): void {
    this.hash.update(bytes);
    writeAll(this.file!, bytes);
  }

  /** Ends the file and puts it in its place. */
  commit(): void {
    writeAll(this.file!, this.hash.digest());
    fsyncSync(this.file!);
    this.close();
    renameSync(this.temporary, this.path);
  }

  /** Removes what is not committed. */
  abandon(): void {
    if (this.file === undefined) return;
    this.close();
    rmSync(this.temporary, { force: true });
  }

  private close(): void {
    closeSync(this.file!);
    this.file = undefined;
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

const corrupt = (path: string): CascadeError => new CascadeError('PARTIAL_CORRUPT', `${path} is not as it was written (its hash differs); remove it to begin anew`);

/** Reads them back; undefined when there is no file. `numbers`: the bytes of the arrays. Throws PARTIAL_CORRUPT when it is not as it was written. */
export function readPartialFile(path: string): { header: unknown; numbers: Buffer } | undefined {
  requireLittleEndian();
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path), body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES)), written = bytes.subarray(body.length);
  if (written.length !== HASH_BYTES || !timingSafeEqual(createHash('sha256').update(body).digest(), written)) throw corrupt(path);
  const headerEnd = body.indexOf(10);
  return { header: JSON.parse(body.toString('utf8', 0, headerEnd)) as unknown, numbers: body.subarray(headerEnd + 1) };
}

/** Reads such a file piece by piece, however large: its hash is checked first, in one pass. */
export class PartialFileReader {
  readonly header: unknown;
  private readonly file: number;
  private readonly end: number;
  private at: number;

  /** @throws CascadeError PARTIAL_CORRUPT; ENOENT and its like */
  constructor(private readonly path: string) {
    requireLittleEndian();
    this.file = openSync(path, 'r');
    try {
      this.end = fstatSync(this.file).size - HASH_BYTES;
      if (this.end < 0 || !this.isAsWritten()) throw corrupt(path);
      const line = this.headerLine();
      this.header = JSON.parse(line.toString('utf8')) as unknown;
      this.at = line.length + 1;
    } catch (error) {
      this.close();
      throw error instanceof SyntaxError ? corrupt(path) : error;
    }
  }

  /** The next so many bytes; undefined at the end. Throws PARTIAL_CORRUPT when there are fewer. */
  next(length: number): Buffer | undefined {
    if (this.at === this.end) return undefined;
    if (this.at + length > this.end) throw corrupt(this.path);
    this.at += length;
    return this.bytes(this.at - length, length);
  }

  close(): void {
    closeSync(this.file);
  }

  private headerLine(): Buffer {
    for (let length = HEADER_BYTES; ; length *= 2) {
      const head = this.bytes(0, Math.min(this.end, length)), newline = head.indexOf(10);
      if (newline >= 0) return head.subarray(0, newline);
      if (length >= this.end) throw corrupt(this.path);
    }
  }

  private isAsWritten(): boolean {
    const hash = createHash('sha256');
    for (let at = 0; at < this.end; at += CHUNK_BYTES) hash.update(this.bytes(at, Math.min(CHUNK_BYTES, this.end - at)));
    return timingSafeEqual(hash.digest(), this.bytes(this.end, HASH_BYTES));
  }

  private bytes(from: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length;) {
      const read = readSync(this.file, bytes, at, length - at, from + at);
      if (read === 0) throw corrupt(this.path);
      at += read;
    }
    return bytes;
  }
}
