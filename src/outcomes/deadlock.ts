/**
 * Who is stuck at the horizon (docs/semantics.md): waiting = down, undamaged, not restarting; deadlocked = waiting, and still so if all hazards
 * were over, all damage repaired, all buffers full and all restarts done.
 */
import { BUFFERED, RESTARTING, UP } from '../engine/flags.js';
import type { Kernel } from '../engine/kernel.js';
import { FULL } from '../engine/units.js';

/** Counts over the assets that a replication touched. */
export function stuckAssets(k: Kernel): { waiting: number; deadlocked: number; down: number } {
  let down = 0;
  const waiting: number[] = [];
  for (let i = 0; i < k.touchedCount; i++) {
    const a = k.touched[i]!;
    if (k.level[a]! < k.baseline.level[a]!) down++;
    if ((k.flags[a]! & (UP | RESTARTING)) === 0 && k.damage[a] === 0 && (k.baseline.flags[a]! & UP) !== 0) waiting.push(a);
  }
  return { down, waiting: waiting.length, deadlocked: waiting.length > 0 ? deadlocked(k, waiting) : 0 };
}

/** Lets every waiting asset start that could with all others whole; the rest is deadlocked. */
function deadlocked(k: Kernel, waiting: number[]): number {
  const stuck = new Set(waiting);
  for (let before = -1; before !== stuck.size; ) {
    before = stuck.size;
    for (const a of stuck) if (couldStart(k, a, stuck)) stuck.delete(a);
  }
  return stuck.size;
}

function couldStart(k: Kernel, a: number, stuck: Set<number>): boolean {
  const { network } = k;
  let f = FULL;
  for (let x = network.needStart[a]!; x < network.needFunctionEnd[a]!; x++) {
    const short = FULL - seenWith(k, x, stuck);
    f = Math.min(f, FULL - Math.ceil((network.needImpact[x]! * short) / 1_000_000));
  }
  return f >= k.cutOff[a]! && f > 0;
}

/** What the consumer of need x sees when the stuck assets are down, all others whole, and its buffer full. */
function seenWith(k: Kernel, x: number, stuck: Set<number>): number {
  const { network } = k;
  let supply = 0;
  for (let i = network.supStart[x]!; i < network.supStart[x + 1]!; i++) if (!stuck.has(network.supAsset[i]!)) supply += network.needBest[x] === 1 ? 1 : network.supWeight[i]!;
  const required = network.needRequired[x]!;
  const q = network.needBest[x] === 1 ? (supply >= required ? FULL : 0) : Math.min(FULL, Math.floor((supply * FULL) / required));
  return (k.needBits[x]! & BUFFERED) !== 0 && k.bufferCap[x]! > 0 ? Math.min(FULL, q + network.needCover[x]!) : q;
}
