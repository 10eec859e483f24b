/** Spring thaw: its maps are what their script makes, the two waters are correlated as written, and repairs wait for parts. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readStudyInput } from '../../src/index.js';
import { folderOf } from '../unit/model/files.js';
import { eventsOf, outcomesOf, replicatorOf } from './replicate.js';

const ROOT = join(import.meta.dirname, '../..'), DATA = join(ROOT, 'scenarios/data');

it.skipIf(!existsSync(join(ROOT, 'dist/index.js')))('its maps are what make-estuary-depths.mjs makes (skipped without dist)', async () => {
  const made = folderOf({});
  await promisify(execFile)(process.execPath, [join(DATA, 'make-estuary-depths.mjs'), made], { cwd: ROOT });
  for (const name of ['sea-depth.asc', 'river-depth.asc']) expect(readFileSync(join(made, name), 'utf8'), name).toBe(readFileSync(join(DATA, name), 'utf8'));
}, 60_000);

it('the sea and the river are high together, roads are closed while they are under 30 cm, and repairs wait for parts', async () => {
  const { model, scenario } = readStudyInput(join(ROOT, 'scenarios/spring-thaw.yaml')), replicator = await replicatorOf(model, scenario), n = 300;
  // With nothing else than the two waters: their intensities, 300 times.
  const bare = await replicatorOf({ ...model }, { ...scenario, hazards: scenario.hazards.filter(({ id }) => id !== 'sewers').map((h) => ({ ...h, effects: [] })), triggers: [], plans: [], variants: [] });
  const pairs = Array.from({ length: n }, (_, k) => eventsOf(bare, k).filter((e) => e.kind === 'hazard').map((e) => [e.source!, Math.log(e.intensity!)] as const)).map((list) => [list.find(([id]) => id === 'sea')![1], list.find(([id]) => id === 'river')![1]] as const);
  const mean = (of: (p: readonly [number, number]) => number): number => pairs.reduce((sum, p) => sum + of(p), 0) / n, [mx, my] = [mean((p) => p[0]), mean((p) => p[1])];
  const r = mean((p) => (p[0] - mx) * (p[1] - my)) / Math.sqrt(mean((p) => (p[0] - mx) ** 2) * mean((p) => (p[1] - my) ** 2));
  // Fisher: atanh r is normal about atanh 0.6 with standard deviation 1 / sqrt(n - 3) = 0.058.
  expect(Math.abs(Math.atanh(r) - Math.atanh(0.6))).toBeLessThan(3 / Math.sqrt(n - 3));
  const runs = Array.from({ length: 6 }, (_, k) => eventsOf(replicator, k)), events = runs.flat();
  expect(events.filter((e) => e.kind === 'repair-wait' && e.reason === 'parts').length).toBeGreaterThan(0);
  expect(events.filter((e) => e.kind === 'parts-delivery').length).toBeGreaterThan(0);
  // The sea rises from nothing, so no road is under 30 cm the moment it begins.
  const waits = runs.flatMap((run) => run.filter((e) => e.kind === 'derate' && e.to === 0 && run[e.cause!]?.source === 'sea').map((e) => e.hours - run[e.cause!]!.hours));
  expect(waits.length).toBeGreaterThan(0);
  expect(Math.min(...waits)).toBeGreaterThan(0);
  expect(outcomesOf(replicator, replicator.replicate(0))['parts-used.switchgear']).toBeGreaterThan(0);
}, 60_000);
