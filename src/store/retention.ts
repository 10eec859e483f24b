/** What is kept for how long, and how much of it. The service calls these from time to time, and before it takes an order. */
import { CascadeError } from '../errors.js';
import type { Store, Usage } from './store.js';

/** Rules; one that is not given does not hold. */
export interface Retention {
  /** Ended studies are removed so many days after they ended. */
  keepDays?: number;
  /** Bytes of all contents; beyond them the studies that ended first are removed. What runs or waits, and documents, are never removed. */
  storeBytes?: number;
  /** Bytes of an owner; beyond them they cannot order more. */
  ownerBytes?: number;
  /** Entries of the log of changes are removed after so many days. */
  auditDays?: number;
}

const DAY_MS = 86_400_000;
/** Studies looked at in one query. */
const AT_ONCE = 100;

export const totalOf = ({ files, studies, results }: Usage): number => files + studies + results;

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

/** Before an order. @throws CascadeError QUOTA_EXCEEDED */
export async function requireQuota(store: Store, { ownerBytes }: Retention, owner: string): Promise<void> {
  if (ownerBytes === undefined) return;
  const used = totalOf(await store.usage(owner));
  if (used >= ownerBytes) throw new CascadeError('QUOTA_EXCEEDED', `${megabytes(used)} of ${megabytes(ownerBytes)} are used; delete studies or versions of documents that are no longer needed`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
