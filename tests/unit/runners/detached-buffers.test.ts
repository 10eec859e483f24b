/**
 * No ArrayBuffer is detached where replications run (docs/decisions.md, D-160). V8 says itself when the first one is: its protector cell falls, and from
 * then on every access to a typed array in that thread is checked.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
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

  it.each([
    ['a scenario with flow models', ['run', `${ROOT}scenarios/winter-storm-physics.yaml`, '--replications', '8']],
    ['several blocks', ['run', `${ROOT}scenarios/winter-storm.yaml`, '--replications', '192']],
  ])('are not detached: %s', async (_, args) => {
    const text = await told(BIN, ...args, '--workers', '1', '--json', '--quiet', '--out', mkdtempSync(join(inject('runFolder'), 'detached-')));
    expect(text).toContain('"digest"');
    expect(text).not.toMatch(FALLEN);
  });

  it('are not detached when memories in WebAssembly need more than a page, or more than there is: draws of lists one after the other, factors of a large grid', async () => {
    const of = (file: string): string => JSON.stringify(new URL(`dist/${file}`, `file://${ROOT}`).href), code = `
      import { ThreefryLanes } from ${of('random/threefry-lanes.js')};
      import { analyseElimination } from ${of('numerics/elimination.js')};
      import { LdlSolve } from ${of('numerics/ldl-solve.js')};
      const lanes = new ThreefryLanes(), out = new Float64Array(50_000);
      for (const length of [100, 5000, 50_000]) {
        const list = Int32Array.from({ length }, (_, i) => i), words = Uint32Array.from(list);
        lanes.fill(1, 2, list, words, words, 0, out);
      }
      const n = 20_000, solve = new LdlSolve(analyseElimination(n, Int32Array.from({ length: n - 1 }, (_, i) => i), Int32Array.from({ length: n - 1 }, (_, i) => i + 1)));
      const x = new Float64Array(n).fill(3);
      solve.solve(x);
      console.log('drawn', out[49_999] > 0, 'solved', x[n - 1] === 3, solve.lower.buffer.byteLength > 65_536);`;
    const text = await told('--input-type=module', '-e', code);
    expect(text).toContain('drawn true solved true true');
    expect(text).not.toMatch(FALLEN);
  });
});
