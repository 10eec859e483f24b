/**
 * A second engine, written from docs/semantics.md alone and as slow as its text: at every instant every rule is applied to every asset,
 * every fixed point is computed from scratch. Of plans only covers by time. No physics and no chance: a trigger is sure or void. For models of a few assets.
 */
import { able, felt, functionOf, greatestLevels, inflow, parts, rightSide, seen, supply, wholePart, FULL, type Given, type NumberedNeed } from './levels.js';
import { Measures } from './measures.js';
import { Repairs } from './repairs.js';
import type { Spec, SpecEffect } from './spec.js';
import { Triggers, type Occurrence } from './triggers.js';

export interface Change { tick: number; kind: 'fall' | 'rise'; asset: number; from: number; to: number; /** Falls only. */ wave: number }

interface Standing { asset: number; effect: SpecEffect; end: number }
interface Past { q: number; until: number }

export class Oracle implements Given {
  readonly up: boolean[];
  readonly capacity: number[];
  readonly tripped: boolean[];
  readonly remembered: number[];
  readonly factor: number[];
  readonly buffer: number[];
  readonly lent: number[];
  /** Buffers that were empty under a need that was short: they hold again from step 6 of this instant on. */
  private readonly gained: boolean[];
  readonly damage: number[];
  readonly needs: NumberedNeed[][] = [];
  readonly everyNeed: NumberedNeed[] = [];
  readonly changes: Change[] = [];
  readonly measures: Measures;
  readonly repairs: Repairs;
  readonly triggers: Triggers;
  levels: number[];
  now = 0;
  damages = 0;
  readonly hit = new Set<number>();
  readonly startLevels: number[];
  readonly restartEnd: (number | undefined)[];
  private standing: Standing[] = [];
  /** Supplies that ended, and the one that holds. */
  private readonly past: Past[][];
  private readonly held: number[];
  private readonly rate: number[];
  private readonly risen = new Set<number>();
  /** Tick of the last instant; its hazards have struck. */
  struckAt = -1;
  /** Tick of the last instant at which plans acted. */
  private plannedAt = -1;

  constructor(readonly spec: Spec, readonly ticksPerHour: number, served: ArrayLike<number>) {
    const n = spec.assets.length;
    this.spec.assets.forEach((asset, owner) => {
      this.needs.push(asset.needs.map((need) => {
        const hours = need.buffer?.hours ?? 0;
        const x = { need, owner, number: this.everyNeed.length, capacityOfBuffer: hours * ticksPerHour * FULL, refillTicks: (need.buffer?.refillHours ?? 0) * ticksPerHour, delayTicks: need.delay * ticksPerHour };
        this.everyNeed.push(x);
        return x;
      }));
    });
    const X = this.everyNeed.length;
    this.up = new Array<boolean>(n).fill(true);
    this.tripped = new Array<boolean>(n).fill(false);
    this.damage = spec.assets.map((asset) => asset.initialDamage);
    this.capacity = [];
    this.factor = new Array<number>(X).fill(1);
    this.triggers = new Triggers(this, spec, ticksPerHour);
    this.repairs = new Repairs(this, served);
    this.setCapacities();
    this.remembered = new Array<number>(X).fill(0);
    this.buffer = this.everyNeed.map((x) => (x.capacityOfBuffer / 100) * (x.need.buffer?.initial ?? 0));
    this.lent = new Array<number>(X).fill(0);
    this.gained = new Array<boolean>(X).fill(false);
    this.rate = new Array<number>(X).fill(0);
    this.restartEnd = new Array<number | undefined>(n).fill(undefined);
    this.levels = greatestLevels(spec.assets, this.needs, this);
    this.levels.forEach((_, a) => { this.up[a] = this.isAble(a); });
    this.startLevels = [...this.levels];
    this.held = this.everyNeed.map((x) => supply(x.need, this.levels));
    this.past = this.everyNeed.map(() => []);
    this.measures = new Measures(this);
    this.damage.forEach((state, a) => { if (state > 0) this.repairs.damaged(a); });
    this.repairs.work();
    this.fillAtOnce();
    this.takeRates();
    this.measures.afterFalls();
    this.measures.settled();
  }

  run(): void {
    const horizon = this.spec.horizon * this.ticksPerHour;
    for (let next = this.nextInstant(); next < horizon; next = this.nextInstant()) {
      this.measures.pass(next);
      for (const x of this.everyNeed) {
        const level = this.bufferAt(x, next);
        this.gained[x.number] = level > 0 && this.buffer[x.number] === 0 && this.feltOf(x) < FULL;
        this.buffer[x.number] = level;
      }
      this.now = next;
      this.recall();
      // Plans look first: what they do is there when crews look once more.
      do this.steps(); while (this.plans() || this.repairs.couldBegin() || this.triggers.isDue());
      this.settle();
    }
    this.measures.pass(horizon);
    this.now = horizon;
  }

  /** Steps 1 to 6. */
  private steps(): void {
    const before = [...this.levels];
    this.hazards();
    this.falls();
    this.measures.afterFalls();
    this.repairs.work();
    this.setCapacities();
    this.fillAtOnce();
    this.gained.fill(false);
    const fallen = [...this.levels];
    this.rises();
    this.measures.settled();
    for (let a = 0; a < before.length; a++) if (this.levels[a]! > fallen[a]!) this.changes.push({ tick: this.now, kind: 'rise', asset: a, from: fallen[a]!, to: this.levels[a]!, wave: 0 });
  }

  /** Step 7: covers begin and end; @returns whether any does, which starts the instant again */
  private plans(): boolean {
    const hour = this.now / this.ticksPerHour, { covers = [] } = this.spec;
    if (this.plannedAt === this.now || !covers.some((c) => c.from === hour || c.from + c.hours === hour)) return false;
    this.plannedAt = this.now;
    for (const x of this.everyNeed) {
      const standing = covers.filter((c) => c.asset === x.owner && c.service === x.need.service && !x.need.repair && c.from <= hour && hour < c.from + c.hours);
      this.lent[x.number] = standing.reduce((sum, c) => sum + parts(c.part), 0);
    }
    return true;
  }

  private hazards(): void {
    this.standing = this.standing.filter((s) => s.end > this.now);
    this.triggers.begin(this.struckAt !== this.now);
    // Damage may trigger hazards without a lag.
    while (this.triggers.isDue()) this.triggers.begin(false);
    this.setCapacities();
    this.struckAt = this.now;
  }

  strike(effect: SpecEffect, a: number, by: Occurrence): void {
    if (effect.effect !== 'damage') {
      this.standing.push({ asset: a, effect, end: by.end });
      if (effect.effect !== 'demand') this.hit.add(a);
      return;
    }
    const was = this.damage[a]!;
    if (effect.state <= was) return;
    this.damage[a] = effect.state;
    this.damages++;
    this.hit.add(a);
    this.repairs.damaged(a);
    this.triggers.damaged(a, was, effect.state, by);
  }

  private setCapacities(): void {
    this.spec.assets.forEach((asset, a) => {
      const left = this.damage[a] === 0 ? FULL : Math.max(parts(asset.capacity[this.damage[a]! - 1]!), this.repairs.back(a));
      this.capacity[a] = this.standing.filter((s) => s.asset === a && s.effect.effect === 'derate').reduce((least, s) => Math.min(least, parts(s.effect.to)), left);
      this.tripped[a] = this.standing.some((s) => s.asset === a && s.effect.effect === 'trip');
    });
    for (const x of this.everyNeed) {
      const strains = this.standing.filter(({ asset, effect }) => effect.effect === 'demand' && asset === x.owner && effect.service === x.need.service && !x.need.repair && !x.need.best);
      this.factor[x.number] = strains.reduce((product, { effect }) => product * effect.by!, 1);
    }
  }

  /** Step 3: nothing rises here. */
  private falls(): void {
    const { assets } = this.spec, fallOf = new Map<number, Change>();
    for (let wave = 0; ; wave++) {
      const next = assets.map((asset, a) => Math.min(this.levels[a]!, rightSide(asset, a, this.needs[a]!, this, this.levels)));
      const down = assets.map((_, a) => this.up[a]! && !this.isAble(a));
      this.voidRestarts();
      if (next.every((level, a) => level === this.levels[a] && !down[a])) return;
      next.forEach((to, a) => {
        if (to < this.levels[a]!) {
          if (to === 0) this.triggers.idle(a);
          const first = fallOf.get(a);
          if (first !== undefined) first.to = to;
          else {
            const change: Change = { tick: this.now, kind: 'fall', asset: a, from: this.levels[a]!, to, wave };
            fallOf.set(a, change);
            this.changes.push(change);
          }
        }
        if (down[a]) this.up[a] = false;
      });
      this.levels = next;
    }
  }

  private isAble(a: number): boolean { return able(this.spec.assets[a]!, a, this.needs[a]!, this, this.levels); }

  private voidRestarts(): void {
    for (let a = 0; a < this.up.length; a++) if (this.restartEnd[a] !== undefined && !this.isAble(a)) this.restartEnd[a] = undefined;
  }

  /** Step 6. */
  private rises(): void {
    for (let first = true; ; first = false) {
      let changed = first;
      this.raise();
      for (let a = 0; a < this.up.length; a++) {
        if (this.up[a]) continue;
        if (this.restartEnd[a] === this.now) { this.restartEnd[a] = undefined; this.bringUp(a); changed = true; continue; }
        if (this.restartEnd[a] !== undefined || !this.isAble(a)) continue;
        const ticks = this.spec.assets[a]!.restart * this.ticksPerHour;
        if (ticks === 0 && !this.hasRisen(a)) { this.bringUp(a); changed = true; } else this.restartEnd[a] = this.now + Math.max(ticks, this.ticksPerHour / 60);
      }
      if (!changed) return;
    }
  }

  private hasRisen(a: number): boolean { return this.risen.has(this.now * this.up.length + a); }

  private bringUp(a: number): void {
    this.up[a] = true;
    this.risen.add(this.now * this.up.length + a);
  }

  /** The greatest levels of those that are up; without physics they only rise here. */
  private raise(): void {
    const levels = greatestLevels(this.spec.assets, this.needs, this);
    levels.forEach((level, a) => { if (level < this.levels[a]!) throw new Error(`asset ${a} falls from ${this.levels[a]} to ${level} in step 6 at tick ${this.now}`); });
    this.levels = levels;
    this.triggers.rose();
    this.fillAtOnce();
  }

  feltOf(x: NumberedNeed): number { return felt(x, this, this.levels); }

  seenNow(x: NumberedNeed): number { return seen(x, this, this.levels); }

  /** What people see: a buffer that was empty holds again from step 6 on. */
  metOf(x: NumberedNeed): number { return seen(x, this.gained[x.number] ? { ...this, buffer: this.buffer.map((level, n) => (n === x.number ? 0 : level)) } : this, this.levels); }

  functionNow(a: number): number { return functionOf(this.needs[a]!, this, this.levels); }

  /** Buffers whose refill takes no time. */
  private fillAtOnce(): void {
    for (const x of this.everyNeed) {
      if (x.need.buffer === undefined || x.refillTicks > 0) continue;
      if (x.need.buffer.refill === undefined ? this.feltOf(x) === FULL : inflow(x, this.levels) > 0) this.buffer[x.number] = x.capacityOfBuffer;
    }
  }

  private takeRates(): void {
    for (const x of this.everyNeed) if (x.need.buffer !== undefined) this.rate[x.number] = this.rateOf(x);
  }

  private rateOf(x: NumberedNeed): number {
    const { working, refill } = x.need.buffer!, q = this.feltOf(x);
    const drain = working && !this.up[x.owner] ? 0 : Math.round((this.seenNow(x) - q) * this.factor[x.number]!);
    if (refill !== undefined) return x.refillTicks === 0 && inflow(x, this.levels) > 0 ? 0 : inflow(x, this.levels) - drain;
    if (q < FULL) return -drain;
    return x.refillTicks === 0 ? 0 : wholePart(x.capacityOfBuffer, x.refillTicks);
  }

  /** Level of a buffer at a later tick, at its present rate. */
  private bufferAt(x: NumberedNeed, tick: number): number {
    return Math.max(0, Math.min(x.capacityOfBuffer, this.buffer[x.number]! + this.rate[x.number]! * (tick - this.now)));
  }

  /** What was held until now is past; what is still within the delay is remembered. */
  private recall(): void {
    for (const x of this.everyNeed) {
      if (x.delayTicks === 0) continue;
      const n = x.number, counted = this.past[n]!.filter((p) => p.until > this.now - x.delayTicks).map((p) => p.q);
      this.remembered[n] = Math.max(0, this.held[n]!, ...counted);
    }
  }

  /** The settled supplies hold from now on. */
  private settle(): void {
    for (const x of this.everyNeed) {
      const n = x.number, q = supply(x.need, this.levels, this.factor[x.number]);
      if (q === this.held[n]) continue;
      this.past[n]!.push({ q: this.held[n]!, until: this.now });
      this.held[n] = q;
    }
    this.takeRates();
  }

  private nextInstant(): number {
    const { spec, ticksPerHour } = this, at: number[] = [];
    for (const h of spec.hazards) if (h.onset !== undefined) at.push(h.onset * ticksPerHour);
    at.push(...this.triggers.instants());
    for (const c of spec.covers ?? []) at.push(c.from * ticksPerHour, (c.from + c.hours) * ticksPerHour);
    for (const p of spec.pools) at.push(p.from * ticksPerHour);
    at.push(...this.repairs.ends(), ...this.repairs.steps(), ...this.restartEnd.filter((end) => end !== undefined));
    for (const x of this.everyNeed) {
      const n = x.number, b = this.buffer[n]!, rate = this.rate[n]!;
      if (rate < 0 && b > 0) at.push(this.now + wholePart(b - rate - 1, -rate));
      if (rate > 0 && b === 0) at.push(this.now + 1);
      if (x.delayTicks > 0) for (const p of this.past[n]!) at.push(p.until + x.delayTicks);
    }
    return Math.min(...at.filter((tick) => tick > this.now || (tick === 0 && this.struckAt < 0)), Infinity);
  }
}
