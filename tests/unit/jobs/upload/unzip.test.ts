import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ValidationError } from '../../../../src/errors.js';
import { unzip } from '../../../../src/jobs/upload/unzip.js';
import { zipOf, type MadeEntry } from '../../../fixtures/zip-maker.js';

const LIMITS = { files: 20, bytes: 64 << 20 }, made: string[] = [];
afterEach(() => { for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true }); });

/** Unpacks into `in/` of a new folder. @returns names, or what the archive is refused with */
async function unpack(archive: Uint8Array, limits = LIMITS): Promise<{ names?: string[]; problems: string[]; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'hazcade-unzip-'));
  made.push(folder);
  writeFileSync(join(folder, 'a.zip'), archive);
  try {
    return { names: await unzip(join(folder, 'a.zip'), join(folder, 'in'), limits), problems: [], folder };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { problems: error.problems.map((p) => `${p.code} ${p.message}`), folder };
  }
}
/** Refused, and nothing was written: neither inside nor outside. */
async function refused(entries: readonly MadeEntry[], expected: RegExp): Promise<void> {
  const { names, problems, folder } = await unpack(zipOf(entries));
  expect(names).toBeUndefined();
  expect(problems.join('\n')).toMatch(expected);
  expect(readdirSync(folder)).toEqual(['a.zip']);
}

describe('unzip', () => {
  it('writes files and their folders, and leaves out what systems add', async () => {
    const { names, folder } = await unpack(zipOf([{ name: 'town/' }, { name: 'town/model.yaml', content: 'id: a' }, { name: 'town/sub/Größe.csv', content: 'x'.repeat(100_000), method: 0 }, { name: '__MACOSX/town/._model.yaml', content: '?' }, { name: 'town/.DS_Store', content: '?' }]));
    expect(names).toEqual(['town/model.yaml', 'town/sub/Größe.csv']);
    expect(readFileSync(join(folder, 'in/town/model.yaml'), 'utf8')).toBe('id: a');
    expect(readFileSync(join(folder, 'in/town/sub/Größe.csv'), 'utf8')).toHaveLength(100_000);
  });

  it.each([
    ['a path that leads out', '../evil', /ARCHIVE_PATH .*leads out/], ['one that comes back', 'a/../../evil', /ARCHIVE_PATH .*leads out/], ['an absolute path', '/etc/evil', /ARCHIVE_PATH .*absolute/],
    ['a drive', 'C:/evil', /ARCHIVE_PATH .*absolute/], ['a drive in disguise', 'C:evil', /ARCHIVE_PATH .*absolute/], ['backslashes', '..\\evil', /ARCHIVE_PATH .*backslash/],
    ['a zero byte', 'model.yaml\u0000.txt', /ARCHIVE_PATH .*control character/], ['a line break', 'a\nb', /ARCHIVE_PATH .*control character/], ['a stream of a file', 'ab:c', /ARCHIVE_PATH .*colon/],
    ['an empty step', 'a//b', /ARCHIVE_PATH .*empty step/], ['no name', '', /ARCHIVE_PATH .*empty/], ['a dot at the end', 'a./b', /ARCHIVE_PATH .*ends with a dot/], ['too many steps', `${'a/'.repeat(13)}b`, /ARCHIVE_PATH .*deeper than 12/],
    ['a name too long', 'x'.repeat(300), /ARCHIVE_PATH .*longer than/],
  ])('refuses %s', async (_what, name, expected) => refused([{ name: 'model.yaml', content: 'ok' }, { name, content: 'evil' }], expected));

  it('refuses names that are no UTF-8', () => refused([{ name: Buffer.from([0x61, 0xff, 0xfe]), content: '' }], /ARCHIVE_PATH .*not UTF-8/));

  it('reads names without the flag for UTF-8 in the old code page', async () => {
    // Names in the old code page are read as such: 0x81 is ü there.
    const { names } = await unpack(zipOf([{ name: Buffer.from([0x81, 0x2e, 0x79]), content: 'a', flags: 0 }]));
    expect(names).toEqual(['ü.y']);
  });

  it.each<[string, Partial<MadeEntry>, RegExp]>([
    ['a symbolic link', { mode: 0o120777, content: '/etc/passwd' }, /ARCHIVE_ENTRY .*is a link/], ['a device', { mode: 0o060644 }, /ARCHIVE_ENTRY .*neither a file nor a folder/],
    ['an encrypted file', { flags: 0x0801, method: 0, content: 'x'.repeat(13), says: { size: 1 } }, /ARCHIVE_ENTRY .*encrypted/], ['a method it does not know', { method: 14 }, /ARCHIVE_ENTRY .*method 14/],
  ])('refuses %s', async (_what, entry, expected) => refused([{ name: 'x', content: 'y', ...entry }], expected));

  it('refuses two files that are one: equal, by case, by composition, a file that is a folder', async () => {
    await refused([{ name: 'a', content: '1' }, { name: 'a', content: '2' }], /ARCHIVE_DUPLICATE .*"a" stands twice/);
    await refused([{ name: 'Assets.csv' }, { name: 'assets.CSV' }], /ARCHIVE_DUPLICATE .*where case does not count/);
    await refused([{ name: '\u00e9' }, { name: 'e\u0301' }], /ARCHIVE_DUPLICATE/);
    await refused([{ name: 'a', content: '' }, { name: 'A/b', content: '' }], /ARCHIVE_DUPLICATE .*is a file, and a folder/);
  });

  it('refuses too many files, too many bytes, and bombs', async () => {
    await refused(Array.from({ length: 21 }, (_, i) => ({ name: `f${i}` })), /ARCHIVE_TOO_LARGE .*21 entries; at most 20/);
    await refused([{ name: 'a', content: '', says: { size: 60 << 20 } }, { name: 'b', content: '', says: { size: 5 << 20 } }], /ARCHIVE_TOO_LARGE .*at most 67108864/);
    await refused([{ name: 'zeros', content: new Uint8Array(16 << 20) }], /ARCHIVE_TOO_LARGE .*more than 400 times/);
    await refused([{ name: 'a', content: 'x'.repeat(5000), method: 0 }, ...Array.from({ length: 9 }, (_, i) => ({ name: `b${i}`, content: 'x'.repeat(5000), method: 0, shares: 0 }))], /ARCHIVE_TOO_LARGE .*share their bytes/);
  });

  it('counts while it inflates: what unpacks to more than it says is refused, and to less', async () => {
    const bomb = await unpack(zipOf([{ name: 'a', content: new Uint8Array(9 << 20).fill(1), says: { size: 10 } }]));
    expect(bomb.problems.join()).toMatch(/ARCHIVE_INVALID .*too many bytes/);
    expect(existsSync(join(bomb.folder, 'in/a')) ? readFileSync(join(bomb.folder, 'in/a')).length : 0).toBeLessThanOrEqual(10);
    expect((await unpack(zipOf([{ name: 'a', content: 'abc', says: { size: 100 } }]))).problems.join()).toMatch(/ARCHIVE_INVALID .*not enough bytes/);
    expect((await unpack(zipOf([{ name: 'a', content: 'abc', says: { crc: 7 } }]))).problems.join()).toMatch(/ARCHIVE_INVALID .*check sum/);
  });

  it('refuses what is no archive, cut off, empty, or lies about its directory', async () => {
    const good = zipOf([{ name: 'model.yaml', content: 'id: a' }]);
    for (const bytes of [Buffer.from('id: a'), Buffer.alloc(0), good.subarray(0, good.length - 5), good.subarray(10), zipOf([]), zipOf([{ name: 'a/' }]), zipOf([{ name: 'a' }], { count: 2 })]) {
      expect((await unpack(bytes)).problems.join()).toMatch(/^ARCHIVE_INVALID ZIP archive: /);
    }
  });

  it('names all problems at once', async () => {
    const { problems } = await unpack(zipOf([{ name: '../a' }, { name: '/b' }, { name: 'c', mode: 0o120777 }]));
    expect(problems).toHaveLength(3);
  });

  it('never writes outside its folder, whatever the bytes: it unpacks, or says why not', () => fc.assert(fc.asyncProperty(
    fc.array(fc.record({ name: fc.oneof(fc.string(), fc.constantFrom('../x', 'a/b', 'model.yaml', './y', 'a/../../z')), content: fc.string() }), { maxLength: 4 }), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 }),
    async (entries, changes) => {
      const bytes = zipOf(entries);
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      const { names, problems, folder } = await unpack(bytes);
      expect(readdirSync(folder).filter((name) => name !== 'in')).toEqual(['a.zip']);
      expect(names === undefined ? problems.every((p) => /^[A-Z_]+ /.test(p)) && problems.length > 0 : names.length > 0).toBe(true);
    },
  ), { numRuns: 60 }));
});
