/** The part of the event stream that crews, stocks and tankers write: what they begin, and why they cannot. */
import { Role } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { Step, type CascadeEvent, type WaitReason } from './contracts.js';
import type { Kernel } from './kernel.js';
import { KIND, NO_DRAFT, type Draft } from './drafts.js';
import { Parts } from './units.js';

/** Where events are written, and what they may have for a cause. */
export interface EventLog {
  /** Latest hit of each asset, and latest fall that others may be caused by. */
  readonly hits: Int32Array;
  readonly fallsOf: Int32Array;
  /** Fall of the supplier that is short of a need and fell last. */
  lastFall(x: number): Draft;
  /** Falls of this instant become causes. */
  applyFalls(): void;
  /** @param kind its number, as in {@link KIND} */
  asset(kind: number, step: Step, a: number, cause: Draft, causes?: Draft[]): CascadeEvent;
  add(kind: number, step: Step, key: number, cause: Draft): CascadeEvent;
}

export class RecoveryEvents {
  /** Why the job on each asset was last said to wait: looked at for every waiting job whenever crews are sent out. */
  private readonly waits: (WaitReason | undefined)[];
  private readonly tankerWaitsFor = new Map<number, WaitReason>();
  /** Orders by number of their delivery; tankers on their way by need. */
  private readonly ordersOf: Draft[] = [];
  private readonly trips = new Map<number, Draft>();

  constructor(private readonly k: Kernel, private readonly names: NetworkNames, private readonly log: EventLog) {
    this.waits = new Array<undefined>(k.assets).fill(undefined);
  }

  reset(): void {
    this.waits.fill(undefined);
    this.tankerWaitsFor.clear();
    this.ordersOf.length = 0;
    this.trips.clear();
  }

  /** @param pool whose crew left for the work on asset a; -1: crews are unlimited */
  repairStart(a: number, pool: number): Draft { return this.begins(KIND['repair-start'], a, pool); }

  private begins(kind: number, a: number, pool: number): Draft {
    const event = this.log.asset(kind, Step.Repair, a, this.log.hits[a]!);
    this.waits[a] = undefined;
    if (pool >= 0) event.source = this.k.scenario.pools[pool]!.id;
    return event.id;
  }

  inspectionStart(a: number, pool: number): void { this.begins(KIND['inspection-start'], a, pool); }

  inspectionEnd(a: number): void { this.log.asset(KIND['inspection-end'], Step.Repair, a, this.log.hits[a]!); }

  /** Why the job on asset a waits, told when it is new. */
  repairWait(a: number, reason: WaitReason): void {
    if (this.waits[a] === reason) return;
    this.waits[a] = reason;
    const hit = this.log.hits[a]!, short = reason === 'supply' ? this.shortForRepair(a) : NO_DRAFT;
    const event = this.log.asset(KIND['repair-wait'], Step.Repair, a, short || hit, short === NO_DRAFT || hit === NO_DRAFT ? undefined : [hit, short]);
    event.reason = reason;
    if (reason === 'parts') event.source = this.k.scenario.resources!.stocks[this.k.resources!.stocks.lacking(a)]?.id;
  }

  /** Fall of a supplier that the work on asset a needs. */
  private shortForRepair(a: number): Draft {
    const { needFunctionEnd, needRole, needStart } = this.k.network;
    for (let x = needFunctionEnd[a]!; x < needStart[a + 1]!; x++) {
      const fall = needRole[x] === Role.Repair && this.k.seen[x]! < Parts.Full ? this.log.lastFall(x) : NO_DRAFT;
      if (fall !== NO_DRAFT) return fall;
    }
    return NO_DRAFT;
  }

  /** The crews of a pool arrive, or would have. */
  crews(p: number, come: boolean): void {
    const event = this.log.add(come ? KIND['crews-arrive'] : KIND['crews-absent'], Step.Repair, p, NO_DRAFT);
    event.source = this.k.scenario.pools[p]!.id;
    event.amount = this.k.crews.count[p]!;
  }

  /** @param job asset whose job wants them, or -1; @param delivery number of the delivery to come */
  order(s: number, units: number, job: number, delivery: number): void { this.ordersOf[delivery] = this.units(KIND['parts-order'], s, units, this.log.hits[job] ?? NO_DRAFT); }

  delivery(s: number, units: number, delivery: number): void { this.units(KIND['parts-delivery'], s, units, this.ordersOf[delivery] ?? NO_DRAFT); }

  private units(kind: number, s: number, units: number, cause: Draft): Draft {
    const event = this.log.add(kind, Step.Repair, s, cause);
    event.source = this.k.scenario.resources!.stocks[s]!.id;
    event.amount = units;
    return event.id;
  }

  /** A tanker of fleet f leaves for the buffer of need x. */
  tankerLeaves(f: number, x: number): void {
    this.tankerWaitsFor.delete(x);
    this.trips.set(x, this.tanker(KIND['tanker-leaves'], f, x, this.log.lastFall(x)).id);
  }

  tankerUnloads(f: number, x: number): void { this.tanker(KIND['tanker-unloads'], f, x, this.trips.get(x) ?? NO_DRAFT); }

  /** Why no tanker of fleet f leaves for the buffer of need x, told when it is new. @param depot the depot, if that is why */
  tankerWaits(f: number, x: number, reason: WaitReason, depot: number): void {
    if (this.tankerWaitsFor.get(x) === reason) return;
    this.tankerWaitsFor.set(x, reason);
    this.tanker(KIND['tanker-waits'], f, x, depot < 0 ? this.log.lastFall(x) : this.log.fallsOf[depot]!).reason = reason;
  }

  private tanker(kind: number, f: number, x: number, cause: Draft): CascadeEvent {
    this.log.applyFalls();
    const event = this.log.asset(kind, Step.Repair, this.k.network.needAsset[x]!, cause);
    event.need = this.names.needs[x]!;
    event.source = this.k.scenario.resources!.tankers[f]!.id;
    return event;
  }
}
