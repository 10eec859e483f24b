/** Joyner-Boore distances by hand, on a plane. */
import { describe, expect, it } from 'vitest';
import type { PathData, RectangleData } from '../../../src/hazards/field-data.js';
import { ruptureDistance } from '../../../src/hazards/rupture-distance.js';

function distances(source: PathData | RectangleData, places: [number, number][], { magnitude = 6, offset = [0, 0] } = {}): number[] {
  const distance = ruptureDistance(source), out = new Float64Array(places.length);
  distance.setMagnitude(magnitude);
  distance.distances(Int32Array.from(places.keys()), Float64Array.from(places, (p) => p[0]), Float64Array.from(places, (p) => p[1]), Float64Array.from(offset), out);
  return [...out];
}

describe('Joyner-Boore distance', () => {
  const path = (...points: [number, number][]): PathData => ({ form: 'path', east: Float64Array.from(points, (p) => p[0]), north: Float64Array.from(points, (p) => p[1]) });

  it('to a point is that to the epicentre, wherever it has moved', () => {
    expect(distances(path([0, 0]), [[3, 4], [0, 0]])).toEqual([5, 0]);
    expect(distances(path([0, 0]), [[3, 4]], { offset: [3, 0] })).toEqual([4]);
  });
  it('to a line is that to its nearest piece', () => {
    expect(distances(path([0, 0], [10, 0], [10, 10]), [[5, 3], [-3, 4], [14, 5], [13, 14]])).toEqual([3, 5, 4, 5]);
  });
  it('to a plane is 0 above it: strike to the north, dipping to the east by 60 degrees, its upper edge 3 km deep', () => {
    const plane: RectangleData = { form: 'rectangle', strike: 0, dip: 60, lengthKm: 20, widthKm: 12, topKm: 3 };
    // Seen from above it lies from 3 / tan 60 = 1.732 km to 6 km further east.
    const near = 3 / Math.sqrt(3), far = near + 6;
    const found = distances(plane, [[4, 5], [0, 0], [far + 2, -9], [near - 3, 14]]);
    [0, near, 2, 5].forEach((expected, i) => expect(found[i]).toBeCloseTo(expected, 12));
  });
  it('a vertical plane is a line, and strike turns it', () => {
    const found = distances({ form: 'rectangle', strike: 90, dip: 90, lengthKm: 10, widthKm: 12, topKm: 2 }, [[4, 7], [8, 4]]);
    expect(found[0]).toBeCloseTo(7, 12);
    expect(found[1]).toBeCloseTo(5, 12);
  });
  it('without lengths it grows with the magnitude (Wells and Coppersmith 1994: 12.6 km long and 8.1 km wide at 6, 49.0 km at 7)', () => {
    const plane: RectangleData = { form: 'rectangle', strike: 0, dip: 90, topKm: 0 }, half = (m: number) => 0.5 * 10 ** (-2.44 + 0.59 * m);
    expect(2 * half(6)).toBeCloseTo(12.59, 2);
    expect(2 * half(7)).toBeCloseTo(48.98, 2);
    for (const m of [6, 7]) expect(distances(plane, [[0, 100]], { magnitude: m })[0]).toBeCloseTo(100 - half(m), 10);
    const flat = distances({ ...plane, dip: 30 }, [[50, 0]], { magnitude: 6 })[0]!;
    expect(flat).toBeCloseTo(50 - 10 ** (-1.01 + 0.32 * 6) * Math.cos(Math.PI / 6), 10);
  });
});
