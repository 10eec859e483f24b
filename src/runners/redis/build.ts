/**
 * What computes: version and content of the code. Workers take only jobs of their own build, so that all blocks of a study come from the
 * same code even while workers are being replaced, and results of a work copy are never mixed with those of a release.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFile } from '../../built-file.js';
import { VERSION } from '../../version.js';

/** Folders of the build whose code decides what a block comes to. */
const COMPUTING = ['engine', 'random', 'numerics', 'network', 'hazards', 'damage', 'sectors', 'outcomes', 'study', 'runners'];
const DIGITS = 10;

let known: string | undefined;

/** Such as `0.1.0-4be1a9c03d`. @throws CascadeError WORKER_NOT_BUILT */
export function buildId(): string {
  return known ??= `${VERSION}-${contentHash(join(fileURLToPath(builtFile('version.js')), '..'))}`;
}

function contentHash(dist: string): string {
  const hash = createHash('sha256');
  for (const folder of COMPUTING) {
    for (const file of readdirSync(join(dist, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js')).sort()) {
      hash.update(`${folder}/${file.replaceAll('\\', '/')}\0`).update(readFileSync(join(dist, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, DIGITS);
}
