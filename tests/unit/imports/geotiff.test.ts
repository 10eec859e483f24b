/** GeoTIFF in the ways that programs write it, against values known by their row and column; and files that mean harm. */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/errors.js';
import { geotiffFormat } from '../../../src/imports/geotiff.js';
import { unpackBits, unpackLzw } from '../../../src/imports/geotiff-codecs.js';
import type { GridFile } from '../../../src/imports/hazard-file.js';
import { lzw, packBits, writeTiff, type TiffOptions } from '../../fixtures/tiff-writer.mjs';
import { folderOf } from '../model/files.js';

const COLUMNS = 37, ROWS = 29;
const value = (band: number, row: number, column: number): number => (band * 7 + row * COLUMNS + column) % 251;
const place = { columns: COLUMNS, rows: ROWS, x0: 500000, y0: 5800000, dx: 100, dy: 50, epsg: 25831, value };
/** Cells all over: corners, and one in each tile of 16. */
const CELLS = Float64Array.from([0, 5, 17, 36, 16 * COLUMNS + 3, 20 * COLUMNS + 20, 28 * COLUMNS, 28 * COLUMNS + 36]);

async function opened(options: Partial<TiffOptions> & Pick<TiffOptions, 'value'>): Promise<GridFile> {
  const file = join(folderOf({}), 'a.tif');
  writeTiff(file, { ...place, ...options });
  return await geotiffFormat.open(file, {}) as GridFile;
}

async function codesOf(work: () => Promise<unknown>): Promise<string[]> {
  try { await work(); } catch (error) { if (error instanceof ValidationError) return error.problems.map((p) => p.code); throw error; }
  return [];
}

describe('forms', () => {
  const forms: [string, Partial<TiffOptions>][] = [
    ['tiles', { tile: [16, 16] }], ['strips', { strip: 7 }], ['one strip', {}], ['big endian tiles', { tile: [16, 16], littleEndian: false }], ['big endian strips', { strip: 5, littleEndian: false, type: 'int16' }],
    ['BigTIFF', { tile: [16, 16], big: true }], ['big-endian BigTIFF', { tile: [16, 16], big: true, littleEndian: false }],
    ['Deflate', { tile: [16, 16], compression: 'deflate' }], ['LZW', { tile: [32, 16], compression: 'lzw' }], ['LZW strips of bytes', { strip: 8, compression: 'lzw', type: 'uint8' }], ['PackBits', { strip: 8, compression: 'packbits', type: 'uint8' }],
    ['bytes', { tile: [16, 16], type: 'uint8' }], ['shorts', { tile: [16, 16], type: 'uint16' }], ['longs', { strip: 4, type: 'int32' }], ['doubles', { tile: [16, 16], type: 'float64' }],
    ['differences', { tile: [16, 16], type: 'int16', compression: 'deflate', predictor: 2 }], ['differences of floats', { tile: [16, 16], compression: 'deflate', predictor: 3 }], ['differences of two bands of doubles, in strips', { strip: 6, bands: 2, type: 'float64', compression: 'lzw', predictor: 3 }],
    ['three bands, interleaved', { tile: [16, 16], bands: 3 }], ['three bands, apart', { tile: [16, 16], bands: 3, planar: true }], ['three bands, apart, in strips', { strip: 6, bands: 3, planar: true, compression: 'deflate' }],
  ];
  it.each(forms)('%s', async (_name, form) => {
    const file = await opened({ value, ...form }), bands = form.bands ?? 1, fields = Array.from({ length: bands }, (_, b) => bands - 1 - b);
    expect(file.fields.map((f) => f.name)).toEqual(Array.from({ length: bands }, (_, b) => String(b + 1)));
    const read = await file.read(fields, CELLS);
    file.close();
    fields.forEach((band, n) => { expect([...read[n]!]).toEqual([...CELLS].map((c) => value(band, Math.floor(c / COLUMNS), c % COLUMNS))); });
  });
});

describe('place', () => {
  it('tie point and scale; a raster of points is half a cell off', async () => {
    const area = await opened({ value }), point = await opened({ value, point: true });
    expect(area.grid).toEqual({ columns: COLUMNS, rows: ROWS, x0: 500000, y0: 5800000, columnDx: 100, columnDy: 0, rowDx: 0, rowDy: -50 });
    expect(point.grid).toEqual(area.grid);
    expect([area.crs, point.crs]).toEqual(['EPSG:25831', 'EPSG:25831']);
  });
  it('of its own making, on degrees that have a number: none, not the degrees', async () => {
    expect((await opened({ value, epsg: 32767, base: 4326 })).crs).toBeUndefined();
    expect((await opened({ value, epsg: undefined, base: 4326 })).crs).toBeUndefined();
    expect((await opened({ value, epsg: 25831, base: 4258 })).crs).toBe('EPSG:25831');
  });
  it('a transformation', async () => {
    const { grid, crs } = await opened({ value, matrix: [0, 30, 0, 1000, -20, 0, 0, 2000, 0, 0, 0, 0, 0, 0, 0, 1], epsg: undefined });
    expect(grid).toMatchObject({ x0: 1000, y0: 2000, columnDx: 0, columnDy: -20, rowDx: 30, rowDy: 0 });
    expect(crs).toBeUndefined();
  });
  it('none is refused', async () => { expect(await codesOf(() => opened({ value, x0: undefined }))).toEqual(['FOOTPRINT_FILE_INVALID']); });
});

describe('values', () => {
  it('no data, also as the nearest float; a sparse tile; what is not finite', async () => {
    const file = await opened({ tile: [16, 16], noData: '-3.4028234663852886e+38', sparse: (t) => t === 1, value: (_b, r, c) => (r === 0 && c === 0 ? -3.4028234663852886e38 : r === 0 && c === 5 ? Infinity : 1) });
    expect([...(await file.read([0], CELLS))[0]!]).toEqual([NaN, NaN, NaN, 1, 1, 1, 1, 1]);
  });
  it('scale, offset and unit of GDAL', async () => {
    const metadata = '<GDALMetadata><Item name="OFFSET" sample="0" role="offset">10</Item><Item name="SCALE" sample="0" role="scale">0.5</Item><Item name="UNITTYPE" sample="0" role="unittype">cm</Item></GDALMetadata>';
    const file = await opened({ type: 'int16', metadata, value: (_b, _r, c) => c });
    expect(file.fields).toMatchObject([{ name: '1', unit: 'cm' }]);
    expect([...(await file.read([0], Float64Array.of(0, 4)))[0]!]).toEqual([10, 12]);
  });
});

describe('codecs', () => {
  const bytes = Uint8Array.from({ length: 60_000 }, (_, i) => (i % 97 < 40 ? 7 : (i * i) % 251));
  it('LZW and PackBits give back what was packed, and stop at the limit', () => {
    expect(unpackLzw(lzw(bytes), bytes.length)).toEqual(bytes);
    expect(unpackBits(packBits(bytes), bytes.length)).toEqual(bytes);
    expect([unpackLzw(lzw(bytes), 1000).length, unpackBits(packBits(bytes), 1000).length]).toEqual([1000, 1000]);
  });
  it('LZW of nonsense is refused', () => { expect(() => unpackLzw(Uint8Array.from([0x80, 0x7f, 0xff, 0xff, 0xff]), 100)).toThrow(RangeError); });
});

describe('files that mean harm', () => {
  it('a file cut off anywhere is no raster of zeros', async () => {
    const folder = folderOf({}), file = join(folder, 'a.tif');
    for (const keep of [0, 7, 100, 500, 2000, 4000]) {
      writeTiff(file, { ...place, tile: [16, 16] });
      truncateSync(file, keep);
      expect(await codesOf(async () => (await geotiffFormat.open(file, {}) as GridFile).read([0], CELLS)), String(keep)).toEqual(['FOOTPRINT_FILE_INVALID']);
    }
  });

  /** Changes the entry of a tag in the directory of a little-endian file. */
  function patched(tag: number, change: (entry: DataView) => void): string {
    const file = join(folderOf({}), 'a.tif');
    writeTiff(file, { ...place, tile: [16, 16], compression: 'deflate' });
    const bytes = readFileSync(file), view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length), start = view.getUint32(4, true);
    for (let i = 0; i < view.getUint16(start, true); i++) { const at = start + 2 + 12 * i; if (view.getUint16(at, true) === tag) change(new DataView(bytes.buffer, bytes.byteOffset + at, 12)); }
    writeFileSync(file, bytes);
    return file;
  }
  const read = (file: string) => codesOf(async () => (await geotiffFormat.open(file, {}) as GridFile).read([0], CELLS));

  it('claims of four thousand million tiles, bands or cells cost no memory', async () => {
    const before = process.memoryUsage().rss;
    expect(await read(patched(324, (e) => { e.setUint32(4, 0xffffffff, true); }))).toEqual(['FOOTPRINT_FILE_INVALID']);
    expect(await read(patched(256, (e) => { e.setUint32(8, 0x7fffffff, true); }))).toEqual(['FOOTPRINT_FILE_INVALID']);
    expect(await read(patched(322, (e) => { e.setUint32(8, 0x7fffff0, true); }))).toEqual(['FOOTPRINT_FILE_LIMIT']);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });
  it('sizes of tiles that are left out are no sparse tiles', async () => {
    expect(await read(patched(325, (e) => { e.setUint16(0, 60325, true); }))).toEqual(['FOOTPRINT_FILE_INVALID']);
  });
  it('metadata with entities are refused', async () => {
    expect(await codesOf(() => opened({ value, metadata: '<!DOCTYPE a [<!ENTITY b "c">]><GDALMetadata><Item name="SCALE" sample="0">&b;</Item></GDALMetadata>' }))).toEqual(['FOOTPRINT_FILE_INVALID']);
  });
  it('unknown compressions are named', async () => {
    expect(await read(patched(259, (e) => { e.setUint16(8, 7, true); }))).toEqual(['FOOTPRINT_FILE_INVALID']);
  });
  it('a tile that grows without end is stopped at the size of a tile', async () => {
    const bomb = deflateSync(new Uint8Array(200 << 20)), file = join(folderOf({}), 'a.tif');
    writeTiff(file, { ...place, strip: ROWS, compression: 'none' });
    const bytes = Buffer.concat([readFileSync(file), bomb]), view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length), start = view.getUint32(4, true), size = bytes.length - bomb.length;
    for (let i = 0; i < view.getUint16(start, true); i++) {
      const at = start + 2 + 12 * i, tag = view.getUint16(at, true);
      if (tag === 259) view.setUint16(at + 8, 8, true);
      if (tag === 273) view.setUint32(at + 8, size, true);
      if (tag === 279) view.setUint32(at + 8, 5000, true);
    }
    writeFileSync(file, bytes);
    const before = process.memoryUsage().rss;
    expect(await read(file)).toEqual(['FOOTPRINT_FILE_INVALID']);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 << 20);
  });
});
