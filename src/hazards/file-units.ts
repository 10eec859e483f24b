/** Units of intensities: those that measure the same are converted, all others refused. `%g` is a unit of its own, never taken for `g`. */
import { CascadeError, nearest } from '../errors.js';

/** What a unit measures, and value in the first unit of it = factor x value + offset. Exact by definition (SI Brochure, 9th ed.; g: CGPM 1901; inch, mile, knot: international). */
const UNITS: Readonly<Record<string, readonly [measures: string, factor: number, offset?: number]>> = {
  'm/s2': ['acceleration', 1], 'm/s^2': ['acceleration', 1], 'm/s²': ['acceleration', 1], 'cm/s2': ['acceleration', 0.01], 'cm/s^2': ['acceleration', 0.01], 'cm/s²': ['acceleration', 0.01], gal: ['acceleration', 0.01],
  'g': ['acceleration', 9.80665], '%g': ['acceleration', 0.0980665],
  'm/s': ['speed', 1], 'cm/s': ['speed', 0.01], 'mm/s': ['speed', 0.001], 'km/h': ['speed', 1 / 3.6], 'kn': ['speed', 1852 / 3600], 'kt': ['speed', 1852 / 3600], 'mph': ['speed', 0.44704],
  'm': ['length', 1], 'dm': ['length', 0.1], 'cm': ['length', 0.01], 'mm': ['length', 0.001], 'km': ['length', 1000], 'ft': ['length', 0.3048], 'in': ['length', 0.0254],
  'K': ['temperature', 1], 'degC': ['temperature', 1, 273.15], '°C': ['temperature', 1, 273.15], 'degF': ['temperature', 5 / 9, 459.67 * (5 / 9)], '°F': ['temperature', 5 / 9, 459.67 * (5 / 9)],
  'kW/m2': ['heat flux', 1], 'W/m2': ['heat flux', 0.001], 'kPa': ['pressure', 1000], 'Pa': ['pressure', 1], 'hPa': ['pressure', 100], 'bar': ['pressure', 100_000],
};

/** Other names of these units in files. */
const NAMES: Readonly<Record<string, string>> = { metre: 'm', metres: 'm', meter: 'm', meters: 'm', pctg: '%g', cms: 'cm/s', celsius: 'degC', kelvin: 'K', foot: 'ft', feet: 'ft', knots: 'kn' };

/** The name by which a unit is known here: `metre` is `m`. */
export const unitName = (unit: string): string => (Object.hasOwn(NAMES, unit.toLowerCase()) ? NAMES[unit.toLowerCase()]! : unit);

/** Value in one unit -> value in the other. */
export type UnitConversion = (value: number) => number;

/**
 * @param from unit of the file
 * @param to unit of the hazard
 * @throws CascadeError FOOTPRINT_UNIT
 */
export function unitConversion(from: string, to: string): UnitConversion {
  return between(unitName(from), unitName(to));
}

function between(from: string, to: string): UnitConversion {
  if (from === to) return (value) => value;
  const a = known(from), b = known(to);
  if (a === undefined || b === undefined || a[0] !== b[0]) {
    const near = [[from, a], [to, b]].filter(([, found]) => found === undefined).map(([unit]) => nearest(unit as string, Object.keys(UNITS))).find((found) => found !== undefined);
    throw new CascadeError('FOOTPRINT_UNIT', `"${from}" cannot be converted to "${to}": ${a && b ? `one is a unit of ${a[0]}, the other of ${b[0]}` : `expecting the same unit, or two of ${Object.keys(UNITS).filter((unit) => !/[\^²°]/.test(unit)).join(', ')}`}${near === undefined ? '' : `. Did you mean "${near}"?`}`);
  }
  const [, factorA, offsetA = 0] = a, [, factorB, offsetB = 0] = b;
  if (offsetA === offsetB) return ratio(factorA, factorB);
  return (value) => (factorA * value + offsetA - offsetB) / factorB;
}

/** Whole ratios are kept whole, so that 30 cm is 0.3 m to the last bit. */
function ratio(a: number, b: number): UnitConversion {
  const down = Math.round(b / a), up = Math.round(a / b);
  if (Math.abs(down * a - b) <= 1e-15 * b) return (value) => value / down;
  if (Math.abs(up * b - a) <= 1e-15 * a) return (value) => value * up;
  return (value) => (value * a) / b;
}

const known = (unit: string): readonly [string, number, number?] | undefined => (Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined);
