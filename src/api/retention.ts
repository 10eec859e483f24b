/** Removes what has been kept long enough. */
import { retain } from '../store/retention.js';
import type { ServiceContext } from './context.js';

const HOUR_MS = 3_600_000;

/** Looks once an hour, and at the start. @returns how to end it */
export function startRetention(context: ServiceContext, onTrouble: (what: string, error: unknown) => void): () => Promise<void> {
  let working: Promise<void> = Promise.resolve();
  const look = (): void => { working = working.then(async () => { await retain(context.store, context.config.retention, context.now()); }).catch((error: unknown) => onTrouble('retention', error)); };
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  look();
  return async () => { clearInterval(timer); await working; };
}
