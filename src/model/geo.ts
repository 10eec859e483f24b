/** Containment on WGS 84 degrees. */
import type { Place } from './types.js';

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
