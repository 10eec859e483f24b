/** Writes files as a ZIP archive (PKWARE APPNOTE 6.3, without ZIP64): the same names and bytes give the same archive, without dates or owners. */
import { open, type FileHandle } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { CascadeError } from '../../errors.js';

/** 1 January 1980, 0:00, as archives write it: every file has this time. */
const DOS_DATE = 0x0021, DOS_TIME = 0;
const UTF8_NAMES = 0x0800, DEFLATE = 8, VERSION_NEEDED = 20;
/** Made on UNIX, a plain file that all may read: some tools give files no rights otherwise. */
const MADE_BY = (3 << 8) | VERSION_NEEDED, FILE_RIGHTS = 0o100644;
const MOST_BYTES = 0xffff_ffff, MOST_FILES = 0xffff;

/**
 * @param path of the archive; it must not exist
 * @param files names with `/`, in the order of the archive, and what gives their bytes
 * @throws CascadeError ARCHIVE_TOO_LARGE: more than 65,535 files or 4 GB
 */
export async function writeZip(path: string, files: Iterable<readonly [name: string, bytes: () => Promise<Uint8Array>]>): Promise<void> {
  const out = await open(path, 'wx', 0o600), directory: Buffer[] = [];
  let offset = 0;
  try {
    for (const [name, read] of files) {
      const bytes = await read(), packed = deflateRawSync(bytes), fields = fieldsOf(name, bytes, packed);
      if (offset + packed.length > MOST_BYTES || directory.length === MOST_FILES) throw new CascadeError('ARCHIVE_TOO_LARGE', 'the files do not fit a ZIP archive of at most 4 GB and 65,535 files');
      directory.push(centralHeader(name, fields, offset));
      offset += await append(out, [header(0x0403_4b50, fields, Buffer.alloc(0)), Buffer.from(name), packed]);
    }
    const central = Buffer.concat(directory);
    await append(out, [central, endOf(directory.length, central.length, offset)]);
  } finally {
    await out.close();
  }
}

async function append(out: FileHandle, pieces: readonly Uint8Array[]): Promise<number> {
  let bytes = 0;
  for (const piece of pieces) { await out.appendFile(piece); bytes += piece.length; }
  return bytes;
}

/** What local and central headers have in common: version needed to file name length, without that of the extra field. */
function fieldsOf(name: string, bytes: Uint8Array, packed: Uint8Array): Buffer {
  const fields = Buffer.alloc(24);
  [VERSION_NEEDED, UTF8_NAMES, DEFLATE, DOS_TIME, DOS_DATE].forEach((value, i) => fields.writeUInt16LE(value, 2 * i));
  [crc32(bytes), packed.length, bytes.length].forEach((value, i) => fields.writeUInt32LE(value, 10 + 4 * i));
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

/** Signature, what is special, the common fields, no extra field. */
function header(signature: number, fields: Buffer, special: Buffer): Buffer {
  const head = Buffer.alloc(4), extra = Buffer.alloc(2);
  head.writeUInt32LE(signature);
  return Buffer.concat([head, special, fields, extra]);
}

function centralHeader(name: string, fields: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2), tail = Buffer.alloc(14);
  madeBy.writeUInt16LE(MADE_BY);
  // Comment length, disk, internal attributes: 0.
  tail.writeUInt32LE(FILE_RIGHTS * 0x1_0000, 6);
  tail.writeUInt32LE(offset, 10);
  return Buffer.concat([header(0x0201_4b50, fields, madeBy), tail, Buffer.from(name)]);
}

function endOf(files: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50);
  end.writeUInt16LE(files, 8);
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
