import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/make-folder.js';
import { folderOf } from './model/files.js';

describe('makeFolder', () => {
  it('makes a folder and those above it; one that exists stays', () => {
    const folder = join(folderOf({}), 'a', 'b', 'c');
    makeFolder(folder);
    writeFileSync(join(folder, 'kept'), '');
    makeFolder(folder);
    expect(existsSync(join(folder, 'kept'))).toBe(true);
  });
  it.each([['file'], ['file/below'], ['file/far/below']])('%s: refuses what stands on a file', (path) => {
    const folder = folderOf({ file: 'text' });
    expect(() => makeFolder(join(folder, path))).toThrow(expect.objectContaining({ code: 'OUT_UNWRITABLE', message: expect.stringContaining('file is not a folder') as string }));
    expect(statSync(join(folder, 'file')).isFile()).toBe(true);
  });
  it.runIf(existsSync('/proc/self'))('ends where the system makes no folders', () => {
    expect(() => makeFolder('/proc/hazcade/results')).toThrow(expect.objectContaining({ code: 'OUT_UNWRITABLE' }));
  });
});
