import { describe, expect, it } from 'vitest';
import { distanceTo, EARTH_RADIUS_KM, greatCircleKm } from '../../../src/numerics/sphere.js';

describe('distances', () => {
  it('quarter of a meridian, antipodes, the date line', () => {
    const quarter = (EARTH_RADIUS_KM * Math.PI) / 2;
    expect(greatCircleKm(4, 0, 17, 90)).toBeCloseTo(quarter, 9);
    expect(greatCircleKm(0, 0, 180, 0)).toBeCloseTo(2 * quarter, 9);
    expect(greatCircleKm(179.9, 0, -179.9, 0)).toBeCloseTo(quarter * (0.2 / 90), 9);
    expect(greatCircleKm(4.3, 51.2, 4.3, 51.2)).toBe(0);
  });
  it('Paris to New York by the haversine formula', () => {
    const rad = Math.PI / 180;
    const h = Math.sin((8.1436 * rad) / 2) ** 2 + Math.cos(48.8566 * rad) * Math.cos(40.713 * rad) * Math.sin((76.3583 * rad) / 2) ** 2;
    expect(greatCircleKm(2.3522, 48.8566, -74.0061, 40.713)).toBeCloseTo(2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h)), 8);
  });
  it('one metre is one metre', () => {
    const metre = 0.001 / ((EARTH_RADIUS_KM * Math.PI) / 180);
    expect(greatCircleKm(4.3, 51, 4.3, 51 + metre) * 1000).toBeCloseTo(1, 6);
  });
  it('to a line: beside it, beyond its ends, over a bend, and the bulge of an arc towards the pole', () => {
    const degree = (EARTH_RADIUS_KM * Math.PI) / 180;
    const equator = distanceTo([[0, 0], [10, 0], [10, 5]]);
    expect(equator(5, 1)).toBeCloseTo(degree, 9);
    expect(equator(-3, 0)).toBeCloseTo(3 * degree, 9);
    expect(equator(10, 7)).toBeCloseTo(2 * degree, 9);
    expect(equator(11, 2)).toBeCloseTo(greatCircleKm(11, 2, 10, 2), 2); // meridian: nearest point close to the same latitude
    // The arc between (-45, 45) and (45, 45) is highest at longitude 0: tan(lat) = sqrt 2.
    const arc = distanceTo([[-45, 45], [45, 45]]);
    expect(arc(0, (Math.atan(Math.SQRT2) * 180) / Math.PI)).toBeLessThan(1e-9);
    // A line of one repeated point is that point.
    expect(distanceTo([[1, 1], [1, 1]])(1, 2)).toBeCloseTo(degree, 9);
  });
});
