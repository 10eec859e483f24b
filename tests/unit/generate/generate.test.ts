import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CascadeError } from '../../../src/errors.js';
import { generateModel } from '../../../src/generate/generate.js';
import { readModel } from '../../../src/model/read.js';
import { seededGenerator } from '../../../src/random/seeded.js';
import { Structure } from '../../models/propagation.js';

const root = mkdtempSync(join(tmpdir(), 'generate-'));
afterAll(() => rmSync(root, { recursive: true }));

const text = (folder: string) => ['model.yaml', 'assets.csv', 'needs.csv'].map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');

describe('size', () => {
  test.each([10, 11, 55, 56, 57, 80, 81, 87, 100, 237, 640, 1000, 2500])('writes exactly %i assets that read without a warning', (assets) => {
    const folder = join(root, `size-${assets}`);
    const made = generateModel(folder, { assets, seed: 'sizes' });
    const { model, warnings } = readModel(folder);
    expect(warnings).toEqual([]);
    expect(model.assets.length).toBe(assets);
    expect(made).toEqual({ folder, assets, needs: model.assets.reduce((sum, asset) => sum + asset.needs.length, 0), people: model.assets.reduce((sum, asset) => sum + asset.people, 0) });
  });

  test.each([9, 1_000_001, 100.5, NaN])('refuses %d assets', (assets) => {
    expect(() => generateModel(join(root, 'none'), { assets, seed: 'x' })).toThrow(CascadeError);
  });
});

test('the same seed gives the same bytes, another seed others', () => {
  for (const [name, seed] of [['a', 'one'], ['b', 'one'], ['c', 'two']]) generateModel(join(root, name!), { assets: 500, seed: seed! });
  expect(text(join(root, 'a'))).toBe(text(join(root, 'b')));
  expect(text(join(root, 'a'))).not.toBe(text(join(root, 'c')));
});

test('progress runs up to the planned number', () => {
  const seen: number[] = [];
  generateModel(join(root, 'progress'), { assets: 3000, seed: 'p' }, (done, planned) => { seen.push(done); expect(planned).toBe(3000); });
  expect(seen.at(-1)).toBe(3000);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  expect(seen.length).toBeGreaterThan(3);
});

describe('structure', () => {
  const folder = join(root, 'structure');
  generateModel(folder, { assets: 3000, seed: 'structure' });
  const made = new Structure(folder, 'models/kinds');
  const working = made.ids.map((_, i) => i).filter((i) => !made.isArea[i]);
  const count = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0);

  test('intact, it serves everyone', () => {
    const none = made.stopped([]);
    expect(made.needs.flat().every((need) => made.supply(need, none) === 1)).toBe(true);
  });

  test('it is subcritical: one loss stops less than one other asset on average', () => {
    const others = working.reduce((sum, asset) => sum + count(made.stopped([asset])) - 1, 0) / working.length;
    expect(others).toBeGreaterThan(0.2);
    expect(others).toBeLessThan(1);
  });

  test('losing 5 % at random stays a disturbance, not a collapse', () => {
    const random = seededGenerator('5 %');
    let stopped = 0;
    for (let k = 0; k < 40; k++) stopped += count(made.stopped(working.filter(() => random() < 0.05)));
    expect(stopped / 40 / working.length).toBeGreaterThan(0.06);
    expect(stopped / 40 / working.length).toBeLessThan(0.25);
  });
});
