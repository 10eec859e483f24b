/** What is kept for how long, and how much of it. The service looks from time to time. */
import { totalOf } from './quota.js';
import type { Store } from './store.js';

/** Rules; one that is not given does not hold. */
export interface Retention {
  /** Ended studies are removed so many days after they ended. */
  keepDays?: number;
  /** Bytes of all contents; beyond them the studies that ended first are removed. What runs or waits, and documents, are never removed. */
  storeBytes?: number;
  /** Entries of the log of changes are removed after so many days. */
  auditDays?: number;
}

const DAY_MS = 86_400_000;
/** Studies looked at in one query. */
const AT_ONCE = 100;

/**
 * Removes what the rules do not keep. May be stopped at any point, and run by several processes at once.
 * @returns ids of the studies removed
 */
export async function retain(store: Store, rules: Retention, now: Date): Promise<string[]> {
  const removed: string[] = [], before = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
  if (rules.keepDays !== undefined) {
    for (let ids = await store.studies.endedBefore(before(rules.keepDays), AT_ONCE); ids.length > 0; ids = await store.studies.endedBefore(before(rules.keepDays), AT_ONCE)) {
      for (const id of ids) { await store.studies.remove(id); removed.push(id); }
    }
  }
  if (rules.storeBytes !== undefined) removed.push(...await makeRoom(store, totalOf(await store.usage()) - rules.storeBytes));
  if (rules.auditDays !== undefined) await store.audit.removeBefore(before(rules.auditDays));
  return removed;
}

/** Removes the studies that ended first until so many bytes are free. */
async function makeRoom(store: Store, excess: number): Promise<string[]> {
  const removed: string[] = [];
  while (excess > 0) {
    const ended = await store.studies.ended(AT_ONCE);
    for (const { id, bytes } of ended) {
      if (excess <= 0) break;
      await store.studies.remove(id);
      removed.push(id);
      excess -= bytes;
    }
    if (ended.length === 0) break;
  }
  return removed;
}
