/** Great-circle distances and containment on WGS 84 degrees. */
import type { Place } from './types.js';

/** Mean radius of the earth, km (IUGG: (2a + b) / 3 of WGS 84). */
export const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/**
 * Great-circle distance by the haversine formula, km. For choosing who is inside: good to 0.5 % (the earth is no sphere).
 * Trigonometric functions may differ in the last bit between platforms, so the result is rounded to a millimetre.
 */
export function distanceKm(a: Place, b: Place): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = sinLat * sinLat + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLon * sinLon;
  return Math.round(2e6 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))) / 1e6;
}

/**
 * True when the place lies in the polygon (even-odd rule, edges straight in degrees, closed or not; a place on a lower or
 * left edge is inside). For areas that do not cross the date line.
 */
export function isInside(place: Place, polygon: readonly (readonly [number, number])[]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!;
    const [xj, yj] = polygon[j]!;
    if (yi > place.lat !== yj > place.lat && place.lon < ((xj - xi) * (place.lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
