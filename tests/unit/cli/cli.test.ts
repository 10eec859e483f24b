/** The command line: standard output, standard error, exit codes; as scripts see the built one, and in this process. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStudyInput } from '../../../src/model/read-scenario.js';
import { hazcadeHere as hazcade, type Ended } from '../../fixtures/command-line.js';
import { sampleResults } from '../../fixtures/sample-results.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BIN = join(ROOT, 'bin', 'hazcade.js');
const SCENARIO = join(ROOT, 'scenarios', 'tutorial.yaml');
const MODEL = join(ROOT, 'models', 'tutorial');

let folder: string;
const before = process.cwd();
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-cli-')); process.chdir(folder); });
afterAll(() => { process.chdir(before); rmSync(folder, { recursive: true, force: true }); });

/** In a process, as scripts see it. */
function started(...args: string[]): Ended {
  const env = { ...process.env, NO_COLOR: '1', HAZCADE_DEBUG: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: 'utf8', env, maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}

const STACK = /\n\s+at .+:\d+:\d+/;
/** Every failure says what is wrong in words, and where to look, without a stack trace. */
function expectFailure(ended: Ended, status: number, words: RegExp): void {
  expect(ended.stderr).toMatch(words);
  expect(ended.stderr).not.toMatch(STACK);
  expect(ended.status).toBe(status);
}

describe('hazcade', () => {
  it('is committed executable', () => {
    const { stdout } = spawnSync('git', ['ls-files', '-s', 'bin/hazcade.js'], { cwd: ROOT, encoding: 'utf8' });
    if (stdout) expect(stdout).toMatch(/^100755/);
  });

  it('prints its version and its help', () => {
    expect(started('--version')).toMatchObject({ status: 0, stdout: '0.1.0\n' });
    expect(started('--help').stdout).toContain('Exit codes: 0 done');
    expect(started()).toMatchObject({ status: 2, stdout: '' });
  });

  it.each(['run', 'validate', 'inspect', 'trace', 'compare', 'rank', 'generate', 'export'])('%s --help has an example and --json', async (command) => {
    const { status, stdout } = await hazcade(command, '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n {2}\\$ hazcade ${command} `));
    expect(stdout).toContain('--json');
  });

  // An example that fails teaches a stranger that he did something wrong.
  const commands = readFileSync(join(ROOT, 'src', 'cli', 'main.ts'), 'utf8').match(/commands\/[a-z]+\.js/g)!.map((file) => readFileSync(join(ROOT, 'src', 'cli', file.replace('.js', '.ts')), 'utf8'));
  it('examples of the help name scenarios, variants and assets that ship', () => {
    const examples = commands.flatMap((text) => [...text.matchAll(/'([^'\n]*\bscenarios\/[a-z-]+\.yaml[^'\n]*)'/g)].map(([, example]) => example!));
    expect(examples.length).toBeGreaterThan(15);
    for (const example of examples) {
      const { model, scenario } = readStudyInput(join(ROOT, /scenarios\/[a-z-]+\.yaml/.exec(example)![0]));
      const [variant, asset] = ['variant', 'asset'].map((option) => new RegExp(`--${option} (\\S+)`).exec(example)?.[1]);
      if (variant !== undefined) expect(scenario.variants.map((v) => v.id), example).toContain(variant);
      if (asset !== undefined) expect(model.assets.map((a) => a.id), example).toContain(asset);
      if (example.includes('--interactions')) expect(scenario.hazards.filter((h) => h.onsetHours !== undefined || h.arrivals !== undefined).length, example).toBeGreaterThan(1);
    }
  });

  it('names files below the working directory by their short path', async () => {
    mkdirSync(join(folder, 'town'));
    writeFileSync(join(folder, 'town', 'model.yaml'), 'format: hazcade-model/1\nid: m\nassets: [{id: a, kind: nothing}]\n');
    writeFileSync(join(folder, 'town.yaml'), 'format: hazcade-scenario/1\nid: s\nmodel: town\nstart: 2026-01-16T18:00:00Z\nhorizon: 3d\nhazards: []\n');
    expect((await hazcade('validate', 'town.yaml')).stdout).toContain('\n  KIND_UNKNOWN  town/model.yaml:3:24  ');
    expectFailure(await hazcade('run', 'town.yaml'), 1, /\n {2}KIND_UNKNOWN {2}town\/model\.yaml:3:24 /);
  });

  it('says of a file of another format just that', async () => {
    const told = async (...args: string[]) => (await hazcade(...args)).stderr.split('\n').filter((line) => line.startsWith('  '));
    expect(await told('run', join(MODEL, 'model.yaml'))).toEqual([expect.stringMatching(/FORMAT_WRONG .*:2:9 {2}expecting format: hazcade-scenario\/1, found "hazcade-model\/1"$/)]);
    expect(await told('risk', SCENARIO)).toEqual([expect.stringMatching(/expecting format: hazcade-catalogue\/1, found "hazcade-scenario\/1"$/)]);
  });

  it('suggests the nearest command and option', async () => {
    expectFailure(await hazcade('rnu'), 2, /unknown command 'rnu'\n\(Did you mean run\?\)/);
    expectFailure(await hazcade('run', SCENARIO, '--sed', 'x'), 2, /unknown option '--sed'\n\(Did you mean --seed\?\)/);
    expectFailure(await hazcade('export', folder, '--format', 'parqet'), 2, /Did you mean "parquet"\?/);
  });

  it('says which value an option expects', async () => {
    expectFailure(await hazcade('run', SCENARIO, '--replications', 'many'), 2, /Expected a whole number of at least 1, found "many"/);
    expectFailure(await hazcade('run', SCENARIO, '--precision', '5'), 2, /Expected a share between 0 and 1, such as 0\.05 or 5%, found "5"/);
    expectFailure(await hazcade('trace', SCENARIO), 2, /required option '-r, --replication <k>' not specified/);
  });

  it('names a file that does not exist', async () => {
    for (const command of ['run', 'validate', 'inspect', 'compare', 'rank', 'export']) expectFailure(await hazcade(command, 'nothing.yaml'), 2, /FILE_NOT_FOUND: .*"nothing\.yaml" does not exist/);
    expectFailure(await hazcade('trace', 'nothing.yaml', '-r', '0'), 2, /FILE_NOT_FOUND/);
  });
});

describe('paths', () => {
  it('suggest the nearest name of the folder', async () => {
    expectFailure(await hazcade('run', join(ROOT, 'scenarios', 'tutoril.yaml')), 2, /Did you mean ".*tutorial\.yaml"\?/);
  });

  it('of scenarios are files', async () => {
    for (const command of [['run'], ['trace', '-r', '1'], ['compare'], ['rank']]) expectFailure(await hazcade(...command, MODEL), 2, /FILE_UNREADABLE: .* is a folder\. Expecting a scenario file/);
  });
});

describe('hazcade validate', () => {
  it('accepts the tutorial', async () => {
    expect(await hazcade('validate', SCENARIO, MODEL)).toMatchObject({ status: 0, stderr: '' });
  });

  it('reports every problem with its place, and exits with 1', async () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, 'format: hazcade-scenario/1\nid: x\nmodel: nowhere\nhorizn: 3d\n');
    const ended = await hazcade('validate', broken);
    expect(ended.status).toBe(1);
    expect(ended.stdout).toMatch(/broken\.yaml:4:1 .*horizn/);
  });

  it.each([['bad YAML', 'a: [1,\n b: }'], ['not text', '\u0000\u0001\u0002'], ['nothing', ''], ['a list', '- 1\n- 2\n']])('says what is wrong with %s', async (_, content) => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, content);
    const ended = await hazcade('validate', file, '--json');
    expect(ended.status).toBe(1);
    expect(ended.stderr).not.toMatch(STACK);
    const { valid, files } = JSON.parse(ended.stdout) as { valid: boolean; files: { problems: { message: string }[] }[] };
    expect(valid).toBe(false);
    expect(files[0]!.problems.length).toBeGreaterThan(0);
  });
});

describe('hazcade inspect', () => {
  it('prints the shape as text and as one JSON document', async () => {
    expect((await hazcade('inspect', MODEL)).stdout).toContain('power');
    expect((JSON.parse((await hazcade('inspect', MODEL, '--json')).stdout) as { model: string }).model).toBe('tutorial');
  });

  it('writes the graph for other tools', async () => {
    expect((await hazcade('inspect', MODEL, '--gexf', 'g.gexf', '--graphml', 'g.graphml')).status).toBe(0);
    expect(readFileSync(join(folder, 'g.gexf'), 'utf8')).toContain('<gexf');
    expect(readFileSync(join(folder, 'g.graphml'), 'utf8')).toContain('<graphml');
  });

  it('cannot write where there is no folder', async () => {
    expectFailure(await hazcade('inspect', MODEL, '--gexf', join('no', 'folder', 'g.gexf')), 2, /ENOENT: .*no such file or folder/);
  });
});

describe('hazcade export', () => {
  beforeAll(() => writeFileSync(join(folder, 'results.json'), JSON.stringify(sampleResults())));

  it('writes one table to standard output, or all to a folder', async () => {
    expect((await hazcade('export', 'results.json', '--format', 'csv', '--table', 'loss')).stdout.split('\n')[0]).toBe('origin,sector,asset_hours');
    expect((await hazcade('export', folder, '--format', 'parquet', '--table', 'all', '--out', 'tables')).status).toBe(0);
    expect(readdirSync(join(folder, 'tables')).sort()).toEqual(['areas', 'assets', 'curves', 'exceedance', 'failures', 'loss', 'needs', 'outcomes', 'totals', 'variants'].map((t) => `${t}.parquet`));
  });

  it('says when a file holds no results', async () => {
    writeFileSync(join(folder, 'other.json'), '{"format":"else"}');
    expectFailure(await hazcade('export', 'other.json'), 1, /RESULTS_INVALID: .*expected format hazcade-results\/1, found "else"/);
    writeFileSync(join(folder, 'half.json'), '{"format":');
    expectFailure(await hazcade('export', 'half.json'), 1, /RESULTS_INVALID: .*is not JSON/);
  });

  it('a table of a format without tables, and all tables without a folder, are refused', async () => {
    expectFailure(await hazcade('export', 'results.json', '--format', 'geojson', '--table', 'loss'), 2, /TABLE_UNFIT/);
    expectFailure(await hazcade('export', 'results.json', '--format', 'csv', '--table', 'all'), 2, /OUT_MISSING/);
  });

  it('a path below a file is refused', async () => {
    expectFailure(await hazcade('export', 'results.json', '--out', 'results.json/below/a.json'), 2, /OUT_UNWRITABLE: .*results\.json is not a folder/);
  });

  it('survives a reader that goes away', async () => {
    const { code, stderr } = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, [BIN, 'export', 'results.json', '--format', 'json'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      let stderr = '';
      child.stderr.on('data', (d: Buffer) => { stderr += String(d); });
      child.stdout.destroy();
      child.on('close', (code) => resolve({ code, stderr }));
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });
});

describe('hazcade generate', () => {
  it('writes a model that is valid, and does not write into a folder that is in use', async () => {
    const made = JSON.parse((await hazcade('generate', 'made', '--assets', '60', '--seed', 's', '--json', '-q')).stdout) as { assets: number };
    expect(made.assets).toBe(60);
    expect((await hazcade('validate', 'made')).status).toBe(0);
    expectFailure(await hazcade('generate', 'made', '--assets', '60'), 2, /OUT_EXISTS: made is not empty/);
    expectFailure(await hazcade('generate', 'large', '--assets', '1000001'), 1, /GENERATE_SIZE/);
    expectFailure(await hazcade('generate', 'made/model.yaml/below'), 2, /OUT_UNWRITABLE: .*model\.yaml is not a folder/);
  });
});
