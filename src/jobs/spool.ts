/** What a job makes for a client, on its way there: small things cross with the answer, large ones as a file that the service streams and removes. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CascadeError } from '../errors.js';
import type { JobSettings } from './protocol.js';

/** Bytes, or a file below the data folder that whoever reads it removes. */
export type Spooled = { bytes: Uint8Array } | { file: string };

/** Larger than this goes through a file: crossing costs time of the thread that answers requests. */
const MOST_CROSSING = 256 << 10;
/** Folders and files on their way are for their owner only: models may be confidential. */
export const PRIVATE_FOLDER = 0o700, PRIVATE_FILE = 0o600;

export const spoolFolder = (dataFolder: string): string => join(dataFolder, 'spool');

/** What the system says of a full disk, a used up quota, a file that may not grow. */
export const isNoRoom = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');

/** A path for a file that is read once and removed. */
export async function spoolPath({ dataFolder, spoolName = '' }: Pick<JobSettings, 'dataFolder' | 'spoolName'>): Promise<string> {
  const folder = spoolFolder(dataFolder);
  await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
  return join(folder, spoolName + randomUUID());
}

/** Throws SPOOL_FAILED (the disk is full, or may not be written). */
export async function spool(settings: Pick<JobSettings, 'dataFolder' | 'spoolName'>, content: string | Uint8Array): Promise<Spooled> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.length <= MOST_CROSSING) return { bytes };
  try {
    const file = await spoolPath(settings);
    await writeFile(file, bytes, { mode: PRIVATE_FILE });
    return { file };
  } catch (error) {
    throw new CascadeError('SPOOL_FAILED', `an answer cannot be put into the data folder (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

/** JSON as an answer: written by the job, so that the thread that answers requests neither reads nor writes it. */
export const spoolJson = (settings: Pick<JobSettings, 'dataFolder' | 'spoolName'>, value: unknown): Promise<Spooled> => spool(settings, JSON.stringify(value));

/** Removes what a process that was ended has left behind. */
export async function removeSpoolOf({ dataFolder, spoolName }: { dataFolder: string; spoolName: string }): Promise<void> {
  const folder = spoolFolder(dataFolder), names = await readdir(folder).catch(() => []);
  await Promise.all(names.filter((name) => name.startsWith(spoolName)).map((name) => rm(join(folder, name), { force: true })));
}
