/** The cache of unpacked versions, on folders of its own. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheFolder, evict, hold } from '../../../src/jobs/cache.js';

const HASHES = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string], HOUR = 3600;
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'hazcade-cache-'));
  // Used three, two and one hours ago; 1000 bytes each.
  for (const [i, hash] of HASHES.entries()) {
    mkdirSync(join(cacheFolder(data), hash, 'kinds'), { recursive: true });
    for (const file of ['model.yaml', 'kinds/kinds.yaml']) writeFileSync(join(cacheFolder(data), hash, file), 'x'.repeat(500));
    used(hash, (3 - i) * HOUR);
  }
});
afterEach(() => rmSync(data, { recursive: true }));

const used = (name: string, secondsAgo: number): void => utimesSync(join(cacheFolder(data), name), new Date(), new Date(Date.now() - 1000 * secondsAgo));
const there = (): string => readdirSync(cacheFolder(data)).filter((name) => name !== 'in-use').map((name) => name[0]!).sort().join('');

it('loses what was used longest ago, until the rest is within the bound', () => {
  expect([evict(data, 3000), there()]).toEqual([3000, 'abc']);
  expect([evict(data, 2999), there()]).toEqual([2000, 'bc']);
  expect([evict(data, 0), there()]).toEqual([0, '']);
});

it('keeps what a job uses, and has it as used just now', async () => {
  const letGo = await hold(data, HASHES[0]);
  expect([evict(data, 2000), there()]).toEqual([2000, 'ac']);
  expect([evict(data, 0, 0), there()]).toEqual([1000, 'a']);
  letGo();
  expect([evict(data, 0), there()]).toEqual([1000, 'a']);
  used(HASHES[0], 61);
  expect([evict(data, 0), there()]).toEqual([0, '']);
});

it('takes no heed of marks and locks of processes that are long gone, and removes what they left half made', async () => {
  await hold(data, HASHES[0]);
  const marks = join(cacheFolder(data), 'in-use'), [mark] = readdirSync(marks) as [string];
  rmSync(join(marks, mark));
  // No process has this number.
  for (const name of [`${HASHES[0]}.4194305.12345678`, `${HASHES[1]}.lock`]) { writeFileSync(join(marks, name), ''); utimesSync(join(marks, name), new Date(), new Date(Date.now() - 700_000)); }
  mkdirSync(join(cacheFolder(data), `${HASHES[2]}.half`));
  used(`${HASHES[2]}.half`, HOUR);
  used(HASHES[0], HOUR);
  expect([evict(data, 0), there()]).toEqual([0, '']);
  expect(readdirSync(marks)).toEqual([]);
});

it('does not remove what begins to be used at the same moment', async () => {
  for (let i = 0; i < 20; i++) {
    mkdirSync(join(cacheFolder(data), HASHES[0]), { recursive: true });
    used(HASHES[0], HOUR);
    const holding = hold(data, HASHES[0]);
    evict(data, 0);
    const letGo = await holding, found = existsSync(join(cacheFolder(data), HASHES[0]));
    evict(data, 0);
    expect(existsSync(join(cacheFolder(data), HASHES[0]))).toBe(found);
    letGo();
  }
});
