/**
 * No ArrayBuffer is detached where replications run (docs/decisions.md, D-160). V8 says itself when the first one is: its protector cell falls, and from
 * then on every access to a typed array in that thread is checked.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BIN, ROOT } from '../../fixtures/command-line.js';

const FALLEN = /Invalidating protector cell ArrayBufferDetaching/;

/** What Node writes when it is asked to tell of protectors. */
async function told(...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--trace-protector-invalidation', ...args], { maxBuffer: 1 << 28 });
  return stdout + stderr;
}

describe.runIf(existsSync(`${ROOT}dist/runners/worker.js`))('buffers of a study, on worker threads (skipped without dist)', () => {
  it('V8 tells of one that is transferred, and of a memory that grows', async () => {
    expect(await told('-e', 'structuredClone(new ArrayBuffer(8), { transfer: [] })')).not.toMatch(FALLEN);
    expect(await told('-e', 'const bytes = new ArrayBuffer(8); structuredClone(bytes, { transfer: [bytes] })')).toMatch(FALLEN);
    expect(await told('-e', 'new WebAssembly.Memory({ initial: 1 }).grow(1)')).toMatch(FALLEN);
  });

  // With flow models: their solvers have memories of their own.
  it.each([
    ['a scenario with flow models', ['run', `${ROOT}scenarios/winter-storm-physics.yaml`, '--replications', '8']],
    ['several blocks', ['run', `${ROOT}scenarios/winter-storm.yaml`, '--replications', '192']],
  ])('are not detached: %s', async (_, args) => {
    const text = await told(BIN, ...args, '--workers', '1', '--json', '--quiet', '--out', mkdtempSync(join(tmpdir(), 'hazcade-detached-')));
    expect(text).toContain('"digest"');
    expect(text).not.toMatch(FALLEN);
  });

  it('are not detached when draws of many assets need more memory than there is at first', async () => {
    const lanes = new URL('dist/random/threefry-lanes.js', `file://${ROOT}`).href, code = `
      import { ThreefryLanes } from ${JSON.stringify(lanes)};
      const list = Int32Array.from({ length: 50_000 }, (_, i) => i), words = Uint32Array.from(list), out = new Float64Array(50_000);
      new ThreefryLanes().fill(1, 2, list, words, words, 0, out);
      console.log('drawn', out[49_999] > 0);`;
    const text = await told('--input-type=module', '-e', code);
    expect(text).toContain('drawn true');
    expect(text).not.toMatch(FALLEN);
  });
});
