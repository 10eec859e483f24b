/**
 * Exposure to contaminated water, a plume, a flood: at once, or hour by hour while the hazard lasts. Of n persons at a place with rate r who are
 * not yet exposed, n exp(-r t) still are not after t hours; r is the hazard's rate x the part not sheltered x, where it comes with a service,
 * what the place sees of that. Rates are constant between instants, so this is exact. A person counts once, whatever the hazards.
 */
import { exp } from '../numerics/elementary.js';
import type { CompiledPeopleEffect } from './compiled-plans.js';
import type { Crowd } from './crowd.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

interface Active { occurrence: number; effect: CompiledPeopleEffect; places: number[] }

export class Exposures {
  /** Persons exposed, in all. */
  exposed = 0;
  /** Of the residents of each asset, those not exposed to anything. */
  private readonly unexposed: Float64Array;
  /** Rate at each asset, 1/h, and the tick up to which it is booked. */
  private readonly rate: Float64Array;
  private readonly bookedAt: Float64Array;
  private readonly fresh: Float64Array;
  /** Assets that some hazard has exposed hour by hour, ascending. */
  private readonly places: number[] = [];
  private readonly listed: Uint8Array;
  private active: Active[] = [];

  constructor(private readonly k: Kernel, private readonly crowd: Crowd) {
    const n = k.scenario.crowd!.exposure ? k.assets : 0;
    this.listed = new Uint8Array(n);
    this.unexposed = new Float64Array(n);
    this.rate = new Float64Array(n);
    this.bookedAt = new Float64Array(n);
    this.fresh = new Float64Array(n);
  }

  reset(): void {
    for (let a = 0; a < this.unexposed.length; a++) this.unexposed[a] = this.crowd.residents[a]!;
    this.rate.fill(0);
    this.bookedAt.fill(0);
    this.exposed = this.active.length = 0;
  }

  /** @param places assets that it reaches */
  begin(occurrence: number, effect: CompiledPeopleEffect, places: Int32Array): void {
    const { crowd, k } = this;
    if (effect.share !== 0) {
      for (const a of places) {
        this.book(a);
        const share = (effect.share as number) * (1 - crowd.sheltered(a, k.occurrences.hazard[occurrence]!));
        // Of the residents, those who are at home at this hour.
        this.expose(a, 1 - share * Math.min(1, crowd.presence(a)), 1 - share);
      }
    }
    if (effect.perHour === 0) return;
    this.list(places);
    // One that arrives place by place is one entry.
    const under = this.active.find((a) => a.occurrence === occurrence && a.effect === effect);
    if (under === undefined) this.active.push({ occurrence, effect, places: [...places] });
    else under.places.push(...places);
    this.review();
  }

  /** An occurrence has passed one asset. */
  pass(occurrence: number, effect: CompiledPeopleEffect, a: number): void {
    for (const { occurrence: o, effect: e, places } of this.active) if (o === occurrence && e === effect && places.includes(a)) places.splice(places.indexOf(a), 1);
    this.review();
  }

  /** Kept for the next replications: the order of places is theirs, not that in which they were met, and one without a hazard adds nothing. */
  private list(places: Int32Array): void {
    const before = this.places.length;
    for (const a of places) if (this.listed[a] === 0) { this.listed[a] = 1; this.places.push(a); }
    if (this.places.length > before) this.places.sort((p, q) => p - q);
  }

  end(occurrence: number): void {
    if (!this.active.some((a) => a.occurrence === occurrence)) return;
    this.active = this.active.filter((a) => a.occurrence !== occurrence);
    this.review();
  }

  /** Rates anew, as warnings and services stand; called where they may have changed, and in each settled state. */
  review(): void {
    if (this.places.length === 0) return;
    const { crowd, fresh, k, rate } = this;
    for (const a of this.places) fresh[a] = 0;
    for (const { occurrence, effect, places } of this.active) {
      for (const a of places) fresh[a]! += effect.perHour * this.seen(a, effect.service) * (1 - crowd.sheltered(a, k.occurrences.hazard[occurrence]!));
    }
    for (const a of this.places) {
      if (fresh[a] === rate[a]) continue;
      this.book(a);
      rate[a] = fresh[a]!;
    }
  }

  /** What asset a sees of a service, the worst of its needs; 1 without one. */
  private seen(a: number, service: number): number {
    const { needFunctionEnd, needService, needStart } = this.k.network;
    let worst = Parts.Full;
    if (service >= 0) for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) if (needService[x] === service && this.k.seen[x]! < worst) worst = this.k.seen[x]!;
    return worst / Parts.Full;
  }

  /** Books the exposure at asset a up to now; before people come or go there. */
  book(a: number): void {
    if (this.unexposed.length === 0) return;
    const hours = (this.k.now - this.bookedAt[a]!) / this.k.scenario.ticksPerHour, rate = this.rate[a]!;
    this.bookedAt[a] = this.k.now;
    if (hours <= 0 || rate === 0) return;
    const left = exp(-rate * hours);
    this.expose(a, left, left);
  }

  private expose(a: number, leftOfResidents: number, leftOfGuests: number): void {
    this.exposed += this.unexposed[a]! * (1 - leftOfResidents) + this.crowd.movements.expose(a, leftOfGuests);
    this.unexposed[a]! *= leftOfResidents;
  }

  /** n residents leave asset a, exposed or not as all of them; before they are taken off. @returns those not exposed */
  leave(a: number, n: number): number {
    if (this.unexposed.length === 0) return 0;
    const gone = this.unexposed[a]! * (n / this.crowd.residents[a]!);
    this.unexposed[a]! -= gone;
    return gone;
  }

  /** People come home, so many of them not exposed. */
  join(a: number, unexposed: number): void {
    if (this.unexposed.length === 0) return;
    this.book(a);
    this.unexposed[a]! += unexposed;
  }

  finish(): void { for (const a of this.places) this.book(a); }
}
