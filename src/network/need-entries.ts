/** The needs of an asset as the compiled network lists them: in a fixed order, refill groups of buffers as needs of their own. */
import { order } from '../model/problems.js';
import type { Asset, Buffer, Need } from '../model/types.js';
import { Role } from './compiled-network.js';

/** A need, or the hidden refill group of the buffer of one. */
export interface NeedEntry { need: Need; role: number }

/** Function needs by id, then repair needs, then refill groups in the order of their needs. */
export function needsOf(asset: Asset): NeedEntry[] {
  const sorted = asset.needs.length < 2 ? asset.needs : [...asset.needs].sort((a, b) => order(a.id, b.id));
  const entries: NeedEntry[] = [];
  for (const need of sorted) if (need.role === 'function') entries.push({ need, role: Role.Function });
  for (const need of sorted) if (need.role === 'repair') entries.push({ need, role: Role.Repair });
  for (let i = 0, n = entries.length; i < n; i++) {
    const buffer = bufferOf(entries[i]!.need);
    if (buffer?.refill) entries.push({ need: entries[i]!.need, role: Role.Refill });
  }
  return entries;
}

/** The buffer of a need; one of size 0 is none. */
export const bufferOf = (need: Need): Buffer | undefined => (need.buffer && need.buffer.hours !== 0 ? need.buffer : undefined);

/** Who supplies an entry, and how much of it is required. */
export const groupOf = (entry: NeedEntry): Pick<Need, 'suppliers' | 'required' | 'combine'> => (entry.role === Role.Refill ? entry.need.buffer!.refill! : entry.need);
