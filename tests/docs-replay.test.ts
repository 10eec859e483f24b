/** The examples of docs/replay.md run as they stand. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..'), folder = mkdtempSync(join(tmpdir(), 'hazcade-docs-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = readFileSync(join(ROOT, 'docs/replay.md'), 'utf8'), examples = [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code!);

it('there are some', () => { expect(examples.length).toBeGreaterThan(0); });

it.each(examples.map((code, i): [number, string] => [i + 1, code]))('example %i', (i, code) => {
  const file = join(folder, `example-${i}.mjs`);
  writeFileSync(file, code.replaceAll("'hazcade'", `'${pathToFileURL(join(ROOT, 'dist/index.js')).href}'`));
  const { status, stderr, stdout } = spawnSync(process.execPath, [file], { cwd: ROOT, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).not.toBe('');
});
