import { describe, expect, it } from 'vitest';
import { hours, nonEmpty, share, wholeNumber } from '../../../src/cli/values.js';

describe('values of options', () => {
  it('reads whole numbers from a least value on', () => {
    expect(wholeNumber(0)('0')).toBe(0);
    expect(wholeNumber(1)('2000')).toBe(2000);
    for (const wrong of ['0', '-1', '1.5', '1e3', '', 'many', '9007199254740993']) expect(() => wholeNumber(1)(wrong), wrong).toThrow(/Expected a whole number of at least 1, found/);
  });

  it('reads shares as numbers or per cent', () => {
    expect(share('0.05')).toBe(0.05);
    expect(share('.5')).toBe(0.5);
    expect(share('5%')).toBe(0.05);
    for (const wrong of ['0', '1', '5', '100%', '-0.1', 'x', '']) expect(() => share(wrong), wrong).toThrow(/Expected a share between 0 and 1/);
  });

  it('reads durations with their unit as hours', () => {
    expect(['90min', '8h', '3d', '1w', '1.5 d', '36s'].map(hours)).toEqual([1.5, 8, 72, 168, 36, 0.01]);
    for (const wrong of ['8', 'h', '-8h', '8 hours']) expect(() => hours(wrong), wrong).toThrow(/Expected a duration with a unit/);
  });

  it('refuses empty text', () => {
    expect(nonEmpty('seed-1')).toBe('seed-1');
    expect(() => nonEmpty(' ')).toThrow(/Expected some text/);
  });
});
