/**
 * What a hazard strains while it lasts without touching an asset's capacity: demand and crews.
 *
 * Demand: what the needs of a service require is multiplied. Suppliers with capacity to spare (weights above what is required) carry a rise;
 * beyond that consumers see a smaller share. Buffers drain faster in proportion, and what is unserved counts by the demand as it is. Factors in
 * force at once multiply. Needs of the `best` form (quality, votes) have no quantity and stay as they are. Where flow models carry the need, or can
 * take demand and supply it (demand-port.ts), what it requires stays: the model delivers the share that there is of the demand as it is.
 * Crews: a share of a pool takes no new job; a job begun is not left.
 */
import type { CompiledEffect } from './compiled-scenario.js';
import { NeedBit, Was } from './flags.js';
import type { CompiledScenario } from './compiled-scenario.js';
import type { Kernel } from './kernel.js';
import { Group } from './meters.js';
import type { Layer } from './physics.js';
import { Parts, requiredParts } from './units.js';

/** True where some hazard changes demand or crews. */
export const strains = ({ hazards }: CompiledScenario): boolean => hazards.some(({ effects }) => effects.some((e) => e.effect === 'demand' || e.effect === 'crews'));

export class Strains {
  /** By need: factor of what it requires, and of the occurrences that stand for it the last, or -1. */
  readonly factor: Float64Array;
  private readonly bearer: Int32Array;
  // Strains in force, or over (occurrence -1): a need and its factor, or -1 - pool and how many of its crews.
  private readonly occurrence: number[] = [];
  private readonly subject: number[] = [];
  private readonly amount: number[] = [];
  /** Of crews: the share left of all that the pool has, parts. */
  private readonly left: number[] = [];
  private used = 0;
  /** 1: what the need requires stays. */
  private ported: Uint8Array | undefined;
  /** By need: layers whose components' demand hangs on it. */
  private readonly layersOf = new Map<number, Layer[]>();

  constructor(private readonly k: Kernel) {
    const { needs } = k.network.sizes;
    this.factor = new Float64Array(needs).fill(1);
    this.bearer = new Int32Array(needs).fill(-1);
  }

  /** Flow models take part. @param ported needs whose requirement stays */
  connect(ported: Uint8Array, layers: readonly Layer[]): void {
    this.ported = ported;
    for (const layer of layers) for (const x of layer.port?.need ?? []) this.layersOf.set(x, [...(this.layersOf.get(x) ?? []), layer].filter((l, i, all) => all.indexOf(l) === i));
  }

  /** Demand as it is nominally. Before needs are put back. */
  reset(): void {
    for (let i = 0; i < this.used; i++) {
      const x = this.subject[i]!;
      if (x < 0) continue;
      this.bearer[x] = -1;
      this.require(x, 1);
    }
    this.used = 0;
  }

  /** Occurrence o multiplies what the needs of asset a for a service require. */
  raiseDemand(o: number, a: number, { service, by }: CompiledEffect): void {
    const { needStart, needFunctionEnd, needService, needBest } = this.k.network;
    let any = false;
    for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) {
      if (needService[x] !== service || needBest[x] === 1) continue;
      any = true;
      this.add(o, x, by!);
      this.bearer[x] = o;
      this.k.recorder?.demand(a, x, by!, o);
      this.change(x);
    }
    if (!any) return;
    this.k.touch(a);
    this.k.record[a]! |= Was.Strained;
  }

  /** Occurrence o keeps crews of pools from new jobs. */
  withholdCrews(o: number, { pools, to }: CompiledEffect): void {
    for (const p of pools!) {
      const away = this.awayOf(p, to);
      this.add(o, -1 - p, away, to);
      this.k.crews.add(p, -away);
    }
  }

  /** A pool has another number of crews: what is withheld of it is the same share of that. */
  recount(p: number): void {
    for (let i = 0; i < this.used; i++) {
      if (this.subject[i] !== -1 - p || this.occurrence[i]! < 0) continue;
      const away = this.awayOf(p, this.left[i]!);
      this.k.crews.add(p, this.amount[i]! - away);
      this.amount[i] = away;
    }
  }

  private awayOf(p: number, left: number): number {
    const count = this.k.crews.count[p]!;
    return count - Math.floor((count * left) / Parts.Full);
  }

  /** Strains so far: the next has this number. */
  get count(): number { return this.used; }

  /** Occurrence o ends, and what it strained with it. */
  end(o: number): void { for (let i = 0; i < this.used; i++) if (this.occurrence[i] === o) this.endOne(i); }

  /** So many strains, from one on, end before their occurrence does. */
  relieve(first: number, count: number): void { for (let i = first; i < first + count; i++) if (this.occurrence[i]! >= 0) this.endOne(i); }

  private endOne(i: number): void {
    const subject = this.subject[i]!, ended = this.occurrence[i]!;
    this.occurrence[i] = -1;
    if (subject >= 0) {
      this.k.recorder?.relieved(this.k.network.needAsset[subject]!);
      // Of flow models the end itself is the cause; of what is short from now on, who still strains the need.
      this.change(subject);
      if (this.bearer[subject] === ended) this.bearer[subject] = this.lastOf(subject);
      return;
    }
    this.k.crews.add(-1 - subject, this.amount[i]!);
    this.k.crewsChanged = true;
  }

  /** Of the occurrences that strain need x, the last; -1: none. */
  private lastOf(x: number): number {
    for (let i = this.used - 1; i >= 0; i--) if (this.subject[i] === x && this.occurrence[i]! >= 0) return this.occurrence[i]!;
    return -1;
  }

  /** Occurrence to which the demand of need x is due, of several the last; -1: it is as usual. */
  bearerOf(x: number): number { return this.factor[x] === 1 ? -1 : this.bearer[x]!; }

  /** What a buffer gives for a gap (parts of the need as it is), in parts of the nominal need. */
  drain(x: number, gap: number): number { return this.factor[x] === 1 ? gap : Math.round(gap * this.factor[x]!); }

  private add(o: number, subject: number, amount: number, left: number = Parts.Full): void {
    const i = this.used++;
    this.occurrence[i] = o;
    this.subject[i] = subject;
    this.amount[i] = amount;
    this.left[i] = left;
  }

  /** Need x takes the product of the factors in force. */
  private change(x: number): void {
    const { k } = this, before = this.factor[x]!, demand = k.demand[x]!;
    let factor = 1;
    for (let i = 0; i < this.used; i++) if (this.subject[i] === x && this.occurrence[i]! >= 0) factor *= this.amount[i]!;
    if (factor === before) return;
    if ((k.needBits[x]! & NeedBit.Touched) === 0) k.rules.touchNeed(x);
    this.require(x, factor);
    for (const layer of this.layersOf.get(x) ?? []) this.tell(layer, x);
    if (demand > 0) {
      k.meters.delta[0] = (k.demand[x]! - demand) * (Parts.Full - k.felt[x]!);
      k.meters.add(k.network.needService[x]! * Group.Kinds + Group.Demand, k.network.needDemandProfile[x]!);
    }
    k.markRate(x);
    if (factor > before) k.rules.needFell(x);
    else k.rules.needRose(x);
  }

  private tell(layer: Layer, x: number): void {
    layer.port!.changed = layer.changed = this.k.layersChanged = true;
    layer.port!.bearer = this.bearer[x]!;
    layer.lastChanged = -1;
  }

  private require(x: number, factor: number): void {
    const { k } = this;
    this.factor[x] = factor;
    k.demand[x] = Math.round(k.network.needDemand[x]! * factor);
    if (this.ported?.[x] === 1) return;
    // In parts of a unit of weight: most needs require one whole unit, which a factor makes a fraction.
    const full = Math.max(1, requiredParts(k.network.needRequired[x]! * factor));
    k.margin[x]! += requiredParts(k.required[x]!) - full;
    k.required[x] = full / Parts.Full;
  }
}
