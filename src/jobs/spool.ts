/** What a job makes for a client, on its way there: small things cross with the answer, large ones as a file that the service streams and removes. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CascadeError } from '../errors.js';

/** Bytes, or a file below the data folder that whoever reads it removes. */
export type Spooled = { bytes: Uint8Array } | { file: string };

/** Larger than this goes through a file: crossing costs time of the thread that answers requests. */
const MOST_CROSSING = 256 << 10;

export const spoolFolder = (dataFolder: string): string => join(dataFolder, 'spool');

/** Throws SPOOL_FAILED (the disk is full, or may not be written). */
export async function spool(dataFolder: string, content: string | Uint8Array): Promise<Spooled> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.length <= MOST_CROSSING) return { bytes };
  const folder = spoolFolder(dataFolder), file = join(folder, randomUUID());
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, bytes);
  } catch (error) {
    throw new CascadeError('SPOOL_FAILED', `an answer cannot be put into the data folder (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  return { file };
}
