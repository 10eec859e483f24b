/** The nearest of many sites, on the sphere: sites lie in cubes whose edge is the reach, so that 27 of them hold every candidate. */
import { EARTH_RADIUS_KM, greatCircleKm } from '../numerics/sphere.js';
import { cosDegrees, sinDegrees } from '../numerics/trigonometry.js';

/**
 * @param lon degrees of the sites; those that are not finite are never found
 * @param withinKm reach, above 0
 * @returns index of the nearest site within reach of a place (of equally near ones the first), or -1
 */
export function nearestSite(lon: Float64Array, lat: Float64Array, withinKm: number): (lon: number, lat: number) => number {
  // A chord is shorter than its arc: what is within reach is at most one cube away. Half the earth is the most there is.
  const edge = Math.max(Math.min(withinKm / EARTH_RADIUS_KM, 2), 1e-9), cubes = new Map<string, number[]>();
  const cubeOf = (x: number, y: number): [number, number, number] => {
    const c = cosDegrees(y);
    return [Math.floor((c * cosDegrees(x)) / edge), Math.floor((c * sinDegrees(x)) / edge), Math.floor(sinDegrees(y) / edge)];
  };
  for (let i = 0; i < lon.length; i++) {
    if (!Number.isFinite(lon[i]!) || !Number.isFinite(lat[i]!)) continue;
    const key = cubeOf(lon[i]!, lat[i]!).join(), list = cubes.get(key);
    if (list) list.push(i); else cubes.set(key, [i]);
  }
  return (x, y) => {
    const [a, b, c] = cubeOf(x, y);
    let best = -1, least = Infinity;
    for (let n = 0; n < 27; n++) {
      for (const i of cubes.get(`${a + (n % 3) - 1},${b + (Math.floor(n / 3) % 3) - 1},${c + Math.floor(n / 9) - 1}`) ?? []) {
        const km = greatCircleKm(x, y, lon[i]!, lat[i]!);
        if (km <= withinKm && (km < least || (km === least && i < best))) { least = km; best = i; }
      }
    }
    return best;
  };
}
