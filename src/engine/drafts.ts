/** Events on their way into the trace. */
import type { CascadeEvent } from './contracts.js';

/** An event before it has its number. */
export interface Draft { event: CascadeEvent; kind: number; key: number; cause: Draft | undefined; causes: Draft[] | undefined }

/** Adds a draft that is not in the list yet. */
export function addOnce(found: Draft[], d: Draft | undefined): void {
  if (d !== undefined && !found.includes(d)) found.push(d);
}

/** The one that happened last, the first of several. */
export function latest(found: (Draft | undefined)[]): Draft | undefined {
  let last: Draft | undefined;
  for (const d of found) if (d !== undefined && (last === undefined || d.event.tick > last.event.tick)) last = d;
  return last;
}
