import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModel } from '../../src/model/read.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { Structure } from './propagation.js';

const FOLDER = 'models/harbour-city';
const city = new Structure(FOLDER, 'models/kinds');
const working = city.ids.map((_, i) => i).filter((i) => !city.isArea[i]);
const count = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0);
const single = working.map((asset) => city.stopped([asset]));

test('the script writes the committed files, byte for byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'harbour-city-'));
  try {
    execFileSync(process.execPath, [`${FOLDER}/build.mjs`, folder]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(files.length).toBe(17);
    for (const file of files) expect(readFileSync(join(folder, file), 'utf8'), file).toBe(readFileSync(join(FOLDER, file), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('size', () => {
  const { model, warnings } = readModel(FOLDER);
  test('reads without a warning', () => expect(warnings).toEqual([]));
  test('has at least 600 assets and 1,500 needs in 8 sectors', () => {
    expect(model.assets.length).toBeGreaterThanOrEqual(600);
    expect(model.assets.reduce((sum, asset) => sum + asset.needs.length, 0)).toBeGreaterThanOrEqual(1500);
    expect(new Set(model.assets.map((asset) => asset.sector)).size).toBeGreaterThanOrEqual(8);
  });
  test('has 250,000 people in service areas', () => {
    expect(model.assets.filter((asset) => asset.kind.serviceArea).reduce((sum, asset) => sum + asset.people, 0)).toBe(250_000);
  });
});

describe('structure, all or nothing, without buffers', () => {
  test('intact, every need is met in full', () => {
    const none = city.stopped([]);
    expect(city.needs.flat().every((need) => city.supply(need, none) === 1)).toBe(true);
    expect(city.areasShort(none)).toEqual([]);
  });

  test('every asset is connected with people: it needs something or something needs it', () => {
    const supplies = new Set(city.needs.flat().flatMap((need) => need.suppliers));
    expect(city.ids.filter((_, i) => city.needs[i]!.length === 0 && !supplies.has(i))).toEqual([]);
  });

  test('more than 60 % of single failures stay within one sector, people included', () => {
    const local = working.filter((_, k) => new Set(city.sector.filter((__, j) => single[k]![j])).size === 1 && city.areasShort(single[k]!).length === 0);
    expect(local.length / working.length).toBeGreaterThan(0.6);
  });

  test('at least five single failures reach three sectors or more', () => {
    const wide = working.filter((_, k) => new Set(city.sector.filter((__, j) => single[k]![j])).size >= 3);
    expect(wide.length).toBeGreaterThanOrEqual(5);
  });

  test('subcritical: one loss stops less than one other asset on average', () => {
    const others = single.reduce((sum, flags) => sum + count(flags) - 1, 0);
    expect(others / working.length).toBeLessThan(1);
    expect(others / working.length).toBeGreaterThan(0.5);
  });

  test('yet losing 5 % at random stops or shortens a tenth of all assets', () => {
    const random = seededGenerator('five per cent');
    let touched = 0;
    for (let k = 0; k < 100; k++) {
      const stopped = city.stopped(working.filter(() => random() < 0.05));
      touched += count(stopped) + city.areasShort(stopped).length;
    }
    expect(touched / 100 / city.ids.length).toBeGreaterThan(0.1);
  });

  test('without the Hook bridge the Hook hospital loses its tanker', () => {
    const stopped = city.stopped([city.ids.indexOf('br-hook')]);
    expect(stopped[city.ids.indexOf('tankers-hook')]).toBe(1);
    expect(stopped[city.ids.indexOf('tankers-south')]).toBe(0);
  });
});
