/** Text formats of footprints: forms that programs write, and files that mean harm. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ValidationError, type Problem } from '../../../src/errors.js';
import type { GridFile, HazardFile, HazardFileFormat, HazardFileOptions, SitesFile } from '../../../src/imports/hazard-file.js';
import { asciiGridFormat } from '../../../src/imports/ascii-grid.js';
import { groundMotionCsvFormat } from '../../../src/imports/ground-motion-csv.js';
import { hazardGeojsonFormat } from '../../../src/imports/hazard-geojson.js';
import { shakemapFormat } from '../../../src/imports/shakemap.js';
import { readXml, XmlError } from '../../../src/imports/xml-reader.js';
import { folderOf } from '../model/files.js';

const open = (format: HazardFileFormat, text: string, options: HazardFileOptions = {}): Promise<HazardFile> => {
  const file = join(folderOf({}), 'f');
  writeFileSync(file, text);
  return (async () => format.open(file, options))();
};
async function problems(work: () => Promise<unknown>): Promise<Problem[]> {
  try { await work(); } catch (error) { if (error instanceof ValidationError) return error.problems; throw error; }
  return [];
}
const all = async (format: HazardFileFormat, text: string, cells: number[]): Promise<number[]> => { const file = await open(format, text) as GridFile; return [...(await file.read([0], Float64Array.from(cells)))[0]!]; };

describe('ASCII grid', () => {
  const head = 'ncols 3\nnrows 2\nxllcorner 10\nyllcorner 20\ncellsize 5\nNODATA_value -9999\n';
  it('corner and middle, dx and dy, upper case, no value for no data', async () => {
    const corner = await open(asciiGridFormat, `${head}1 2 3\n4 5 6\n`) as GridFile;
    expect(corner.grid).toEqual({ columns: 3, rows: 2, x0: 10, y0: 30, columnDx: 5, columnDy: 0, rowDx: 0, rowDy: -5 });
    const middle = await open(asciiGridFormat, 'NCOLS 3\r\nNROWS 2\r\nXLLCENTER 12.5\r\nYLLCENTER 22.5\r\nDX 5\r\nDY 5\r\n1 2 3\r\n4 5 -9999\r\n') as GridFile;
    expect(middle.grid).toEqual(corner.grid);
    expect([...(await middle.read([0], Float64Array.of(0, 5)))[0]!]).toEqual([1, NaN]);
  });
  it('line breaks mean nothing, the last needs none; nan is no data', async () => {
    expect(await all(asciiGridFormat, `${head}1\n2 3 4\n5\t  -1.5e2`, [0, 1, 2, 3, 4, 5])).toEqual([1, 2, 3, 4, 5, -150]);
    expect(await all(asciiGridFormat, `${head}nan 2 3\n4 5 NaN\n`, [0, 1, 5])).toEqual([NaN, 2, NaN]);
  });
  it('numbers that lie across two pieces of the file are whole', async () => {
    const columns = 1000, rows = 600, values = Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => r * columns + c + 0.25).join(' ')).join('\n');
    const cells = Array.from({ length: columns * rows }, (_, i) => i), read = await all(asciiGridFormat, `ncols ${columns}\nnrows ${rows}\nxllcorner 0\nyllcorner 0\ncellsize 1\n${values}\n`, cells);
    expect(read.every((v, i) => v === i + 0.25)).toBe(true);
  });
  it.each([
    ['too few values', `${head}1 2 3\n4 5\n`, 'FOOTPRINT_FILE_INVALID', 9], ['too many', `${head}1 2 3\n4 5 6 7\n`, 'FOOTPRINT_FILE_INVALID', 9], ['a word', `${head}1 2 3\n4 x 6\n`, 'FOOTPRINT_FILE_INVALID', 8],
    ['no number', `${head}1 2 3\n4 5 6-7\n`, 'FOOTPRINT_FILE_INVALID', 8], ['no cellsize', 'ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\n1 2 3 4 5 6', 'FOOTPRINT_FILE_INVALID', undefined], ['half a column', `${head.replace('3', '3.5')}1`, 'FOOTPRINT_FILE_INVALID', undefined],
    ['a header of its own', `foo 3\n${head}`, 'FOOTPRINT_FILE_INVALID', 1], ['more cells than there are', `${head.replace('ncols 3', 'ncols 999999').replace('nrows 2', 'nrows 999999')}1 2 3`, 'FOOTPRINT_FILE_LIMIT', undefined],
    ['infinite', `${head}1 2 3\n4 5 1e999\n`, 'FOOTPRINT_FILE_INVALID', 8], ['binary', '\0\x01\x02', 'FOOTPRINT_FILE_INVALID', undefined],
  ])('%s', async (_name, text, code, line) => {
    const [problem] = await problems(() => all(asciiGridFormat, text, [0, 5]));
    expect(problem).toMatchObject({ code, ...(line === undefined ? {} : { line }) });
  });
});

describe('XML', () => {
  const handler = { start: () => undefined, end: () => undefined };
  it.each([
    ['a bomb of entities', '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>', /refused/], ['a file from elsewhere', '<!DOCTYPE l SYSTEM "file:///etc/passwd"><l/>', /refused/], ['an entity of nobody', '<l>&x;</l>', /entity/],
    ['CDATA', '<l><![CDATA[x]]></l>', /CDATA/], ['deep nesting', '<a>'.repeat(40), /nested/], ['an open end', '<a><b></a>', /expecting <\/b>/], ['two elements', '<a/><b/>', /second/], ['text outside', 'x<a/>', /outside/], ['nothing', '', /found none/],
    ['an attribute twice', '<a b="1" b="2"/>', /twice/], ['an attribute without quotes', '<a b=1/>', /well formed/], ['an open comment', '<a><!-- </a>', /comment/], ['many attributes', `<a ${Array.from({ length: 80 }, (_, i) => `a${i}="1"`).join(' ')}/>`, /64/],
  ])('%s', (_name, text, message) => { expect(() => { readXml(text, handler); }).toThrowError(expect.objectContaining({ message: expect.stringMatching(message) as string }) as XmlError); });
  it('reads elements, attributes, the five entities and character references', () => {
    const seen: string[] = [];
    readXml('<?xml version="1.0"?><!-- x --><a n=\'1 &lt; 2\'>t &amp; &#65;&#x42;<b/>u</a>', { start: (name, attributes) => { seen.push(`<${name} ${attributes.get('n') ?? ''}`); }, end: (name, text) => { seen.push(`${name} ${text}`); } });
    expect(seen).toEqual(['<a 1 < 2', '<b ', 'b ', 'a t & ABu']);
  });
  it('long runs of & or < take no longer than their length', () => {
    const start = performance.now();
    for (const text of [`<a>${'&'.repeat(200_000)}</a>`, `<a>${'<'.repeat(200_000)}`, `<a ${' '.repeat(200_000)}`]) expect(() => { readXml(text, handler); }).toThrow(XmlError);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('ShakeMap', () => {
  const map = (more: Record<string, string> = {}, data = '10 51 1\n11 51 2\n10 50 3\n11 50 4') => {
    const a = { lon_min: '10', lat_min: '50', lon_max: '11', lat_max: '51', nlon: '2', nlat: '2', units: 'pctg', ...more };
    return `<shakemap_grid><grid_specification ${['lon_min', 'lat_min', 'lon_max', 'lat_max', 'nlon', 'nlat'].map((n) => `${n}="${a[n as 'nlon']}"`).join(' ')} /><grid_field index="1" name="LON" units="dd"/><grid_field index="2" name="LAT" units="dd"/><grid_field index="3" name="PGA" units="${a.units}"/><grid_data>${data}</grid_data></shakemap_grid>`;
  };
  it('is a grid of nodes in %g', async () => {
    const file = await open(shakemapFormat, map()) as GridFile;
    expect(file).toMatchObject({ crs: 'EPSG:4326', fields: [{ name: 'PGA', unit: '%g' }], grid: { columns: 2, rows: 2, x0: 9.5, y0: 51.5, columnDx: 1, rowDy: -1 } });
    expect([...(await file.read([0], Float64Array.of(0, 1, 2, 3)))[0]!]).toEqual([1, 2, 3, 4]);
  });
  it.each([
    ['rows from the south', map({}, '10 50 3\n11 50 4\n10 51 1\n11 51 2')], ['a number short', map({}, '10 51 1\n11 51 2\n10 50 3\n11 50')], ['a word', map({}, '10 51 1\n11 51 x\n10 50 3\n11 50 4')], ['no number', map({ lon_min: 'x' })],
    ['a claim of a million million nodes', map({ nlon: '1000000', nlat: '1000000' })], ['an east that is no east', map({ lon_max: '9' })], ['another document', '<html><body>404</body></html>'],
  ])('%s', async (_name, text) => { expect((await problems(() => open(shakemapFormat, text))).map((p) => p.code)).toEqual(['FOOTPRINT_FILE_INVALID']); });
});

describe('tables', () => {
  it('a coordinate that is no number has its line; a value that is none too; nan and nothing are no data', async () => {
    expect(await problems(() => open(groundMotionCsvFormat, 'lon,lat,PGA\n1,2,3\nNaN,2,3\n1,x,3\n'))).toMatchObject([{ code: 'CELL_INVALID', line: 3 }, { code: 'CELL_INVALID', line: 4 }]);
    const file = await open(groundMotionCsvFormat, 'lon,lat,PGA\n1,2,NaN\n1,3,\n1,4,0.5\n1,5,much\n') as SitesFile;
    expect([...(await file.read([0], Int32Array.of(0, 1, 2)))[0]!]).toEqual([NaN, NaN, 0.5]);
    expect(await problems(() => file.read([0], Int32Array.of(3)))).toMatchObject([{ code: 'CELL_INVALID', line: 5 }]);
  });
  it('events: their order is that of their numbers; pairs left out are no data; PGA and SA are in g', async () => {
    const folder = folderOf({ 'sites.csv': 'site_id,lon,lat\n5,1,1\n6,2,2\n', 'gmf.csv': '#,,,,"generated_by=\'OpenQuake engine 3.16\'"\nevent_id,site_id,gmv_PGA,gmv_SA(0.3)\n10,6,0.4,1\n2,5,0.1,1\n2,6,0.2,1\n' });
    const file = await groundMotionCsvFormat.open(join(folder, 'gmf.csv'), { field: 'PGA', sites: join(folder, 'sites.csv') }) as SitesFile;
    expect(file.fields).toEqual([{ name: '2', unit: 'g' }, { name: '10', unit: 'g' }]);
    expect((await file.read([0, 1], Int32Array.of(0, 1))).map((v) => [...v])).toEqual([[0.1, 0.2], [NaN, 0.4]]);
    const codes = async (text: string, options: HazardFileOptions) => { writeFileSync(join(folder, 'g.csv'), text); return (await problems(async () => { const f = await groundMotionCsvFormat.open(join(folder, 'g.csv'), options) as SitesFile; await f.read([0], Int32Array.of(0, 1)); })).map((p) => p.code); };
    const sites = join(folder, 'sites.csv');
    expect(await codes('event_id,site_id,gmv_PGA\n1,5,1\n1,7,1\n', { sites })).toEqual(['FOOTPRINT_SITE_UNKNOWN']);
    expect(await codes('event_id,site_id,gmv_PGA\n1,5,1\n1,5,2\n', { sites })).toEqual(['CELL_INVALID']);
    expect(await codes('event_id,site_id,gmv_PGA\n1,5,1\n', {})).toEqual(['FOOTPRINT_OPTION']);
    writeFileSync(join(folder, 'both.csv'), 'site_id,custom_site_id,lon,lat\n5,6,1,1\n6,5,2,2\n');
    writeFileSync(join(folder, 'c.csv'), 'event_id,custom_site_id,gmv_PGA\n1,5,0.7\n');
    const custom = await groundMotionCsvFormat.open(join(folder, 'c.csv'), { sites: join(folder, 'both.csv') }) as SitesFile;
    expect([...custom.x, ...(await custom.read([0], Int32Array.of(0, 1)))[0]!]).toEqual([1, 2, NaN, 0.7]);
    expect(await codes('event_id,site_id,gmv_PGA\n1,5,1\n', { sites: join(folder, 'c.csv') })).toEqual(['COLUMN_MISSING']);
    expect(await codes('event_id,gmv_PGA\n1,1\n', { sites })).toEqual(['COLUMN_MISSING']);
    expect(await codes('event_id,site_id,gmv_PGA,gmv_PGV\n1,5,1,1\n', { sites })).toEqual(['FOOTPRINT_FIELD_MISSING']);
    expect(await codes('a,b\n1,2\n', {})).toEqual(['COLUMN_MISSING']);
  });
});

describe('GeoJSON', () => {
  const ring = (w: number, s: number, e: number, n: number) => [[w, s], [e, s], [e, n], [w, n], [w, s]];
  const of = (...features: [object, object][]) => JSON.stringify({ type: 'FeatureCollection', features: features.map(([geometry, properties]) => ({ type: 'Feature', geometry, properties })) });
  it('the greatest value of overlapping areas counts; holes are outside; parts of a MultiPolygon', async () => {
    const file = await open(hazardGeojsonFormat, of(
      [{ type: 'Polygon', coordinates: [ring(0, 0, 10, 10), ring(4, 4, 6, 6)] }, { d: 1, e: 5 }], [{ type: 'MultiPolygon', coordinates: [[ring(8, 8, 12, 12)], [ring(20, 0, 21, 1)]] }, { d: 3 }], [{ type: 'Polygon', coordinates: [ring(8, 8, 12, 12)] }, { d: 2 }],
    ));
    expect(file).toMatchObject({ shape: 'areas', crs: 'EPSG:4326', fields: [{ name: 'd' }, { name: 'e' }] });
    if (file.shape !== 'areas') return;
    const { values, inside } = file.read([0, 1], Float64Array.of(1, 5, 9, 11, 20.5, 15), Float64Array.of(1, 5, 9, 11, 0.5, 15));
    expect([...values[0]!]).toEqual([1, NaN, 3, 3, 3, NaN]);
    expect([...values[1]!]).toEqual([5, NaN, 5, NaN, NaN, NaN]);
    expect([...inside]).toEqual([1, 0, 1, 1, 1, 0]);
  });
  it('an old crs member is believed', async () => {
    const crs = (name: string) => open(hazardGeojsonFormat, JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name } }, features: [{ type: 'Feature', properties: { d: 1 }, geometry: { type: 'Point', coordinates: [1, 2] } }] }));
    expect([(await crs('urn:ogc:def:crs:EPSG::25832')).crs, (await crs('urn:ogc:def:crs:OGC:1.3:CRS84')).crs, (await crs('EPSG:3857')).crs]).toEqual(['EPSG:25832', 'EPSG:4326', 'EPSG:3857']);
  });
  it.each([
    ['a line', of([{ type: 'LineString', coordinates: [[0, 0], [1, 1]] }, { d: 1 }])], ['points and areas', of([{ type: 'Point', coordinates: [0, 0] }, { d: 1 }], [{ type: 'Polygon', coordinates: [ring(0, 0, 1, 1)] }, { d: 1 }])], ['none', of()],
    ['a position of texts', of([{ type: 'Point', coordinates: ['0', '0'] }, { d: 1 }])], ['a ring of two', of([{ type: 'Polygon', coordinates: [[[0, 0], [1, 1]]] }, { d: 1 }])], ['a Feature', '{"type": "Feature"}'], ['no JSON', '{"type": '], ['deep', '['.repeat(100_000)],
  ])('%s', async (_name, text) => { expect((await problems(() => open(hazardGeojsonFormat, text))).map((p) => p.code)).toEqual(['FOOTPRINT_FILE_INVALID']); });
});
