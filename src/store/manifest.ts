/** Content hashes of bundles of files. */
import { createHash } from 'node:crypto';
import type { Manifest } from './records.js';

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** In order of path. */
export function manifestOf(files: ReadonlyMap<string, Uint8Array>): Manifest {
  return Object.fromEntries([...files].map(([path, bytes]) => [path, sha256(bytes)] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The same paths with the same contents have the same hash. */
export const versionHash = (manifest: Manifest): string => sha256(JSON.stringify(Object.entries(manifest)));
