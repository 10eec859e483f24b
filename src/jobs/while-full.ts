/** A store without room may have some again in a moment: somebody clears the disk, or what was kept long enough is removed. */
import { setTimeout as wait } from 'node:timers/promises';
import { CascadeError } from '../errors.js';

export interface Patience {
  /** How long is tried again. */
  seconds: number;
  /** Ends the waiting. */
  signal: AbortSignal;
}

/** First pause between two tries; each is twice the one before, up to the second. */
const PAUSE_MS = 250, LONGEST_MS = 5_000;

/** @returns what the work returns. Errors: its own, of which STORE_FULL only when there was no room for so long; JOB_CANCELLED: told to end meanwhile */
export async function whileFull<T>(work: () => Promise<T>, { seconds, signal }: Patience): Promise<T> {
  for (let waited = 0, pause = PAUSE_MS; ; waited += pause, pause = Math.min(2 * pause, LONGEST_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CascadeError) || error.code !== 'STORE_FULL' || waited >= seconds * 1000) throw error;
    }
    await wait(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new CascadeError('JOB_CANCELLED', 'told to end while the store had no room');
  }
}
