import { tableFromIPC } from 'apache-arrow';
import type { FeatureCollection, Point } from 'geojson';
import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { exporterOf, resultTable, TABLE_NAMES } from '../../../src/exports/index.js';
import type { Results } from '../../../src/study/results.js';
import { sampleResults } from '../../fixtures/sample-results.js';

const results = sampleResults();
const write = async (format: string, table?: (typeof TABLE_NAMES)[number]): Promise<string | Uint8Array> => exporterOf(format)!.write(results, table);

/** The table as rows of name -> value, to compare with what a reader gives. */
function expectedRows(name: (typeof TABLE_NAMES)[number]): Record<string, string | number | null>[] {
  const { rows, columns } = resultTable(results, name);
  return Array.from({ length: rows }, (_, r) => Object.fromEntries(columns.map((c) => [c.name, c.values[r]!])));
}

describe('exports read back', () => {
  it('JSON gives the results again', async () => {
    expect(JSON.parse(await write('json') as string) as Results).toEqual(results);
  });

  it.each(TABLE_NAMES)('Parquet table %s is read by hyparquet', async (name) => {
    const bytes = await write('parquet', name) as Uint8Array;
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    expect(await parquetReadObjects({ file })).toEqual(expectedRows(name));
  });

  it.each(TABLE_NAMES)('Arrow table %s is read by apache-arrow', async (name) => {
    const table = tableFromIPC(await write('arrow', name) as Uint8Array);
    expect(table.toArray().map((row: { toJSON(): unknown }) => row.toJSON())).toEqual(expectedRows(name));
  });

  it.each(TABLE_NAMES)('CSV table %s is read by a CSV reader, cell for cell', async (name) => {
    const { data, errors } = Papa.parse<Record<string, string>>((await write('csv', name) as string).trimEnd(), { header: true });
    expect(errors).toEqual([]);
    expect(data).toEqual(expectedRows(name).map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v === null ? '' : String(v)]))));
  });

  it('CSV escapes text that looks like a formula, and leaves negative numbers alone', async () => {
    const hostile = sampleResults();
    hostile.assets[0]!.name = '=HYPERLINK("http://example.invalid")';
    hostile.assets[0]!.lon = -4.5;
    const [first] = Papa.parse<Record<string, string>>(await exporterOf('csv')!.write(hostile, 'assets') as string, { header: true }).data;
    expect(first!.name).toBe('\'=HYPERLINK("http://example.invalid")');
    expect(first!.lon).toBe('-4.5');
  });

  it('GeoJSON holds the assets that have a place, with their results', async () => {
    const { features } = JSON.parse(await write('geojson') as string) as FeatureCollection<Point>;
    const placed = results.assets.filter((a) => a.lon !== null);
    expect(features.map((f) => f.id)).toEqual(placed.map((a) => a.id));
    expect(features[0]!.geometry.coordinates).toEqual([placed[0]!.lon, placed[0]!.lat]);
    expect(features[0]!.properties!['failureProbability']).toBe(placed[0]!.failureProbability);
  });
});
