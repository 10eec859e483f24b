/** Every format that footprints are read from keeps the contract; a format without an example fails. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CascadeError, ValidationError } from '../../src/errors.js';
import { sampleFootprint, type FootprintSample } from '../../src/hazards/file-footprint.js';
import { HAZARD_FORMATS } from '../../src/imports/hazard-formats.js';
import type { FootprintFile } from '../../src/model/types.js';
import { EXAMPLES, OUTSIDE, PLACES } from './hazard-file-examples.js';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-files-')); for (const example of EXAMPLES) example.write(folder); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const lon = Float64Array.from(PLACES, (p) => p[0]), lat = Float64Array.from(PLACES, (p) => p[1]);

/** What comes of a file: its sample, or the codes of what is wrong. Anything but coded problems is thrown. */
async function outcome(spec: FootprintFile, unit = 'm'): Promise<{ sample?: FootprintSample; codes: string[]; messages: string[] }> {
  try {
    return { sample: await sampleFootprint(spec, unit, lon, lat), codes: [], messages: [] };
  } catch (error) {
    if (!(error instanceof CascadeError)) throw error;
    const problems = error instanceof ValidationError ? error.problems : [];
    expect(problems.length).toBeGreaterThan(0);
    return { codes: problems.map((p) => p.code), messages: problems.map((p) => p.message) };
  }
}

it('every format has an example', () => {
  expect([...new Set(EXAMPLES.map((e) => e.format))].sort()).toEqual(HAZARD_FORMATS.map((f) => f.format).sort());
});

describe.each(EXAMPLES.map((e) => [e.name, e] as const))('%s', (_name, example) => {
  const specOf = (more: Partial<FootprintFile> = {}): FootprintFile => ({ paths: [example.file], sampling: 'nearest', origin: { folder, file: 's.yaml', line: 3 }, ...example.spec, ...more });

  it('gives the values of the field; no data and outside hit nothing', async () => {
    const { sample } = await outcome(specOf());
    expect([...sample!.values[0]!]).toEqual(PLACES.map((p) => p[2]));
    expect([...sample!.inside]).toEqual(OUTSIDE.map((o) => 1 - o));
    expect(sample!.files[0]).toMatchObject({ path: example.file, format: example.format, crs: 'EPSG:4326', unit: 'm' });
    expect(sample!.files[0]!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the same whatever the order of places', async () => {
    const order = [3, 0, 4, 2, 1], { values } = await sampleFootprint(specOf(), 'm', lon.map((_, i) => lon[order[i]!]!), lat.map((_, i) => lat[order[i]!]!));
    expect([...values[0]!]).toEqual(order.map((i) => PLACES[i]![2]));
  });

  it('survives the way to a worker', async () => {
    const { sample } = await outcome(specOf());
    expect(structuredClone(sample)).toEqual(sample);
  });

  it('converts to the unit of the hazard, or says that it cannot', async () => {
    const { sample } = await outcome(specOf(), 'cm');
    expect([...sample!.values[0]!]).toEqual([150, 25, NaN, 200, NaN]);
    expect((await outcome(specOf(), 'g')).codes).toEqual(['FOOTPRINT_UNIT']);
    expect((await outcome(specOf(), 'furlong')).codes).toEqual(['FOOTPRINT_UNIT']);
  });

  it('least: lower values hit nothing', async () => {
    const { sample } = await outcome(specOf({ least: 0.5 }));
    expect([...sample!.values[0]!]).toEqual([1.5, NaN, NaN, 2, NaN]);
  });

  it('names a wrong coordinate system, field and file', async () => {
    expect(await outcome(specOf({ crs: 'EPSG:99999' }))).toMatchObject({ codes: ['FOOTPRINT_CRS'], messages: [expect.stringContaining('EPSG:99999')] });
    expect(await outcome(specOf({ field: 'nonsense', realisations: undefined }))).toMatchObject({ codes: ['FOOTPRINT_FIELD_UNKNOWN'], messages: [expect.stringContaining('nonsense')] });
    expect((await outcome(specOf({ paths: [`no-${example.file}`] }))).codes).toEqual(['FILE_NOT_FOUND']);
    expect((await outcome(specOf({ paths: ['f.docx'] }))).codes).toEqual(['FOOTPRINT_FORMAT']);
  });

  it('junk, nothing, half of it: coded problems', async () => {
    const bytes = readFileSync(join(folder, example.file)), spec = specOf({ paths: ['junk'], format: example.format });
    for (const junk of [new Uint8Array(), Buffer.from('hello\nworld\n'), Buffer.from([0, 1, 2, 3, 255, 254, 0, 0, 77, 77, 42]), Buffer.alloc(5000, 7), Buffer.from('{"type": "Feature"}'), Buffer.from('<a/>'), Buffer.from('lon,lat\n')]) {
      writeFileSync(join(folder, 'junk'), junk);
      expect((await outcome(spec)).codes.length, junk.toString('latin1')).toBeGreaterThan(0);
    }
    for (const share of [0.1, 0.5, 0.9]) {
      writeFileSync(join(folder, 'junk'), bytes.subarray(0, Math.floor(bytes.length * share)));
      const { sample } = await outcome(spec);
      // A table may end after any row; everything else is known to be cut off.
      if (sample) expect(example.format).toBe('ground-motion-csv');
    }
  });

  it('bytes changed anywhere: a sample or coded problems, never anything else', async () => {
    const bytes = readFileSync(join(folder, example.file)), spec = specOf({ paths: ['changed'], format: example.format });
    for (let i = 0; i < 150; i++) {
      const changed = Uint8Array.from(bytes), at = (i * 7919) % changed.length;
      changed[at] = [0, 255, 45, 57, 10, 128][i % 6]!;
      writeFileSync(join(folder, 'changed'), changed);
      await outcome(spec);
    }
  });
});
