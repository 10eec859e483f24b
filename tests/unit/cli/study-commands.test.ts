/** run, compare, rank and trace on the tutorial scenario; through the built binary what is interrupted, killed, or read by a pipe. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import type { RankingReport } from '../../../src/report/ranking.js';
import type { RiskResults } from '../../../src/risk/results.js';
import type { Results } from '../../../src/study/results.js';
import { hazcadeHere as hazcade, type Ended } from '../../fixtures/command-line.js';
import { BREAK, catalogueFile, catalogueOf, exponentialModel, scenarioOf } from '../../fixtures/catalogue-files.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BIN = join(ROOT, 'bin', 'hazcade.js');
const SCENARIO = join(ROOT, 'scenarios', 'tutorial.yaml');
const ENV = { ...process.env, NO_COLOR: '1', HAZCADE_DEBUG: '' };

let folder: string;
const before = process.cwd();
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-study-')); process.chdir(folder); });
afterAll(() => { process.chdir(before); rmSync(folder, { recursive: true, force: true }); });

/** In a process, as scripts see it. */
function started(...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: 'utf8', env: ENV, maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}
const resultsIn = (dir: string): Results => JSON.parse(readFileSync(join(folder, dir, 'results.json'), 'utf8')) as Results;

describe('hazcade run', () => {
  it('prints the figures, names the digest and writes the result folder', () => {
    const { status, stdout, stderr } = started('run', SCENARIO, '--replications', '130', '--workers', '2');
    expect(stderr).toContain('130 of 130 replications');
    expect(status).toBe(0);
    const [out] = readdirSync(join(folder, 'results'));
    const { study } = resultsIn(join('results', out!));
    expect(out).toBe(`tutorial-${study.digest.slice(0, 8)}`);
    expect(stdout).toContain(`Digest   ${study.digest}`);
    expect(study).toMatchObject({ replications: 130, partial: false, seed: 'tutorial-1' });
    expect(readdirSync(join(folder, 'results', out!)).sort()).toEqual(['meta.json', 'report.html', 'results.json', 'tables']);
    for (const line of stdout.split('\n')) if (!/^(Digest|Again|Files) /.test(line)) expect([...line].length).toBeLessThanOrEqual(80);
  });

  it('gives the same bytes with other workers, and by the command it names', async () => {
    const first = await hazcade('run', SCENARIO, '-n', '130', '-w', '0', '--json', '--quiet', '--out', 'one');
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect((await hazcade('run', SCENARIO, '-n', '130', '-w', '2', '-q', '--out', 'two')).status).toBe(0);
    for (const file of ['results.json', 'report.html', join('tables', 'assets.csv')]) expect(readFileSync(join(folder, 'two', file))).toEqual(readFileSync(join(folder, 'one', file)));
    const { study } = JSON.parse(first.stdout) as Results;
    const [, ...again] = study.command.split(' ');
    expect((JSON.parse((await hazcade(...again, '--json', '-q', '--out', 'three')).stdout) as Results).study.digest).toBe(study.digest);
  });

  it('another seed is another study, and does not replace a result unasked', async () => {
    expect((await hazcade('run', SCENARIO, '-n', '64', '-w', '0', '-q', '--out', 'mine')).status).toBe(0);
    const refused = await hazcade('run', SCENARIO, '-n', '64', '-w', '0', '--seed', 'other', '-q', '--out', 'mine');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/OUT_EXISTS: .*another study \(other seed\)/);
    expect((await hazcade('run', SCENARIO, '-n', '64', '-w', '0', '--seed', 'other', '-q', '--out', 'mine', '--force')).status).toBe(0);
    expect(resultsIn('mine').study.seed).toBe('other');
  });

  it('refuses an unwritable result folder before it computes', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stderr } = await hazcade('run', SCENARIO, '--out', join('file', 'out'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/^hazcade: OUT_UNWRITABLE: .*\n$/);
  });

  it('of a broken scenario prints every problem, and one JSON document where asked', async () => {
    writeFileSync(join(folder, 'broken.yaml'), `format: hazcade-scenario/1\nid: broken\nmodel: ${join(ROOT, 'models', 'tutorial')}\nstart: soon\nhorizon: 24h\nhazards: []\nstorms: 3\n`);
    const { status, stdout, stderr } = await hazcade('run', 'broken.yaml', '--json');
    expect(status).toBe(1);
    expect(stderr).not.toMatch(/\n\s+at .+:\d+/);
    const { error } = JSON.parse(stdout) as { error: { code: string; problems: { line: number }[] } };
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.problems.length).toBeGreaterThan(0);
  });

  it('survives a reader that takes one line', () => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${BIN}" run "${SCENARIO}" -n 64 -q --json --out piped | head -1`], { cwd: folder, encoding: 'utf8', env: ENV });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' });
    expect(resultsIn('piped').study.replications).toBe(64);
  });

  it('ends cleanly when interrupted, and is resumed to the digest of an uninterrupted run', async () => {
    const child = spawn(process.execPath, [BIN, 'run', SCENARIO, '-n', '100000', '-w', '1', '--out', 'cut'], { cwd: folder, env: ENV, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: string[] = [];
    child.stderr.on('data', (d: Buffer) => {
      // The first line of progress: at a tenth, so there is something to keep and something left to do.
      if (chunks.length === 0) child.kill('SIGINT');
      chunks.push(String(d));
    });
    child.stdout.resume();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(chunks.join('')).toContain('Ending with what is done');
    expect(code).toBe(130);
    const { study } = resultsIn('cut');
    expect(study.partial).toBe(true);
    expect(study.replications % 64).toBe(0);
    const further = String(study.replications + 128);
    expect((await hazcade('run', SCENARIO, '-n', further, '-q', '--resume', 'cut')).status).toBe(0);
    expect((await hazcade('run', SCENARIO, '-n', further, '-q', '--out', 'whole')).status).toBe(0);
    expect(resultsIn('cut').study).toEqual(resultsIn('whole').study);
    expect(readdirSync(join(folder, 'cut'))).not.toContain('partial.bin');
    expect(readdirSync(folder).filter((n) => n.endsWith('.unfinished'))).toEqual([]);
  });

  it('resumes only what is unfinished', async () => {
    const { status, stderr } = await hazcade('run', SCENARIO, '--resume', 'whole');
    expect(status).toBe(2);
    expect(stderr).toMatch(/RESUME_NOTHING/);
  });
});

/** A study of the tutorial with its variants that is sent a signal when progress first speaks of one of them; @returns its exit code, null when it was killed */
async function cutInVariant(signal: NodeJS.Signals, out: string, variant: string): Promise<number | null> {
  const child = spawn(process.execPath, [BIN, 'compare', SCENARIO, '-n', '1600', '-w', '0', '--out', out], { cwd: folder, env: ENV, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    const before = said;
    said += String(text);
    // Once: a second signal would abort at once.
    if (!before.includes(`replications of ${variant}`) && said.includes(`replications of ${variant}`)) child.kill(signal);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expect(said).toContain(`replications of ${variant}`);
  return code;
}

describe('hazcade compare, cut off in a variant', () => {
  it('is resumed to the results of one that was not: interrupted, and killed', async () => {
    const { variants } = JSON.parse((await hazcade('compare', SCENARIO, '-n', '1600', '-w', '0', '-q', '--out', 'uncut', '--json')).stdout) as Results, second = variants![1]!.id;
    expect(await cutInVariant('SIGINT', 'interrupted', second)).toBe(130);
    expect(resultsIn('interrupted').study.partial).toBe(true);
    expect((await hazcade('compare', SCENARIO, '-n', '1600', '-q', '--resume', 'interrupted')).status).toBe(0);
    expect(resultsIn('interrupted')).toEqual(resultsIn('uncut'));
    expect(await cutInVariant('SIGKILL', 'killed', second)).toBeNull();
    const kept = readdirSync(join(folder, 'killed.unfinished'));
    expect(kept).toEqual(expect.arrayContaining(['partial.bin', `${variants![0]!.id}.partial.bin`]));
    expect((await hazcade('compare', SCENARIO, '-n', '1600', '-q', '--resume', 'killed.unfinished', '--out', 'killed')).status).toBe(0);
    expect(resultsIn('killed')).toEqual(resultsIn('uncut'));
    expect(readdirSync(join(folder, 'interrupted')).filter((name) => name.endsWith('partial.bin'))).toEqual([]);
  }, 60_000);
});

describe('hazcade risk', () => {
  it('shows partial figures when interrupted, and is resumed to the digest of an uninterrupted study', async () => {
    const events = [{ id: 'a', rate: 0.5, hazard: 'break', peril: 'first' }, { id: 'b', rate: 0.25, hazard: 'break', peril: 'second' }, { id: 'never', rate: 0, hazard: 'break', peril: 'third' }];
    const file = catalogueFile(exponentialModel(10), scenarioOf([BREAK]), catalogueOf(events, { sampling: { replications: 10_000 } }));
    const child = spawn(process.execPath, [BIN, 'risk', file, '-w', '0', '--out', 'losses'], { cwd: folder, env: ENV, stdio: ['ignore', 'pipe', 'pipe'] }), chunks: string[] = [], shown: string[] = [];
    child.stderr.on('data', (d: Buffer) => { if (chunks.length === 0) child.kill('SIGINT'); chunks.push(String(d)); });
    child.stdout.on('data', (d: Buffer) => { shown.push(String(d)); });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
    expect(chunks.join('')).toContain('continue with --resume losses.unfinished --out losses\n');
    expect(shown.join('')).toContain('Partial: stopped after');
    expect(shown.join('')).not.toContain('Digest');
    const partial = JSON.parse(readFileSync(join(folder, 'losses.unfinished', 'partial', 'results.json'), 'utf8')) as RiskResults;
    expect(partial.study.partial).toMatchObject({ during: 'main', planned: 20_000, events: 1, ratePerYear: 0.5 });
    expect(partial.perils.map((p) => p.id)).toEqual(['first', 'third']);
    expect((await hazcade('risk', file, '-w', '0', '-q', '--out', 'losses', '--resume', 'losses.unfinished')).status).toBe(0);
    expect((await hazcade('risk', file, '-w', '0', '-q', '--out', 'losses-whole')).status).toBe(0);
    const [resumed, whole] = ['losses', 'losses-whole'].map((dir) => JSON.parse(readFileSync(join(folder, dir, 'results.json'), 'utf8')) as RiskResults);
    expect(resumed).toEqual(whole);
    expect(resumed!.study).not.toHaveProperty('partial');
    expect(readdirSync(folder)).not.toContain('losses.unfinished');
  });
});

describe('hazcade trace', () => {
  it('shows the timeline and the tree', async () => {
    const { status, stdout } = await hazcade('trace', SCENARIO, '--replication', '0');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^High water on the quay, replication 0\n\d+ events; \d+ assets fell/);
    expect(stdout).toContain('What caused what');
  });

  it('writes one event a line, each with an earlier cause', async () => {
    const events = (await hazcade('trace', SCENARIO, '-r', '0', '--json')).stdout.trimEnd().split('\n').map((l) => JSON.parse(l) as CascadeEvent);
    expect(events.map((e) => e.id)).toEqual(events.map((_, i) => i + 1));
    for (const e of events) if (e.cause !== undefined) expect(e.cause).toBeLessThan(e.id);
    expect((await hazcade('trace', SCENARIO, '-r', '0', '--json', '--limit', '3')).stdout.trimEnd().split('\n')).toHaveLength(3);
  });

  it('shows only what led to one asset, and names the nearest when there is none such', async () => {
    const { stdout } = await hazcade('trace', SCENARIO, '-r', '0', '--asset', 'hospital');
    expect(stdout).toContain('What led to Quay hospital (hospital)');
    expect(stdout).not.toContain('well-1');
    const unknown = await hazcade('trace', SCENARIO, '-r', '0', '--asset', 'hospitol');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/ASSET_UNKNOWN: .*Did you mean "hospital"\?/);
  });

  it('replays a variant', async () => {
    expect((await hazcade('trace', SCENARIO, '-r', '0', '--variant', 'bigger-tank')).status).toBe(0);
    expect((await hazcade('trace', SCENARIO, '-r', '0', '--variant', 'biger-tank')).stderr).toMatch(/VARIANT_UNKNOWN: .*Did you mean "bigger-tank"\?/);
  });
});

describe('hazcade compare and rank', () => {
  it('compare shows every variant, and writes the same folder as run', async () => {
    const { status, stdout } = await hazcade('compare', SCENARIO, '-n', '64', '-w', '0', '-q', '--out', 'compared');
    expect(status).toBe(0);
    const { variants } = resultsIn('compared');
    expect(variants.map((v) => v.id)).toContain('bigger-tank');
    expect(stdout).toContain('Diesel for five hours');
  });

  it('rank names assets, and prints how many pairs were run again', async () => {
    const ranking = JSON.parse((await hazcade('rank', SCENARIO, '-n', '64', '-w', '0', '-q', '--json')).stdout) as RankingReport;
    expect(ranking.replications).toBe(64);
    expect(ranking.entries.map((e) => e.id)).toContain('sub-quay');
    expect(ranking.pairs).toBe(ranking.entries.reduce((sum, e) => sum + e.pairs, 0));
    expect((await hazcade('rank', SCENARIO, '-n', '64', '-w', '0', '-q', '--buffer', '3h')).stdout).toMatch(/Re-runs: [\d,]+ instead of [\d,]+ of full studies/);
    expect((await hazcade('run', SCENARIO, '-n', '64', '-w', '0', '-q', '--out', 'ranked')).status).toBe(0);
    expect((await hazcade('rank', SCENARIO, '-n', '64', '-w', '0', '-q', '--into', 'ranked')).status).toBe(0);
    expect(readFileSync(join(folder, 'ranked', 'report.html'), 'utf8')).toContain('What hardening would save');
    expect(JSON.parse(readFileSync(join(folder, 'ranked', 'ranking.json'), 'utf8'))).toEqual(ranking);
    expect((await hazcade('rank', SCENARIO, '-n', '64', '-w', '0', '-q', '--seed', 'other', '--into', 'ranked')).stderr).toMatch(/RESULTS_OTHER: .*expected seed other, found tutorial-1/);
    expect(await hazcade('rank', SCENARIO, '-n', '64', '-w', '0', '-q', '--outcome', 'person-hours.watr')).toMatchObject({ status: 1, stderr: expect.stringMatching(/OUTCOME_UNKNOWN: .*person-hours\.water/) as string });
  });
});
