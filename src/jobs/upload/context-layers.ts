/**
 * Context layers of a model: files in its folder `layers` that are there to be drawn beneath its assets, and that no study reads. GeoJSON, or tiles in one
 * file (PMTiles, MBTiles).
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Problems } from '../../model/problems.js';
import { readData } from '../../model/read-data.js';

const FOLDER = 'layers/';

/** By the ending of their names. */
const MEDIA_TYPES: Readonly<Record<string, string>> = { '.geojson': 'application/geo+json', '.pmtiles': 'application/vnd.pmtiles', '.mbtiles': 'application/vnd.sqlite3' };
/** How files of tiles begin: PMTiles specification 3; SQLite file format. */
const BEGINNINGS: Readonly<Record<string, { bytes: string; what: string }>> = {
  '.pmtiles': { bytes: 'PMTiles\u0003', what: 'PMTiles of version 3' }, '.mbtiles': { bytes: 'SQLite format 3\u0000', what: 'MBTiles (an SQLite database)' },
};

/** A layer's file name: `coast.geojson`. */
const LAYER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(geojson|pmtiles|mbtiles)$/;

export interface ContextLayer {
  /** File name: `coast.geojson`. */
  name: string;
  mediaType: string;
}

/** The layer that a file of a bundle is; undefined: it is none. */
export function layerOf(path: string): ContextLayer | undefined {
  const name = path.startsWith(FOLDER) ? path.slice(FOLDER.length) : '';
  return LAYER_NAME.test(name) ? { name, mediaType: MEDIA_TYPES[extname(name)]! } : undefined;
}

export const pathOfLayer = (name: string): string => FOLDER + name;

/** Says what is wrong with the layers of a bundle: LAYER_INVALID, and what is wrong with JSON. @param names of all its files */
export function checkLayerFiles(root: string, names: readonly string[], problems: Problems): void {
  for (const path of names.filter((name) => name.startsWith(FOLDER))) {
    const file = join(root, path), layer = layerOf(path);
    if (layer === undefined) problems.error('LAYER_INVALID', `layers are files named of letters, digits, ".", "_" and "-" with the ending .geojson, .pmtiles or .mbtiles; found "${path}"`, { file });
    else if (layer.name.endsWith('.geojson')) checkGeoJson(file, problems);
    else checkBeginning(file, BEGINNINGS[extname(layer.name)]!, problems);
  }
}

function checkGeoJson(file: string, problems: Problems): void {
  const source = readData(file, problems), data = source?.data as { type?: unknown; features?: unknown } | null | undefined;
  if (source !== undefined && (data?.type !== 'FeatureCollection' || !Array.isArray(data.features))) problems.error('LAYER_INVALID', 'expecting a GeoJSON FeatureCollection', source.locate([]));
}

function checkBeginning(file: string, { bytes, what }: { bytes: string; what: string }, problems: Problems): void {
  const fd = openSync(file, 'r');
  try {
    const head = Buffer.alloc(bytes.length);
    readSync(fd, head, 0, head.length, 0);
    if (head.toString('latin1') !== bytes) problems.error('LAYER_INVALID', `expecting ${what}`, { file });
  } finally {
    closeSync(fd);
  }
}
