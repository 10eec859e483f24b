/**
 * Room for unpacked versions: below the data folder, a folder a version under its hash, made again when missing. Beyond a bound those used least
 * recently are removed, never what a job uses: a job marks what it uses before it looks whether it is there, and who removes takes the version's
 * lock before looking for marks, so one of the two sees the other.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What was used so recently stays: a service may just be sending it. */
const RECENT_MS = 60_000;
/** Marks and locks of processes that are gone count no longer than this. */
const STALE_MS = 600_000;
const LOCK_MS = 10_000;

export const cacheFolder = (dataFolder: string): string => join(dataFolder, 'cache');
const marksFolder = (dataFolder: string): string => join(cacheFolder(dataFolder), 'in-use');
const lockOf = (dataFolder: string, hash: string): string => join(marksFolder(dataFolder), `${hash}.lock`);

/** Keeps a version from being removed. @returns how to let it go */
export async function hold(dataFolder: string, hash: string): Promise<() => void> {
  const mark = join(marksFolder(dataFolder), `${hash}.${process.pid}.${randomUUID().slice(0, 8)}`), lock = lockOf(dataFolder, hash), folder = join(cacheFolder(dataFolder), hash);
  mkdirSync(marksFolder(dataFolder), { recursive: true });
  closeSync(openSync(mark, 'w'));
  while (ageOf(lock) < LOCK_MS) await wait(5);
  if (existsSync(folder)) utimesSync(folder, new Date(), new Date());
  return () => rmSync(mark, { force: true });
}

/**
 * Removes versions, those used longest ago first, until the rest has no more than `most` bytes, and what processes that died have left half made.
 * @returns bytes that are there
 */
export function evict(dataFolder: string, most: number, recentMs = RECENT_MS): number {
  const folder = cacheFolder(dataFolder), versions: { hash: string; bytes: number; age: number }[] = [];
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, name), age = ageOf(path);
    if (/^[0-9a-f]{64}$/.test(name)) versions.push({ hash: name, bytes: bytesOf(path), age });
    else if (/^[0-9a-f]{64}\./.test(name) && age > STALE_MS) rmSync(path, { recursive: true, force: true });
  }
  let sum = versions.reduce((total, { bytes }) => total + bytes, 0);
  for (const { hash, bytes, age } of versions.sort((a, b) => b.age - a.age)) {
    if (sum <= most || age < recentMs) break;
    if (remove(dataFolder, hash)) sum -= bytes;
  }
  return sum;
}

/** @returns false: it is in use, or somebody else removes it */
function remove(dataFolder: string, hash: string): boolean {
  const lock = lockOf(dataFolder, hash), folder = join(cacheFolder(dataFolder), hash), away = `${folder}.${randomUUID()}`;
  if (ageOf(lock) > STALE_MS) rmSync(lock, { force: true });
  try {
    mkdirSync(marksFolder(dataFolder), { recursive: true });
    closeSync(openSync(lock, 'wx'));
  } catch { return false; }
  try {
    if (isUsed(dataFolder, hash)) return false;
    renameSync(folder, away);
  } catch { return false; } finally { rmSync(lock, { force: true }); }
  rmSync(away, { recursive: true, force: true });
  return true;
}

function isUsed(dataFolder: string, hash: string): boolean {
  const folder = marksFolder(dataFolder);
  let used = false;
  for (const name of readdirSync(folder)) {
    const [of, pid] = name.split('.');
    if (of !== hash || pid === 'lock') continue;
    if (isAlive(Number(pid)) || ageOf(join(folder, name)) < STALE_MS) used = true;
    else rmSync(join(folder, name), { force: true });
  }
  return used;
}

/** Infinity: it is not there. */
function ageOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? Infinity : Date.now() - found.mtimeMs;
}

function bytesOf(folder: string): number {
  let sum = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) if (entry.isFile()) sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return sum;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
