/** Files that Node starts by itself (worker threads, child processes): Node 20 cannot start TypeScript, so they run from the build. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CascadeError } from './errors.js';

/** Folder of this module below the package: `dist`, or `src` under the test runner. */
const BUILT = new URL(import.meta.url.endsWith('.ts') ? '../dist/' : './', import.meta.url);

/**
 * The built form of a source file.
 * @param path below `src`, as in `runners/worker.js`
 * @throws CascadeError WORKER_NOT_BUILT
 */
export function builtFile(path: string): URL {
  const file = new URL(path, BUILT);
  if (!existsSync(fileURLToPath(file))) throw new CascadeError('WORKER_NOT_BUILT', `dist/${path} does not exist: threads and child processes need the build; run "npm run build" first`);
  return file;
}
