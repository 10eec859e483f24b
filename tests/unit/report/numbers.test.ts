import { describe, expect, it } from 'vitest';
import { clock, count, duration, human, intervalText, percent, quantity, varianceGain } from '../../../src/report/numbers.js';

describe('numbers for people', () => {
  it.each([
    [0, '0'], [0.01234, '0.0123'], [1.5, '1.5'], [12.345, '12.3'], [999.6, '1,000'], [12345, '12,300'], [999_999, '1 M'], [1_234_567, '1.23 M'],
    [2.5e9, '2.5 G'], [-42, '−42'], [Infinity, '∞'], [Number.NaN, '–'], [0.00001234, '1.23e-5'], [0.001, '0.001'], [1000, '1,000'], [100, '100'],
  ])('human(%d) = %s', (x, text) => expect(human(x)).toBe(text));

  it.each([[0, '0 %'], [0.5, '50 %'], [0.034, '3.4 %'], [0.00001, '<0.01 %'], [0.99999, '>99.9 %'], [1, '100 %'], [0.999, '99.9 %']])('percent(%d) = %s', (x, text) => expect(percent(x)).toBe(text));

  it.each([[0, '0 h'], [0.25, '15 min'], [6.02, '6 h'], [47, '47 h'], [72, '3 d'], [336, '14 d'], [8760, '365 d'], [87_600, '3,650 d'], [Infinity, 'not by the horizon']])('duration(%d) = %s', (x, text) => expect(duration(x)).toBe(text));

  it('counts are not rounded', () => expect(count(1234567)).toBe('1,234,567'));
  it('a value beyond the horizon is named', () => expect(quantity(null, 'h')).toBe('not by the horizon'));
  it('an interval shares one unit', () => {
    expect(intervalText([40, 60], 'h')).toBe('1.7–2.5 d');
    expect(intervalText([999_000, 1_230_000], 'people')).toBe('0.999–1.23 M');
    expect(intervalText([0.1, 0.2], 'share')).toBe('10–20 %');
    expect(intervalText([1200, 1300], 'people')).toBe('1,200–1,300');
  });
  it('a clock shows days and seconds only when there are some', () => {
    expect(clock(2.5)).toBe('02:30');
    expect(clock(53.5)).toBe('2 d 05:30');
    expect(clock(1 / 3600)).toBe('00:00:01');
  });
});

it('gains in variance that only rounding makes are not shown as figures', () => {
  expect([14.2, 9_999, 1.2e12, Infinity, null].map(varianceGain)).toEqual(['× 14', '× 10,000', '> 10,000 ×', '> 10,000 ×', '–']);
});
