/** How the parts of a computed footprint are read: numbers, distributions, distances and points in their ranges; nonsense is a FIELD_INVALID. */
import type { Problems, Where } from './problems.js';
import { kilometresOf, numberOf, numericOf } from './quantities.js';
import { polygonOf } from './selectors.js';
import type { Numeric } from './types.js';

/** Reads the parts of one footprint. */
export class FieldReader {
  /** @param folder what paths of files are relative to */
  constructor(readonly problems: Problems, readonly where: Where, readonly folder: string) {}

  wrong(message: string, ...path: (string | number)[]): void { this.problems.error('FIELD_INVALID', message, this.where(path)); }

  /** A number or distribution in a range; a normal distribution without bounds is cut there. */
  numeric(value: unknown, fallback: number, range: { min: number; max: number }, ...path: string[]): Numeric {
    if (value === undefined) return fallback;
    const read = numericOf(value, numberOf, { ...range, cuts: true });
    if (typeof read !== 'string') return read;
    this.problems.error('QUANTITY_INVALID', `${path.at(-1)} ${read}`, this.where(path));
    return fallback;
  }

  /** A plain number in a range. */
  number(value: number | undefined, fallback: number, min: number, max: number, ...path: (string | number)[]): number {
    if (value !== undefined && !(value >= min && value <= max)) this.wrong(`${path.at(-1)}: expecting ${min} .. ${max}, found ${value}`, ...path);
    return value ?? fallback;
  }

  km(value: string | undefined, fallback: number, atLeast: 'above 0' | 'any', ...path: (string | number)[]): number {
    const km = value === undefined ? fallback : kilometresOf(value)!;
    if (atLeast === 'above 0' && !(km > 0)) this.wrong(`${path.at(-1)}: expecting a distance above 0, found ${value}`, ...path);
    return km;
  }

  points(data: readonly (readonly number[])[], ...path: (string | number)[]): [number, number][] { return polygonOf(data, this.problems, (more = []) => this.where([...path, ...more])); }

  /** Pairs whose first numbers must rise. */
  rising<T extends readonly [number, number]>(pairs: T[], what: string, ...path: string[]): T[] {
    const wrong = pairs.findIndex(([x], i) => i > 0 && x <= pairs[i - 1]![0]);
    if (wrong >= 0) this.wrong(`${what} must rise`, ...path, wrong);
    return pairs;
  }
}
