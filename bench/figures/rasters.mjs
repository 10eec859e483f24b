/** Rasters of 10,000 x 10,000 cells are sampled at the assets of harbour-city without being in memory. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { assertWork, note, row } from '../lib/figure.mjs';
import { withFolder } from '../lib/processes.mjs';
import { writeAsciiGrid, writeGeotiff } from '../workloads/rasters.mjs';

export const title = 'Footprints from large rasters';

/** Most growth of memory, MB. */
const GROWTH_MB = 200;

export async function run({ rounds = 3, toy = false }) {
  const size = toy ? 1000 : 10_000, program = fileURLToPath(new URL('../engines/sample-raster.mjs', import.meta.url));
  return withFolder(async (folder) => {
    const rows = [note('cells', `${size} x ${size}`)];
    for (const [name, file, write] of [
      ['GeoTIFF', 'plain.tif', (f) => writeGeotiff(f, size, 'none')], ['GeoTIFF, Deflate', 'deflate.tif', (f) => writeGeotiff(f, size, 'deflate')], ['ASCII grid', 'grid.asc', (f) => writeAsciiGrid(f, size)],
    ]) {
      write(join(folder, file));
      const runs = [];
      for (let i = 0; i < (toy ? 1 : rounds); i++) {
        const run = JSON.parse((await promisify(execFile)(process.execPath, [program, folder, file, String(size)])).stdout);
        assertWork(run.places > 600 && run.right === run.places, `${name}: ${run.right} of ${run.places} places have the value of their cell`);
        assertWork(run.growthMb < GROWTH_MB, `${name}: memory grew by ${Math.round(run.growthMb)} MB; less than ${GROWTH_MB} is meant`);
        runs.push(run);
      }
      rows.push(note(`${name}: MB on disk`, String(Math.round(statSync(join(folder, file)).size / 2 ** 20))), row(`${name}: CPU seconds, hash of the file included`, runs.map((r) => r.seconds)), row(`${name}: growth of memory, MB`, runs.map((r) => r.growthMb)));
    }
    return rows;
  });
}
