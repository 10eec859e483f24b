/** Values of a grid at places between its cells. */
import type { Grid } from '../imports/hazard-file.js';

/** Cells that the value at each place is made of, and with what weights. */
export interface GridSampling {
  /** Cells that are needed, row x columns + column, ascending, none twice. */
  cells: Float64Array;
  /** 1: the place lies in the grid. */
  inside: Uint8Array;
  /** Values at the places from those of `cells`; NaN: no data. */
  values(cells: Float64Array): Float64Array;
}

/** Column and row of a place, with fractions, from the outer corner of the first cell. */
function cellOf({ x0, y0, columnDx, columnDy, rowDx, rowDy }: Grid, x: number, y: number): [number, number] {
  const dx = x - x0, dy = y - y0;
  // North-up grids, nearly all there are: dividing once puts a place on an edge where it is.
  if (columnDy === 0 && rowDx === 0) return [dx / columnDx, dy / rowDy];
  const area = columnDx * rowDy - rowDx * columnDy;
  return [(dx * rowDy - dy * rowDx) / area, (dy * columnDx - dx * columnDy) / area];
}

/**
 * Nearest: the value of the cell that holds the place. Bilinear: between the middles of four cells, the outermost half cell level; cells
 * without data are left out, but the one that holds the place decides whether there is data at all.
 */
export function sampleGrid(grid: Grid, x: Float64Array, y: Float64Array, bilinear: boolean): GridSampling {
  const { columns, rows } = grid, corners = bilinear ? 4 : 1, n = x.length;
  const cell = new Float64Array(n * corners), weight = new Float64Array(n * corners), own = new Float64Array(n), inside = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const [c, r] = cellOf(grid, x[i]!, y[i]!);
    // The outer edges belong to the grid.
    if (!(c >= 0 && c <= columns && r >= 0 && r <= rows)) continue;
    inside[i] = 1;
    own[i] = Math.min(Math.floor(r), rows - 1) * columns + Math.min(Math.floor(c), columns - 1);
    if (!bilinear) { cell[i] = own[i]!; weight[i] = 1; continue; }
    const left = Math.floor(c - 0.5), top = Math.floor(r - 0.5), right = c - 0.5 - left, down = r - 0.5 - top;
    for (let k = 0; k < 4; k++) {
      const column = Math.min(Math.max(left + (k & 1), 0), columns - 1), row = Math.min(Math.max(top + (k >> 1), 0), rows - 1);
      cell[i * 4 + k] = row * columns + column;
      weight[i * 4 + k] = ((k & 1) === 1 ? right : 1 - right) * (k >> 1 === 1 ? down : 1 - down);
    }
  }
  const cells = distinct(cell, own, inside, corners), at = new Map<number, number>();
  cells.forEach((c, position) => at.set(c, position));
  return {
    cells, inside,
    values(given) {
      const values = new Float64Array(n).fill(NaN);
      for (let i = 0; i < n; i++) {
        if (inside[i] === 0 || Number.isNaN(given[at.get(own[i]!)!]!)) continue;
        let sum = 0, total = 0, missing = false;
        for (let k = i * corners; k < (i + 1) * corners; k++) {
          if (weight[k] === 0) continue;
          const value = given[at.get(cell[k]!)!]!;
          if (Number.isNaN(value)) { missing = true; continue; }
          sum += weight[k]! * value;
          total += weight[k]!;
        }
        values[i] = missing ? sum / total : sum;
      }
      return values;
    },
  };
}

function distinct(cell: Float64Array, own: Float64Array, inside: Uint8Array, corners: number): Float64Array {
  const seen = new Set<number>();
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === 0) continue;
    seen.add(own[i]!);
    for (let k = i * corners; k < (i + 1) * corners; k++) seen.add(cell[k]!);
  }
  return Float64Array.from(seen).sort();
}
