import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFolder, writeResultFolder } from '../../../src/cli/result-folder.js';

let base: string;
beforeEach(() => { base = mkdtempSync(join(tmpdir(), 'hazcade-out-')); });
afterEach(() => rmSync(base, { recursive: true, force: true }));

const inputs = { modelHash: 'm', scenarioHash: 's', seed: 'd1' };
const files = (seed: string, extra: Record<string, string> = {}): Map<string, string> =>
  new Map(Object.entries({ 'results.json': JSON.stringify({ study: { ...inputs, seed } }), 'tables/assets.csv': 'id\n', ...extra }));

describe('result folder', () => {
  it('holds all files, and nothing is left beside it', async () => {
    const out = join(base, 'deep', 'out');
    await writeResultFolder(out, files('d1'));
    expect(readdirSync(out).sort()).toEqual(['results.json', 'tables']);
    expect(readdirSync(join(base, 'deep'))).toEqual(['out']);
  });

  it('is replaced as a whole by the same study', async () => {
    const out = join(base, 'out');
    await writeResultFolder(out, files('d1', { 'old.txt': 'x' }));
    await writeResultFolder(out, files('d1'));
    expect(readdirSync(out).sort()).toEqual(['results.json', 'tables']);
    expect(readdirSync(base)).toEqual(['out']);
  });

  it('of another study is replaced only when forced', async () => {
    const out = join(base, 'out');
    await writeResultFolder(out, files('d2'));
    await expect(checkFolder(out, inputs, false)).rejects.toMatchObject({ code: 'OUT_EXISTS', message: expect.stringContaining('(other seed)') as string });
    await checkFolder(out, inputs, true);
    await checkFolder(out, { ...inputs, seed: 'd2' }, false);
    await writeResultFolder(out, files('d1'));
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toContain('d1');
  });

  it('never replaces a folder that is no result folder, not even when forced', async () => {
    mkdirSync(join(base, 'home'));
    writeFileSync(join(base, 'home', 'thesis.txt'), 'x');
    await expect(writeResultFolder(join(base, 'home'), files('d1'))).rejects.toMatchObject({ code: 'OUT_NOT_A_RESULT' });
    await expect(checkFolder(join(base, 'home'), inputs, true)).rejects.toMatchObject({ code: 'OUT_NOT_A_RESULT' });
    expect(readdirSync(join(base, 'home'))).toEqual(['thesis.txt']);
  });

  it('an empty folder is filled', async () => {
    mkdirSync(join(base, 'empty'));
    await writeResultFolder(join(base, 'empty'), files('d1'));
    expect(readdirSync(join(base, 'empty')).sort()).toEqual(['results.json', 'tables']);
  });

  it('below a file is refused before anything is computed', async () => {
    writeFileSync(join(base, 'file'), '');
    await expect(checkFolder(join(base, 'file', 'out'), inputs, true)).rejects.toMatchObject({ code: 'OUT_UNWRITABLE' });
    await expect(checkFolder(join(base, 'file'), inputs, true)).rejects.toMatchObject({ code: 'OUT_UNWRITABLE' });
    await expect(checkFolder(join(base, 'not', 'yet', 'there'), inputs, true)).resolves.toBeUndefined();
  });

  it('that fails half-way leaves nothing behind', async () => {
    const broken = new Map([['results.json', '{}'], ['results.json/inside', 'x']]);
    await expect(writeResultFolder(join(base, 'out'), broken)).rejects.toMatchObject({ code: 'OUT_UNWRITABLE' });
    expect(readdirSync(base)).toEqual([]);
  });
});
