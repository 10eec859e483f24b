import { describe, expect, it } from 'vitest';
import { hasSixPlaces, hoursOf, kilometresOf, numberOf, numericOf, shareOf } from '../../../src/model/quantities.js';

describe('durations', () => {
  it.each([['30s', 30 / 3600], ['90min', 1.5], ['8h', 8], ['3d', 72], ['1w', 168], ['10y', 87600], ['0h', 0], ['1.5 d', 36]])('%s', (text, hours) => {
    expect(hoursOf(text)).toBe(hours);
  });
  it.each(['8', '-8h', '8 hours', 'h', '', '1e3h', '8h30min', 'NaNh', 8, null])('refuses %s', (text) => {
    expect(hoursOf(text)).toBeUndefined();
  });
});

it('distances in kilometres', () => {
  expect([kilometresOf('500m'), kilometresOf('5km'), kilometresOf('5'), kilometresOf('-1km')]).toEqual([0.5, 5, undefined, undefined]);
});

it('shares as numbers or per cent', () => {
  expect([shareOf(0.25), shareOf('60%'), shareOf('7 %'), shareOf('0.5'), shareOf(NaN)]).toEqual([0.25, 0.6, 0.07, undefined, undefined]);
});

it('weights have at most six decimal places', () => {
  expect([0.1, 0.333333, 1234.5, 1e-6].every(hasSixPlaces)).toBe(true);
  expect([1 / 3, 1e-7, 0.1234567].some(hasSixPlaces)).toBe(false);
});

describe('distributions', () => {
  it('converts values in units to hours, plain parameters not', () => {
    expect(numericOf({ lognormal: { median: '90min', sigma: 0.6 }, shared: true }, hoursOf)).toEqual({ dist: 'lognormal', median: 1.5, sigma: 0.6, shared: true });
    expect(numericOf({ weibull: { scale: '1d', shape: 2 } }, hoursOf)).toEqual({ dist: 'weibull', scale: 24, shape: 2 });
    expect(numericOf({ empirical: { values: ['1h', '2h'], weights: [1, 3] } }, hoursOf)).toEqual({ dist: 'empirical', values: [1, 2], weights: [1, 3] });
    expect(numericOf({ pert: { min: 1, mode: 2, max: 4 } }, numberOf)).toEqual({ dist: 'pert', min: 1, mode: 2, max: 4 });
  });
  it('truncates a normal at 0 unless it says otherwise', () => {
    expect(numericOf({ normal: { mean: 38, sd: 4 } }, numberOf)).toEqual({ dist: 'normal', mean: 38, sd: 4, min: 0, max: Infinity });
  });
  it.each<[unknown, RegExp]>([
    [{ lognormal: { median: '0h', sigma: 1 } }, /median > 0/], [{ triangular: { min: '3h', mode: '2h', max: '4h' } }, /min <= mode/], [{ uniform: { min: '2h', max: '2h' } }, /min < max/],
    [{ normal: { mean: '1h', sd: '0h' } }, /sd > 0/], [{ normal: { mean: '1h', sd: '1h', min: '100h', max: '200h' } }, /6 sd/], [{ empirical: { values: ['1h'], weights: [1, 2] } }, /as many weights/],
    [{ empirical: { values: ['1h'], weights: [0] } }, /one of them > 0/], [{ exponential: { mean: 3 } }, /not a quantity/], [{ lognormal: { median: '1h' } }, /sigma|needs/],
    [{ exponential: { mean: '1h' }, uniform: { min: '1h', max: '2h' } }, /more than one/], [{ shared: true }, /no distribution/], [{ gamma: { mean: '1h' } }, /no known distribution/],
    ['3', /not a quantity/], [{ lognormal: null }, /as a map/], [{ uniform: { min: '1h', max: '9000h' } }, /0 \.\. 4700/],
  ])('refuses %j', (data, reason) => {
    expect(numericOf(data, hoursOf, { min: 0, max: 4700 })).toMatch(reason);
  });
});
