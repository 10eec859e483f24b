/** Decimals as whole numbers: the unit in which the weights of a need, or the demands of a service, are integers. */
import { FULL } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import type { Need } from '../model/types.js';
import type { CompiledNetwork } from './compiled-network.js';

/** 10^places read as a decimal number, so that negative powers are the nearest floats on every platform. */
const power = (places: number): number => Number(`1e${places}`);

/** True for a whole number, up to the error of a decimal held as a float and multiplied once. */
const isWhole = (x: number): boolean => Math.abs(x - Math.round(x)) <= 1e-12 * Math.max(1, Math.abs(x));

/**
 * Units of weight in 1: the smallest power of ten (1 .. 10^6) that makes the weights and the required amount of a need whole.
 * @throws CascadeError WEIGHT_INVALID when a value has more than six places or leaves the range of the arrays
 */
export function weightUnits(id: string, group: Pick<Need, 'suppliers' | 'required' | 'combine'>): number {
  if (group.combine === 'best') return 1;
  for (let units = 1; units <= 1e6; units *= 10) {
    if (!isWhole(group.required * units) || !group.suppliers.every((s) => isWhole(s.weight * units))) continue;
    const largest = group.suppliers.reduce((m, s) => Math.max(m, s.weight), group.required) * units;
    if (largest < 2 ** 31) return units;
    throw new CascadeError('WEIGHT_INVALID', `need "${id}": weights in units of ${1 / units} must stay below 2^31, found ${largest}. Use fewer decimals or a larger unit.`);
  }
  throw new CascadeError('WEIGHT_INVALID', `need "${id}": weights and "required" are decimals of at most six places, found ${[group.required, ...group.suppliers.map((s) => s.weight)].join(', ')}`);
}

/**
 * Decimal unit of the demands of one service: 0.001 of the service's unit, down to 10^-6 if a demand has more places, and coarser (also above 1)
 * where peak demand x 3,603,600 would not stay below 2^53, so that sums of unserved demand are exact whole numbers.
 */
class DemandScale {
  private sum = 0;
  private places = 3;

  /** @param demand nominal rate; @param peak largest factor of its profile, at least 1 */
  add(demand: number, peak: number): void {
    this.sum += demand * peak;
    while (this.places < 6 && !isWhole(demand * power(this.places))) this.places++;
  }

  /**
   * Units in one unit of the service, and its inverse: 1000 and exactly 0.001 for three places.
   * @throws CascadeError VALUE_INVALID when the demands have no finite sum
   */
  scale(): { perUnit: number; unit: number } {
    if (!Number.isFinite(this.sum)) throw new CascadeError('VALUE_INVALID', `demands must be finite numbers with a finite sum, found ${this.sum}`);
    let places = this.places;
    // One part in 10^6 of slack covers the rounding of this float sum and of each demand to whole units.
    while (this.sum * power(places) * FULL * (1 + 1e-6) >= 2 ** 53) places--;
    return { perUnit: power(places), unit: power(-places) };
  }
}

/** Turns needDemand, so far in the unit of each service, into whole numbers of one decimal unit per service. Returns these units by service. */
export function scaleDemands(network: CompiledNetwork): number[] {
  const { needDemand, needService, needDemandProfile, profileFactor } = network;
  const hours = profileFactor.length / network.sizes.profiles;
  const peaks = Array.from({ length: network.sizes.profiles }, (_, p) => profileFactor.subarray(p * hours, (p + 1) * hours).reduce((m, f) => Math.max(m, f), 1));
  const scales = Array.from({ length: network.sizes.services }, () => new DemandScale());
  for (let x = 0; x < needDemand.length; x++) scales[needService[x]!]!.add(needDemand[x]!, peaks[needDemandProfile[x]!]!);
  const found = scales.map((scale) => scale.scale());
  for (let x = 0; x < needDemand.length; x++) needDemand[x] = Math.round(needDemand[x]! * found[needService[x]!]!.perUnit);
  return found.map((scale) => scale.unit);
}
