/** Bytes of input files: limits, encoding, and clear words for what is no text. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Problems } from './problems.js';

/** Largest files that are read. A YAML tree takes up to 270 times its text in memory (measured: a list of one-letter words). */
export const FILE_LIMITS = { yaml: 8 << 20, json: 256 << 20, geojson: 256 << 20, csv: 1 << 30, network: 64 << 20 } as const;
export type FileType = keyof typeof FILE_LIMITS;

const CHUNK_BYTES = 4 << 20;

/** Opens a file of text for reading; undefined and a problem when that is not possible. Close it with closeSync. */
function openText(file: string, type: FileType, problems: Problems): number | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    const stat = fstatSync(fd);
    const limit = FILE_LIMITS[type];
    if (stat.isFile() && stat.size <= limit) return fd;
    if (!stat.isFile()) problems.error('FILE_UNREADABLE', `expecting a file, found ${stat.isDirectory() ? 'a folder' : 'something else'}`, { file });
    else problems.error('FILE_TOO_LARGE', `${type} files may have ${limit >> 20} MB, this one has ${Math.ceil(stat.size / (1 << 20))} MB${type === 'yaml' ? '. Large models keep assets and needs in CSV tables' : ''}`, { file });
  } catch (error) {
    openProblem(file, error, problems);
  }
  if (fd !== undefined) closeSync(fd);
  return undefined;
}

function openProblem(file: string, error: unknown, problems: Problems): void {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') problems.error('FILE_NOT_FOUND', 'there is no such file', { file });
  else problems.error('FILE_UNREADABLE', `the file cannot be opened (${code ?? String(error)})`, { file });
}

/** What the first bytes say against UTF-8 text; undefined: nothing. */
function notText(bytes: Uint8Array): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'the file is UTF-16. Save it as UTF-8';
  return bytes.includes(0) ? 'the file is binary (it holds a zero byte). Expecting UTF-8 text' : undefined;
}

/** The first bytes of a file as text, whatever it is; empty when it cannot be read. */
export function headOf(path: string, length: number): string {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    const head = Buffer.alloc(length);
    return head.toString('latin1', 0, readSync(fd, head, 0, length, 0));
  } catch {
    return '';
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** The whole text of a file without its byte order mark; undefined and a problem when it is not readable text. */
export function readText(file: string, type: FileType, problems: Problems): string | undefined {
  const fd = openText(file, type, problems);
  if (fd === undefined) return undefined;
  try {
    const bytes = readFileSync(fd);
    const reason = notText(bytes);
    if (reason !== undefined) { problems.error('FILE_ENCODING', reason, { file }); return undefined; }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      problems.error('FILE_ENCODING', 'the file is not UTF-8', { file, line: lineOfBadByte(bytes) });
      return undefined;
    }
  } finally {
    closeSync(fd);
  }
}

/** First line that is not UTF-8 by itself (a line feed is never part of a longer character). */
function lineOfBadByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let line = 1, start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start) + 1 || bytes.length;
    try { decoder.decode(bytes.subarray(start, end)); } catch { return line; }
    start = end;
  }
  return 1;
}

/**
 * Reads a file of text in pieces, for tables larger than a string can be.
 * @param take gets each piece; returns false to stop
 * @param lineNow lines completed so far, for the place of a wrong byte
 * @returns true when the end was reached
 */
export function readPieces(file: string, problems: Problems, take: (text: string, last: boolean) => boolean, lineNow: () => number): boolean {
  const fd = openText(file, 'csv', problems);
  if (fd === undefined) return false;
  const bytes = Buffer.allocUnsafe(CHUNK_BYTES);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (;;) {
      const length = readSync(fd, bytes, 0, CHUNK_BYTES, null);
      const piece = bytes.subarray(0, length);
      const reason = notText(piece);
      if (reason !== undefined) { problems.error('FILE_ENCODING', reason, { file }); return false; }
      let text: string;
      try {
        text = decoder.decode(piece, { stream: length > 0 });
      } catch {
        problems.error('FILE_ENCODING', 'the table is not UTF-8. In Excel: Save as, "CSV UTF-8"', { file, line: lineNow() + lineOfBadByte(piece) - 1 });
        return false;
      }
      if (!take(text, length === 0)) return false;
      if (length === 0) return true;
    }
  } catch (error) {
    openProblem(file, error, problems);
    return false;
  } finally {
    closeSync(fd);
  }
}
