/**
 * Evacuations: residents set out in parts, are on the way, are guests of another asset or out of the region, and go home when the plan ends. A
 * party is who left one asset by one plan at one instant; it stays together.
 */
import type { CompiledEvacuation } from './compiled-plans.js';
import type { Crowd } from './crowd.js';
import type { Kernel } from './kernel.js';
import { travelTimes } from './physics.js';
import { Due } from './plan-agenda.js';
import { ticksUp } from './units.js';

const enum At { Way, There, WayBack, Home }

export class Movements {
  // departures to come: one entry an evacuation and asset
  private leaving = 0;
  private readonly from: number[] = [];
  private readonly measure: CompiledEvacuation[] = [];
  private readonly firing: number[] = [];
  private readonly plan: number[] = [];
  private readonly people: number[] = [];
  private readonly travel: number[] = [];
  /** The firing is over: nobody sets out any more. */
  private readonly over: boolean[] = [];
  // parties
  private parties = 0;
  private readonly leave: number[] = [];
  private readonly size: number[] = [];
  /** Of these, not exposed to anything. */
  private readonly unexposed: number[] = [];
  private readonly at: At[] = [];
  /** Persons who are not at home, and since when that is so. */
  private away = 0;
  private bookedAt = 0;
  /** Person-ticks away from home. */
  awayTicks = 0;

  constructor(private readonly k: Kernel, private readonly crowd: Crowd) {}

  reset(): void { this.leaving = this.parties = this.away = this.bookedAt = this.awayTicks = 0; }

  /** People begin to leave; assets without a way to where they are to go stay. */
  evacuate(measure: CompiledEvacuation, firing: number, plan: number): void {
    const { k, crowd } = this, { assets, to, share, overTicks } = measure, roads = to < 0 ? undefined : travelTimes(k), perHour = k.scenario.ticksPerHour;
    for (const a of assets) {
      const hours = roads?.hours(a, to) ?? 0;
      if (hours === Infinity) { k.recorder?.plans.fails(plan, a, `no way to ${k.names.assets[to]!}`); continue; }
      const n = Math.floor(share * crowd.residents[a]! + 1e-9);
      if (n === 0 || a === to) continue;
      const e = this.leaving++, waves = Math.max(1, Math.ceil(overTicks / perHour));
      this.from[e] = a;
      this.measure[e] = measure;
      this.firing[e] = firing;
      this.plan[e] = plan;
      this.people[e] = n;
      this.travel[e] = hours > 0 ? ticksUp(hours, perHour) : measure.travelTicks;
      this.over[e] = false;
      this.depart(e, 0);
      for (let wave = 1; wave < waves; wave++) k.plans.agenda.schedule(k.now + Math.round((wave * overTicks) / waves), Due.Depart, e, wave);
    }
  }

  /** The part of an hour sets out. @returns true when anybody does */
  depart(e: number, wave: number): boolean {
    const { k, crowd } = this, a = this.from[e]!, waves = Math.max(1, Math.ceil(this.measure[e]!.overTicks / k.scenario.ticksPerHour)), n = this.people[e]!;
    const size = Math.min(crowd.residents[a]!, Math.floor((n * (wave + 1)) / waves) - Math.floor((n * wave) / waves));
    if (this.over[e]! || size === 0) return false;
    crowd.exposures.book(a);
    const p = this.parties++;
    this.leave[p] = e;
    this.size[p] = size;
    this.unexposed[p] = crowd.exposures.leave(a, size);
    this.at[p] = At.Way;
    crowd.shift(a, -size, false);
    this.goAway(size);
    k.recorder?.plans.departs(this.plan[e]!, a, size);
    k.plans.agenda.schedule(k.now + this.travel[e]!, Due.Arrive, p, 0);
    return true;
  }

  /** A party is there, or back. */
  arrive(p: number): boolean {
    const { k, crowd } = this, e = this.leave[p]!, to = this.measure[e]!.to, size = this.size[p]!;
    if (this.at[p] === At.WayBack) {
      this.at[p] = At.Home;
      crowd.exposures.join(this.from[e]!, this.unexposed[p]!);
      crowd.shift(this.from[e]!, size, false);
      this.goAway(-size);
      k.recorder?.plans.arrives(this.plan[e]!, this.from[e]!, size);
      return true;
    }
    this.at[p] = At.There;
    if (to >= 0) {
      crowd.exposures.book(to);
      crowd.shift(to, size, true);
    }
    k.recorder?.plans.arrives(this.plan[e]!, to, size);
    if (this.over[e]!) this.turnBack(p);
    return true;
  }

  /** A firing is over: nobody more leaves, who is there goes home, who is on the way first arrives. */
  goHome(firing: number): void {
    for (let e = 0; e < this.leaving; e++) if (this.firing[e] === firing) this.over[e] = true;
    for (let p = 0; p < this.parties; p++) if (this.at[p] === At.There && this.firing[this.leave[p]!] === firing) this.turnBack(p);
  }

  private turnBack(p: number): void {
    const { k, crowd } = this, e = this.leave[p]!, to = this.measure[e]!.to;
    if (to >= 0) {
      crowd.exposures.book(to);
      crowd.shift(to, -this.size[p]!, true);
    }
    this.at[p] = At.WayBack;
    k.plans.agenda.schedule(k.now + this.travel[e]!, Due.Arrive, p, 0);
  }

  /** n of the guests of asset a are lost: of each party in proportion, in whole persons. */
  lose(a: number, n: number): void {
    const all = this.crowd.guests[a]!;
    let passed = 0, taken = 0;
    this.guestsOf(a, (p) => {
      passed += this.size[p]!;
      const upTo = Math.floor((n * passed) / all), lost = upTo - taken;
      taken = upTo;
      if (lost === 0) return;
      this.unexposed[p]! *= 1 - lost / this.size[p]!;
      this.size[p]! -= lost;
      this.goAway(-lost);
    });
  }

  /** Guests of asset a who are exposed to nothing yet stay so in this part. @returns how many were exposed now */
  expose(a: number, left: number): number {
    let exposed = 0;
    this.guestsOf(a, (p) => {
      exposed += this.unexposed[p]! * (1 - left);
      this.unexposed[p]! *= left;
    });
    return exposed;
  }

  private guestsOf(a: number, visit: (party: number) => void): void {
    for (let p = 0; p < this.parties; p++) if (this.at[p] === At.There && this.measure[this.leave[p]!]!.to === a) visit(p);
  }

  /** Persons who are neither residents nor guests: on the way, or out of the region. */
  underway(): number {
    let n = 0;
    for (let p = 0; p < this.parties; p++) if (this.at[p] === At.Way || this.at[p] === At.WayBack || (this.at[p] === At.There && this.measure[this.leave[p]!]!.to < 0)) n += this.size[p]!;
    return n;
  }

  private goAway(n: number): void {
    this.book();
    this.away += n;
  }

  /** Books the time away up to now. */
  book(): void {
    this.awayTicks += this.away * (this.k.now - this.bookedAt);
    this.bookedAt = this.k.now;
  }
}
