/** The example of docs/hazards.md: its grid is what its script makes, its scenario runs, and what the page shows of it is so. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { footprintLine } from '../src/cli/footprint-line.js';
import { readStudyInput } from '../src/model/read-scenario.js';
import { simulate } from '../src/simulate.js';
import { sampleFootprints } from '../src/study/footprints.js';
import { folderOf } from './unit/model/files.js';

const ROOT = join(import.meta.dirname, '..'), EXAMPLE = join(ROOT, 'examples/hazard-files');

it.skipIf(!existsSync(join(ROOT, 'dist/index.js')))('flood-depth.asc is what make-flood-depth.mjs makes (skipped without dist)', async () => {
  const made = join(folderOf({}), 'made.asc');
  await promisify(execFile)(process.execPath, [join(EXAMPLE, 'make-flood-depth.mjs'), made], { cwd: ROOT });
  expect(readFileSync(made, 'utf8')).toBe(readFileSync(join(EXAMPLE, 'flood-depth.asc'), 'utf8'));
}, 60_000);

it('samples what the page says, and runs', async () => {
  const { model, scenario, warnings } = readStudyInput(join(EXAMPLE, 'flood.yaml')), samples = await sampleFootprints(model, scenario);
  expect(warnings).toEqual([]);
  expect(samples!.warnings).toEqual([]);
  expect(readFileSync(join(ROOT, 'docs/hazards.md'), 'utf8')).toContain(footprintLine(samples!.summaries[0]!));
  const { failures, outcomes, variants } = await simulate(model, scenario, { replications: 16, workers: 0, variants: true });
  expect(failures).toEqual([]);
  expect(outcomes['assets-hit.all']!.mean).toBeGreaterThan(20);
  expect(variants[0]!.outcomes['assets-hit.all']!.mean).toBeGreaterThan(outcomes['assets-hit.all']!.mean);
});

it('a value worked by hand: between four cells, in metres', async () => {
  const { model, scenario } = readStudyInput(join(EXAMPLE, 'flood.yaml')), samples = await sampleFootprints(model, scenario);
  const [head, rows] = [readFileSync(join(EXAMPLE, 'flood-depth.asc'), 'utf8').split('\n').slice(0, 6), readFileSync(join(EXAMPLE, 'flood-depth.asc'), 'utf8').trim().split('\n').slice(6).map((line) => line.split(' ').map(Number))];
  const [, nrows, west, south, size] = head.map((line) => Number(line.split(' ')[1])) as [number, number, number, number, number];
  // UTM zone 31 of a lift station by the series of Snyder 1987 (USGS PP 1395, equations 8-9 and 8-10), good to millimetres near the meridian.
  const { place } = model.assets.find((a) => a.id === 'lift-fishmarket')!, [x, y] = utm31(place!.lon, place!.lat);
  const c = (x - west) / size - 0.5, r = (south + nrows * size - y) / size - 0.5, c0 = Math.floor(c), r0 = Math.floor(r), u = c - c0, v = r - r0;
  const four = [rows[r0]![c0]!, rows[r0]![c0 + 1]!, rows[r0 + 1]![c0]!, rows[r0 + 1]![c0 + 1]!];
  expect(four.every((depth) => depth >= 0)).toBe(true);
  const depth = ((1 - v) * ((1 - u) * four[0]! + u * four[1]!) + v * ((1 - u) * four[2]! + u * four[3]!)) / 100;
  expect(samples!.hazards.get('flood')!.values[0]![samples!.places.find(place!.lon, place!.lat)!]).toBeCloseTo(depth, 5);
});

/** Snyder 1987, equations 3-21, 4-20, 8-9, 8-10 and 8-12 to 8-15, on GRS 80. */
function utm31(lonDegrees: number, latDegrees: number): [number, number] {
  const a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f), ep2 = e2 / (1 - e2), k0 = 0.9996, rad = Math.PI / 180, lat = latDegrees * rad;
  const n = a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2), t = Math.tan(lat) ** 2, c = ep2 * Math.cos(lat) ** 2, q = (lonDegrees - 3) * rad * Math.cos(lat);
  const m = a * ((1 - e2 / 4 - 3 * e2 ** 2 / 64 - 5 * e2 ** 3 / 256) * lat - (3 * e2 / 8 + 3 * e2 ** 2 / 32 + 45 * e2 ** 3 / 1024) * Math.sin(2 * lat) + (15 * e2 ** 2 / 256 + 45 * e2 ** 3 / 1024) * Math.sin(4 * lat) - (35 * e2 ** 3 / 3072) * Math.sin(6 * lat));
  return [
    500_000 + k0 * n * (q + (1 - t + c) * q ** 3 / 6 + (5 - 18 * t + t ** 2 + 72 * c - 58 * ep2) * q ** 5 / 120),
    k0 * (m + n * Math.tan(lat) * (q ** 2 / 2 + (5 - t + 9 * c + 4 * c ** 2) * q ** 4 / 24 + (61 - 58 * t + t ** 2 + 600 * c - 330 * ep2) * q ** 6 / 720)),
  ];
}
