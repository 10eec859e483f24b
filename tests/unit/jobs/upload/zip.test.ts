import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { unzip } from '../../../../src/jobs/upload/unzip.js';
import { writeZip } from '../../../../src/jobs/upload/zip.js';

const folder = mkdtempSync(join(tmpdir(), 'hazcade-zip-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const FILES: [string, Uint8Array][] = [['model.yaml', Buffer.from('id: a\n')], ['layers/Küste.geojson', Buffer.from('{}')], ['empty.csv', Buffer.alloc(0)], ['zeros.bin', new Uint8Array(1 << 20)]];
const write = (name: string): Promise<void> => writeZip(join(folder, name), FILES.map(([path, bytes]) => [path, () => Promise.resolve(bytes)] as const));

describe('writeZip', () => {
  it('gives back what was put in, and the same bytes each time', async () => {
    await write('a.zip');
    await write('b.zip');
    expect(readFileSync(join(folder, 'a.zip')).equals(readFileSync(join(folder, 'b.zip')))).toBe(true);
    expect(await unzip(join(folder, 'a.zip'), join(folder, 'out'), { files: 10, bytes: 1 << 24 })).toEqual(FILES.map(([name]) => name));
    for (const [name, bytes] of FILES) expect(readFileSync(join(folder, 'out', name)).equals(bytes)).toBe(true);
  });

  it.skipIf(spawnSync('python3', ['-c', '']).status !== 0)('is read by another program without complaint', async () => {
    await write('c.zip');
    const { stdout } = spawnSync('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.infolist()), [i.date_time for i in z.infolist()][0], oct(z.infolist()[0].external_attr >> 16))', join(folder, 'c.zip')], { encoding: 'utf8' });
    expect(stdout.trim()).toBe('None 4 (1980, 1, 1, 0, 0, 0) 0o100644');
  });

  it('does not write over a file', () => expect(write('a.zip')).rejects.toMatchObject({ code: 'EEXIST' }));
});
