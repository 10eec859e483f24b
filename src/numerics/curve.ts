/** Curves given at points: probabilities by intensity, losses by depth. */

/**
 * Value at x of a curve through (at[i], value[i]), `at` rising: linear in between (`stepwise`: that of the point before), 0 below the first point, that
 * of the last beyond it.
 */
export function curveAt(at: Float64Array, value: Float64Array, x: number, stepwise: boolean): number {
  let low = 0, high = at.length;
  // The first point beyond x.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at[middle]! <= x) low = middle + 1; else high = middle;
  }
  if (low === 0) return 0;
  const left = value[low - 1]!;
  if (stepwise || low === at.length) return left;
  return left + ((x - at[low - 1]!) / (at[low]! - at[low - 1]!)) * (value[low]! - left);
}

/** The least x at which a curve that never falls reaches a value above 0; Infinity: nowhere. */
export function firstReach(at: Float64Array, value: Float64Array, wanted: number, stepwise: boolean): number {
  let i = 0;
  while (i < at.length && value[i]! < wanted) i++;
  if (i === at.length) return Infinity;
  if (i === 0 || stepwise) return at[i]!;
  const left = value[i - 1]!;
  return at[i - 1]! + ((wanted - left) / (value[i]! - left)) * (at[i]! - at[i - 1]!);
}
