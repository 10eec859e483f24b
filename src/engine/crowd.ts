/**
 * People as persons: where they are, and what befalls them. There only in scenarios that move, expose or hurt people; else people are the
 * constants of the network and only lack services.
 *
 * Numbers are nominal whole persons. Residents of an asset follow its hour-of-week profile; guests (people evacuated to it) are always there.
 * residents + guests + on the way + out of the region + casualties = the people of the start, at every instant. Sums over areas that lack a
 * service (meters.ts) move with them.
 */
import { exp, log } from '../numerics/elementary.js';
import type { CompiledPeopleEffect, CompiledWarning } from './compiled-plans.js';
import type { CompiledHazard } from './compiled-scenario.js';
import { Purpose } from './contracts.js';
import { Exposures } from './exposures.js';
import type { Kernel } from './kernel.js';
import { Group } from './meters.js';
import { Movements } from './movements.js';
import { Due } from './plan-agenda.js';
import { Parts } from './units.js';

interface Warning { measure: CompiledWarning; firing: number; holds: boolean }

export class Crowd {
  readonly residents: Int32Array;
  readonly guests: Int32Array;
  /** Killed or badly hurt, in all. */
  casualties = 0;
  readonly movements: Movements;
  readonly exposures: Exposures;
  /** Service-area slots of asset a: slots[slotStart[a]] .. */
  private readonly slotStart: Int32Array;
  private readonly slots: Int32Array;
  private readonly warnings: Warning[] = [];
  private warningCount = 0;
  private readonly window = new Float64Array(2);

  constructor(private readonly k: Kernel) {
    const { assets, slots } = k.network.sizes;
    this.residents = k.people;
    this.guests = k.guests;
    const bySlot = Array.from({ length: slots }, (_, slot) => slot).sort((p, q) => k.network.slotAsset[p]! - k.network.slotAsset[q]! || p - q);
    this.slots = Int32Array.from(bySlot);
    this.slotStart = new Int32Array(assets + 1);
    for (let slot = 0; slot < slots; slot++) this.slotStart[k.network.slotAsset[slot]! + 1]!++;
    for (let a = 0; a < assets; a++) this.slotStart[a + 1]! += this.slotStart[a]!;
    this.movements = new Movements(k, this);
    this.exposures = new Exposures(k, this);
  }

  reset(): void {
    this.residents.set(this.k.network.assetPeople);
    this.guests.fill(0);
    this.casualties = this.warningCount = 0;
    this.movements.reset();
    this.exposures.reset();
  }

  /** n persons more (or fewer) are at asset a: the sums of people without move too. */
  shift(a: number, n: number, guests: boolean): void {
    const { k } = this, { assetPeopleProfile, needFunctionEnd, needSlot, needStart, slotService } = k.network, profile = guests ? 0 : assetPeopleProfile[a]!;
    if (guests) this.guests[a]! += n;
    else this.residents[a]! += n;
    for (let i = this.slotStart[a]!; i < this.slotStart[a + 1]!; i++) {
      const slot = this.slots[i]!, group = slotService[slot]! * Group.Kinds;
      let seen = Parts.Full;
      for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) if (needSlot[x] === slot && k.seen[x]! < seen) seen = k.seen[x]!;
      if (seen === Parts.Full) continue;
      k.meters.delta[0] = n * (Parts.Full - seen);
      k.meters.add(group + Group.People, profile);
      if (seen >= k.scenario.affectedBelow) continue;
      k.meters.delta[0] = n;
      k.meters.add(group + Group.Affected, profile);
    }
  }

  /** An occurrence begins: its effects on people, where it is already; where it arrives later, or an intensity is asked for, they wait for it. */
  strike(o: number, hazard: CompiledHazard, intensity: number): void {
    const later = hazard.people !== undefined && this.k.occurrences.footprints.arrivesLocally(o);
    hazard.people?.forEach((effect, ordinal) => {
      if (later || effect.lnAbove !== undefined) { this.strikeWhereReached(o, hazard, effect, ordinal, intensity); return; }
      const { assets, ln } = this.reached(o, hazard, effect);
      if (effect.effect === 'exposure') this.exposures.begin(o, effect, assets);
      else for (let i = 0; i < assets.length; i++) this.hurt(o, hazard, effect, ordinal, assets[i]!, intensity > 0 ? exp(log(intensity) + ln[i]!) : 0);
    });
  }

  /** Assets that an effect reaches, with the logarithm of the factor of the intensity there. */
  private reached(o: number, hazard: CompiledHazard, { positions = Int32Array.from(hazard.assets.keys()) }: CompiledPeopleEffect): { assets: Int32Array; ln: Float64Array } {
    const ln = new Float64Array(positions.length);
    this.k.occurrences.footprints.lnPeaks(o, positions, ln);
    return { assets: positions.filter((_, i) => ln[i]! > -Infinity).map((at) => hazard.assets[at]!), ln: ln.filter((l) => l > -Infinity) };
  }

  /**
   * Each place at its time: casualties of a plain share when it is reached, those by intensity when the intensity there is greatest (before the
   * occurrence ends), exposure while the intensity is there.
   */
  private strikeWhereReached(o: number, hazard: CompiledHazard, effect: CompiledPeopleEffect, ordinal: number, intensity: number): void {
    const { k, window } = this, { occurrences } = k, { footprints } = occurrences, { positions = Int32Array.from(hazard.assets.keys()), lnAbove } = effect, ln = new Float64Array(positions.length);
    footprints.lnPeaks(o, positions, ln);
    for (let i = 0; i < positions.length; i++) {
      if (!footprints.windowOf(o, positions[i]!, ln[i]!, { lnAbove, intensity }, window)) continue;
      const a = hazard.assets[positions[i]!]!, peak = intensity > 0 ? exp(log(intensity) + ln[i]!) : 0, from = window[0]!, until = window[1]!;
      if (effect.byIntensity !== undefined) {
        if (footprints.strongest(o, positions[i]!, window)) this.plan(window[1]!, a, ordinal, o, peak * window[0]!, Infinity);
      } else if (until > from || effect.effect === 'casualties') this.plan(from, a, ordinal, o, peak, until);
    }
  }

  private plan(tick: number, a: number, ordinal: number, o: number, intensity: number, until: number): void {
    if (tick <= this.k.now) this.reach(o, ordinal, a, intensity, until);
    else this.k.occurrences.agenda.people(tick, a, ordinal, o, intensity, until);
  }

  /** Occurrence o reaches the people of asset a: its effect of that number, until a tick. */
  reach(o: number, ordinal: number, a: number, intensity: number, until: number): void {
    const { occurrences } = this.k, hazard = occurrences.footprints.hazardOf(o), effect = hazard.people![ordinal]!;
    if (effect.effect === 'casualties') { this.hurt(o, hazard, effect, ordinal, a, intensity); return; }
    this.exposures.begin(o, effect, Int32Array.of(a));
    if (until < Infinity && effect.perHour > 0) occurrences.agenda.pass(until, a, ordinal, o);
  }

  /** Occurrence o has passed asset a. */
  pass(o: number, ordinal: number, a: number): void { this.exposures.pass(o, this.k.occurrences.footprints.hazardOf(o).people![ordinal]!, a); }

  /** Casualties among those who are there at this hour: whole persons, rounded up or down by chance so that the mean is right. @param intensity there */
  private hurt(o: number, hazard: CompiledHazard, effect: CompiledPeopleEffect, ordinal: number, a: number, intensity: number): void {
    const { k, residents, guests } = this, { assetSubject0, assetSubject1 } = k.network, { path0, path1, hazard: hazardOf } = k.occurrences;
    if (residents[a] === 0 && guests[a] === 0) return;
    k.draws.select(k.replication, Purpose.CasualtyShare, path0[o]!, path1[o]!);
    const share = effect.byIntensity === undefined ? k.samplers.hazard(effect.share, k, hazard) : interpolate(effect.byIntensity, intensity);
    const struck = Math.min(1, Math.max(0, share)) * (1 - this.sheltered(a, hazardOf[o]!));
    k.draws.select(k.replication, Purpose.Casualties, path0[o]!, path1[o]!);
    const ofResidents = Math.min(residents[a]!, Math.floor(residents[a]! * this.presence(a) * struck + k.draws.uniform(assetSubject0[a]!, assetSubject1[a]!, 2 * ordinal, a)));
    const ofGuests = Math.min(guests[a]!, Math.floor(guests[a]! * struck + k.draws.uniform(assetSubject0[a]!, assetSubject1[a]!, 2 * ordinal + 1, a)));
    this.lose(o, a, ofResidents, ofGuests);
  }

  private lose(o: number, a: number, ofResidents: number, ofGuests: number): void {
    if (ofResidents + ofGuests === 0) return;
    this.exposures.book(a);
    if (ofResidents > 0) {
      this.exposures.leave(a, ofResidents);
      this.shift(a, -ofResidents, false);
    }
    if (ofGuests > 0) {
      this.movements.lose(a, ofGuests);
      this.shift(a, -ofGuests, true);
    }
    this.casualties += ofResidents + ofGuests;
    this.k.recorder?.plans.casualties(o, a, ofResidents + ofGuests);
  }

  /** Factor of asset a's residents at this hour of the week. */
  presence(a: number): number {
    const { k } = this, { startHourOfWeek, ticksPerHour } = k.scenario;
    return k.network.profileFactor[k.network.assetPeopleProfile[a]! * 168 + (Math.floor(startHourOfWeek + k.now / ticksPerHour) % 168)]!;
  }

  /** A warning goes out; those who heed it are safe after its lead time. */
  warn(measure: CompiledWarning, firing: number): void {
    const w = this.warningCount++;
    if (w === this.warnings.length) this.warnings.push({ measure, firing, holds: false });
    Object.assign(this.warnings[w]!, { measure, firing, holds: measure.leadTicks === 0 });
    if (measure.leadTicks > 0) this.k.plans.agenda.schedule(this.k.now + measure.leadTicks, Due.Warn, w, 0);
    this.exposures.review();
  }

  /** The lead time of a warning is over; false: so was the warning. */
  warningHolds(w: number): boolean {
    const warning = this.warnings[w]!;
    if (warning.firing < 0) return false;
    warning.holds = true;
    this.exposures.review();
    return true;
  }

  /** Share of the people at asset a who are safe from hazard h: that of the best warning. */
  sheltered(a: number, h: number): number {
    let best = 0;
    for (let w = 0; w < this.warningCount; w++) {
      const { holds, measure: { against, compliance, members } } = this.warnings[w]!;
      if (holds && compliance > best && members[a] === 1 && (against === undefined || against[h] === 1)) best = compliance;
    }
    return best;
  }

  /** What a firing did to people ends: warnings are lifted, evacuated people go home. */
  firingEnds(f: number): void {
    for (let w = 0; w < this.warningCount; w++) if (this.warnings[w]!.firing === f) Object.assign(this.warnings[w]!, { firing: -1, holds: false });
    this.exposures.review();
    this.movements.goHome(f);
  }

  /** Persons everywhere; constant over a replication. */
  total(): number {
    let sum = this.casualties + this.movements.underway();
    for (let a = 0; a < this.residents.length; a++) sum += this.residents[a]! + this.guests[a]!;
    return sum;
  }

  /** Now is the horizon. */
  finish(): void {
    this.movements.book();
    this.exposures.finish();
  }
}

/** Linear between the points, constant outside of them. */
function interpolate({ intensity, share }: NonNullable<CompiledPeopleEffect['byIntensity']>, at: number): number {
  const last = intensity.length - 1;
  if (at <= intensity[0]!) return share[0]!;
  for (let i = 1; i <= last; i++) {
    if (at >= intensity[i]!) continue;
    return share[i - 1]! + ((at - intensity[i - 1]!) / (intensity[i]! - intensity[i - 1]!)) * (share[i]! - share[i - 1]!);
  }
  return share[last]!;
}
