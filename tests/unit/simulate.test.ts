/** The one-call study: what it may be asked, and that it is the command line's path. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStudyInput, simulate, VERSION } from '../../src/index.js';

const ROOT = join(import.meta.dirname, '../..');
const storm = readStudyInput(join(ROOT, 'scenarios/winter-storm.yaml'));
const tutorial = readStudyInput(join(ROOT, 'scenarios/tutorial.yaml'));

describe('simulate', () => {
  it('gives the digest of the command line', async () => {
    const { study } = await simulate(storm.model, storm.scenario, { replications: 65, seed: 'both', workers: 0 });
    const folder = mkdtempSync(join(tmpdir(), 'hazcade-'));
    const args = ['run', 'scenarios/winter-storm.yaml', '-n', '65', '-s', 'both', '-w', '1', '-q', '--json', '--out', folder];
    const printed = execFileSync(process.execPath, [join(ROOT, 'bin/hazcade.js'), ...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 });
    rmSync(folder, { recursive: true });
    expect((JSON.parse(printed) as { study: { digest: string } }).study.digest).toBe(study.digest);
    expect(study).toMatchObject({ replications: 65, seed: 'both', partial: false, version: VERSION });
  });

  it('another seed is another result, the same seed the same', async () => {
    const digest = async (seed: string) => (await simulate(storm.model, storm.scenario, { replications: 4, seed, workers: 0 })).study.digest;
    const [a, again, b] = [await digest('a'), await digest('a'), await digest('b')];
    expect(again).toBe(a);
    expect(b).not.toBe(a);
  });

  it('runs the variants, with the differences that docs/tutorial.md derives', async () => {
    const { variants } = await simulate(tutorial.model, tutorial.scenario, { workers: 0, variants: true });
    const saved = Object.fromEntries(variants.map((v) => [v.id, v.avoided['person-hours.health']!.mean]));
    expect(saved).toEqual({ 'bigger-tank': 3000, 'dry-substation': 3000, 'second-crew': 0 });
    expect(variants.find((v) => v.id === 'bigger-tank')!.avoided['person-hours.health']!.perMillionEuro).toBe(150_000);
  });

  it('stops at a precision, at whole blocks', async () => {
    const { study, outcomes } = await simulate(storm.model, storm.scenario, { precision: 0.5, replications: 2000, workers: 0 });
    const { mean, interval: [low, high] } = outcomes['person-hours.all']!;
    expect(study.replications % 64).toBe(0);
    expect(study.replications).toBeLessThan(2000);
    expect((high - low) / 2 / mean).toBeLessThanOrEqual(0.5);
  });

  it('stopped on the way it keeps what is done, and says so', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const { study } = await simulate(storm.model, storm.scenario, {
      replications: 640, workers: 0, signal: stop.signal,
      onProgress(done) { seen.push(done); if (done >= 128) stop.abort(); },
    });
    expect(seen).toEqual([64, 128]);
    expect(study).toMatchObject({ replications: 128, partial: true });
  });

  it('stopped before its first block it has nothing to show', async () => {
    await expect(simulate(tutorial.model, tutorial.scenario, { workers: 0, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'STUDY_ABORTED' });
  });

  it('a policy module that is none is refused', async () => {
    await expect(simulate(tutorial.model, tutorial.scenario, { workers: 0, policyModule: new URL('../../examples/modules/rationing.mjs', import.meta.url).href })).rejects.toMatchObject({ code: 'POLICY_MODULE_INVALID' });
  });
});
