/** A plane about a place: azimuthal equidistant on the sphere, so distances from the place are exact, and others within 0.1 % up to some 300 km. */
import { EARTH_RADIUS_KM } from './sphere.js';
import { angle, cosDegrees, sinDegrees } from './trigonometry.js';

/** Kilometres east and north of an origin. */
export interface LocalPlane {
  /** Of a place in degrees, into out[0] (east) and out[1] (north). */
  toKm(lon: number, lat: number, out: Float64Array): void;
}

export function localPlane(originLon: number, originLat: number): LocalPlane {
  const sinOrigin = sinDegrees(originLat), cosOrigin = cosDegrees(originLat);
  return {
    toKm(lon, lat, out) {
      const s = sinDegrees(lat), c = cosDegrees(lat), delta = lon - originLon, cosDelta = cosDegrees(delta);
      // Components of the unit vector of the place along east and north at the origin; their length is the sine of the distance.
      const east = c * sinDegrees(delta), north = cosOrigin * s - sinOrigin * c * cosDelta, up = sinOrigin * s + cosOrigin * c * cosDelta;
      const sine = Math.sqrt(east * east + north * north);
      const scale = sine > 0 ? (EARTH_RADIUS_KM * angle(sine, up)) / sine : EARTH_RADIUS_KM;
      out[0] = scale * east;
      out[1] = scale * north;
    },
  };
}
