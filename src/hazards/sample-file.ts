/** Values of an opened file at places. */
import type { GridFile, HazardFile, SitesFile } from '../imports/hazard-file.js';
import type { CrsConversion } from './file-crs.js';
import { nearestSite } from './nearest-site.js';
import { sampleGrid } from './sample-grid.js';

export interface Sampled {
  /** By field: value at each place, in the file's unit; NaN: none. */
  values: Float64Array[];
  /** 1: the place lies inside the grid, in an area, or in reach of a site. */
  inside: Uint8Array;
}

export interface SamplingOptions { bilinear: boolean; /** Reach of sites. */ withinKm: number }

/**
 * @param fields indices of the fields to be read
 * @param lon places in WGS 84 degrees
 */
export async function sampleFile(file: HazardFile, crs: CrsConversion, fields: readonly number[], options: SamplingOptions, lon: Float64Array, lat: Float64Array): Promise<Sampled> {
  if (file.shape === 'sites') return atSites(file, crs, fields, options.withinKm, lon, lat);
  const x = new Float64Array(lon.length), y = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) [x[i], y[i]] = crs.fromLonLat(lon[i]!, lat[i]!) as [number, number];
  if (file.shape === 'areas') return file.read(fields, x, y);
  if (crs.degrees) turn(file.grid, x);
  const sampling = sampleGrid(file.grid, x, y, options.bilinear);
  if (sampling.cells.length === 0) return { values: fields.map(() => new Float64Array(lon.length).fill(NaN)), inside: sampling.inside };
  const read = await file.read(fields, sampling.cells);
  return { values: read.map((cells) => sampling.values(cells)), inside: sampling.inside };
}

/** Longitudes of a grid may run from 0 to 360, or beyond the date line: places are brought to its turn where only that lies in it. */
function turn({ x0, columns, columnDx, columnDy }: GridFile['grid'], x: Float64Array): void {
  const east = x0 + columns * columnDx;
  if (columnDy !== 0) return;
  for (let i = 0; i < x.length; i++) {
    if (x[i]! < x0 && x[i]! + 360 <= east) x[i]! += 360;
    else if (x[i]! > east && x[i]! - 360 >= x0) x[i]! -= 360;
  }
}

/** The nearest site within reach, by the great circle. */
async function atSites(file: SitesFile, crs: CrsConversion, fields: readonly number[], withinKm: number, lon: Float64Array, lat: Float64Array): Promise<Sampled> {
  const siteLon = new Float64Array(file.x.length), siteLat = new Float64Array(file.x.length);
  for (let s = 0; s < file.x.length; s++) [siteLon[s], siteLat[s]] = crs.toLonLat(file.x[s]!, file.y[s]!) as [number, number];
  const find = nearestSite(siteLon, siteLat, withinKm), site = Int32Array.from(lon, (x, i) => find(x, lat[i]!));
  const wanted = Int32Array.from(new Set(site.filter((s) => s >= 0))).sort(), at = new Map([...wanted].map((s, i) => [s, i]));
  const read = wanted.length === 0 ? fields.map(() => new Float64Array()) : await file.read(fields, wanted);
  return {
    values: read.map((values) => Float64Array.from(site, (s) => (s < 0 ? NaN : values[at.get(s)!]!))),
    inside: Uint8Array.from(site, (s) => (s < 0 ? 0 : 1)),
  };
}
