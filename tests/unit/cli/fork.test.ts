/** fork and run --dry-run as they are typed, in this process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.js';

const SCENARIO = join(import.meta.dirname, '../../../scenarios/tutorial.yaml'), folder = mkdtempSync(join(tmpdir(), 'hazcade-fork-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function hazcade(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = '', stderr = '';
  const status = await main(args, { out: (text) => { stdout += String(text); }, err: (text) => { stderr += text; }, columns: 100, color: false, debug: false, closed: false });
  return { status, stdout, stderr };
}

function changes(text: string): string {
  const file = join(folder, 'changes.yaml');
  writeFileSync(file, text);
  return file;
}

describe('hazcade fork', () => {
  it('says what changes and what differs, in lines that fit', async () => {
    const { status, stdout } = await hazcade('fork', SCENARIO, '-r', '0', '--change', changes('format: hazcade-fork/1\nat: 3h\nplans: [{id: mend, when: {time: 3h}, do: [{trip: {id: hospital}}], for: 4h}]\n'));
    expect(status).toBe(0);
    expect(stdout).toContain('mend: the plan is added');
    expect(stdout).toMatch(/person-hours\.health +[\d,]+ +[\d,]+ +[\d,]+ +person-hours/);
    expect(stdout).toMatch(/03:00 \+ plan mend acts/);
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  });

  it('that changes nothing differs in nothing', async () => {
    const { stdout } = await hazcade('fork', SCENARIO, '-r', '0', '--at', '3h', '--change', changes('format: hazcade-fork/1\n'));
    expect(stdout).toContain('nothing changes');
    expect(stdout).toContain('No outcome differs.');
  });

  it('as JSON, and over many replications', async () => {
    const file = changes('format: hazcade-fork/1\nat: 0h\nplans: [{id: mend, when: {time: 3h}, do: [{trip: {id: hospital}}], for: 4h}]\n');
    expect(JSON.parse((await hazcade('fork', SCENARIO, '-r', '1', '--change', file, '--json')).stdout)).toMatchObject({ replication: 1, atHours: 0, changes: [{ source: 'mend' }] });
    const many = JSON.parse((await hazcade('fork', SCENARIO, '-n', '64', '-w', '0', '-q', '--change', file, '--json')).stdout) as { replications: number; avoided: Record<string, { mean: number }> };
    expect(many.replications).toBe(64);
    expect(many.avoided['person-hours.health']!.mean).toBeLessThan(0);
  });

  it.each<[string, string[], string]>([
    ['neither a replication nor a number of them', ['--at', '1h', '--variant', 'x'], 'FORK_REPLICATION_MISSING'], ['no change', ['-r', '0', '--at', '1h'], 'FORK_CHANGE_MISSING'], ['no time', ['-r', '0', '--change', 'FILE'], 'FORK_TIME_MISSING'],
    ['a time beyond the horizon', ['-r', '0', '--at', '900d', '--change', 'FILE'], 'FORK_TIME_INVALID'], ['no such file', ['-r', '0', '--at', '1h', '--change', 'none.yaml'], 'FILE_NOT_FOUND'],
  ])('refuses %s', async (_what, args, code) => {
    const file = changes('format: hazcade-fork/1\nset: {recovery.order: critical-first}\n'), { status, stderr } = await hazcade('fork', SCENARIO, ...args.map((arg) => (arg === 'FILE' ? file : arg)));
    expect([status > 0, stderr.includes(code)]).toEqual([true, true]);
  });
});

describe('hazcade run --dry-run', () => {
  it('says what is hit and how long a study takes, and writes nothing', async () => {
    const { status, stdout } = await hazcade('run', SCENARIO, '--dry-run', '-n', '500', '-w', '1');
    expect(status).toBe(0);
    expect(stdout).toMatch(/in reach \d+ of \d+ assets/);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('A study of 500 replications takes about');
  });

  it('as JSON', async () => expect(JSON.parse((await hazcade('run', SCENARIO, '--dry-run', '--json')).stdout)).toMatchObject({ scenario: 'tutorial', estimate: { failed: 0 } }));
});
