/** What is kept for how long, and how much of it. The service calls these from time to time, and before it takes an order. */
import { CascadeError } from '../errors.js';
import type { Store, Usage } from './store.js';

/** Rules; 0: none. */
export interface Retention {
  /** Ended studies are removed so many days after they ended. */
  studyDays: number;
  /** Bytes of all contents; beyond them the studies that ended first are removed. What runs or waits, and documents, are never removed. */
  storeBytes: number;
  /** Entries of the log of changes are removed after so many days. */
  auditDays: number;
}

const DAY_MS = 86_400_000;
/** Studies looked at in one query. */
const AT_ONCE = 100;

export const totalOf = ({ files, studies, results }: Usage): number => files + studies + results;

/**
 * Removes what the rules do not keep. May be stopped at any point, and run by several processes at once.
 * @returns ids of the studies removed
 */
export async function retain(store: Store, { studyDays, storeBytes, auditDays }: Retention, now: Date): Promise<string[]> {
  const removed: string[] = [], before = (days: number): string => new Date(now.getTime() - days * DAY_MS).toISOString();
  for (let ids = studyDays > 0 ? await store.studies.endedBefore(before(studyDays), AT_ONCE) : []; ids.length > 0; ids = await store.studies.endedBefore(before(studyDays), AT_ONCE)) {
    for (const id of ids) { await store.studies.remove(id); removed.push(id); }
  }
  if (storeBytes > 0) removed.push(...await makeRoom(store, totalOf(await store.usage()) - storeBytes));
  if (auditDays > 0) await store.audit.removeBefore(before(auditDays));
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

/**
 * Before something more is kept for an owner.
 * @param ownerBytes that they may use; 0: any number
 * @throws CascadeError QUOTA_EXCEEDED
 */
export async function requireQuota(store: Store, ownerBytes: number, owner: string): Promise<void> {
  if (ownerBytes === 0) return;
  const used = totalOf(await store.usage(owner));
  if (used >= ownerBytes) throw new CascadeError('QUOTA_EXCEEDED', `your studies and documents take ${megabytes(used)}, and ${megabytes(ownerBytes)} are allowed; delete studies or versions of documents that are no longer needed`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
