/** The same small field in every format that footprints are read from: three columns and two rows of cells of 0.1 degrees from [3.0, 52.2] to the south-east. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FootprintFile } from '../../src/model/types.js';
import { writeTiff } from '../fixtures/tiff-writer.mjs';

/** Metres of water; NaN: no data. */
export const FIELD = [[1.5, 0.25, NaN], [2, 0.5, 1]] as const;
/** Places in the middle of cells, outside last, and what is there: NaN = not hit. */
export const PLACES = [[3.05, 52.15, 1.5], [3.15, 52.15, 0.25], [3.25, 52.15, NaN], [3.05, 52.05, 2], [4.5, 52.1, NaN]] as const;
export const OUTSIDE = [0, 0, 0, 0, 1] as const;

export interface HazardFileExample {
  name: string;
  format: string;
  file: string;
  /** Writes its files into a folder. */
  write(folder: string): void;
  spec: Partial<FootprintFile>;
}

const cells = FIELD.flatMap((row, r) => row.map((value, c) => ({ value, lon: (305 + 10 * c) / 100, lat: (5215 - 10 * r) / 100, west: (30 + c) / 10, north: (522 - r) / 10 })));
const text = (name: string, content: string) => (folder: string) => { writeFileSync(join(folder, name), content); };
const tiff = { columns: 3, rows: 2, x0: 3, y0: 52.2, dx: 0.1, dy: 0.1, epsg: 4326, geographic: true, noData: '-99', value: (_: number, r: number, c: number) => (Number.isNaN(FIELD[r]![c]!) ? -99 : FIELD[r]![c]!) };
const json = (value: number) => (Number.isNaN(value) ? null : value);
const collection = (features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
const feature = (type: string, coordinates: unknown, depth: number) => ({ type: 'Feature', properties: { depth: json(depth), name: 'x' }, geometry: { type, coordinates } });
const square = (west: number, north: number) => [[[west, north - 0.1], [west + 0.1, north - 0.1], [west + 0.1, north], [west, north], [west, north - 0.1]]];
const shakemap = `<?xml version="1.0" encoding="UTF-8"?>
<shakemap_grid xmlns="http://earthquake.usgs.gov/eqcenter/shakemap" event_id="x">
<event event_id="x" magnitude="6" depth="5" lat="52.1" lon="3.1"/>
<grid_specification lon_min="3.05" lat_min="52.05" lon_max="3.25" lat_max="52.15" nominal_lon_spacing="0.1" nominal_lat_spacing="0.1" nlon="3" nlat="2"/>
<grid_field index="1" name="LON" units="dd"/>
<grid_field index="2" name="LAT" units="dd"/>
<grid_field index="3" name="PGA" units="pctg"/>
<grid_field index="4" name="DEPTH" units="m"/>
<grid_data>
${cells.map(({ lon, lat, value }) => `${lon} ${lat} 12.5 ${value}`).join('\n')}
</grid_data>
</shakemap_grid>
`;

export const EXAMPLES: HazardFileExample[] = [
  { name: 'geotiff', format: 'geotiff', file: 'f.tif', write: (folder) => { writeTiff(join(folder, 'f.tif'), { ...tiff, tile: [16, 16], compression: 'deflate' }); }, spec: { unit: 'm' } },
  { name: 'ascii-grid', format: 'ascii-grid', file: 'f.asc', write: text('f.asc', `ncols 3\nnrows 2\nxllcorner 3\nyllcorner 52\ncellsize 0.1\nNODATA_value -99\n${FIELD.map((row) => row.map((v) => (Number.isNaN(v) ? -99 : v)).join(' ')).join('\n')}\n`), spec: { unit: 'm', crs: 'EPSG:4326' } },
  { name: 'geojson polygons', format: 'geojson', file: 'f.geojson', write: text('f.geojson', collection(cells.map(({ value, west, north }) => feature('Polygon', square(west, north), value)))), spec: { unit: 'm', field: 'depth' } },
  { name: 'geojson points', format: 'geojson', file: 'p.geojson', write: text('p.geojson', collection(cells.map(({ value, lon, lat }) => feature('Point', [lon, lat], value)))), spec: { unit: 'm', field: 'depth', withinKm: 2 } },
  { name: 'shakemap', format: 'shakemap', file: 'grid.xml', write: text('grid.xml', shakemap), spec: { field: 'DEPTH' } },
  { name: 'table of sites', format: 'ground-motion-csv', file: 's.csv', write: text('s.csv', `lon,lat,depth\n${cells.map(({ lon, lat, value }) => `${lon},${lat},${value}`).join('\n')}\n`), spec: { unit: 'm', field: 'depth', withinKm: 2 } },
  {
    name: 'table of events', format: 'ground-motion-csv', file: 'gmf.csv', spec: { unit: 'm', field: 'depth', withinKm: 2, sites: 'sites.csv', realisations: ['7'] },
    write: (folder) => {
      text('sites.csv', `#,,"generated_by='test'"\nsite_id,lon,lat\n${cells.map(({ lon, lat }, i) => `${i},${lon},${lat}`).join('\n')}\n`)(folder);
      text('gmf.csv', `#,,,"generated_by='test'"\nevent_id,site_id,gmv_depth\n${cells.map(({ value }, i) => `7,${i},${Number.isNaN(value) ? '' : value}\n8,${i},9`).join('\n')}\n`)(folder);
    },
  },
];
