/** Random offsets of sources: draws 0 and 1 of an occurrence, in every form of field that has one. */
import type { FieldDraws } from '../engine/contracts.js';
import { exp, log } from '../numerics/elementary.js';
import { cosDegrees, sinDegrees } from '../numerics/trigonometry.js';

/** An offset for people; empty: none. */
export function offsetText(offset: Float64Array): string {
  const km = Math.sqrt(offset[0]! * offset[0]! + offset[1]! * offset[1]!);
  return km === 0 ? '' : `, ${km.toFixed(1)} km from its place`;
}

/** Offsets end at so many standard deviations, so that it is known beforehand whom a footprint may reach. */
export const FARTHEST_SD = 4;
const INSIDE = 1 - exp(-0.5 * FARTHEST_SD * FARTHEST_SD);

/** Normal offsets of one standard deviation east and north, cut at a circle of FARTHEST_SD of them: km into out[0] and out[1]. */
export function drawOffset(draws: FieldDraws, sdKm: number, out: Float64Array): void {
  if (sdKm === 0) { out[0] = out[1] = 0; return; }
  const radius = sdKm * Math.sqrt(-2 * log(1 - INSIDE * draws.uniform(0))), direction = 360 * draws.uniform(1);
  out[0] = radius * sinDegrees(direction);
  out[1] = radius * cosDegrees(direction);
}
