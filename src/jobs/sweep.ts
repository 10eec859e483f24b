/** What an ended service left in its data folder: files on their way, and half-unpacked bundles. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { spoolFolder } from './spool.js';

/** Older than any request: another service on the same folder may still use what is younger. */
const LEFT_MS = 3_600_000;

/** Removes leftovers. @param now ms since 1970 */
export async function sweep(dataFolder: string, now: number): Promise<void> {
  await removeOld(spoolFolder(dataFolder), () => true, now);
  // Bundles are unpacked under HASH.UUID, then renamed.
  await removeOld(join(dataFolder, 'cache'), (name) => name.includes('.'), now);
}

async function removeOld(folder: string, of: (name: string) => boolean, now: number): Promise<void> {
  for (const name of (await readdir(folder).catch(() => [])).filter(of)) {
    const path = join(folder, name), found = await stat(path).catch(() => undefined);
    if (found !== undefined && now - found.mtimeMs > LEFT_MS) await rm(path, { recursive: true, force: true });
  }
}
