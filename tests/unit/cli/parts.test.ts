/** run --part, compare --part and merge: the same files as of the study run at once, and wrong use said plainly. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/cli/main.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)), SCENARIO = join(ROOT, 'scenarios', 'tutorial.yaml');
const built = existsSync(join(ROOT, 'dist', 'cli', 'main.js'));
if (!built) console.log('skipped: the end of a process that cannot write its part (not built)');

// The first call loads all of the command line.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
const before = process.cwd();
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-parts-')); process.chdir(folder); });
afterAll(() => { process.chdir(before); rmSync(folder, { recursive: true, force: true }); });

/** In this process: a start of Node for each call would take longer than all of it. */
async function hazcade(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = '', stderr = '';
  const status = await main([...args, '-q'], { out: (text) => { stdout += String(text); }, err: (text) => { stderr += text; }, color: false, debug: false, closed: false });
  return { status, stdout, stderr };
}
const part = (command: string, i: number, n: number, out: string, ...more: string[]) => hazcade(command, SCENARIO, '-n', '130', '-w', '0', '--part', `${i}/${n}`, '--out', out, ...more);
const same = (a: string, b: string): void => {
  for (const file of ['results.json', 'report.html', join('tables', 'assets.csv')]) expect(readFileSync(join(folder, a, file))).toEqual(readFileSync(join(folder, b, file)));
};

describe('parts on the command line', () => {
  it('merge into the files of the study run at once', async () => {
    expect((await hazcade('run', SCENARIO, '-n', '130', '-w', '0', '--out', 'whole')).status).toBe(0);
    expect((await part('run', 1, 2, 'parts')).stdout).toContain('Part 1 of 2: 1 of 3 blocks');
    expect(JSON.parse((await part('run', 2, 2, 'parts', '--json')).stdout)).toEqual({ part: 2, of: 2, firstBlock: 1, blocks: 2, files: ['parts/part-2-of-2.bin'] });
    // A job that is started once more writes its part once more.
    expect((await part('run', 2, 2, 'parts')).status).toBe(0);
    expect(readdirSync(join(folder, 'parts'))).toEqual(['part-1-of-2.bin', 'part-2-of-2.bin']);
    expect(await hazcade('merge', 'parts', '--out', 'merged')).toMatchObject({ status: 0, stderr: '' });
    same('merged', 'whole');
  });

  it('merge variants, from several folders', async () => {
    expect((await hazcade('compare', SCENARIO, '-n', '130', '-w', '0', '--out', 'compared')).status).toBe(0);
    for (const i of [1, 2]) expect((await part('compare', i, 2, `node-${i}`)).status).toBe(0);
    const { status, stdout } = await hazcade('merge', 'node-2', 'node-1', '--out', 'compared-in-parts', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'hazcade-results/1' });
    same('compared-in-parts', 'compared');
  });

  it('find their scenario from elsewhere, or are told where it is', async () => {
    mkdirSync(join(folder, 'project'));
    cpSync(join(ROOT, 'models', 'tutorial'), join(folder, 'models', 'tutorial'), { recursive: true });
    copyFileSync(SCENARIO, join(folder, 'project', 'mine.yaml'));
    expect((await hazcade('run', 'project/mine.yaml', '-n', '64', '-w', '0', '--part', '1/1', '--out', 'project/parts')).status).toBe(0);
    process.chdir(join(folder, 'project'));
    expect(await hazcade('merge', 'parts', '--out', 'result')).toMatchObject({ status: 0, stderr: '' });
    process.chdir(folder);
    cpSync(join(folder, 'project', 'parts'), join(folder, 'moved', 'parts'), { recursive: true });
    rmSync(join(folder, 'project', 'mine.yaml'));
    const lost = await hazcade('merge', 'moved/parts');
    expect(lost.status).toBe(2);
    expect(lost.stderr).toMatch(/FILE_NOT_FOUND: the scenario of these parts, "project\/mine.yaml", is not there; name it with --scenario FILE/);
    expect((await hazcade('merge', 'moved/parts', '--scenario', SCENARIO, '--out', 'told')).status).toBe(0);
  });

  it('are refused by name where they do not belong, with exit code 1', async () => {
    expect((await part('run', 1, 2, 'mixed')).status).toBe(0);
    expect((await part('run', 2, 2, 'mixed', '--seed', 'other')).status).toBe(0);
    const mixed = await hazcade('merge', 'mixed');
    expect(mixed.status).toBe(1);
    expect(mixed.stderr).toMatch(/PART_FOREIGN {2}mixed\/part-2-of-2.bin {2}belongs to another study than mixed\/part-1-of-2.bin: different seed/);
    expect(mixed.stderr).toContain('PART_MISSING  part 2 of 2 is missing');
    const changed = await hazcade('merge', 'parts', '--scenario', join(ROOT, 'scenarios', 'winter-storm.yaml'));
    expect(changed.status).toBe(1);
    expect(changed.stderr).toContain('parts/part-1-of-2.bin  was computed from another model and scenario than is there now');
    const over = await part('run', 2, 2, 'mixed');
    expect(over.status).toBe(2);
    expect(over.stderr).toMatch(/OUT_EXISTS: mixed\/part-2-of-2.bin is there and not of this study/);
    expect((await part('run', 2, 2, 'mixed', '--force')).status).toBe(0);
  });

  it.skipIf(!built)('that cannot be written end their process, threads and all', () => {
    writeFileSync(join(folder, 'file'), '');
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin', 'hazcade.js'), 'run', SCENARIO, '-n', '130', '-w', '1', '-q', '--part', '1/2', '--out', 'file/parts'], { encoding: 'utf8', timeout: 60_000 });
    expect(stderr).toMatch(/OUT_UNWRITABLE: .*file is not a folder/);
    expect(status).toBe(2);
  });

  it.each([
    [['run', SCENARIO, '--part', '0/4', '--out', 'x'], /Expected part i of n as i\/n, from 1\/n to n\/n, such as 3\/8, found "0\/4"/],
    [['run', SCENARIO, '--part', '5/4', '--out', 'x'], /found "5\/4"/],
    [['run', SCENARIO, '--part', '1/4'], /OPTION_MISSING: --part needs --out DIR/],
    [['run', SCENARIO, '--part', '1/4', '--out', 'x', '--resume', 'y'], /OPTION_CONFLICT: --part and --resume exclude each other/],
    [['compare', SCENARIO, '--part', '1/4', '--out', 'x', '--silo'], /OPTION_MISSING: --part and --redis are for variants/],
    [['merge', 'nowhere'], /FILE_NOT_FOUND: folder "nowhere" does not exist/],
    [['merge', '.'], /PART_MISSING: \. holds no part of a study/],
  ] as const)('%j is wrong use', async (args, message) => {
    const { status, stderr } = await hazcade(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
