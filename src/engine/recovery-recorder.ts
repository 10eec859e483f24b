/** The part of the event stream that crews, stocks and tankers write: what they begin, and why they cannot. */
import { Role } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { Step, type EventKind, type WaitReason } from './contracts.js';
import type { Kernel } from './kernel.js';
import type { Draft } from './drafts.js';
import { Parts } from './units.js';

/** Where events are written, and what they may have for a cause. */
export interface EventLog {
  /** Latest hit of each asset, and latest fall that others may be caused by. */
  readonly hits: readonly (Draft | undefined)[];
  readonly fallsOf: readonly (Draft | undefined)[];
  /** Fall of the supplier that is short of a need and fell last. */
  lastFall(x: number): Draft | undefined;
  /** Falls of this instant become causes. */
  applyFalls(): void;
  asset(kind: EventKind, step: Step, a: number, cause: Draft | undefined, causes?: Draft[]): Draft;
  add(kind: EventKind, step: Step, key: number, cause: Draft | undefined): Draft;
}

export class RecoveryRecorder {
  /** Why the job on each asset was last said to wait: looked at for every waiting job whenever crews are sent out. */
  private readonly waits: (WaitReason | undefined)[];
  private readonly tankerWaitsFor = new Map<number, WaitReason>();
  /** Orders by number of their delivery; tankers on their way by need. */
  private readonly ordersOf: (Draft | undefined)[] = [];
  private readonly trips: (Draft | undefined)[] = [];

  constructor(private readonly k: Kernel, private readonly names: NetworkNames, private readonly log: EventLog) {
    this.waits = new Array<undefined>(k.assets).fill(undefined);
  }

  /** Work on asset a begins. @param pool whose crew left for it; -1: crews are unlimited */
  begins(kind: 'inspection-start' | 'repair-start', a: number, pool: number): Draft {
    const d = this.log.asset(kind, Step.Repair, a, this.log.hits[a]);
    this.waits[a] = undefined;
    if (pool >= 0) d.event.source = this.k.scenario.pools[pool]!.id;
    return d;
  }

  inspectionEnd(a: number): void { this.log.asset('inspection-end', Step.Repair, a, this.log.hits[a]); }

  /** Why the job on asset a waits, told when it is new. */
  repairWait(a: number, reason: WaitReason): void {
    if (this.waits[a] === reason) return;
    this.waits[a] = reason;
    const hit = this.log.hits[a], short = reason === 'supply' ? this.shortForRepair(a) : undefined;
    const d = this.log.asset('repair-wait', Step.Repair, a, short ?? hit, short === undefined || hit === undefined ? undefined : [hit, short]);
    d.event.reason = reason;
    if (reason === 'parts') d.event.source = this.k.scenario.resources!.stocks[this.k.resources!.stocks.lacking(a)]?.id;
  }

  /** Fall of a supplier that the work on asset a needs. */
  private shortForRepair(a: number): Draft | undefined {
    const { needFunctionEnd, needRole, needStart } = this.k.network;
    for (let x = needFunctionEnd[a]!; x < needStart[a + 1]!; x++) {
      const fall = needRole[x] === Role.Repair && this.k.seen[x]! < Parts.Full ? this.log.lastFall(x) : undefined;
      if (fall !== undefined) return fall;
    }
    return undefined;
  }

  /** The crews of a pool arrive, or would have. */
  crews(p: number, come: boolean): void {
    const d = this.log.add(come ? 'crews-arrive' : 'crews-absent', Step.Repair, p, undefined), pool = this.k.scenario.pools[p]!;
    d.event.source = pool.id;
    d.event.amount = this.k.crews.count[p]!;
  }

  /** @param job asset whose job wants them, or -1; @param delivery number of the delivery to come */
  order(s: number, units: number, job: number, delivery: number): void {
    this.ordersOf[delivery] = this.log.add('parts-order', Step.Repair, s, this.log.hits[job]);
    this.units(this.ordersOf[delivery], s, units);
  }

  delivery(s: number, units: number, delivery: number): void { this.units(this.log.add('parts-delivery', Step.Repair, s, this.ordersOf[delivery]), s, units); }

  private units(d: Draft, s: number, units: number): void {
    d.event.source = this.k.scenario.resources!.stocks[s]!.id;
    d.event.amount = units;
  }

  /** A tanker of fleet f leaves for the buffer of need x. */
  tankerLeaves(f: number, x: number): void {
    this.tankerWaitsFor.delete(x);
    this.trips[x] = this.tanker('tanker-leaves', f, x, this.log.lastFall(x));
  }

  tankerUnloads(f: number, x: number): void { this.tanker('tanker-unloads', f, x, this.trips[x]); }

  /** Why no tanker of fleet f leaves for the buffer of need x, told when it is new. @param depot the depot, if that is why */
  tankerWaits(f: number, x: number, reason: WaitReason, depot: number): void {
    if (this.tankerWaitsFor.get(x) === reason) return;
    this.tankerWaitsFor.set(x, reason);
    this.tanker('tanker-waits', f, x, depot < 0 ? this.log.lastFall(x) : this.log.fallsOf[depot]).event.reason = reason;
  }

  private tanker(kind: EventKind, f: number, x: number, cause: Draft | undefined): Draft {
    this.log.applyFalls();
    const d = this.log.asset(kind, Step.Repair, this.k.network.needAsset[x]!, cause);
    d.event.need = this.names.needs[x]!;
    d.event.source = this.k.scenario.resources!.tankers[f]!.id;
    return d;
  }
}
