/**
 * The first directory of a TIFF file, walked before anything of it is believed (TIFF 6.0, section 2; BigTIFF): every value that it points to must
 * lie inside the file. Otherwise a file of a hundred bytes could claim tables of gigabytes, and a truncated one would be read as zeros.
 */
import { readSync } from 'node:fs';
import { invalid } from './hazard-file.js';

/** Where the values of a tag are. */
export interface TiffEntry { type: number; count: number; offset: number }

export interface TiffDirectory { littleEndian: boolean; entries: ReadonlyMap<number, TiffEntry> }

/** Bytes of a value by type (0: no type of TIFF). */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** More entries than a directory has. */
const MOST_ENTRIES = 4096;

/** Bytes of a file; reading beyond its end is an error, not zeros. */
export function bytesAt(fd: number, size: number, offset: number, length: number, file: string): DataView {
  if (!(offset >= 0 && length >= 0 && offset + length <= size)) throw invalid(file, `the file is cut off: it points to bytes ${offset} to ${offset + length}, but has ${size}`);
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const read = readSync(fd, bytes, at, length - at, offset + at);
    if (read === 0) throw invalid(file, 'the file became shorter while it was read');
    at += read;
  }
  return new DataView(bytes.buffer);
}

/** @throws ValidationError FOOTPRINT_FILE_INVALID */
export function tiffDirectory(fd: number, size: number, file: string): TiffDirectory {
  const at = (offset: number, length: number): DataView => bytesAt(fd, size, offset, length, file);
  if (size < 16) throw invalid(file, `expecting a TIFF file, found ${size} bytes`);
  const head = at(0, 16), order = head.getUint16(0), littleEndian = order === 0x4949, magic = head.getUint16(2, littleEndian);
  if ((order !== 0x4949 && order !== 0x4d4d) || (magic !== 42 && magic !== 43)) throw invalid(file, 'expecting a TIFF file, but it does not begin as one');
  const big = magic === 43, word = big ? 8 : 4, wide = (view: DataView, offset: number): number => (big ? Number(view.getBigUint64(offset, littleEndian)) : view.getUint32(offset, littleEndian));
  const first = wide(head, big ? 8 : 4), countSize = big ? 8 : 2, counted = at(first, countSize);
  const count = big ? Number(counted.getBigUint64(0, littleEndian)) : counted.getUint16(0, littleEndian), entrySize = big ? 20 : 12;
  if (count === 0 || count > MOST_ENTRIES) throw invalid(file, `its directory claims ${count} entries`);
  const table = at(first + countSize, count * entrySize), entries = new Map<number, TiffEntry>();
  for (let i = 0; i < count; i++) {
    const start = i * entrySize, tag = table.getUint16(start, littleEndian), type = table.getUint16(start + 2, littleEndian), values = wide(table, start + 4), bytes = values * (SIZES[type] ?? 0);
    const offset = bytes <= word ? first + countSize + start + 4 + word : wide(table, start + 4 + word);
    if (offset + bytes > size) throw invalid(file, `the file is cut off: tag ${tag} claims ${values} values at byte ${offset}, but the file has ${size} bytes`);
    entries.set(tag, { type, count: values, offset });
  }
  return { littleEndian, entries };
}

/** Whole numbers of a tag (types SHORT, LONG, LONG8); one of them by its index. */
export function wholeAt(fd: number, size: number, { littleEndian, entries }: TiffDirectory, tag: number, index: number, file: string): number | undefined {
  const entry = entries.get(tag);
  if (entry === undefined || index >= entry.count) return undefined;
  const bytes = SIZES[entry.type] ?? 0, view = bytesAt(fd, size, entry.offset + index * bytes, bytes, file);
  return entry.type === 3 ? view.getUint16(0, littleEndian) : entry.type === 4 ? view.getUint32(0, littleEndian) : entry.type === 16 ? Number(view.getBigUint64(0, littleEndian)) : undefined;
}
