import { describe, expect, it } from 'vitest';
import { footprintIntensities, type Places } from '../../../src/hazards/footprint.js';
import type { PlainFootprint } from '../../../src/model/types.js';
import { EARTH_RADIUS_KM } from '../../../src/numerics/sphere.js';

const DEGREE_KM = (EARTH_RADIUS_KM * Math.PI) / 180;
/** On the equator, 0, 1, 2 ... degrees east; asset 3 has no place; asset 5 is one degree north of asset 1. */
const places: Places = { lon: [0, 1, 2, NaN, 4, 1], lat: [0, 0, 0, NaN, 0, 1] };
const none = (): number[] => { throw new Error('no selector here'); };
const reach = (footprint: PlainFootprint) => footprintIntensities(footprint, places, none);

describe('footprintIntensities', () => {
  it('select: what the selector means, ascending, factor 1, assets without a place too', () => {
    const found = footprintIntensities({ form: 'select', select: { all: true } }, places, () => [4, 3, 0]);
    expect([[...found.assets], [...found.factor], [...found.skipped]]).toEqual([[0, 3, 4], [1, 1, 1], []]);
  });
  it('circle: from 1 at the center in a straight line to the rim', () => {
    const found = reach({ form: 'circle', center: { lon: 0, lat: 0 }, radiusKm: 2 * DEGREE_KM + 1e-6, rim: 0.5 });
    expect([...found.assets]).toEqual([0, 1, 2, 5]);
    expect([...found.skipped]).toEqual([3]);
    [1, 0.75, 0.5, 1 - 0.25 * Math.SQRT2].forEach((expected, i) => expect(found.factor[i]).toBeCloseTo(expected, 4));
    expect([...reach({ form: 'circle', center: { lon: 1, lat: 0 }, radiusKm: 0, rim: 1 }).assets]).toEqual([1]);
  });
  it('a rim of 0 leaves nothing at the rim, and no factor is 0', () => {
    for (const f of reach({ form: 'circle', center: { lon: 0, lat: 0 }, radiusKm: DEGREE_KM, rim: 0 }).factor) expect(f).toBeGreaterThan(0);
  });
  it('polygon: uniform inside; across the date line it is refused', () => {
    expect([...reach({ form: 'polygon', polygon: [[0.5, -0.5], [2.5, -0.5], [2.5, 0.5], [0.5, 0.5]] }).assets]).toEqual([1, 2]);
    for (const polygon of [[[170, 0], [-170, 0], [-170, 5]], [[170, 0], [190, 0], [190, 5]]] as [number, number][][]) {
      expect(() => reach({ form: 'polygon', polygon })).toThrowError(expect.objectContaining({ code: 'FOOTPRINT_DATE_LINE' }));
    }
  });
  it('attenuation from a point: (1 + r / scale)^-exponent, cut', () => {
    const found = reach({ form: 'attenuation', from: [[0, 0]], scaleKm: DEGREE_KM, exponent: 2, maxKm: 2.5 * DEGREE_KM });
    expect([...found.assets]).toEqual([0, 1, 2, 5]);
    [1, 1 / 4, 1 / 9].forEach((expected, i) => expect(found.factor[i]).toBeCloseTo(expected, 12));
  });
  it('attenuation from a line: by the distance to its nearest point', () => {
    const found = reach({ form: 'attenuation', from: [[0, 0], [2, 0]], scaleKm: DEGREE_KM, exponent: 1, maxKm: 3 * DEGREE_KM });
    expect([...found.assets]).toEqual([0, 1, 2, 4, 5]);
    [1, 1, 1, 1 / 3, 1 / 2].forEach((expected, i) => expect(found.factor[i]).toBeCloseTo(expected, 12));
  });
});
