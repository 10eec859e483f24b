/**
 * Mobile and fixed access as coverage. A site works while it is up and reaches an exchange that is up, through links and offices that are up
 * (backhaul). A site brings service to the part `reach` of an area; what the working sites reach adds up to at most all of it. The traffic of
 * an area goes to its working sites in proportion to what they reach of it. A site that is offered more than its capacity serves capacity /
 * offered of it: the fluid limit of a loss system in overload (F. P. Kelly, Loss networks, Ann. Appl. Probab. 1 (1991) 319-378), to which
 * Erlang's formula tends for large sites; below capacity nothing is lost.
 *
 * After a disaster people call more: the traffic of an area is multiplied while the area or a site that reaches it is down or offers less
 * than all, and for some hours after. Batteries are no affair of this model: a site's need of electricity has a buffer.
 */
import type { SectorAnswer, SectorModel, SectorOutcome } from '../../engine/sector-model.js';
import { FULL } from '../../engine/units.js';

/** The layer in positions of `components`. Entries of areas: those of area a are site[start[a]] .. site[start[a + 1] - 1], by number of the site. */
export interface CoverageNet {
  components: Int32Array;
  /** Neighbours of each component on the backhaul: neighbour[linkStart[i]] .. */
  linkStart: Int32Array;
  neighbour: Int32Array;
  /** By component: 1 for exchanges; number of the site or -1; number of the area or -1; 1 where only a way to an exchange counts (offices, links). */
  isExchange: Uint8Array;
  siteOf: Int32Array;
  areaOf: Int32Array;
  /** By site: its component, and what it can serve, in the unit of traffic. */
  siteAt: Int32Array;
  capacity: Float64Array;
  /** By area: its component, its traffic on an ordinary day, and the sites that reach it, each with the part of the area it reaches (0..1]. */
  areaAt: Int32Array;
  traffic: Float64Array;
  start: Int32Array;
  site: Int32Array;
  reach: Float64Array;
  /** Factor on the traffic of an area in trouble, and for how many hours after. */
  surge: number;
  surgeHours: number;
}

/** Hours by which the end of a surge may be missed: an instant is a whole number of ticks. */
const SLACK_HOURS = 1e-9;

export class Coverage implements SectorModel {
  readonly components: Int32Array;
  readonly outcomes: readonly SectorOutcome[] = [
    { measure: 'unserved-traffic', unit: 'traffic x h', title: 'Traffic not carried, of what was offered' },
    { measure: 'peak-unserved', unit: 'share', title: 'Highest share of the offered traffic not carried at one time' },
  ];
  /** 1 for components that are up and reach an exchange. */
  private readonly linked: Uint8Array;
  private readonly queue: Int32Array;
  private readonly works: Uint8Array;
  private readonly load: Float64Array;
  private readonly served: Float64Array;
  /** By area, since `since`: in trouble or not; and the hour until which its traffic is up after the last trouble. */
  private readonly troubled: Uint8Array;
  private readonly until: Float64Array;
  /** By area: factor of its traffic that hazards make. */
  private readonly raised: Float64Array;
  private since = 0;
  private unservedRate = 0;
  private offeredRate = 0;
  private unserved = 0;
  private peak = 0;

  constructor(private readonly net: CoverageNet) {
    const n = net.components.length, areas = net.areaAt.length, sites = net.siteAt.length;
    this.components = net.components;
    this.linked = new Uint8Array(n);
    this.queue = new Int32Array(n);
    this.works = new Uint8Array(sites);
    this.load = new Float64Array(sites);
    this.served = new Float64Array(sites);
    this.troubled = new Uint8Array(areas);
    this.until = new Float64Array(areas);
    this.raised = new Float64Array(areas).fill(1);
  }

  reset(): void {
    this.troubled.fill(0);
    this.until.fill(0);
    this.raised.fill(1);
    this.since = this.unservedRate = this.offeredRate = this.unserved = this.peak = 0;
  }

  setDemand(factors: Float64Array): void { for (let a = 0; a < this.raised.length; a++) this.raised[a] = factors[this.net.areaAt[a]!]!; }

  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    const { net } = this;
    this.advance(hours);
    this.link(up);
    this.findTrouble(up, offered);
    for (let s = 0; s < this.works.length; s++) this.works[s] = this.linked[net.siteAt[s]!]!;
    this.carry(hours, offered);
    this.meter(hours);
    for (let i = 0; i < shares.length; i++) {
      if (net.areaOf[i]! >= 0) shares[i] = partsOf(this.areaShare(net.areaOf[i]!));
      else if (net.siteOf[i]! < 0) shares[i] = this.reachesExchange(i, up) ? FULL : 0;
      else if (up[i] === 1) shares[i] = this.linked[i] === 1 ? partsOf(this.served[net.siteOf[i]!]!) : 0;
    }
    this.tellThoseDown(hours, up, offered, shares);
    return this.nextEnd(hours);
  }

  readOutcomes(hours: number, values: Float64Array): void {
    this.advance(hours);
    values[0] = this.unserved;
    values[1] = this.peak;
  }

  /** Books the time since the last answer, and lets the trouble of that time be followed by its surge. */
  private advance(hours: number): void {
    const { net, troubled, until } = this;
    if (hours <= this.since) return;
    this.unserved += this.unservedRate * (hours - this.since);
    if (this.offeredRate > 0) this.peak = Math.max(this.peak, this.unservedRate / this.offeredRate);
    for (let a = 0; a < until.length; a++) if (troubled[a] === 1) until[a] = hours + net.surgeHours;
    this.since = hours;
  }

  /** Spreads from the exchanges over what is up. */
  private link(up: Uint8Array): void {
    const { linked, net, queue } = this;
    linked.fill(0);
    let count = 0;
    for (let i = 0; i < up.length; i++) if (net.isExchange[i] === 1 && up[i] === 1) { linked[i] = 1; queue[count++] = i; }
    for (let head = 0; head < count; head++) {
      for (let e = net.linkStart[queue[head]!]!; e < net.linkStart[queue[head]! + 1]!; e++) {
        const j = net.neighbour[e]!;
        if (up[j] === 1 && linked[j] === 0) { linked[j] = 1; queue[count++] = j; }
      }
    }
  }

  /** Component i reaches an exchange, or would if it came up. */
  private reachesExchange(i: number, up: Uint8Array): boolean {
    if (this.net.isExchange[i] === 1) return true;
    if (up[i] === 1) return this.linked[i] === 1;
    for (let e = this.net.linkStart[i]!; e < this.net.linkStart[i + 1]!; e++) if (this.linked[this.net.neighbour[e]!] === 1) return true;
    return false;
  }

  private findTrouble(up: Uint8Array, offered: Int32Array): void {
    const { net, troubled } = this;
    const inTrouble = (i: number): boolean => up[i] === 0 || offered[i]! < FULL;
    for (let a = 0; a < troubled.length; a++) {
      troubled[a] = inTrouble(net.areaAt[a]!) ? 1 : 0;
      for (let e = net.start[a]!; e < net.start[a + 1]!; e++) if (inTrouble(net.siteAt[net.site[e]!]!)) troubled[a] = 1;
    }
  }

  private trafficOf(a: number, hours: number): number {
    const { net } = this, up = this.troubled[a] === 1 || this.until[a]! - hours > SLACK_HOURS;
    return net.traffic[a]! * this.raised[a]! * (up ? net.surge : 1);
  }

  /** What the working sites reach of area a, overlaps counted each time. */
  private reachOf(a: number): number {
    const { net, works } = this;
    let reach = 0;
    for (let e = net.start[a]!; e < net.start[a + 1]!; e++) if (works[net.site[e]!] === 1) reach += net.reach[e]!;
    return reach;
  }

  /** Loads the sites that work; what each serves of its load. */
  private carry(hours: number, offered: Int32Array): void {
    const { load, net, served, works } = this;
    load.fill(0);
    for (let a = 0; a < net.areaAt.length; a++) {
      const reach = this.reachOf(a), traffic = this.trafficOf(a, hours);
      for (let e = net.start[a]!; e < net.start[a + 1]!; e++) {
        const s = net.site[e]!;
        if (works[s] === 1) load[s]! += (traffic * net.reach[e]!) / Math.max(1, reach);
      }
    }
    for (let s = 0; s < served.length; s++) {
      const capacity = net.capacity[s]! * (offered[net.siteAt[s]!]! / FULL);
      served[s] = load[s]! > capacity * (1 + EXACT) ? capacity / load[s]! : 1;
    }
  }

  /** Share of its traffic that area a gets through, 0..1. */
  private areaShare(a: number): number {
    const { net, served, works } = this, reach = this.reachOf(a);
    let share = 0;
    for (let e = net.start[a]!; e < net.start[a + 1]!; e++) {
      const s = net.site[e]!;
      if (works[s] === 1) share += (net.reach[e]! * served[s]!) / Math.max(1, reach);
    }
    return share;
  }

  private meter(hours: number): void {
    this.unservedRate = this.offeredRate = 0;
    for (let a = 0; a < this.net.areaAt.length; a++) {
      const traffic = this.trafficOf(a, hours);
      this.offeredRate += traffic;
      this.unservedRate += traffic * Math.max(0, 1 - this.areaShare(a));
    }
  }

  /** A site that is down is told what it would serve if it alone came up. */
  private tellThoseDown(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): void {
    const { net, works } = this;
    for (let s = 0; s < works.length; s++) {
      const i = net.siteAt[s]!;
      if (up[i] === 1) continue;
      shares[i] = 0;
      if (!this.reachesExchange(i, up)) continue;
      works[s] = 1;
      this.carry(hours, offered);
      shares[i] = partsOf(this.served[s]!);
      works[s] = 0;
    }
  }

  /** The next hour at which a surge ends by itself. */
  private nextEnd(hours: number): SectorAnswer {
    let next = Infinity;
    for (let a = 0; a < this.until.length; a++) if (this.troubled[a] === 0 && this.until[a]! - hours > SLACK_HOURS) next = Math.min(next, this.until[a]! - hours);
    return next < Infinity && this.net.surge > 1 ? { againInHours: next } : NOTHING_MORE;
  }
}

const NOTHING_MORE: SectorAnswer = Object.freeze({});

/** Sums of decimals are not exact: so much beyond capacity is no congestion. */
const EXACT = 1e-12;

/** To whole parts, to the nearest; sums of reaches such as 0.3 + 0.7 may stop short of 1 by less than that. */
const partsOf = (share: number): number => Math.min(FULL, Math.max(0, Math.round(share * FULL)));
