/**
 * Golden runs: every shipped scenario, seeded replications of it (192 of the first ones, 48 of the library's, with flow models 8). The digest covers every outcome, curve and count to the last bit; the figures
 * beside it say what moved. They change only when results are meant to change: `npm run golden:update`, and a line "Results change" in CHANGELOG.md.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readStudyInput, simulate } from '../../src/index.js';
import type { StudyInput } from '../../src/study/open.js';

const REPLICATIONS = 48;
/** The first scenarios have more; those with flow models, whose replications take a hundred times as long, fewer. */
const OTHERWISE: Record<string, number> = { 'cyber-heatwave': 192, earthquake: 192, 'payment-outage': 192, tutorial: 192, 'winter-storm': 192, 'winter-storm-physics': 8 };
const UPDATE = process.env.UPDATE_GOLDEN === '1';
const SCENARIOS = new URL('../../scenarios/', import.meta.url);
const built = existsSync(new URL('../../dist/runners/worker.js', import.meta.url));
const scenarios = readdirSync(SCENARIOS).filter((file) => file.endsWith('.yaml')).map((file) => file.slice(0, -'.yaml'.length)).sort();

interface Golden { replications: number; digest: string; failures: number; means: Record<string, number> }

const KEPT = /^(person-hours|lost-asset-hours|hours-to-90|assets-|areas-lost|cascade-depth|damage-cost|deadlocked)/;

async function run(id: string, { model, scenario }: StudyInput, workers: number): Promise<Golden> {
  const { study, failures, outcomes } = await simulate(model, scenario, { replications: OTHERWISE[id] ?? REPLICATIONS, workers });
  const means = Object.fromEntries(Object.entries(outcomes).filter(([name]) => KEPT.test(name)).map(([name, { mean }]) => [name, mean]));
  return { replications: study.replications, digest: study.digest, failures: failures.length, means };
}

describe.each(scenarios)('%s', (id) => {
  const file = new URL(`${id}.json`, import.meta.url);
  let input: StudyInput;
  beforeAll(() => { input = readStudyInput(new URL(`${id}.yaml`, SCENARIOS).pathname); });

  test('in process: every figure and the digest', async () => {
    const golden = await run(id, input, 0);
    if (UPDATE) writeFileSync(file, `${JSON.stringify(golden, undefined, 1)}\n`);
    expect(golden.failures).toBe(0);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Golden;
    expect(golden.means).toEqual(kept.means);
    expect(golden).toEqual(kept);
  });

  test.skipIf(!built).each(id in OTHERWISE ? [1, 2] : [2])('%d worker threads: the same (skipped without dist/runners/worker.js)', async (workers) => {
    expect(await run(id, input, workers)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

test('no golden file is left without its scenario', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  expect(files.sort()).toEqual(scenarios);
});
