/**
 * A ground-motion field as a research group publishes it: Shelby County, M8.0 (InfraRisk, srijithbalakrishnan/dreaminsg-integrated-model 40d6533,
 * gmf/203080_8.0_gms.csv). Its columns are called lon_UTM and lat_UTM, but hold web Mercator. Skipped without the reference data.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleFootprint } from '../../../src/hazards/file-footprint.js';
import type { FootprintFile } from '../../../src/model/types.js';

const FOLDER = resolve(import.meta.dirname, '../../../../shared/data/testbeds/infrarisk_shelby/gmf'), FILE = '203080_8.0_gms.csv';

describe.skipIf(!existsSync(join(FOLDER, FILE)))('the field of Shelby County (skipped without ../shared/data)', () => {
  const rows = existsSync(join(FOLDER, FILE)) ? readFileSync(join(FOLDER, FILE), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',').map(Number)) : [];
  // Inverse of the spherical Mercator projection (Snyder 1987, USGS Professional Paper 1395, equations 7-4 and 7-5).
  const lon = Float64Array.from(rows, ([x]) => (x! / 6378137) * (180 / Math.PI)), lat = Float64Array.from(rows, ([, y]) => (Math.PI / 2 - 2 * Math.atan(Math.exp(-y! / 6378137))) * (180 / Math.PI));
  const spec = (more: Partial<FootprintFile>): FootprintFile => ({ paths: [FILE], field: 'PGA', crs: 'EPSG:3857', unit: 'g', sampling: 'nearest', withinKm: 1, origin: { folder: FOLDER }, ...more });

  it('lies where Shelby County is', () => {
    expect(rows.length).toBe(767);
    expect([Math.min(...lon), Math.max(...lon), Math.min(...lat), Math.max(...lat)].map((v) => Number(v.toFixed(2)))).toMatchInlineSnapshot(`
      [
        -90.29,
        -89.64,
        35.01,
        35.39,
      ]
    `);
  });
  it('has at each site the value of its row, in g and in %g', async () => {
    const { values: [g], inside } = await sampleFootprint(spec({}), 'g', lon, lat), { values: [percent] } = await sampleFootprint(spec({}), '%g', lon, lat);
    expect([...g!]).toEqual(rows.map((row) => row[2]));
    expect(inside.every((i) => i === 1)).toBe(true);
    percent!.forEach((value, i) => { expect(value).toBeCloseTo(100 * rows[i]![2]!, 10); });
  });
  it('a site without displacement is not hit by it', async () => {
    const { values: [pgd] } = await sampleFootprint(spec({ field: 'PGD', unit: 'cm' }), 'm', lon, lat);
    expect([...pgd!]).toEqual(rows.map((row) => (row[4]! > 0 ? row[4]! / 100 : NaN)));
  });
  it('taken for degrees or without its system it is refused or lies nowhere', async () => {
    await expect(sampleFootprint(spec({ crs: undefined }), 'g', lon, lat)).rejects.toMatchObject({ problems: [{ code: 'FOOTPRINT_CRS' }] });
    expect((await sampleFootprint(spec({ crs: 'EPSG:32616' }), 'g', lon, lat)).inside.every((i) => i === 0)).toBe(true);
  });
});
