import { describe, expect, it } from 'vitest';
import { sampleGrid } from '../../../src/hazards/sample-grid.js';
import type { Grid } from '../../../src/imports/hazard-file.js';

/** Cells of 10 from (100, 60) to the south-east: 3 columns, 2 rows. */
const grid: Grid = { columns: 3, rows: 2, x0: 100, y0: 60, columnDx: 10, columnDy: 0, rowDx: 0, rowDy: -10 };
const VALUES = [1, 2, NaN, 4, 8, 16];

function at(places: [number, number][], bilinear: boolean, on = grid): { values: number[]; inside: number[]; cells: number[] } {
  const s = sampleGrid(on, Float64Array.from(places, (p) => p[0]), Float64Array.from(places, (p) => p[1]), bilinear);
  return { values: [...s.values(s.cells.map((c) => VALUES[c]!))], inside: [...s.inside], cells: [...s.cells] };
}

describe('nearest', () => {
  it('takes the cell that holds the place; edges belong to the cell south-east of them, the outer ones to the grid', () => {
    expect(at([[101, 59], [110, 59], [109.99, 50], [130, 40], [100, 60]], false)).toMatchObject({ values: [1, 2, 4, 16, 1], inside: [1, 1, 1, 1, 1] });
  });
  it('outside, no data and no place', () => {
    expect(at([[99.99, 50], [100, 60.01], [125, 55], [NaN, NaN]], false)).toMatchObject({ values: [NaN, NaN, NaN, NaN], inside: [0, 0, 1, 0] });
  });
  it('asks for each cell once, ascending', () => { expect(at([[125, 45], [101, 59], [102, 58]], false).cells).toEqual([0, 5]); });
});

describe('bilinear', () => {
  it('is the cell in its middle, the mean halfway', () => {
    expect(at([[105, 55], [110, 55], [105, 50], [110, 50]], true).values).toEqual([1, 1.5, 2.5, 3.75]);
  });
  it('weights by distance', () => {
    // A quarter to the right, three quarters down: 0.75 * 0.25 * 1 + 0.25 * 0.25 * 2 + 0.75 * 0.75 * 4 + 0.25 * 0.75 * 8.
    expect(at([[107.5, 47.5]], true).values).toEqual([4.0625]);
  });
  it('is level in the outer half cell', () => { expect(at([[100, 60], [101, 45], [130, 40]], true).values).toEqual([1, 4, 16]); });
  it('leaves out cells without data; the own cell decides', () => {
    // Between 2 and the hole: own cell 2 has data. Beyond the middle the own cell is the hole.
    expect(at([[119, 55], [121, 55]], true).values).toEqual([2, NaN]);
    // Of the four only the hole is left out: (0.36 * 2 + 0.24 * 8 + 0.16 * 16) / 0.76.
    expect(at([[119, 51]], true).values[0]).toBeCloseTo((0.6 * 0.6 * 2 + 0.4 * 0.6 * 8 + 0.4 * 0.4 * 16) / 0.76, 12);
  });
});

it('a turned grid: rows run east, columns south', () => {
  const turned: Grid = { columns: 3, rows: 2, x0: 0, y0: 0, columnDx: 0, columnDy: -10, rowDx: 10, rowDy: 0 };
  expect(at([[5, -5], [5, -15], [15, -25]], false, turned).values).toEqual([1, 2, 16]);
});
