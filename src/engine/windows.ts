/**
 * When something acts at one place of a hazard: from when the intensity there first is at or above what it asks for until it last is. Where intensities
 * arrive at their own times (fields with times, courses) it is over when the intensity has passed; elsewhere, unless an intensity is asked for, when the
 * occurrence ends.
 */
import { exp, log } from '../numerics/elementary.js';
import { reachOf, sinkTimesOf, type Reach } from './fields.js';
import type { CompiledHazard } from './compiled-scenario.js';
import type { IntensityField } from './contracts.js';

/** Share of its peak from which a place counts as reached, where no intensity is asked for. */
const ARRIVED = 1e-6;

/** Times at the places of a hazard. */
export interface LocalTimes {
  /** When places meet a share of their peak, and are last at or above it; undefined: at once, until it ends. */
  reach: Reach | undefined;
  sink: Reach | undefined;
  /** Places are reached at times of their own. */
  local: boolean;
}

export function localTimesOf(hazard: CompiledHazard, field: IntensityField | undefined): LocalTimes {
  return { reach: reachOf(hazard, field), sink: sinkTimesOf(hazard, field), local: field?.reach !== undefined || hazard.courses !== undefined };
}

/**
 * Hours after onset from which and until which it acts at a place, into window; Infinity: until the occurrence ends.
 * @param lnPeak logarithm of the peak there over that of the hazard, @param lnAbove of the intensity asked for, undefined: any
 * @returns false: never
 */
export function windowAt({ reach, sink, local }: LocalTimes, position: number, lnPeak: number, lnAbove: number | undefined, intensity: number, window: Float64Array): boolean {
  if (lnPeak === -Infinity || (lnAbove !== undefined && !(intensity > 0))) return false;
  const share = lnAbove === undefined ? ARRIVED : exp(lnAbove - log(intensity) - lnPeak);
  if (!(share <= 1)) return false;
  window[0] = share;
  if (reach === undefined) window[0] = 0; else reach(position, window);
  const from = window[0]!;
  if (from === Infinity) return false;
  window[0] = share;
  if (sink === undefined || (lnAbove === undefined && !local)) window[0] = Infinity; else sink(position, window);
  window[1] = window[0]!;
  window[0] = from;
  return true;
}

/**
 * The greatest share of its peak that a place meets by an hour after onset, and when first, into strongest (share, hour).
 * @param most the greatest share that it ever meets @returns false: it is not reached by then
 */
export function strongestBy({ reach }: LocalTimes, position: number, most: number, end: number, strongest: Float64Array): boolean {
  const hoursAt = (share: number): number => {
    strongest[0] = share;
    if (reach === undefined) strongest[0] = 0; else reach(position, strongest);
    return strongest[0]!;
  };
  let high = most, low = 0;
  if (hoursAt(high) < end) low = high;
  else if (hoursAt(ARRIVED) < end) {
    // Time rises with the share: halving finds the share of the end to 1e-12.
    low = ARRIVED;
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (hoursAt(middle) < end) low = middle; else high = middle;
    }
  }
  if (low === 0) return false;
  strongest[1] = hoursAt(low);
  strongest[0] = low;
  return true;
}
