/**
 * Files that say how strong a hazard is, and where: what the readers of all formats have in common. A reader opens a file without
 * reading its values; these are then asked for at a few places only, so that a raster of any size costs little memory.
 */
import { closeSync, createReadStream, fstatSync, openSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { ValidationError } from '../errors.js';

/** One set of values of a file: a band, a property, a column, an event. */
export interface HazardField {
  name: string;
  /** Unit as the file states it; undefined: it does not. */
  unit?: string;
}

/** What a reader knows of a file after opening it. */
interface OpenFile {
  fields: readonly HazardField[];
  /** Coordinate system as the file states it, as `EPSG:25832`; undefined: it does not. */
  crs?: string;
  /** The fields are realisations of one measure (bands of a raster, events of a ground-motion file), so that `all` of them makes sense. */
  ensemble: boolean;
  close(): void;
}

/** Cells in columns and rows; x is easting or longitude, y northing or latitude, whatever the order of axes in its coordinate system. */
export interface Grid {
  columns: number;
  rows: number;
  /** Outer corner of the first cell of the first row. */
  x0: number; y0: number;
  /** Step from a column to the next, and from a row to the next. */
  columnDx: number; columnDy: number;
  rowDx: number; rowDy: number;
}

export interface GridFile extends OpenFile {
  shape: 'grid';
  grid: Grid;
  /**
   * Values of some fields at some cells.
   * @param cells row x columns + column of each, ascending, none twice
   * @returns by field; NaN: no data
   */
  read(fields: readonly number[], cells: Float64Array): Promise<Float64Array[]>;
}

export interface SitesFile extends OpenFile {
  shape: 'sites';
  x: Float64Array;
  y: Float64Array;
  /** Values of some fields at some sites (indices into x and y, ascending, none twice), by field; NaN: no data. */
  read(fields: readonly number[], sites: Int32Array): Promise<Float64Array[]>;
}

export interface AreasFile extends OpenFile {
  shape: 'areas';
  /** Values of some fields at places in the file's coordinates, by field; NaN: in no area, or in areas without a value. `inside[i]` = 1: in an area. */
  read(fields: readonly number[], x: Float64Array, y: Float64Array): { values: Float64Array[]; inside: Uint8Array };
}

export type HazardFile = GridFile | SitesFile | AreasFile;

/** What a reader may be told. */
export interface HazardFileOptions {
  /** The measure, in a file that has one column a measure and one row an event and site. */
  field?: string;
  /** Table of sites beside it. */
  sites?: string;
}

/** A format. */
export interface HazardFileFormat {
  readonly format: string;
  /** Endings of file names, with the dot, in lower case. */
  readonly extensions: readonly string[];
  /** Largest file, bytes. */
  readonly limit: number;
  /**
   * @param file its path
   * @throws ValidationError: the file is not of this format, or wrong
   */
  open(file: string, options: HazardFileOptions): Promise<HazardFile>;
}

/** Values at most read in one go (places x realisations): 800 MB. */
export const MOST_VALUES = 100_000_000;

/** A problem of a file as an error. @param line 1-based; left out where the whole file is meant */
export function fileFault(code: string, file: string, message: string, line?: number): ValidationError {
  return new ValidationError([{ code, severity: 'error', file, ...(line === undefined ? {} : { line }), message }]);
}

/** The file is not what its format says. */
export const invalid = (file: string, message: string, line?: number): ValidationError => fileFault('FOOTPRINT_FILE_INVALID', file, message, line);

/** Opens a file for reading and tells its size. Close it with closeSync. @throws ValidationError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_TOO_LARGE */
export function openBytes(file: string, limit: number): { fd: number; size: number } {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw code === 'ENOENT' || code === 'ENOTDIR' ? fileFault('FILE_NOT_FOUND', file, 'there is no such file') : fileFault('FILE_UNREADABLE', file, `the file cannot be opened (${code ?? String(error)})`);
  }
  const stat = fstatSync(fd);
  if (stat.isFile() && stat.size <= limit) return { fd, size: stat.size };
  closeSync(fd);
  if (!stat.isFile()) throw fileFault('FILE_UNREADABLE', file, `expecting a file, found ${stat.isDirectory() ? 'a folder' : 'something else'}`);
  throw fileFault('FILE_TOO_LARGE', file, `files of this format may have ${limit / (1 << 20)} MB, this one has ${Math.ceil(stat.size / (1 << 20))} MB`);
}

/** SHA-256 of a file's bytes, 64 hexadecimal digits, read in pieces. */
export async function contentHash(file: string, limit: number): Promise<string> {
  closeSync(openBytes(file, limit).fd);
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}
