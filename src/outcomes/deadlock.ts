/**
 * Who is stuck at the horizon (docs/semantics.md): waiting = down, undamaged, not restarting; deadlocked = waiting, and still so if all hazards
 * were over, all damage repaired, all buffers full and all restarts done.
 */
import { Flag, NeedBit } from '../engine/flags.js';
import type { Kernel } from '../engine/kernel.js';
import { FULL } from '../engine/units.js';

/** Counts over the assets that a replication touched. */
export class StuckAssets {
  /** Below the level of the start. */
  down = 0;
  waiting = 0;
  deadlocked = 0;
  private readonly waits: Int32Array;
  /** Assets that are not whole. */
  private readonly below: Int32Array;
  private belowCount = 0;
  private readonly look: () => void;
  private readonly aftermath: Aftermath;

  constructor(k: Kernel) {
    this.waits = new Int32Array(k.assets);
    this.below = new Int32Array(k.assets);
    this.look = this.bindLook(k);
    this.aftermath = new Aftermath(k);
  }

  /** At the horizon of a replication. */
  count(): void {
    this.down = this.waiting = this.deadlocked = this.belowCount = 0;
    this.look();
    if (this.waiting === 0) return;
    this.aftermath.restartAll(this.below, this.belowCount);
    for (let i = 0; i < this.waiting; i++) if (!this.aftermath.isUp(this.waits[i]!)) this.deadlocked++;
    this.aftermath.clear();
  }

  /** Who is down, and who waits; bound to one state, as the rules of the engine. */
  private bindLook(k: Kernel): () => void {
    const { baseline, damage, flags, level, touched } = k, { below, waits } = this;
    return () => {
      for (let i = 0; i < k.touchedCount; i++) {
        const a = touched[i]!;
        // Most are whole again. Who is not up is not whole.
        if (level[a] === FULL) continue;
        below[this.belowCount++] = a;
        if (level[a]! < baseline.level[a]!) this.down++;
        if ((flags[a]! & (Flag.Up | Flag.Restarting)) === 0 && damage[a] === 0) waits[this.waiting++] = a;
      }
    };
  }
}

/** The system after the last hazard and repair: only assets that are below 1 at the horizon can be so there, and of these only what others need. */
class Aftermath {
  /** By asset; those not below are full. */
  private readonly level: Int32Array;
  private readonly up: Uint8Array;
  private below: Int32Array = new Int32Array(0);
  private count = 0;

  constructor(private readonly k: Kernel) {
    this.level = new Int32Array(k.assets).fill(FULL);
    this.up = new Uint8Array(k.assets).fill(1);
  }

  isUp(a: number): boolean { return this.up[a] === 1; }

  /** From the state at the horizon: restarts all that can start, wave by wave. @param below the first `count` are the assets that are not whole */
  restartAll(below: Int32Array, count: number): void {
    const { k, up } = this;
    this.below = below;
    this.count = count;
    for (let i = 0; i < count; i++) up[below[i]!] = (k.flags[below[i]!]! & (Flag.Up | Flag.Restarting)) !== 0 ? 1 : 0;
    do this.settle(); while (this.restartReady());
  }

  /** Ready for the next replication. */
  clear(): void {
    for (let i = 0; i < this.count; i++) { this.level[this.below[i]!] = FULL; this.up[this.below[i]!] = 1; }
    this.count = 0;
  }

  /** Those whose function reaches their cut-off at the settled levels are up; @returns whether there were any */
  private restartReady(): boolean {
    let ready = false;
    for (let i = 0; i < this.count; i++) {
      const a = this.below[i]!;
      if (this.up[a] === 1 || this.levelOf(a) === 0) continue;
      this.up[a] = 1;
      ready = true;
    }
    return ready;
  }

  /** The greatest levels of those that are up: from the top down until nothing changes. */
  private settle(): void {
    const { below, level, up } = this, { share } = this.k;
    for (let i = 0; i < this.count; i++) level[below[i]!] = up[below[i]!] === 1 ? FULL : 0;
    for (let changed = true; changed; ) {
      changed = false;
      for (let i = 0; i < this.count; i++) {
        const a = below[i]!, to = Math.min(this.levelOf(a), share[a]!);
        if (up[a] === 0 || to >= level[a]!) continue;
        level[a] = to;
        changed = true;
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
    return (this.k.needBits[x]! & NeedBit.Buffered) !== 0 && this.k.bufferCap[x]! > 0 ? Math.min(FULL, q + this.k.network.needCover[x]!) : q;
  }

  private supply(x: number): number {
    const { level } = this, { supStart, supAsset, supWeight, needRequired, needBest } = this.k.network, from = supStart[x]!, to = supStart[x + 1]!, required = needRequired[x]!;
    // Carried by a flow model: what it gives now.
    if (from === to) return this.k.rules.supplyOf(x);
    if (needBest[x] === 1) return Array.from(supAsset.subarray(from, to), (s) => level[s]!).sort((p, q) => q - p)[required - 1] ?? 0;
    let sum = 0;
    for (let i = from; i < to; i++) sum += supWeight[i]! * level[supAsset[i]!]!;
    return Math.min(FULL, Math.floor(sum / required));
  }
}
