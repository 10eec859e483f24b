/** Footprints from files, as scenarios write them. */
import { Type, type Static } from 'typebox';
import { Distance, Duration, field, fields, Name, optional, Text } from './schema-parts.js';

const path = Type.String({ maxLength: 1000, title: 'a path relative to the scenario' });
const names = Type.Array(Type.Union([Text, Type.Integer()], { title: 'a name or number' }), { minItems: 1 });

/** Where a footprint is read from, and how. */
export const FootprintFileFields = fields({
  path: field(Type.Union([path, Type.Array(path, { minItems: 1 })], { title: 'a path, or a list of paths' }), 'File in the folder of the scenario; several are realisations'),
  format: optional(Type.Enum(['geotiff', 'ascii-grid', 'geojson', 'shakemap', 'ground-motion-csv'], { title: 'a format' }), 'Default: by the ending of the name'),
  field: optional(Type.Union([Name, Text, Type.Integer({ minimum: 1 })], { title: 'a name or the number of a band' }), 'Band of a GeoTIFF, property of GeoJSON, field of a ShakeMap, column of a table; default: the only one'),
  realisations: optional(Type.Union([Type.Literal('all'), names], { title: 'all, or a list of bands, properties, columns or events' }), 'Each occurrence takes one of these'),
  weights: optional(Type.Array(Type.Number({ minimum: 0 }), { minItems: 1 }), 'Of the realisations or paths; default: equal'),
  crs: optional(Text, 'Coordinate system, as EPSG:25832 or a proj4 string; default: as the file says'),
  unit: optional(Text, 'Unit of the values; default: as the file says'),
  sampling: optional(Type.Enum(['nearest', 'bilinear'], { title: 'a way of sampling' }), 'Of grids; default nearest: the cell an asset lies in'),
  within: optional(Distance, 'How far a site counts: needed for files of sites'),
  sites: optional(path, 'Table of sites of an OpenQuake table of events'),
  least: optional(Type.Number({ exclusiveMinimum: 0 }), 'Least value (of levels: depth) that hits, in the unit of the hazard; default: any above 0'),
  times: optional(Type.Array(Duration, { minItems: 2, maxItems: 10_000 }), 'After onset, rising: paths, or the bands that realisations names, are the values at these times, linear in between'),
  ground: optional(Name, 'Attribute of assets with the height of their ground, m: values are levels of water, and what counts is the depth'),
}, { title: 'a footprint from a file' });
export type FootprintFileData = Static<typeof FootprintFileFields>;
