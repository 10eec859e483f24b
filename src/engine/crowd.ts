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
import { Due } from './plans.js';
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

  /** An occurrence begins: its effects on people. */
  strike(o: number, hazard: CompiledHazard, intensity: number): void {
    hazard.people?.forEach((effect, ordinal) => {
      const { assets, ln } = this.reached(o, hazard, effect);
      if (effect.effect === 'exposure') this.exposures.begin(o, effect, assets);
      else this.hurt(o, hazard, effect, ordinal, { assets, ln, intensity });
    });
  }

  /** Assets that an effect reaches, with the logarithm of the factor of the intensity there. */
  private reached(o: number, hazard: CompiledHazard, { positions = Int32Array.from(hazard.assets.keys()) }: CompiledPeopleEffect): { assets: Int32Array; ln: Float64Array } {
    const ln = new Float64Array(positions.length);
    this.k.occurrences.strikes.lnPeaks(o, positions, ln);
    return { assets: positions.filter((_, i) => ln[i]! > -Infinity).map((at) => hazard.assets[at]!), ln: ln.filter((l) => l > -Infinity) };
  }

  /** Casualties among those who are there at this hour: whole persons, rounded up or down by chance so that the mean is right. */
  private hurt(o: number, hazard: CompiledHazard, effect: CompiledPeopleEffect, ordinal: number, { assets, ln, intensity }: { assets: Int32Array; ln: Float64Array; intensity: number }): void {
    const { k, residents, guests } = this, { assetSubject0, assetSubject1 } = k.network, { path0, path1, hazard: hazardOf } = k.occurrences;
    k.draws.select(k.replication, Purpose.CasualtyShare, path0[o]!, path1[o]!);
    const drawn = effect.byIntensity === undefined ? k.samplers.hazard(effect.share, k, hazard) : NaN;
    for (let i = 0; i < assets.length; i++) {
      const a = assets[i]!;
      if (residents[a] === 0 && guests[a] === 0) continue;
      const share = effect.byIntensity === undefined ? drawn : interpolate(effect.byIntensity, intensity > 0 ? exp(log(intensity) + ln[i]!) : 0);
      const struck = Math.min(1, Math.max(0, share)) * (1 - this.sheltered(a, hazardOf[o]!));
      k.draws.select(k.replication, Purpose.Casualties, path0[o]!, path1[o]!);
      const ofResidents = Math.min(residents[a]!, Math.floor(residents[a]! * this.presence(a) * struck + k.draws.uniform(assetSubject0[a]!, assetSubject1[a]!, 2 * ordinal, a)));
      const ofGuests = Math.min(guests[a]!, Math.floor(guests[a]! * struck + k.draws.uniform(assetSubject0[a]!, assetSubject1[a]!, 2 * ordinal + 1, a)));
      this.lose(o, a, ofResidents, ofGuests);
    }
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
    if (measure.leadTicks > 0) this.k.plans.schedule(this.k.now + measure.leadTicks, Due.Warn, w, 0);
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
