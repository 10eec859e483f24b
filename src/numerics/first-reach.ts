/**
 * Replaces the value in cell[0] by the first x at which a piecewise linear curve, the points from `from` up to `to`, reaches it; Infinity: never.
 * A curve that begins there or above reaches it at its first point. In place since a double that a function takes or returns becomes an object.
 */
export function firstReach(x: Float64Array, y: Float64Array, from: number, to: number, cell: Float64Array): void {
  const value = cell[0]!;
  cell[0] = Infinity;
  if (y[from]! >= value) { cell[0] = x[from]!; return; }
  for (let i = from + 1; i < to; i++) {
    const low = y[i - 1]!, high = y[i]!;
    if (high < value) continue;
    cell[0] = x[i - 1]! + ((value - low) / (high - low)) * (x[i]! - x[i - 1]!);
    return;
  }
}
