/** Removes, once an hour, what has been kept long enough. */
import { retain, type Retention } from '../store/retention.js';
import type { ServiceConfig } from './config.js';
import type { ServiceContext } from './context.js';

const HOUR_MS = 3_600_000;

/** Rules of the store from settings, where 0 means: no such rule. */
export function retentionOf({ retention: { studyDays, auditDays, storeBytes } }: ServiceConfig): Retention {
  const given = { keepDays: studyDays, auditDays, storeBytes };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value > 0));
}

/** Looks at the start too. @returns how to end it */
export function startRetention({ store, config, now }: ServiceContext, onTrouble: (what: string, error: unknown) => void): () => Promise<void> {
  const rules = retentionOf(config);
  let working: Promise<unknown> = Promise.resolve();
  const look = (): void => { working = working.then(() => retain(store, rules, now())).catch((error: unknown) => onTrouble('retention', error)); };
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  look();
  return async () => { clearInterval(timer); await working; };
}
