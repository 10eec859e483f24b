/**
 * Single points of failure: assets whose loss alone leaves a service area without any of a service. Each asset in turn is set to level 0 on the
 * network as it stands (whole, or in its initial damage), with every buffer empty (what its refill group brings in still counts, for a drawn size by
 * its typical value) and every delay over; levels fall to the greatest solution of
 * docs/semantics.md, "Assets and dependencies": k of n, weights, impacts and cut-offs count, sector physics and repairs do not.
 */
import { FULL } from '../engine/units.js';
import { type CompiledNetwork, Role } from './compiled-network.js';
import { typical } from './graph.js';
import type { NetworkNames } from './network-names.js';

/** What the loss of one asset takes from the service areas by one service. */
interface ServiceLoss { service: number; areas: number; people: number }

interface SinglePoints {
  /** Loss by asset index; only assets that take a whole service from an area. */
  readonly losses: Map<number, ServiceLoss[]>;
  /** Assets tried, those with most people downstream first; fewer than all when the work limit was reached. */
  readonly examined: number;
  /** Tried assets at most: those with people downstream. */
  readonly candidates: number;
}

/** Levels of all assets on dependencies alone, falling from a settled state; every fall can be undone. */
class Levels {
  readonly level: Int32Array;
  work = 0;
  private readonly before: Int32Array;
  private readonly touched: number[] = [];
  private readonly queue: number[] = [];
  private readonly queued: Uint8Array;

  constructor(private readonly network: CompiledNetwork, private readonly names: NetworkNames) {
    const { assets } = network.sizes;
    this.level = new Int32Array(assets).fill(FULL);
    this.before = new Int32Array(assets).fill(-1);
    this.queued = new Uint8Array(assets);
    for (let i = 0; i < assets; i++) this.enqueue(i);
    this.settle(Infinity);
    for (const i of this.touched) this.before[i] = -1;
    this.touched.length = 0;
  }

  /** What the consumer sees of a need once its buffer is empty: the supply, and what the refill group brings in. */
  seen(x: number): number {
    const { needPartner, needBuffer, needRefill, needCover } = this.network;
    const q = this.supply(x);
    if (needPartner[x]! < 0 || q === FULL) return q;
    const given = needBuffer[x]!;
    const size = given > 0 ? given : typical(this.names.distributions[-1 - given]!) * this.names.ticksPerHour;
    const group = this.supply(needPartner[x]!);
    const inflow = needRefill[x]! > 0 ? Math.floor((group * size) / needRefill[x]!) : group > 0 ? FULL : 0;
    return Math.min(FULL, q + Math.min(needCover[x]!, inflow));
  }

  /** Supply of a need in parts: the plain sum or the required-th best of its suppliers' levels. */
  private supply(x: number): number {
    const { supStart, supAsset, supWeight, needRequired, needBest } = this.network;
    const from = supStart[x]!;
    const to = supStart[x + 1]!;
    this.work += to - from;
    if (needBest[x]) {
      const levels = Array.from(supAsset.subarray(from, to), (s) => this.level[s]!).sort((a, b) => b - a);
      return levels[needRequired[x]! - 1] ?? 0;
    }
    let sum = 0;
    for (let e = from; e < to; e++) sum += supWeight[e]! * this.level[supAsset[e]!]!;
    return Math.min(FULL, Math.floor(sum / needRequired[x]!));
  }

  private levelOf(i: number): number {
    const { needStart, needFunctionEnd, needImpact, kindCutOff, kindCapacity, assetKind, assetInitialDamage } = this.network;
    let f = FULL;
    for (let x = needStart[i]!; x < needFunctionEnd[i]!; x++) f = Math.min(f, FULL - Math.ceil((needImpact[x]! * (FULL - this.seen(x))) / 1e6));
    const kind = assetKind[i]!;
    return f <= 0 || f < kindCutOff[kind]! ? 0 : Math.min(f, kindCapacity[5 * kind + assetInitialDamage[i]!]!);
  }

  private enqueue(i: number): void {
    if (this.queued[i]) return;
    this.queued[i] = 1;
    this.queue.push(i);
  }

  private lower(i: number, level: number): void {
    const { outStart, outNeed, needAsset, needRole } = this.network;
    if (this.before[i] === -1) { this.before[i] = this.level[i]!; this.touched.push(i); }
    this.level[i] = level;
    this.work += outStart[i + 1]! - outStart[i]!;
    for (let e = outStart[i]!; e < outStart[i + 1]!; e++) if (needRole[outNeed[e]!] !== Role.Repair) this.enqueue(needAsset[outNeed[e]!]!);
  }

  /** Falls until nothing falls, or more than `limit` work is done (false). The order does not matter: the greatest solution is one. */
  private settle(limit: number): boolean {
    for (let at = 0; at < this.queue.length; at++) {
      const i = this.queue[at]!;
      this.queued[i] = 0;
      if (this.work <= limit) {
        const level = this.levelOf(i);
        if (level < this.level[i]!) this.lower(i, level);
      }
    }
    this.queue.length = 0;
    return this.work <= limit;
  }

  /** Assets below their level of before when `asset` is lost, or undefined past the work limit. */
  lose(asset: number, limit: number): readonly number[] | undefined {
    this.lower(asset, 0);
    return this.settle(limit) ? this.touched : undefined;
  }

  restore(): void {
    for (const i of this.touched) { this.level[i] = this.before[i]!; this.before[i] = -1; }
    this.touched.length = 0;
  }
}

/** Areas and people that lost all of a service, by service; `bare`: slots without supply before. */
function lossesOf(network: CompiledNetwork, levels: Levels, fallen: readonly number[], bare: Uint8Array): ServiceLoss[] {
  const { outStart, outNeed, needSlot, needRole, needPartner, slotService, slotAsset, assetPeople } = network;
  const seen = new Set<number>();
  const found = new Map<number, ServiceLoss>();
  for (const i of fallen) {
    for (let e = outStart[i]!; e < outStart[i + 1]!; e++) {
      const need = needRole[outNeed[e]!] === Role.Refill ? needPartner[outNeed[e]!]! : outNeed[e]!;
      const slot = needSlot[need]!;
      if (slot < 0 || seen.has(slot) || bare[slot] || levels.seen(need) > 0) continue;
      seen.add(slot);
      const service = slotService[slot]!;
      const loss = found.get(service) ?? { service, areas: 0, people: 0 };
      loss.areas++;
      loss.people += assetPeople[slotAsset[slot]!]!;
      found.set(service, loss);
    }
  }
  return [...found.values()].sort((a, b) => a.service - b.service);
}

/**
 * Tries the loss of every asset that has people downstream and is no service area itself, those with most people first.
 * @param workLimit supplier entries read in all; 1e8 is some seconds
 */
export function singlePoints(network: CompiledNetwork, names: NetworkNames, workLimit = 1e8): SinglePoints {
  const { assetServed, assetIsArea, needSlot, sizes } = network;
  const candidates: number[] = [];
  for (let i = 0; i < sizes.assets; i++) if (assetServed[i]! > 0 && !assetIsArea[i]) candidates.push(i);
  candidates.sort((a, b) => assetServed[b]! - assetServed[a]! || a - b);
  const levels = new Levels(network, names);
  const bare = new Uint8Array(sizes.slots);
  for (let x = 0; x < sizes.needs; x++) if (needSlot[x]! >= 0 && levels.seen(x) === 0) bare[needSlot[x]!] = 1;
  levels.work = 0; // the limit is for the losses
  const losses = new Map<number, ServiceLoss[]>();
  let examined = 0;
  for (const asset of candidates) {
    if (levels.level[asset] === 0) { examined++; continue; }
    const fallen = levels.lose(asset, workLimit);
    const found = fallen ? lossesOf(network, levels, fallen, bare) : undefined;
    levels.restore();
    if (!found) break;
    examined++;
    if (found.length > 0) losses.set(asset, found);
  }
  return { losses, examined, candidates: candidates.length };
}

/**
 * Levels (0..1) of all that falls when one asset is lost for good, by index: of itself, 0, and of what depends on it.
 * Counted as for single points: buffers empty, delays over, no repair.
 */
export function lossOf(network: CompiledNetwork, names: NetworkNames, lost: number): Map<number, number> {
  const levels = new Levels(network, names), fallen = levels.level[lost] === 0 ? [] : levels.lose(lost, Infinity)!;
  return new Map(fallen.map((i) => [i, levels.level[i]! / FULL]));
}

/**
 * Level (0..1) that is left of one asset when others are lost, each alone and for good.
 * @param workLimit supplier entries read in all; those left when it is reached are not in the answer
 */
export function levelWithout(network: CompiledNetwork, names: NetworkNames, asset: number, lost: readonly number[], workLimit = 1e8): Map<number, number> {
  const levels = new Levels(network, names), left = new Map<number, number>();
  levels.work = 0;
  for (const i of lost) {
    const whole = levels.level[i] === 0 || levels.lose(i, workLimit) !== undefined;
    if (whole) left.set(i, levels.level[asset]! / FULL);
    levels.restore();
    if (!whole) break;
  }
  return left;
}
