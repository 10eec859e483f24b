/** The benches at toy size: they run, and the work they measure is what they say (each asserts it itself). */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { scriptJson } from '../bench/lib/processes.mjs';
import { redisProgram } from '../bench/lib/redis.mjs';

const bench = async (...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(new URL('../bench/run.mjs', import.meta.url)), ...args]);
  return stdout;
};

test.each([
  ['start', 'hazcade run winter-storm.yaml'],
  ['harbour', 'replications per CPU second'],
  ['physics', 'layers off'],
  ['workers', 'the same in 2 studies of 128 replications'],
  ['catalogue', 'the same digest'],
  ['local', '200; 1000 and 4000'],
  ['draws', 'ns of CPU a uniform'],
  ['power', 'power flow after outages'],
  ['finance', 'ms of CPU, Eisenberg-Noe clearing'],
  ['rasters', 'ASCII grid: growth of memory'],
  ['w2', 'W2'],
  ['transport', 'Sioux Falls'],
])('%s', async (name, row) => {
  expect(await bench(name, '--toy')).toContain(row);
}, 240_000);

test.skipIf(redisProgram === undefined)('redis (skipped without redis-server)', async () => { expect(await bench('redis', '--toy')).toContain('the same in 2 studies'); }, 240_000);
test.skipIf(redisProgram === undefined)('redis-kills (skipped without redis-server)', async () => { expect(await bench('redis-kills', '--toy')).toContain('1 of 1 studies complete'); }, 240_000);

test('a replication that nobody watches allocates less than 1 kB once its code is warm', async () => {
  const { heapBytes, bufferBytes } = await scriptJson('engines/allocation.mjs', [2000], ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']) as { heapBytes: number; bufferBytes: number };
  expect(heapBytes + bufferBytes).toBeLessThan(1000);
}, 240_000);

test('w2 --dump prints the lines of the definition of W2', async () => {
  expect(await bench('w2', '--size', 'S', '--dump', '--replications', '2')).toBe(
    '0 668.237663 439.212767 648.128273 675.802311 58 37 87 87 37 0\n1 451.921007 424.729853 445.141985 357.537359 64 31 76 76 31 0\n',
  );
  expect(await bench('w2', '--size', 'S', '--dump', '--hours', '--replications', '1')).toBe('0 697.500000 465.500000 679.500000 713.500000 61 37 87 87 37 0\n');
}, 240_000);

test('an unknown figure is refused with the known ones', async () => {
  await expect(bench('speed')).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('start, harbour, workers, catalogue, local, draws, power, water, transport, finance, physics, rasters, redis, redis-kills, w2') as string });
});
