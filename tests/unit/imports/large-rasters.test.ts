/** Rasters of 10,000 x 10,000 cells, sampled at harbour-city's 770 assets in a process of its own: each value that of its cell, memory grows by less than 200 MB. `npm run bench rasters` has the full GeoTIFF. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../../src/model/read.js';
import { writeAsciiGrid, writeGeotiff } from '../../../bench/workloads/rasters.mjs';
import { folderOf } from '../model/files.js';

const ROOT = join(import.meta.dirname, '../../..'), SIZE = 10_000;
const built = existsSync(join(ROOT, 'dist/index.js'));

async function sampled(folder: string, file: string): Promise<{ places: number; right: number; seconds: number; growthMb: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'bench/engines/sample-raster.mjs'), folder, file, String(SIZE)]);
  return JSON.parse(stdout) as Awaited<ReturnType<typeof sampled>>;
}

describe.skipIf(!built)('10,000 x 10,000 cells (skipped without dist)', () => {
  it('a tiled, compressed GeoTIFF, its empty tiles left out', async () => {
    const folder = folderOf({}), places = readModel(join(ROOT, 'models/harbour-city')).model.assets.map(({ place }): [number, number] => [place!.lon, place!.lat]);
    writeGeotiff(join(folder, 'r.tif'), SIZE, 'deflate', places);
    const { places: n, right, growthMb } = await sampled(folder, 'r.tif');
    expect(n).toBeGreaterThan(600);
    expect(right).toBe(n);
    expect(growthMb).toBeLessThan(200);
  }, 120_000);

  it('an ASCII grid, from end to end', async () => {
    const folder = folderOf({});
    writeAsciiGrid(join(folder, 'r.asc'), SIZE);
    const { places: n, right, growthMb } = await sampled(folder, 'r.asc');
    expect(right).toBe(n);
    expect(growthMb).toBeLessThan(200);
  }, 120_000);
});
