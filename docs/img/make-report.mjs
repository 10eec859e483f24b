/**
 * Makes docs/img/report.png: the upper part of the report of the winter storm, as a browser shows it.
 * After a build: `node docs/img/make-report.mjs [CHROMIUM]`; the browser is /usr/bin/chromium unless named.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url)), folder = mkdtempSync(join(tmpdir(), 'hazcade-report-'));
try {
  execFileSync(process.execPath, ['bin/hazcade.js', 'run', 'scenarios/winter-storm.yaml', '--quiet', '--out', join(folder, 'out')], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const browser = await chromium.launch({ executablePath: process.argv[2] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 770, height: 1330 } });
    await page.goto(pathToFileURL(join(folder, 'out', 'report.html')).href);
    await page.screenshot({ path: join(root, 'docs/img/report.png') });
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
