/**
 * Sums over assets that outcomes integrate over time. Each sum is kept as a whole number (people x parts, demand x parts, parts), so
 * it does not depend on the order of changes; its time integral is booked when it changes, in order of time. Sums that follow the hour
 * of the week are kept by profile and weighted hour by hour when they are booked.
 *
 * Groups: for each service the people without it, the people affected (in areas below the threshold), and the demand unserved.
 */
import { doubleCells } from '../numerics/cells.js';
import { CURVE_PARTS } from './contracts.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** Kinds of sums of a service. */
export const enum Group { People, Affected, Demand, Kinds }

const NOMINAL = 0, VALUE = 1, FROM = 0, TO = 1;

export class Meters {
  readonly services: number;
  readonly sectors: number;
  private readonly profiles: number;
  private readonly tickOfHour: number;
  private readonly startHour: number;
  private readonly factors: Float64Array;
  // groups: index service * Group.Kinds + kind; rates: group * profiles + profile
  private readonly rate: Float64Array;
  private readonly last: Float64Array;
  private readonly varying: Uint8Array;
  readonly integral: Float64Array;
  readonly peak: Float64Array;
  readonly peakTick: Float64Array;
  /** Nominal total of each group (rate when all is lost), at factor 1. */
  readonly total: Float64Array;
  /** End of the last time below 90 % and below 100 % (tick), by group; Group.People only. */
  readonly back90: Float64Array;
  readonly back100: Float64Array;
  private readonly below90: Uint8Array;
  private readonly below100: Uint8Array;
  private readonly changed: Int32Array;
  private readonly isChanged: Uint8Array;
  private changedCount = 0;
  /** The sum just measured, at profile factors 1 and at those of its hour. In an array, as `span` and `delta`: a double that a call takes or returns becomes an object. */
  private readonly now = doubleCells();
  /** The stretch of ticks being booked. */
  private readonly span = doubleCells();
  /** What `add` adds, set before. */
  readonly delta = doubleCells();
  // sectors
  private readonly sectorRate: Float64Array;
  private readonly sectorLast: Float64Array;
  readonly sectorIntegral: Float64Array;
  /** Adds to the parts that a sector lacks. */
  readonly sector: (sector: number, delta: number) => void;
  // curves: [service][grid]
  readonly curves: Uint16Array;
  /** People x parts without, at the times of the scenario's probes. */
  readonly probes: Float64Array;
  private readonly gridTicks: Float64Array;
  private readonly gridStep: number;
  /** What begins at 0 in each replication. */
  private readonly perReplication: { fill(value: number): unknown }[];
  private base: { rate: Float64Array; sectorRate: Float64Array } | undefined;

  constructor(private readonly k: Kernel) {
    const { network, names, scenario } = k;
    this.services = names.services.length;
    this.sectors = names.sectors.length;
    this.profiles = Math.max(1, network.sizes.profiles);
    this.tickOfHour = scenario.ticksPerHour;
    this.startHour = scenario.startHourOfWeek;
    this.factors = network.profileFactor;
    const groups = this.services * Group.Kinds, probes = scenario.probes?.length ?? 0;
    // What begins at 0 in each replication lies together: to fill one array takes no longer than a short one.
    const doubles = new Float64Array(6 * groups + 2 * this.sectors + probes), marks = new Uint8Array(3 * groups);
    let doublesUsed = 0, marksUsed = 0;
    const f64 = (n: number) => doubles.subarray(doublesUsed, doublesUsed += n), u8 = () => marks.subarray(marksUsed, marksUsed += groups);
    this.rate = new Float64Array(groups * this.profiles);
    this.last = f64(groups);
    this.varying = new Uint8Array(groups);
    this.integral = f64(groups);
    this.peak = f64(groups);
    this.peakTick = f64(groups);
    this.total = new Float64Array(groups);
    this.back90 = f64(groups);
    this.back100 = f64(groups);
    this.below90 = u8();
    this.below100 = u8();
    this.changed = new Int32Array(groups);
    this.isChanged = u8();
    this.sectorRate = doubleCells(this.sectors);
    this.sectorLast = f64(this.sectors);
    this.sectorIntegral = f64(this.sectors);
    this.sector = bindSector(k, this.sectorRate, this.sectorLast, this.sectorIntegral);
    // What falls on the horizon does not happen: the last point shows the tick before it.
    this.gridTicks = scenario.gridHours.map((h) => Math.min(Math.round(h * scenario.ticksPerHour), scenario.horizonTicks - 1));
    const points = this.gridTicks.length;
    this.gridStep = points > 1 ? (this.gridTicks[points - 1]! - this.gridTicks[0]!) / (points - 1) : Infinity;
    this.probes = f64(probes);
    this.curves = new Uint16Array(this.services * points);
    this.perReplication = [doubles, marks, this.curves];
    this.totals();
  }

  private totals(): void {
    const { total } = this, { network } = this.k;
    for (let slot = 0; slot < network.sizes.slots; slot++) {
      const a = network.slotAsset[slot]!, g = network.slotService[slot]! * Group.Kinds;
      total[g + Group.People]! += network.assetPeople[a]! * Parts.Full;
      total[g + Group.Affected]! += network.assetPeople[a]!;
      if (network.assetPeopleProfile[a] !== 0) this.varying[g + Group.People] = this.varying[g + Group.Affected] = 1;
    }
    for (let x = 0; x < network.sizes.needs; x++) {
      const g = network.needService[x]! * Group.Kinds + Group.Demand;
      total[g]! += network.needDemand[x]! * Parts.Full;
      if (network.needDemandProfile[x] !== 0 && network.needDemand[x]! > 0) this.varying[g] = 1;
    }
  }

  /** False where no sum of a service ever changes: nobody lives in any place, nothing has a demand, and nobody goes anywhere. */
  get metered(): boolean { return this.k.scenario.crowd !== undefined || this.total.some((total) => total > 0); }

  /** Adds `delta` to the sum of a group under a profile, from now on. */
  add(group: number, profile: number): void {
    if (this.last[group] !== this.k.now) this.book(group);
    this.rate[group * this.profiles + profile]! += this.delta[0]!;
    if (this.isChanged[group] === 0) {
      this.isChanged[group] = 1;
      this.changed[this.changedCount++] = group;
    }
  }

  /** After the falls of an instant: peaks, and whether services are below 90 and 100 %. */
  afterFalls(): void {
    for (let i = 0; i < this.changedCount; i++) {
      const g = this.changed[i]!;
      this.measure(g, this.hourNow());
      this.span[FROM] = this.k.now;
      this.observe(g);
      if (this.now[NOMINAL]! > 0.1 * this.total[g]!) this.below90[g] = 1;
      if (this.now[NOMINAL]! > 0) this.below100[g] = 1;
    }
  }

  /** When the instant has settled: which times below 90 and 100 % ended. */
  settled(): void {
    const t = this.k.now;
    for (let i = 0; i < this.changedCount; i++) {
      const g = this.changed[i]!;
      this.measure(g, 0);
      const nominal = this.now[NOMINAL]!;
      this.isChanged[g] = 0;
      if (this.below90[g] === 1 && nominal <= 0.1 * this.total[g]!) { this.below90[g] = 0; this.back90[g] = t; }
      if (this.below100[g] === 1 && nominal === 0) { this.below100[g] = 0; this.back100[g] = t; }
    }
    this.changedCount = 0;
  }

  /** Integrals are booked up to now. */
  bookAll(): void {
    for (let g = 0; g < this.last.length; g++) this.book(g);
    for (let s = 0; s < this.sectors; s++) this.sector(s, 0);
  }

  /** Now is the horizon: all integrals are booked; what is still below is marked by Infinity. */
  finish(): void {
    for (let g = 0; g < this.last.length; g++) {
      this.book(g);
      if (this.below90[g] === 1) this.back90[g] = Infinity;
      if (this.below100[g] === 1) this.back100[g] = Infinity;
    }
    for (let s = 0; s < this.sectors; s++) this.sector(s, 0);
  }

  /** The present sums become those of the start. */
  setBaseline(): void {
    this.base = { rate: this.rate.slice(), sectorRate: this.sectorRate.slice() };
  }

  reset(): void {
    if (this.base === undefined) return;
    this.rate.set(this.base.rate);
    this.sectorRate.set(this.base.sectorRate);
    for (let i = 0; i < this.perReplication.length; i++) this.perReplication[i]!.fill(0);
    this.changedCount = 0;
    for (let g = 0; g < this.last.length; g++) {
      this.measure(g, 0);
      if (this.now[NOMINAL]! > 0) { this.isChanged[g] = 1; this.changed[this.changedCount++] = g; }
    }
  }

  /** Puts the present sum of a group into `now`: at profile factors 1, and at those of an hour of the week. */
  private measure(group: number, hour: number): void {
    const { rate, factors, profiles, now } = this, first = group * profiles;
    let nominal = rate[first]!, value = nominal;
    if (this.varying[group] === 1) {
      value = 0;
      nominal = 0;
      for (let p = 0; p < profiles; p++) {
        const r = rate[first + p]!;
        nominal += r;
        if (r !== 0) value += r * factors[p * 168 + hour]!;
      }
    }
    now[NOMINAL] = nominal;
    now[VALUE] = value;
  }

  /** People x parts without a service, at nominal numbers (whatever the hour). */
  without(service: number): number {
    this.measure(service * Group.Kinds + Group.People, 0);
    return this.now[NOMINAL]!;
  }

  /** Hour of the week now. Hours are small integers: the remainder of a double is a slow call. */
  private hourNow(): number { return ((this.startHour + this.k.now / this.tickOfHour) | 0) % 168; }

  /** Notes a peak at the beginning of `span`. */
  private observe(group: number): void {
    if (this.now[VALUE]! > this.peak[group]!) { this.peak[group] = this.now[VALUE]!; this.peakTick[group] = this.span[FROM]!; }
  }

  /** Books the present sum from the last booking to now, hour by hour where people or demand follow the clock. */
  private book(group: number): void {
    const from = this.last[group]!, t = this.k.now, { span } = this;
    this.last[group] = t;
    if (t <= from) return;
    this.measure(group, 0);
    if (this.now[NOMINAL] === 0) return;
    if (this.varying[group] === 0) {
      this.integral[group]! += this.now[VALUE]! * (t - from);
      span[FROM] = from;
      span[TO] = t;
      this.sample(group);
      return;
    }
    for (let at = from; at < t; ) {
      const clock = Math.floor(this.startHour + at / this.tickOfHour);
      const next = Math.min(t, Math.max(at + 1, Math.ceil((clock + 1 - this.startHour) * this.tickOfHour)));
      this.measure(group, (clock | 0) % 168);
      span[FROM] = at;
      span[TO] = next;
      this.observe(group);
      this.integral[group]! += this.now[VALUE]! * (next - at);
      this.sample(group);
      at = next;
    }
  }

  /** Notes the sum of a group where a probe lies in `span`. */
  private probe(group: number): void {
    this.k.scenario.probes!.forEach(({ service, tick }, i) => {
      if (service * Group.Kinds + Group.People === group && tick >= this.span[FROM]! && tick < this.span[TO]!) this.probes[i] = this.now[VALUE]!;
    });
  }

  /** Writes the curve points in `span`, its end left out. */
  private sample(group: number): void {
    if (group % Group.Kinds !== Group.People) return;
    if (this.probes.length > 0) this.probe(group);
    const from = this.span[FROM]!, to = this.span[TO]!, grid = this.gridTicks, n = grid.length, offset = ((group - Group.People) / Group.Kinds) * n;
    const share = Math.min(65_535, Math.round((this.now[VALUE]! / this.total[group]!) * CURVE_PARTS)) | 0;
    // Points are rounded to ticks, so the first may lie one before where the step says.
    for (let i = Math.max(0, (from - grid[0]!) / this.gridStep) | 0; i < n && grid[i]! < to; i++) if (grid[i]! >= from) this.curves[offset + i] = share;
  }
}

/** Bound to one state, as the rules of the engine: every change of a level asks it. A second change at a tick adds 0, which costs less than to ask whether it is one. */
function bindSector(k: Kernel, rate: Float64Array, last: Float64Array, integral: Float64Array): Meters['sector'] {
  return (sector, delta) => {
    const before = rate[sector]!;
    integral[sector]! += before * (k.now - last[sector]!);
    last[sector] = k.now;
    rate[sector] = before + delta;
  };
}
