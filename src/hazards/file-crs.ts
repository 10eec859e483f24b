/**
 * Places in WGS 84 degrees <-> coordinates of a file, through proj4. Always x = easting or longitude first, whatever the order of axes that a register
 * gives. proj4 computes with the platform's sines, whose last bits may differ; coordinates are therefore rounded to about a tenth of a millimetre,
 * so that results do not.
 */
import proj4, { type Converter } from 'proj4';
import { CascadeError, nearest } from '../errors.js';
import { GEOGRAPHIC, PROJECTED } from './coordinate-systems.js';

/** Conversion of one coordinate system. */
export interface CrsConversion {
  name: string;
  /** Coordinates are degrees as those of WGS 84. */
  degrees: boolean;
  /** [lon, lat] in WGS 84 -> [x, y]; NaN where the system has no such place. */
  fromLonLat(lon: number, lat: number): [number, number];
  toLonLat(x: number, y: number): [number, number];
}

/** A name as it is written here: `epsg:25832`, `urn:ogc:def:crs:EPSG::25832` and `WGS 84` too. */
export function crsName(name: string): string {
  const text = name.trim(), code = /^(?:urn:ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d+)$/i.exec(text)?.[1];
  if (code !== undefined) return `EPSG:${code}`;
  return /^(?:WGS ?84|(?:urn:ogc:def:crs:)?OGC:(?:1\.3:)?CRS84|CRS84)$/i.test(text) ? 'EPSG:4326' : text;
}

/** Two names of one system. Degrees of WGS 84, ETRS89 and NAD83 are not told apart. */
export function sameCrs(a: string, b: string): boolean {
  const [one, other] = [crsName(a), crsName(b)];
  return one === other || (GEOGRAPHIC.includes(one) && GEOGRAPHIC.includes(other));
}

/** Parts per metre and per degree to which coordinates are rounded: powers of two, 0.12 mm and 0.1 mm. */
const METRE = 2 ** 13, DEGREE = 2 ** 30;

const same = (x: number, y: number): [number, number] => [x, y];

/**
 * @param written `EPSG:...`, or a proj4 string `+proj=...`
 * @throws CascadeError FOOTPRINT_CRS
 */
export function crsConversion(written: string): CrsConversion {
  const name = crsName(written);
  if (GEOGRAPHIC.includes(name)) return { name, degrees: true, fromLonLat: same, toLonLat: same };
  if (/^\+/.test(name) && /\+(nadgrids|geoidgrids|init)\b/.test(name)) throw new CascadeError('FOOTPRINT_CRS', `coordinate system "${written}": grids of shifts and +init are not read`);
  const definition = name.startsWith('+proj=') ? name : PROJECTED[name];
  if (definition === undefined) {
    const near = nearest(name, [...GEOGRAPHIC, ...Object.keys(PROJECTED)]);
    throw new CascadeError('FOOTPRINT_CRS', `coordinate system "${written}" is not known. Expecting EPSG:4326, 3857, 326xx and 327xx (UTM), 258xx (ETRS89 UTM), 269xx (NAD83 UTM), ${Object.keys(PROJECTED).filter((n) => !/:(32[67]|258|269|3857)/.test(n)).map((n) => n.slice(5)).join(', ')}, or a proj4 string "+proj=..."${near === undefined ? '' : `. Did you mean "${near}"?`}`);
  }
  let converter: Converter;
  try {
    converter = proj4(definition);
  } catch (error) {
    throw new CascadeError('FOOTPRINT_CRS', `coordinate system "${written}": ${String(error instanceof Error ? error.message : error)}`);
  }
  const parts = /\+proj=(longlat|latlong)\b/.test(definition) ? DEGREE : METRE;
  const convert = (by: (at: [number, number]) => number[], steps: number) => (x: number, y: number): [number, number] => {
    // proj4 throws at places that are not finite.
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [NaN, NaN];
    const [a = NaN, b = NaN] = by([x, y]);
    return [Math.round(a * steps) / steps, Math.round(b * steps) / steps];
  };
  return { name, degrees: false, fromLonLat: convert((at) => converter.forward(at), parts), toLonLat: convert((at) => converter.inverse(at), DEGREE) };
}
