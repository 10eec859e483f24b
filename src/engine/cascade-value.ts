/**
 * What a repair would bring back now, for the order `cascade-value` (docs/recovery.md). The asset is taken to be whole and up, all else as it is,
 * restarts done; from there rises are followed through the needs. Two numbers for each job: people x services that return (the gain of what service
 * areas see), and levels that return. Only what lacks something is looked at, so a job costs what it mends, not what hangs on it.
 */
import { Flag, NeedBit } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts, requiredParts } from './units.js';

/** Rises of one asset that are followed: more only on loops of partial levels. */
const MOST_RISES = 16;

export class CascadeValue {
  /** Minus the gains of each asset's job, so that the most comes first. */
  readonly ranks: [Float64Array, Float64Array];
  /** By asset: level it would rise to, how often it has risen; by need: supply it would gain, what it would see. Valid where `assetAt`, `needAt` say `round`. */
  private readonly to: Int32Array;
  private readonly rises: Uint8Array;
  private readonly more: Float64Array;
  private readonly seen: Int32Array;
  private readonly assetAt: Int32Array;
  private readonly needAt: Int32Array;
  private readonly list: number[] = [];
  private round = 0;
  private people = 0;
  private levels = 0;

  constructor(private readonly k: Kernel) {
    const { assets, needs } = k.network.sizes;
    this.ranks = [new Float64Array(assets), new Float64Array(assets)];
    this.to = new Int32Array(assets);
    this.rises = new Uint8Array(assets);
    this.assetAt = new Int32Array(assets);
    this.more = new Float64Array(needs);
    this.seen = new Int32Array(needs);
    this.needAt = new Int32Array(needs);
  }

  /** Writes the ranks of jobs as things stand. */
  rank(jobs: Int32Array): void {
    for (let i = 0; i < jobs.length; i++) {
      const a = jobs[i]!;
      this.follow(a);
      this.ranks[0][a] = -this.people;
      this.ranks[1][a] = -this.levels;
    }
  }

  private follow(job: number): void {
    const { list } = this;
    this.round++;
    this.people = this.levels = 0;
    list.length = 0;
    this.raise(job, this.levelOf(job, Parts.Full));
    for (let i = 0; i < list.length; i++) this.supply(list[i]!);
  }

  /** Asset a would have this level: its consumers are looked at. */
  private raise(a: number, level: number): void {
    if (this.assetAt[a] !== this.round) { this.assetAt[a] = this.round; this.to[a] = this.now(a); this.rises[a] = 0; }
    const gain = level - this.to[a]!;
    if (gain <= 0 || this.rises[a]! >= MOST_RISES) return;
    this.rises[a]!++;
    this.levels += gain;
    const { outNeed, outStart } = this.k.network;
    this.to[a] = level;
    for (let e = outStart[a]!; e < outStart[a + 1]!; e++) {
      const x = outNeed[e]!;
      if (this.needAt[x] !== this.round) { this.needAt[x] = this.round; this.more[x] = 0; this.seen[x] = this.k.seen[x]!; }
      this.more[x]! += this.k.outWeight[e]! * gain;
    }
    this.list.push(a);
  }

  /** What the consumers of asset a would see, and rise to. */
  private supply(a: number): void {
    const { k } = this, { needAsset, outNeed, outStart } = k.network;
    for (let e = outStart[a]!; e < outStart[a + 1]!; e++) {
      const x = outNeed[e]!, seen = this.supplyOf(x);
      if (seen <= this.seen[x]! || (k.needBits[x]! & (NeedBit.Refill | NeedBit.Repair)) !== 0) continue;
      const consumer = needAsset[x]!;
      this.note(x, seen);
      this.raise(consumer, this.levelOf(consumer, k.capacity[consumer]!));
    }
  }

  private supplyOf(x: number): number {
    const { k } = this;
    if ((k.needBits[x]! & NeedBit.Best) !== 0) return this.bestOf(x);
    const surplus = k.margin[x]! + this.more[x]!;
    if (surplus >= 0) return Parts.Full;
    const supply = Math.floor((surplus + requiredParts(k.required[x]!)) / k.required[x]!);
    // What plans lend comes on top.
    return (k.needBits[x]! & NeedBit.Lent) === 0 ? supply : Math.min(Parts.Full, supply + k.lent[x]!);
  }

  private bestOf(x: number): number {
    const { supAsset, supStart } = this.k.network, levels: number[] = [];
    for (let i = supStart[x]!; i < supStart[x + 1]!; i++) levels.push(this.level(supAsset[i]!));
    return levels.sort((p, q) => q - p)[this.k.required[x]! - 1] ?? 0;
  }

  /** What the people of a service area gain when its need x sees so much: the worst of its needs of the service counts. */
  private note(x: number, seen: number): void {
    const { assetPeople, needAsset, needFunctionEnd, needSlot, needStart } = this.k.network, a = needAsset[x]!, slot = needSlot[x]!, before = this.seen[x]!;
    this.seen[x] = seen;
    if (slot < 0) return;
    let others = Parts.Full;
    for (let y = needStart[a]!; y < needFunctionEnd[a]!; y++) if (y !== x && needSlot[y] === slot) others = Math.min(others, this.seenOf(y));
    this.people += assetPeople[a]! * (Math.min(seen, others) - Math.min(before, others));
  }

  /** Level of asset a with a capacity, its needs as they would be, its restart done. */
  private levelOf(a: number, capacity: number): number {
    const { k } = this, { needFunctionEnd, needImpact, needStart } = k.network;
    if (k.trips[a] !== 0) return 0;
    let f: number = Parts.Full;
    for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) {
      const seen = this.seenOf(x);
      f = Math.min(f, (k.needBits[x]! & NeedBit.Partial) === 0 ? seen : Parts.Full - Math.ceil((needImpact[x]! * (Parts.Full - seen)) / 1_000_000));
    }
    return f < k.cutOff[a]! || f <= 0 ? 0 : Math.min(f, capacity, k.share[a]!);
  }

  /** Level that asset a has, or will have once its restart under way is done. */
  private now(a: number): number { return (this.k.flags[a]! & Flag.Restarting) === 0 ? this.k.level[a]! : this.k.rules.levelOf(a); }

  private level(a: number): number { return this.assetAt[a] === this.round ? this.to[a]! : this.k.level[a]!; }

  private seenOf(x: number): number { return this.needAt[x] === this.round ? this.seen[x]! : this.k.seen[x]!; }
}
