import { describe, expect, it } from 'vitest';
import { unitConversion } from '../../../src/hazards/file-units.js';

describe('unitConversion', () => {
  it.each([
    ['%g', 'g', 35, 0.35], ['g', '%g', 0.5, 50], ['cm', 'm', 30, 0.3], ['mm', 'm', 300, 0.3], ['km/h', 'm/s', 36, 10], ['kn', 'm/s', 3600, 1852], ['cm/s2', 'g', 980.665, 1], ['gal', 'g', 490.3325, 0.5],
    ['g', 'm/s2', 1, 9.80665], ['K', 'degC', 300.15, 27], ['degF', 'degC', 212, 100], ['ft', 'm', 10, 3.048], ['m', 'm', 1 / 3, 1 / 3], ['MMI', 'MMI', 7, 7], ['metre', 'cm', 2, 200], ['pctg', 'g', 35, 0.35],
  ])('%s -> %s: %d is %d', (from, to, value, expected) => { expect(unitConversion(from, to)(value)).toBeCloseTo(expected, 12); });
  it('a tenth is a tenth: no rounding where the ratio is whole', () => {
    expect([unitConversion('cm', 'm')(30), unitConversion('%g', 'g')(35), unitConversion('mm', 'm')(1)]).toEqual([0.3, 0.35, 0.001]);
  });
  it.each([['%g', 'm'], ['m', 'm/s'], ['MMI', 'g'], ['furlong', 'm'], ['', 'm'], ['g', 'class']])('%s -> %s is refused', (from, to) => {
    expect(() => unitConversion(from, to)).toThrowError(expect.objectContaining({ code: 'FOOTPRINT_UNIT' }));
  });
  it('says which is near', () => { expect(() => unitConversion('cm/t', 'm')).toThrowError(/Did you mean "cm\/s"/); });
});
