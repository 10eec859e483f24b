/**
 * Tankers bring fuel from a depot into the buffers of needs. A free one goes to the buffer that is empty soonest, of those down to the fleet's share
 * that no other tanker is on its way to, over the roads as they are when it leaves: loading, the way, unloading, and the way back, which takes
 * as long. A trip begun is finished. Nothing leaves while the depot is down, its stock is out or there is no way; it is tried again when that changes.
 */
import type { CompiledResources, CompiledTankers } from './compiled-recovery.js';
import { Step, type WaitReason } from './contracts.js';
import { NeedBit } from './flags.js';
import type { Kernel } from './kernel.js';
import { travelTimes } from './physics.js';
import type { Stocks } from './stocks.js';
import { Parts, ticksUp } from './units.js';

export class Tankers {
  private readonly fleets: CompiledTankers[];
  private readonly free: Int32Array;
  /** By tanker: its fleet, the need it goes to (-1: on its way back, or home), and the queue key of what it does next. */
  private readonly fleetOf: Int32Array;
  private readonly goal: Int32Array;
  private readonly key: Float64Array;
  /** Tick at which it is home again. */
  private readonly home: Float64Array;
  /** Needs that a tanker is on its way to. */
  private readonly served: Uint8Array;
  /** By fleet: buffers filled. */
  readonly deliveries: Int32Array;
  /** Number of tankers. */
  get count(): number { return this.fleetOf.length; }
  /** Some buffer is low enough at the start already. */
  private readonly lowAtStart: boolean;
  /** Something keeps a free tanker from a buffer that wants it. */
  stranded = false;

  /** @param payload queue payload of tanker 0; of tanker t: payload - t; of a look at the buffers: payload - number of tankers */
  constructor(private readonly k: Kernel, { tankers }: CompiledResources, private readonly stocks: Stocks, private readonly payload: number) {
    this.fleets = tankers;
    this.free = new Int32Array(tankers.length);
    this.fleetOf = Int32Array.from(tankers.flatMap(({ count }, f) => Array.from({ length: count }, () => f)));
    const n = this.fleetOf.length;
    this.goal = new Int32Array(n);
    this.key = new Float64Array(n);
    this.home = new Float64Array(n);
    this.served = new Uint8Array(k.network.sizes.needs);
    this.deliveries = new Int32Array(tankers.length);
    for (const { needs } of tankers) for (const x of needs) k.needBits[x]! |= NeedBit.Watched;
    this.lowAtStart = tankers.some(({ belowParts, needs }) => Array.from(needs).some((x) => k.network.needInitial[x]! <= belowParts));
  }

  reset(): void {
    this.fleets.forEach(({ count }, f) => { this.free[f] = count; });
    this.goal.fill(-1);
    this.key.fill(0);
    this.served.fill(0);
    this.deliveries.fill(0);
    this.stranded = false;
    if (this.lowAtStart) this.k.queue.push(Step.Repair, this.look);
  }

  /** Queue payload of a look at the buffers. */
  private get look(): number { return this.payload - this.fleetOf.length; }

  /** The entry of tanker t has come up: it unloads, or is home. */
  act(t: number): void {
    const { k } = this, key = k.now * 8 + Step.Repair, f = this.fleetOf[t]!, x = this.goal[t]!;
    if (this.key[t] !== key) return;
    if (x < 0) { this.key[t] = 0; this.free[f]!++; return; }
    this.unload(f, x);
    this.goal[t] = -1;
    this.later(t, this.home[t]!);
  }

  /** Free tankers leave; called when repairs and deliveries of the instant are known. */
  dispatch(): void {
    this.stranded = false;
    // How long buffers last is known by the rates of this instant.
    if (this.k.rateDirtyCount > 0) this.k.rules.settleRates();
    for (let f = 0; f < this.fleets.length; f++) {
      for (let t = 0; t < this.fleetOf.length && this.free[f]! > 0; t++) if (this.fleetOf[t] === f && this.key[t] === 0 && !this.send(f, t)) break;
    }
  }

  /** A buffer took a new rate: it will be down to a fleet's share at an instant. */
  watch(x: number): void {
    const { k } = this, rate = k.bufferRate[x]!;
    if (rate >= 0) return;
    for (const { belowParts, needs } of this.fleets) {
      if (!needs.includes(x)) continue;
      const above = k.bufferLevel[x]! - threshold(k, x, belowParts), key = (k.now + Math.ceil(above / -rate)) * 8 + Step.Repair;
      if (above > 0 && key < k.horizonKey) k.queue.push(key, this.look);
    }
  }

  /** Sends tanker t to the neediest buffer it can reach; @returns false when there is none */
  private send(f: number, t: number): boolean {
    const fleet = this.fleets[f]!, x = this.neediest(fleet);
    if (x < 0) return false;
    const { k } = this, hours = travelTimes(k)?.hours(fleet.base, k.network.needAsset[x]!) ?? 0, way = ticksUp(hours, k.scenario.ticksPerHour);
    if (fleet.stock >= 0) this.stocks.takeUnit(fleet.stock);
    this.free[f]!--;
    this.served[x] = 1;
    this.goal[t] = x;
    const there = k.now + fleet.loadingTicks + way + fleet.unloadingTicks;
    this.home[t] = there + way;
    this.later(t, there);
    k.recorder?.recovery.tankerLeaves(f, x);
    return true;
  }

  /** The buffer that lasts least, ties by key; -1: none wants a tanker that can be sent. */
  private neediest(fleet: CompiledTankers): number {
    const { k } = this, { needAsset } = k.network;
    let best = -1;
    for (const x of fleet.needs) {
      k.rules.advanceBuffer(x);
      if (this.served[x] === 1 || k.bufferLevel[x]! > threshold(k, x, fleet.belowParts)) continue;
      const reason = this.obstacle(fleet, needAsset[x]!);
      if (reason !== undefined) { this.stranded = true; k.recorder?.recovery.tankerWaits(this.fleets.indexOf(fleet), x, reason, reason === 'depot' ? fleet.base : -1); }
      else if (best < 0 || this.lastsLess(x, best)) best = x;
    }
    return best;
  }

  /** Is the buffer of need x empty before that of y, at the rates of now? Of two that do not drain, the one that holds fewer hours of its full need. */
  private lastsLess(x: number, y: number): boolean {
    const { bufferLevel, bufferRate } = this.k, left = (z: number): number => (bufferRate[z]! < 0 ? bufferLevel[z]! / -bufferRate[z]! : Infinity), hoursX = left(x), hoursY = left(y);
    return hoursX < hoursY || (hoursX === hoursY && hoursX === Infinity && bufferLevel[x]! < bufferLevel[y]!);
  }

  private obstacle({ base, stock }: CompiledTankers, consumer: number): WaitReason | undefined {
    const { k } = this;
    if (k.level[base] === 0) return 'depot';
    if (stock >= 0 && this.stocks.onHand[stock] === 0) return 'parts';
    return (travelTimes(k)?.hours(base, consumer) ?? 0) === Infinity ? 'road' : undefined;
  }

  /** A load goes into the buffer of need x, as far as there is room. */
  private unload(f: number, x: number): void {
    const { k } = this;
    this.served[x] = 0;
    this.deliveries[f]!++;
    k.rules.reviewNeed(x);
    k.rules.advanceBuffer(x);
    k.bufferLevel[x] = Math.min(k.bufferCap[x]!, k.bufferLevel[x]! + this.fleets[f]!.loadTicks * Parts.Full);
    k.markRate(x);
    k.recorder?.recovery.tankerUnloads(f, x);
    if (k.rules.reviewNeed(x) > 0) k.rules.needGained(x);
  }

  private later(t: number, tick: number): void {
    this.key[t] = Math.max(tick, this.k.now + 1) * 8 + Step.Repair;
    if (this.key[t]! < this.k.horizonKey) this.k.queue.pushFrom(this.key, t, this.payload - t);
  }
}

/** Level of the buffer of need x at which it wants a tanker. */
const threshold = (k: Kernel, x: number, belowParts: number): number => (k.bufferCap[x]! / Parts.Full) * belowParts;
