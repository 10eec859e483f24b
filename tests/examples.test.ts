/** Every script in examples/ prints what its .out file says. `npm run examples:update` writes the files anew. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLES = join(ROOT, 'examples');
const scripts = readdirSync(EXAMPLES).filter((file) => file.endsWith('.mjs')).sort();
const update = process.env['UPDATE_EXAMPLES'] === '1';
const run = promisify(execFile);

describe('examples', () => {
  it('are few and short', () => {
    expect(scripts.length).toBeGreaterThan(4);
    expect(scripts.length).toBeLessThanOrEqual(8);
    const files = [...scripts, ...readdirSync(join(EXAMPLES, 'modules')).map((file) => `modules/${file}`)];
    expect(files.filter((file) => readFileSync(join(EXAMPLES, file), 'utf8').split('\n').length > 61)).toEqual([]);
  });

  it.each(scripts)('%s prints its .out file', async (script) => {
    const { stdout, stderr } = await run(process.execPath, [join(EXAMPLES, script)], { cwd: ROOT, encoding: 'utf8' });
    const file = join(EXAMPLES, script.replace(/\.mjs$/, '.out'));
    if (update) writeFileSync(file, stdout);
    expect(existsSync(file), `${file} is missing: npm run examples:update`).toBe(true);
    expect(stdout).toBe(readFileSync(file, 'utf8'));
    expect(stderr).toBe('');
  });

  it('has no .out file without its script', () => {
    expect(readdirSync(EXAMPLES).filter((file) => file.endsWith('.out') && !scripts.includes(file.replace(/\.out$/, '.mjs')))).toEqual([]);
  });
});
