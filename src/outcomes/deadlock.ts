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
  const below: number[] = [], waiting: number[] = [];
  for (let i = 0; i < k.touchedCount; i++) {
    const a = k.touched[i]!;
    if (k.level[a]! < k.baseline.level[a]!) down++;
    if (k.level[a]! < FULL) below.push(a);
    if ((k.flags[a]! & (UP | RESTARTING)) === 0 && k.damage[a] === 0) waiting.push(a);
  }
  return { down, waiting: waiting.length, deadlocked: waiting.length > 0 ? new Aftermath(k, below).deadlocked(waiting) : 0 };
}

/** The system after the last hazard and repair: only assets that are below 1 at the horizon can be so there, and of these only what others need. */
class Aftermath {
  private readonly level = new Map<number, number>();
  private readonly up: Set<number>;

  constructor(private readonly k: Kernel, private readonly below: number[]) {
    this.up = new Set(below.filter((a) => (k.flags[a]! & (UP | RESTARTING)) !== 0));
  }

  /** Restarts all that can start, wave by wave; @returns how many of the waiting never do */
  deadlocked(waiting: number[]): number {
    for (;;) {
      this.settle();
      const ready = this.below.filter((a) => !this.up.has(a) && this.levelOf(a) > 0);
      if (ready.length === 0) return waiting.filter((a) => !this.up.has(a)).length;
      for (const a of ready) this.up.add(a);
    }
  }

  /** The greatest levels of those that are up: from the top down until nothing changes. */
  private settle(): void {
    for (const a of this.below) this.level.set(a, this.up.has(a) ? FULL : 0);
    for (let changed = true; changed; ) {
      changed = false;
      for (const a of this.up) {
        const to = Math.min(this.levelOf(a), this.k.share[a]!);
        if (to < this.level.get(a)!) { this.level.set(a, to); changed = true; }
      }
    }
  }

  /** Function of asset a, 0 below its cut-off. */
  private levelOf(a: number): number {
    const { network, cutOff } = this.k;
    let f = FULL;
    for (let x = network.needStart[a]!; x < network.needFunctionEnd[a]!; x++) f = Math.min(f, FULL - Math.ceil((network.needImpact[x]! * (FULL - this.seen(x))) / 1_000_000));
    return f >= cutOff[a]! && f > 0 ? f : 0;
  }

  /** What the consumer of need x sees with its buffer full. */
  private seen(x: number): number {
    const q = this.supply(x);
    return (this.k.needBits[x]! & BUFFERED) !== 0 && this.k.bufferCap[x]! > 0 ? Math.min(FULL, q + this.k.network.needCover[x]!) : q;
  }

  private supply(x: number): number {
    // Carried by a flow model: what it gives now.
    if (this.k.network.supStart[x] === this.k.network.supStart[x + 1]) return this.k.rules.supplyOf(x);
    const { supStart, supAsset, supWeight, needRequired, needBest } = this.k.network, from = supStart[x]!, to = supStart[x + 1]!, required = needRequired[x]!;
    const levelAt = (i: number): number => this.level.get(supAsset[i]!) ?? FULL;
    if (needBest[x] === 1) return Array.from({ length: to - from }, (_, i) => levelAt(from + i)).sort((p, q) => q - p)[required - 1] ?? 0;
    let sum = 0;
    for (let i = from; i < to; i++) sum += supWeight[i]! * levelAt(i);
    return Math.min(FULL, Math.floor(sum / required));
  }
}
