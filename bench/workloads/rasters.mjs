/**
 * Rasters over Harbour City, written in pieces so that none is ever in memory: value (row + 3 x column) mod 10, plus 1. The program that
 * reads them shares nothing with this but the formula.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { writeTiff } from '../../tests/fixtures/tiff-writer.mjs';

/** Outer corner in the north-west, and extent in degrees. */
const WEST = 3, NORTH = 52.63, WIDTH = 0.55, HEIGHT = 0.2;

/** Value of the cell that holds a place. */
export function valueAt(lon, lat, size) {
  return cell(Math.floor((NORTH - lat) / (HEIGHT / size)), Math.floor((lon - WEST) / (WIDTH / size)));
}
const cell = (row, column) => ((row + 3 * column) % 10) + 1;

/** @param places only tiles that hold one of these are written, the rest is sparse; left out: all */
export function writeGeotiff(file, size, compression, places) {
  const tile = 256, across = Math.ceil(size / tile);
  const kept = places && new Set(places.map(([lon, lat]) => Math.floor((NORTH - lat) / (HEIGHT / size) / tile) * across + Math.floor((lon - WEST) / (WIDTH / size) / tile)));
  writeTiff(file, {
    columns: size, rows: size, tile: [tile, tile], compression, x0: WEST, y0: NORTH, dx: WIDTH / size, dy: HEIGHT / size, epsg: 4326, geographic: true,
    value: (_band, row, column) => cell(row, column), sparse: (t) => kept !== undefined && !kept.has(t),
  });
}

export function writeAsciiGrid(file, size) {
  const fd = openSync(file, 'w');
  // Cells are as wide as high in this format; dx and dy say otherwise (GDAL's extension).
  writeSync(fd, `ncols ${size}\nnrows ${size}\nxllcorner ${WEST}\nyllcorner ${NORTH - HEIGHT}\ndx ${WIDTH / size}\ndy ${HEIGHT / size}\n`);
  const rows = Array.from({ length: 10 }, (_, row) => Buffer.from(`${Array.from({ length: size }, (_, column) => cell(row, column)).join(' ')}\n`));
  for (let row = 0; row < size; row++) writeSync(fd, rows[row % 10]);
  closeSync(fd);
}
