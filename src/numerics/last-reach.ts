/**
 * Replaces the value in cell[0] by the last x at which a piecewise linear curve, the points from `from` up to `to`, is at or above it; Infinity: at its last
 * point it still is; -Infinity: it never is. In place since a double that a function takes or returns becomes an object.
 */
export function lastReach(x: Float64Array, y: Float64Array, from: number, to: number, cell: Float64Array): void {
  const value = cell[0]!;
  let i = to - 1;
  cell[0] = Infinity;
  if (y[i]! >= value) return;
  while (i > from && y[i - 1]! < value) i--;
  cell[0] = -Infinity;
  if (i === from) return;
  const high = y[i - 1]!, low = y[i]!;
  cell[0] = x[i - 1]! + ((high - value) / (high - low)) * (x[i]! - x[i - 1]!);
}
