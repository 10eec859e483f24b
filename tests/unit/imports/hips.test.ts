/**
 * The tables of the Hazard Information Profiles. The whole tables (281 hazards, 1,648 links: UNDRR/ISC 2025, snapshot of 19 February 2026) lie beside the
 * repository and are not committed; without them their tests are skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HAZARD_TYPES } from '../../../src/catalogue/catalogue.js';
import type { ValidationError } from '../../../src/errors.js';
import { readHips } from '../../../src/imports/hips.js';
import { folderOf } from '../model/files.js';

const WHOLE = fileURLToPath(new URL('../../../../shared/data/seed-systems', import.meta.url));

const small = (links: string, hazards = 'hip_code,name,type,cluster\nA0101,Quake,Geo,Seismic\nA0102,Wave,Water,Marine\nA0103,Outage,Tech,Network\n') => folderOf({ 'hips-hazards.csv': hazards, 'hips-causal-edges.csv': `source_code,target_code,reciprocated\n${links}` });
const codes = (links: { code: string }[]): string[] => links.map((link) => link.code);

describe('small tables', () => {
  const read = () => readHips(small('A0101,A0102,1\nA0101,A0103,0\nA0102,A0103,0\n'));

  it('what may cause what, and chains', () => {
    const hips = read();
    expect(codes(hips.causes('A0101'))).toEqual(['A0102', 'A0103']);
    expect(codes(hips.causes('quake', true))).toEqual(['A0102']);
    expect(codes(hips.causedBy('A0103'))).toEqual(['A0101', 'A0102']);
    expect(hips.chain('A0101', 'A0103')!.map((h) => h.name)).toEqual(['Quake', 'Outage']);
    expect(hips.chain('A0103', 'A0101')).toBeUndefined();
    expect(hips.chain('A0101', 'A0101')!.map((h) => h.code)).toEqual(['A0101']);
  });

  it('an unknown code is refused with the nearest three', () => {
    const hips = read();
    expect(() => hips.get('A0104')).toThrow(/"A0104" is no code or name of the 3 hazards.*nearest: A0101 Quake, A0102 Wave, A0103 Outage/);
    expect(() => hips.get('Outrage')).toThrow(/nearest: A0103 Outage/);
  });

  it('all mistakes of both files at once, with their lines', () => {
    const folder = small('A0101,A0101,1\nA0101,A0109,1\nA0102,A0103,2\nA0102,A0103,0\nA0102,A0103,1\n', 'hip_code,name,type,cluster\nA0101,Quake,Geo,Seismic\nA0101,Again,Geo,Seismic\nA0102,Wave,Water,Marine\nA0103,Outage,Tech,Network\n');
    try {
      readHips(folder);
      expect.unreachable();
    } catch (error) {
      expect((error as ValidationError).problems.map((p) => `${p.line} ${p.message}`).sort()).toEqual([
        '2 A0101 cannot cause itself', '3 A0109 is no hazard of hips-hazards.csv', '3 the code A0101 stands twice', '4 reciprocated is 0 or 1, found "2"', '5 the link A0102 to A0103 stands twice', '6 the link A0102 to A0103 stands twice',
      ]);
    }
    expect(() => readHips(folderOf({ 'hips-hazards.csv': 'code,name\nA,B\n' }))).toThrow(/FILE_NOT_FOUND[\s\S]*COLUMN_MISSING/);
  });
});

describe.skipIf(!existsSync(WHOLE))('the whole tables', () => {
  it('281 hazards of 8 types, 1,648 links', () => {
    const hips = readHips(WHOLE);
    expect([hips.hazards.size, new Set([...hips.hazards.values()].map((h) => h.type)).size, hips.links]).toEqual([281, 8, 1648]);
  });

  it('GH0101 offers exactly its 29 links of the file, causedBy is the exact inverse, reciprocated a subset', () => {
    const hips = readHips(WHOLE), lines = readFileSync(`${WHOLE}/hips-causal-edges.csv`, 'utf8').trim().split('\n').slice(1).map((line) => line.trim().split(','));
    const offered = codes(hips.causes('GH0101'));
    expect(offered.length).toBe(29);
    expect(offered).toEqual(lines.filter(([source]) => source === 'GH0101').map(([, target]) => target));
    expect(offered).toContain('MH0705');
    expect(offered).toContain('GH0307');
    const forth = [...hips.hazards.keys()].flatMap((code) => codes(hips.causes(code)).map((target) => `${code} ${target}`)), back = [...hips.hazards.keys()].flatMap((code) => codes(hips.causedBy(code)).map((source) => `${source} ${code}`));
    expect(back.sort()).toEqual(forth.sort());
    expect([...hips.hazards.keys()].reduce((sum, code) => sum + hips.causes(code, true).length, 0)).toBe(1213);
    expect(offered).toEqual(expect.arrayContaining(codes(hips.causes('GH0101', true))));
  });

  it('has every code of the catalogue', () => {
    const hips = readHips(WHOLE);
    expect(HAZARD_TYPES.filter((t) => t.hip !== undefined && !hips.hazards.has(t.hip)).map((t) => t.id)).toEqual([]);
  });
});
