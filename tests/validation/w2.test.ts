/**
 * W2 and W2h, the reference workload: an independent engine in C++ (brute force in integer ticks, written before this one and without its code) and
 * this engine with the same draws must print the same line for every replication. W2h rounds repair times to whole hours, so that many events fall
 * on one instant: it tells apart engines that order the steps of an instant otherwise. fixtures/w2-lines.json says how the lines were obtained.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { W2Draws, w2Draw, w2Key, w2Line, w2Model, w2RepairTicks, w2Scenario } from '../../bench/workloads/w2.mjs';
import { hashKey } from '../../src/random/hash.js';
import { replicatorOfFiles } from './study.js';
import { ValidationTable } from './table.js';

interface Reference { assets: number; wholeHours: boolean; lines: string[] }

const { lines: references } = JSON.parse(readFileSync(new URL('fixtures/w2-lines.json', import.meta.url), 'utf8')) as { lines: Reference[] };
const table = new ValidationTable('w2', 'independent C++ engine');

/** Seed, replication, purpose, counter; then the key's words, the draw and the repair time in ticks, as W2 publishes them. */
const VECTORS = [
  [1, 0, 0, 0, 4256408055, 1628888573, 2841305102, 8078443],
  [1, 0, 2, 7, 876578674, 2604935573, 2319675039, 6683160],
  [1, 1, 1, 999, 3521136143, 2736484629, 2612201325, 7418462],
  [42, 123456, 3, 999999, 1212362109, 3679779298, 3658532477, 11772322],
  [4294967295, 4294967295, 16, 4294967295, 2772030070, 2761174356, 668632944, 3427272],
] as const;

test('draws: the published vectors', () => {
  const right = VECTORS.filter(([seed, replication, purpose, counter, k0, k1, draw, ticks]) => {
    const key = w2Key(seed, replication, purpose), drawn = w2Draw(key[0], key[1], counter);
    return key[0] === k0 && key[1] === k1 && drawn === draw && w2RepairTicks(drawn) === ticks;
  });
  table.exact('test vectors of the draws and repair times that agree', VECTORS.length, right.length, 'W2 definition');
});

test.each(references)('$assets assets, whole hours $wholeHours', async ({ assets, wholeHours, lines }) => {
  const draws = new W2Draws([hashKey('pulse-0')[0], hashKey('pulse-1')[0]], 7, wholeHours);
  const replicator = await replicatorOfFiles(w2Model(assets), w2Scenario(assets), draws);
  const obtained = lines.map((_, k) => w2Line(k, replicator.outcomes, replicator.replicate(k).values));
  expect(obtained).toEqual(lines);
  const equal = obtained.filter((line, k) => line === lines[k]).length;
  table.exact(`${wholeHours ? 'W2h' : 'W2'}, ${assets} assets: replications whose line is equal (losses by sector to 1e-6 h, peak, damages, falls, rises, repairs, deadlocks)`, lines.length, equal);
});

test('docs/validation.md says so', () => table.compareWithDocument());
