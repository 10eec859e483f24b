/**
 * Histograms of curve values, one for each (curve, grid point), for bands over time. A value (0..CURVE_PARTS) below 128 parts
 * has a bin of its own; above, bins are 1/64 of the value wide, so a quantile read from them is within 0.8 % of the exact one
 * and "nobody" and small shares stay exact. About 530 bins of 4 bytes: 2 kB a grid point, whatever the number of replications.
 * Counts are integers: any order of adding gives the same bits.
 */
import { CURVE_PARTS } from '../engine/contracts.js';

const EXACT = 128;
const SUB = EXACT / 2;

/** Bin of a value in parts. */
export function binOf(parts: number): number {
  if (parts < EXACT) return parts;
  const shift = 31 - Math.clz32(parts) - 6;
  return EXACT + (shift - 1) * SUB + (parts >> shift) - SUB;
}

/** The value a bin stands for, in parts: its middle, at most CURVE_PARTS. */
export function binValue(bin: number): number {
  if (bin < EXACT) return bin;
  const shift = Math.floor((bin - EXACT) / SUB) + 1;
  const low = (((bin - EXACT) % SUB) + SUB) << shift;
  return Math.min(CURVE_PARTS, low + (1 << shift) / 2);
}

/** Bins of one histogram. */
export const BINS = binOf(CURVE_PARTS) + 1;

/** Adds one replication's curves: `bins` holds BINS counts for each cell, `sums` the exact sum in parts. */
export function addCurves(bins: Uint32Array, sums: Float64Array, curves: Uint16Array, from: number): void {
  for (let cell = 0; cell < sums.length; cell++) {
    const parts = curves[from + cell]!;
    // Bin 0 is what the others leave of the number of replications: most cells of most replications are 0.
    if (parts === 0) continue;
    bins[cell * BINS + binOf(parts)]!++;
    sums[cell]! += parts;
  }
}

/**
 * Quantiles of one cell (inverse of the empirical distribution function: the least value that at least this share does not exceed).
 * @param percents ascending whole per cents; @param total replications added. Returns parts.
 */
export function binQuantiles(bins: Uint32Array, cell: number, total: number, percents: readonly number[]): number[] {
  const from = cell * BINS;
  let above = 0;
  for (let bin = 1; bin < BINS; bin++) above += bins[from + bin]!;
  let reached = total - above;
  let bin = 0;
  return percents.map((percent) => {
    const rank = Math.max(1, Math.ceil((percent * total) / 100));
    while (reached < rank && bin < BINS - 1) reached += bins[from + ++bin]!;
    return binValue(bin);
  });
}
