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
    // As wide as a desktop's window, so that the table of losses is whole and charts stand in two columns.
    const page = await browser.newPage({ viewport: { width: 1100, height: 1900 }, deviceScaleFactor: 0.7 });
    await page.goto(pathToFileURL(join(folder, 'out', 'report.html')).href);
    await page.screenshot({ path: join(root, 'docs/img/report.png') });
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
