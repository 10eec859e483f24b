/**
 * ESRI ASCII grid (ArcGIS, "Esri ASCII raster format"): a header of `NAME value` lines, then the values row by row from the north. The values are
 * read from end to end in pieces and only the wanted ones are kept: the file is at no time whole in memory. Where lines break means nothing.
 */
import { closeSync } from 'node:fs';
import { inPieces } from './byte-pieces.js';
import { decimal, shown } from './file-problems.js';
import { fileFault, invalid, openBytes, type Grid, type GridFile, type HazardFileFormat } from './hazard-file.js';

/** Cells at most: a hundred thousand each way. */
const MOST_CELLS = 1e10;
/** A header is shorter. */
const HEADER_BYTES = 64 << 10;

export const asciiGridFormat: HazardFileFormat = {
  format: 'ascii-grid', extensions: ['.asc'], limit: 16 * 2 ** 30,
  open(file) {
    const { fd } = openBytes(file, this.limit);
    try {
      return Promise.resolve(openGrid(file, fd));
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  },
};

function openGrid(file: string, fd: number): GridFile {
  let text = '';
  inPieces(fd, (piece) => { text += Buffer.from(piece).toString('latin1'); return text.length < HEADER_BYTES; });
  const header = headerOf(file, text.slice(0, HEADER_BYTES));
  return {
    shape: 'grid', ensemble: false, fields: [{ name: '1' }], grid: header.grid, close: () => { closeSync(fd); },
    read: (fields, cells) => { const values = readCells(file, fd, header, cells); return Promise.resolve(fields.map(() => values)); },
  };
}

interface Header { grid: Grid; noData: number; /** Where the values begin. */ bytes: number; line: number }

const NAMES = ['ncols', 'nrows', 'xllcorner', 'yllcorner', 'xllcenter', 'yllcenter', 'cellsize', 'nodata_value', 'dx', 'dy'];

function headerOf(file: string, text: string): Header {
  const values = new Map<string, number>();
  let line = 1, bytes = 0;
  for (;;) {
    const match = /^[ \t]*([A-Za-z_]+)[ \t]+(\S+)[ \t]*\r?(?:\n|$)/.exec(text.slice(bytes, bytes + 1000));
    if (match === null || match[1]!.toLowerCase() === 'nan') break;
    const name = match[1]!.toLowerCase(), value = /^nan$/i.test(match[2]!) && name === 'nodata_value' ? NaN : decimal(match[2]!);
    if (!NAMES.includes(name)) throw invalid(file, `expecting a line of the header (${NAMES.join(', ')}), found ${shown(match[0])}`, line);
    if (values.has(name)) throw invalid(file, `${name} stands twice`, line);
    if (Number.isNaN(value) && name !== 'nodata_value') throw invalid(file, `${name}: expecting a number, found ${shown(match[2]!)}`, line);
    values.set(name, value);
    bytes += match[0].length;
    line++;
  }
  const need = (name: string): number => { const value = values.get(name); if (value === undefined) throw invalid(file, `the header has no ${name}: expecting an ESRI ASCII grid`); return value; };
  const columns = need('ncols'), rows = need('nrows'), dx = values.get('dx') ?? need('cellsize'), dy = values.get('dy') ?? values.get('cellsize') ?? need('dy');
  if (![columns, rows].every((n) => Number.isInteger(n) && n > 0) || !(dx > 0) || !(dy > 0)) throw invalid(file, `expecting ncols and nrows from 1 and a cellsize above 0, found ${columns}, ${rows} and ${dx === dy ? dx : `${dx} x ${dy}`}`);
  if (columns * rows > MOST_CELLS) throw fileFault('FOOTPRINT_FILE_LIMIT', file, `expecting at most ${MOST_CELLS} cells, the header claims ${columns} x ${rows}`);
  const west = values.get('xllcorner') ?? need('xllcenter') - dx / 2, south = values.get('yllcorner') ?? need('yllcenter') - dy / 2;
  return { grid: { columns, rows, x0: west, y0: south + rows * dy, columnDx: dx, columnDy: 0, rowDx: 0, rowDy: -dy }, noData: values.get('nodata_value') ?? -9999, bytes, line };
}

const SPACE = 1, NUMBER = 2;
/** What a byte may be: part of a number (also `nan`), or space between; 0: neither. */
const KIND = new Uint8Array(256);
for (const c of ' \t\r\n') KIND[c.charCodeAt(0)] = SPACE;
for (const c of '0123456789.+-eEnNaA') KIND[c.charCodeAt(0)] = NUMBER;

/** Counts the values as they go by and keeps the wanted ones. @param cells ascending */
function readCells(file: string, fd: number, { grid, noData, bytes, line: firstLine }: Header, cells: Float64Array): Float64Array {
  const values = new Float64Array(cells.length).fill(NaN), total = grid.columns * grid.rows, text: number[] = [];
  let skip = bytes, line = firstLine, inside = false, count = 0, next = 0, wanted = cells.length > 0 ? cells[0]! : -1;
  const keep = (): void => {
    const written = String.fromCharCode(...text), value = /^nan$/i.test(written) ? NaN : decimal(written);
    if (Number.isNaN(value) && !/^nan$/i.test(written)) throw invalid(file, `expecting a number, found ${shown(written)}`, line);
    values[next++] = value === noData ? NaN : value;
    wanted = next < cells.length ? cells[next]! : -1;
    text.length = 0;
  };
  // The hot loop: once for each byte of the file.
  inPieces(fd, (piece) => {
    let at = 0;
    if (skip > 0) { at = Math.min(skip, piece.length); skip -= at; }
    for (; at < piece.length; at++) {
      const byte = piece[at]!, kind = KIND[byte]!;
      if (kind === NUMBER) {
        inside = true;
        if (count === wanted) { if (text.length > 64) throw invalid(file, 'a number of more than 64 characters', line); text.push(byte); }
      } else if (kind === SPACE) {
        if (inside) { if (count === wanted) keep(); count++; inside = false; }
        if (byte === 10) line++;
      } else throw invalid(file, `expecting numbers, found the byte ${byte}${byte > 32 && byte < 127 ? ` ("${String.fromCharCode(byte)}")` : ''}`, line);
    }
    return count <= total;
  });
  if (inside) { if (count === wanted) keep(); count++; }
  if (count !== total) throw invalid(file, `the header claims ${grid.columns} x ${grid.rows} = ${total} values, found ${count > total ? 'more' : count}`, line);
  return values;
}
