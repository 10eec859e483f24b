/**
 * Takes a ZIP archive apart into a folder, trusting nothing in it: names, sizes and kinds of all entries are checked before the first byte is written,
 * and what comes out is counted while it is inflated. All problems at once.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import { CascadeError, ValidationError, type Problem } from '../../errors.js';
import { isSystemFile, nameFault, sameNameKey } from './file-names.js';

export interface ArchiveLimits {
  /** Entries, folders too. */
  files: number;
  /** Of all files together, unpacked. */
  bytes: number;
}

/** Above this size, a file that unpacks to more than so many times its packed size is a bomb: grids of one value stay below. */
const RATIO_FROM_BYTES = 8 << 20, MOST_RATIO = 400;
/** Problems named one by one. */
const NAMED = 100;

interface FileEntry { entry: Entry; name: string }

/**
 * @param file path of the archive
 * @param folder where to: new or empty
 * @returns names of the files, as written
 * @throws ValidationError ARCHIVE_INVALID, ARCHIVE_PATH, ARCHIVE_ENTRY, ARCHIVE_DUPLICATE, ARCHIVE_TOO_LARGE; then the folder may hold a part of them
 */
export async function unzip(file: string, folder: string, limits: ArchiveLimits): Promise<string[]> {
  const { size } = await stat(file);
  const archive = await openPromise(file, { decodeStrings: false, validateEntrySizes: true, autoClose: false }).catch(refuse('it'));
  try {
    const files = checked(await entriesOf(archive, limits), size, limits);
    for (const { entry, name } of files) await write(archive, entry, join(folder, name)).catch(refuse(`"${name}"`));
    return files.map(({ name }) => name);
  } finally {
    archive.close();
  }
}

/** What the package says of a damaged archive, as a problem of it. Failures of the system (a full disk) stay what they are. */
const refuse = (what: string) => (error: unknown): never => {
  if (error instanceof CascadeError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
  throw invalid(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
};

const invalid = (message: string): ValidationError => new ValidationError([problem('ARCHIVE_INVALID', message)]);
const problem = (code: string, message: string): Problem => ({ code, severity: 'error', message: `ZIP archive: ${message}` });
const tooLarge = (message: string): ValidationError => new ValidationError([problem('ARCHIVE_TOO_LARGE', message)]);

async function entriesOf(archive: ZipFile, limits: ArchiveLimits): Promise<FileEntry[]> {
  if (archive.entryCount > limits.files) throw tooLarge(`it has ${archive.entryCount} entries; at most ${limits.files} are allowed`);
  const entries: FileEntry[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      // The package would put "/" for backslashes unless told to be strict; bytes that are no UTF-8 under its flag become U+FFFD.
      entries.push({ entry, name: getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true) });
    }
  } catch (error) {
    refuse('it')(error);
  }
  return entries;
}

/** The files among entries that may be unpacked. */
function checked(entries: readonly FileEntry[], archiveBytes: number, limits: ArchiveLimits): FileEntry[] {
  const problems: Problem[] = [], files: FileEntry[] = [], seen = new Map<string, string>(), folders = new Map<string, string>();
  let bytes = 0, packed = 0;
  for (const { entry, name } of entries) {
    const fault = kindFault(entry), path = name.replace(/\/$/, ''), wrongName = nameFault(path);
    if (wrongName !== undefined) { problems.push(problem('ARCHIVE_PATH', `"${shown(name)}": ${wrongName}`)); continue; }
    if (fault !== undefined) { problems.push(problem('ARCHIVE_ENTRY', `"${shown(name)}" ${fault}`)); continue; }
    if (name.endsWith('/') || isSystemFile(name)) continue;
    const twin = seen.get(sameNameKey(name));
    if (twin !== undefined) problems.push(problem('ARCHIVE_DUPLICATE', twin === name ? `"${name}" stands twice` : `"${twin}" and "${name}" are one file where case does not count`));
    seen.set(sameNameKey(name), name);
    for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) folders.set(sameNameKey(name.slice(0, at)), name);
    bytes += entry.uncompressedSize;
    packed += entry.compressedSize;
    if (entry.uncompressedSize > RATIO_FROM_BYTES && entry.uncompressedSize > MOST_RATIO * entry.compressedSize) problems.push(problem('ARCHIVE_TOO_LARGE', `"${name}" unpacks to more than ${MOST_RATIO} times its size`));
    files.push({ entry, name });
  }
  for (const [key, name] of seen) if (folders.has(key)) problems.push(problem('ARCHIVE_DUPLICATE', `"${name}" is a file, and a folder of "${folders.get(key)!}"`));
  if (bytes > limits.bytes) problems.push(problem('ARCHIVE_TOO_LARGE', `it unpacks to ${bytes} bytes; at most ${limits.bytes} are allowed`));
  if (packed > archiveBytes) problems.push(problem('ARCHIVE_TOO_LARGE', 'its entries share their bytes, as those of bombs do'));
  if (problems.length === 0 && files.length === 0) problems.push(problem('ARCHIVE_INVALID', 'it has no files'));
  if (problems.length > 0) throw new ValidationError(problems.length <= NAMED ? problems : [...problems.slice(0, NAMED), problem('PROBLEMS_UNLISTED', `${problems.length - NAMED} further problems are not listed`)]);
  return files;
}

/** What an entry is instead of a plain file or folder; undefined: it is one. */
function kindFault(entry: Entry): string | undefined {
  const mode = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (mode === 0o120000) return 'is a link; only files and folders are unpacked';
  if (mode !== 0 && mode !== 0o100000 && mode !== 0o040000) return 'is neither a file nor a folder';
  if (entry.isEncrypted()) return 'is encrypted';
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) return `is packed by method ${entry.compressionMethod}; expecting 0 (stored) or 8 (deflate)`;
  return undefined;
}

const shown = (name: string): string => (name.length > 120 ? `${name.slice(0, 117)}...` : name).replace(/\p{Cc}/gu, '?');

/** The package ends the stream with an error when it gives more bytes, or fewer, than the entry says: so what was checked is what is written. */
async function write(archive: ZipFile, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  let sum = 0;
  const check = new Transform({
    transform(piece: Buffer, _encoding, done) { sum = crc32(piece, sum); done(null, piece); },
    flush(done) { done(sum === entry.crc32 ? null : invalid(`"${path.split('/').at(-1)!}" does not have the check sum it says`)); },
  });
  await pipeline(await archive.openReadStreamPromise(entry), check, createWriteStream(path, { flags: 'wx' }));
}
