/**
 * GeoTIFF (OGC 19-008r4; TIFF 6.0; BigTIFF) through geotiff.js: bands of a raster at single cells. Only the tiles or strips that hold
 * wanted cells are read, one at a time; a sparse tile (no bytes) is no data.
 */
import { closeSync } from 'node:fs';
import { GeoTIFF, getDecoder, type GeoTIFFImage } from 'geotiff';
import { bytesAt, tiffDirectory, wholeAt, type TiffDirectory } from './geotiff-directory.js';
import { COMPRESSIONS, tileBytes } from './geotiff-codecs.js';
import { fileFault, invalid, openBytes, type Grid, type GridFile, type HazardField, type HazardFileFormat } from './hazard-file.js';
import { readXml } from './xml-reader.js';

const TILE_OFFSETS = 324, TILE_BYTES = 325, STRIP_OFFSETS = 273, STRIP_BYTES = 279, METADATA = 42112;
/** Largest decoded tile or strip, bytes. */
const TILE_LIMIT = 64 << 20;
/** Longest text of GDAL's metadata, bytes. */
const METADATA_LIMIT = 4 << 20;
/** More bands than any ensemble has. */
const MOST_BANDS = 65_535;

/** Tiles of an image; strips are tiles as wide as the image. */
interface Tiles { width: number; height: number; across: number; down: number; /** Tags of their positions and sizes. */ offsets: number; bytes: number; planar: boolean; predictor: number }

/** What a value of a band becomes: value x scale + offset, unless it stands for no data. */
interface Band extends HazardField { scale: number; offset: number; noData: number }

interface Opened { file: string; fd: number; size: number; directory: TiffDirectory; image: GeoTIFFImage; tiles: Tiles; bands: Band[] }

export const geotiffFormat: HazardFileFormat = {
  format: 'geotiff', extensions: ['.tif', '.tiff'], limit: 16 * 2 ** 30,
  async open(file) {
    const { fd, size } = openBytes(file, this.limit);
    try {
      return await openImage(file, fd, size);
    } catch (error) {
      closeSync(fd);
      throw asInvalid(file, error);
    }
  },
};

async function openImage(file: string, fd: number, size: number): Promise<GridFile> {
  const directory = tiffDirectory(fd, size, file);
  // geotiff.js looks ahead past the end of small files; tiles never go through here.
  const source = { fetch: (slices: { offset: number; length: number }[]) => Promise.resolve(slices.map(({ offset, length }) => padded(bytesAt(fd, size, offset, Math.max(0, Math.min(length, size - offset)), file), length))) };
  const tiff = await GeoTIFF.fromSource(source as Parameters<typeof GeoTIFF.fromSource>[0]), image = await tiff.getImage(0);
  const bands = await bandsOf(file, image, directory), tiles = tilesOf(file, image, directory, Number(await image.fileDirectory.loadValue('Predictor') ?? 1)), opened: Opened = { file, fd, size, directory, image, tiles, bands };
  return {
    shape: 'grid', ensemble: true, fields: bands, crs: crsOf(image), grid: gridOf(file, image), close: () => { closeSync(fd); },
    read: async (fields, cells) => {
      try { return await readCells(opened, fields, cells); } catch (error) { throw asInvalid(file, error); }
    },
  };
}

function padded(view: DataView, length: number): ArrayBuffer {
  const buffer = view.buffer as ArrayBuffer;
  if (buffer.byteLength === length) return buffer;
  const whole = new Uint8Array(Math.min(length, 1 << 20));
  whole.set(new Uint8Array(buffer));
  return whole.buffer;
}

/** Mistakes that geotiff.js or a decoder finds are the file's. */
function asInvalid(file: string, error: unknown): Error {
  return error instanceof Error && error.name !== 'ValidationError' ? invalid(file, `the file cannot be read as GeoTIFF: ${error.message}`) : error as Error;
}

async function bandsOf(file: string, image: GeoTIFFImage, { entries }: TiffDirectory): Promise<Band[]> {
  const count = image.getSamplesPerPixel(), compression = image.fileDirectory.getValue('Compression') ?? 1;
  if (count > MOST_BANDS) throw fileFault('FOOTPRINT_FILE_LIMIT', file, `expecting at most ${MOST_BANDS} bands, found ${count}`);
  if (!Object.hasOwn(COMPRESSIONS, compression)) throw invalid(file, `compression ${compression} is not read. Expecting one of ${[...new Set(Object.values(COMPRESSIONS))].join(', ')}: gdal_translate -co COMPRESS=DEFLATE`);
  if ((entries.get(METADATA)?.count ?? 0) > METADATA_LIMIT) throw fileFault('FOOTPRINT_FILE_LIMIT', file, `its GDAL metadata have more than ${METADATA_LIMIT >> 20} MB`);
  const text = image.getGDALNoData(), metadata = gdalItems(String(await image.fileDirectory.loadValue(METADATA) ?? '')), bands: Band[] = [];
  for (let b = 0; b < count; b++) {
    const bits = image.getBitsPerSample(b), format = image.getSampleFormat(b);
    if (![8, 16, 32, 64].includes(bits) || (format !== 3 && bits === 64) || ![1, 2, 3].includes(format)) throw invalid(file, `band ${b + 1}: numbers of ${bits} bits in sample format ${format} are not read. Expecting whole numbers of 8, 16 or 32 bits, or floating-point ones of 16, 32 or 64`);
    const about = metadata.get(b), unit = about?.get('unittype')?.trim() ?? '';
    const number = (role: string, fallback: number): number => { const value = Number(about?.get(role) ?? fallback); return Number.isFinite(value) ? value : fallback; };
    const noData = text === null ? NaN : format === 3 && bits === 32 ? Math.fround(text) : text;
    bands.push({ name: String(b + 1), ...(unit === '' ? {} : { unit }), scale: number('scale', 1), offset: number('offset', 0), noData });
  }
  return bands;
}

/** Scale, offset and unit of bands, by band and role (GDAL, "GTiff: metadata": an XML text in a tag of its own). */
function gdalItems(text: string): Map<number, Map<string, string>> {
  const items = new Map<number, Map<string, string>>();
  let current: ReadonlyMap<string, string> | undefined;
  if (text.replace(/\0+$/, '').trim() === '') return items;
  readXml(text.replace(/\0+$/, ''), {
    start(name, attributes) { current = name === 'Item' ? attributes : undefined; },
    end(name, content) {
      const sample = current?.get('sample'), role = (current?.get('role') ?? current?.get('name'))?.toLowerCase();
      if (name !== 'Item' || sample === undefined || role === undefined) return;
      const band = items.get(Number(sample)) ?? new Map<string, string>();
      items.set(Number(sample), band.set(role, content));
    },
  });
  return items;
}

function tilesOf(file: string, image: GeoTIFFImage, { entries }: TiffDirectory, predictor: number): Tiles {
  const columns = image.getWidth(), rows = image.getHeight(), width = image.getTileWidth(), height = image.getTileHeight(), planar = image.planarConfiguration === 2;
  if (!(columns > 0 && rows > 0 && width > 0 && height > 0)) throw invalid(file, `an image of ${columns} x ${rows} cells in tiles of ${width} x ${height}`);
  const across = Math.ceil(columns / width), down = Math.ceil(rows / height), strips = entries.has(STRIP_OFFSETS);
  const bytes = tileBytes(parametersOf(image, width, height, predictor));
  if (bytes > TILE_LIMIT) throw fileFault('FOOTPRINT_FILE_LIMIT', file, `${strips ? 'strips' : 'tiles'} of ${width} x ${height} cells need ${Math.ceil(bytes / (1 << 20))} MB each, at most ${TILE_LIMIT >> 20} MB are read: gdal_translate -co TILED=YES`);
  const offsets = strips ? STRIP_OFFSETS : TILE_OFFSETS, expected = across * down * (planar ? image.getSamplesPerPixel() : 1), sizes = strips ? STRIP_BYTES : TILE_BYTES, found = Math.min(entries.get(offsets)?.count ?? 0, entries.get(sizes)?.count ?? 0);
  if (found < expected) throw invalid(file, `${columns} x ${rows} cells need ${expected} ${strips ? 'strips' : 'tiles'}, the file has ${found}`);
  return { width, height, across, down, offsets, bytes: sizes, planar, predictor };
}

function parametersOf(image: GeoTIFFImage, tileWidth: number, tileHeight: number, predictor: number): Parameters<typeof getDecoder>[1] {
  const samples = image.getSamplesPerPixel();
  return {
    tileWidth, tileHeight, planarConfiguration: image.planarConfiguration, samplesPerPixel: samples,
    predictor, bitsPerSample: Array.from({ length: samples }, (_, b) => image.getBitsPerSample(b)),
  };
}

/** Coordinate system by its EPSG number; undefined where the file has none, or one of its own making. A projected one may name its degrees too. */
function crsOf(image: GeoTIFFImage): string | undefined {
  const keys = image.getGeoKeys(), code = Number(keys?.GTModelTypeGeoKey === 2 ? keys.GeographicTypeGeoKey : keys?.ProjectedCSTypeGeoKey);
  return Number.isInteger(code) && code > 0 && code < 32_767 ? `EPSG:${code}` : undefined;
}

/** Tie point and scale, or a whole transformation; a raster of points has them at the middle of its cells (OGC 19-008r4, 7.1.2.4). */
function gridOf(file: string, image: GeoTIFFImage): Grid {
  const directory = image.fileDirectory, matrix = directory.getValue('ModelTransformation'), tie = directory.getValue('ModelTiepoint'), scale = directory.getValue('ModelPixelScale');
  const columns = image.getWidth(), rows = image.getHeight();
  let grid: Grid;
  if (matrix && matrix.length >= 8) grid = { columns, rows, x0: matrix[3]!, y0: matrix[7]!, columnDx: matrix[0]!, columnDy: matrix[4]!, rowDx: matrix[1]!, rowDy: matrix[5]! };
  else if (tie && scale && tie.length >= 6 && scale.length >= 2) grid = { columns, rows, x0: tie[3]! - tie[0]! * scale[0]!, y0: tie[4]! + tie[1]! * scale[1]!, columnDx: scale[0]!, columnDy: 0, rowDx: 0, rowDy: -scale[1]! };
  else throw invalid(file, 'the image has no place: expecting a tie point with a scale, or a transformation (tags 33922 and 33550, or 34264)');
  if (!image.pixelIsArea()) { grid.x0 -= (grid.columnDx + grid.rowDx) / 2; grid.y0 -= (grid.columnDy + grid.rowDy) / 2; }
  const numbers = [grid.x0, grid.y0, grid.columnDx, grid.columnDy, grid.rowDx, grid.rowDy];
  if (!numbers.every(Number.isFinite) || grid.columnDx * grid.rowDy - grid.rowDx * grid.columnDy === 0) throw invalid(file, 'its cells have no size');
  return grid;
}

/** Cells are taken tile by tile, in the order of tiles. */
async function readCells(opened: Opened, fields: readonly number[], cells: Float64Array): Promise<Float64Array[]> {
  const { image, tiles } = opened, columns = image.getWidth();
  const values = fields.map(() => new Float64Array(cells.length)), byTile = new Map<number, number[]>();
  cells.forEach((cell, i) => {
    const row = Math.floor(cell / columns), tile = Math.floor(row / tiles.height) * tiles.across + Math.floor((cell - row * columns) / tiles.width), list = byTile.get(tile);
    if (list) list.push(i); else byTile.set(tile, [i]);
  });
  for (const [tile, members] of [...byTile].sort(([a], [b]) => a - b)) {
    let together: DataView | undefined;
    for (const [f, band] of fields.entries()) {
      const data = tiles.planar ? await decodedTile(opened, tile, band) : (together ??= await decodedTile(opened, tile, 0));
      takeCells(opened, data, band, cells, members, values[f]!);
    }
  }
  return values;
}

/** The numbers of a tile, of all bands or of one; no bytes: no data. */
async function decodedTile({ file, fd, size, directory, image, tiles }: Opened, tile: number, band: number): Promise<DataView> {
  const index = (tiles.planar ? band * tiles.across * tiles.down : 0) + tile, length = wholeAt(fd, size, directory, tiles.bytes, index, file) ?? 0;
  if (length === 0) return new DataView(new ArrayBuffer(0));
  const height = Math.min(tiles.height, tiles.offsets === STRIP_OFFSETS ? image.getHeight() - Math.floor(tile / tiles.across) * tiles.height : tiles.height);
  const parameters = parametersOf(image, tiles.width, height, tiles.predictor);
  // No compression of these makes a tile much larger.
  if (length > 2 * tileBytes(parameters) + 1024) throw invalid(file, `tile ${index + 1} claims ${length} bytes for ${tileBytes(parameters)}`);
  const bytes = bytesAt(fd, size, wholeAt(fd, size, directory, tiles.offsets, index, file) ?? NaN, length, file);
  const decoder = await getDecoder(image.fileDirectory.getValue('Compression') ?? 1, parameters), data = await decoder.decode(bytes.buffer);
  if (data.byteLength < tileBytes(parameters)) throw invalid(file, `tile ${index + 1} has ${data.byteLength} bytes of ${tileBytes(parameters)}`);
  return new DataView(data);
}

function takeCells({ image, tiles, directory, bands }: Opened, data: DataView, band: number, cells: Float64Array, members: readonly number[], values: Float64Array): void {
  const columns = image.getWidth(), reader = image.getReaderForSample(band), { scale, offset, noData } = bands[band]!;
  const stride = tiles.planar ? image.getSampleByteSize(band) : image.getBytesPerPixel();
  let within = 0;
  if (!tiles.planar) for (let b = 0; b < band; b++) within += image.getSampleByteSize(b);
  for (const i of members) {
    const row = Math.floor(cells[i]! / columns), column = cells[i]! - row * columns;
    if (data.byteLength === 0) { values[i] = NaN; continue; }
    const raw = reader.call(data, ((row % tiles.height) * tiles.width + (column % tiles.width)) * stride + within, directory.littleEndian);
    values[i] = raw === noData || !Number.isFinite(raw) ? NaN : raw * scale + offset;
  }
}
