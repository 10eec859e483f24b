import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compiledReader } from '../../../src/model/compiled-kinds.js';
import { compileShippedKinds } from '../../../src/model/kinds.js';
import { Problems } from '../../../src/model/problems.js';
import { readData } from '../../../src/model/read-data.js';

const folder = fileURLToPath(new URL('../../../models/kinds', import.meta.url));

describe('the shipped kinds as the build compiled them', () => {
  compileShippedKinds();
  const read = compiledReader(), problems = new Problems();

  it.each(readdirSync(folder))('%s: the data and the places of its YAML', (name) => {
    const file = join(folder, name), compiled = read(file, problems)!, parsed = readData(file, problems)!;
    expect(compiled.data).toEqual(parsed.data);
    expect(compiled.locate(['kinds', 0, 'sector'])).toEqual(parsed.locate(['kinds', 0, 'sector']));
    expect(problems.hasErrors).toBe(false);
  });

  it('a file of another text is parsed, whatever its name', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'hazcade-kinds-'));
    try {
      const file = join(elsewhere, 'power.yaml');
      writeFileSync(file, 'format: hazcade-kinds/1\nkinds: []\n');
      expect(read(file, problems)!.data).toEqual({ format: 'hazcade-kinds/1', kinds: [] });
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});
