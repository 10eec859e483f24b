/** Tables of the compiled network with one row for each distinct record: kinds, distributions; and the integer units of weights and demands. */
import { FULL } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import type { Need } from '../model/types.js';

/** Distinct records in order of first appearance. Most assets share their kind's object, so identity is asked before content. */
export class RecordTable<T extends object> {
  readonly rows: T[] = [];
  private readonly byIdentity = new Map<T, number>();
  private readonly byContent = new Map<string, number>();

  /** Row of a record of this content, added when new. */
  indexOf(record: T): number {
    const known = this.byIdentity.get(record);
    if (known !== undefined) return known;
    const content = canonicalJson(record);
    let row = this.byContent.get(content);
    if (row === undefined) {
      row = this.rows.push(record) - 1;
      this.byContent.set(content, row);
    }
    this.byIdentity.set(record, row);
    return row;
  }
}

/** 10^places read as a decimal number, so that negative powers are the nearest floats on every platform. */
const power = (places: number): number => Number(`1e${places}`);

/** A decimal of at most six places times 10^exponent is whole, allowing for the float's own error. */
const isWhole = (x: number): boolean => Math.abs(x - Math.round(x)) <= 1e-9 * Math.max(1, Math.abs(x));

/**
 * Units of weight in 1: the smallest power of ten (1 .. 10^6) that makes the weights and the required amount of a need whole.
 * @throws CascadeError NETWORK_WEIGHT when a value has more than six places or leaves the range of the arrays
 */
export function weightUnits(id: string, group: Pick<Need, 'suppliers' | 'required' | 'combine'>): number {
  if (group.combine === 'best') return 1;
  for (let units = 1; units <= 1e6; units *= 10) {
    if (!isWhole(group.required * units) || !group.suppliers.every((s) => isWhole(s.weight * units))) continue;
    const largest = group.suppliers.reduce((m, s) => Math.max(m, s.weight), group.required) * units;
    if (largest < 2 ** 31) return units;
    throw new CascadeError('NETWORK_WEIGHT', `need "${id}": weights in units of ${1 / units} must stay below 2^31, found ${largest}. Use fewer decimals or a larger unit.`);
  }
  throw new CascadeError('NETWORK_WEIGHT', `need "${id}": weights and "required" are decimals of at most six places, found ${[group.required, ...group.suppliers.map((s) => s.weight)].join(', ')}`);
}

/**
 * Decimal unit of the demands of one service: 0.001 of the service's unit, down to 10^-6 if a demand has more places, and coarser (also above 1)
 * where peak demand x 3,603,600 would not stay below 2^53, so that sums of unserved demand are exact whole numbers.
 */
export class DemandScale {
  private sum = 0;
  private places = 3;

  /** @param demand nominal rate; @param peak largest factor of its profile, at least 1 */
  add(demand: number, peak: number): void {
    this.sum += demand * peak;
    while (this.places < 6 && !isWhole(demand * power(this.places))) this.places++;
  }

  /** Units in one unit of the service, and its inverse: 1000 and exactly 0.001 for three places. */
  scale(): { perUnit: number; unit: number } {
    let places = this.places;
    // One part in 10^6 of slack covers the rounding of this float sum and of each demand to whole units.
    while (this.sum * power(places) * FULL * (1 + 1e-6) >= 2 ** 53) places--;
    return { perUnit: power(places), unit: power(-places) };
  }
}
