/** Removes what has been kept long enough. */
import type { ServiceContext } from './context.js';

const HOUR_MS = 3_600_000, DAY_MS = 24 * HOUR_MS;
/** Studies that are removed before others may use the store. */
const AT_ONCE = 50;

/** Looks once an hour, and at the start. @returns how to end it */
export function startRetention(context: ServiceContext, onTrouble: (what: string, error: unknown) => void): () => Promise<void> {
  let working: Promise<void> = Promise.resolve();
  const look = (): void => { working = working.then(() => removeOld(context)).catch((error: unknown) => onTrouble('retention', error)); };
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  look();
  return async () => { clearInterval(timer); await working; };
}

/** @returns when nothing older is left */
async function removeOld({ store: { studies }, config: { retention: { studyDays } }, now }: ServiceContext): Promise<void> {
  if (studyDays === 0) return;
  const before = new Date(now().getTime() - studyDays * DAY_MS).toISOString();
  for (let ids = await studies.endedBefore(before, AT_ONCE); ids.length > 0; ids = await studies.endedBefore(before, AT_ONCE)) for (const id of ids) await studies.remove(id);
}
