/** The Python of docs/service.md runs from top to bottom, as in a notebook, where the interpreter and its packages are present. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pythonWith } from '../fixtures/python.js';
import { startTestService, type TestService } from '../fixtures/service.js';

const ROOT = join(import.meta.dirname, '../..'), run = promisify(execFile);

const python = pythonWith('requests', 'pandas', 'matplotlib');

let service: TestService & { url: string }, folder: string;
beforeAll(async () => {
  service = await startTestService({ concurrentStudies: 1 });
  folder = mkdtempSync(join(tmpdir(), 'hazcade-page-'));
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

it.skipIf(python === undefined)('its Python runs (skipped without python3, requests, pandas and matplotlib)', { timeout: 120_000 }, async () => {
  const blocks = [...readFileSync(join(ROOT, 'docs/service.md'), 'utf8').matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code]) => code!), figure = join(folder, 'figure.png');
  expect(blocks.length).toBeGreaterThan(5);
  const { stdout } = await run(python!, ['-c', blocks.join('\n')], { cwd: ROOT, env: { ...process.env, SERVICE: service.url, FIGURE: figure } });
  const { items } = (await service.ask('GET', '/v1/studies')).json<{ items: { digest: string }[] }>();
  expect(stdout).toContain(`'digest': '${items[0]!.digest.slice(0, 12)}'`);
  expect(stdout).toMatch(/^13 assets/m);
  expect(stdout).toContain('KEY_UNKNOWN');
  expect(statSync(figure).size).toBeGreaterThan(5_000);
});
