/** Files for deployment name what there is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { environmentName, SETTINGS } from '../../src/api/config-table.js';

const ROOT = join(import.meta.dirname, '../..'), read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

it('settings in deploy/ and in the documents exist', () => {
  const known = SETTINGS.map((setting) => environmentName(setting.key));
  const used = [...readdirSync(join(ROOT, 'deploy')).map((file) => `deploy/${file}`), 'docs/service-operations.md'].flatMap((file) => [...read(file).matchAll(/HAZCADE_[A-Z_]+/g)].map(([name]) => name));
  expect(used.length).toBeGreaterThan(3);
  expect(used.filter((name) => !known.includes(name))).toEqual([]);
});

it('the container has every file that the package has', () => {
  const copied = [...read('deploy/Containerfile').matchAll(/\/build\/([\w./-]+)/g)].map(([, name]) => name!);
  const { files } = JSON.parse(read('package.json')) as { files: string[] };
  expect(files.filter((file) => file !== 'CHANGELOG.md' && !copied.includes(file))).toEqual([]);
  expect(copied.filter((name) => !['dist', 'node_modules'].includes(name) && !existsSync(join(ROOT, name)))).toEqual([]);
});
