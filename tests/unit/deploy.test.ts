/** Files for deployment name what there is. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { environmentName, SETTINGS } from '../../src/api/config-table.js';

const ROOT = join(import.meta.dirname, '../..'), read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

it('settings in deploy/ and in the documents exist', () => {
  const known = SETTINGS.map((setting) => environmentName(setting.key));
  const used = ['deploy/Containerfile', 'deploy/hazcade.service', 'docs/service-operations.md'].flatMap((file) => [...read(file).matchAll(/HAZCADE_[A-Z_]+/g)].map(([name]) => name));
  expect(used.length).toBeGreaterThan(3);
  expect(used.filter((name) => !known.includes(name))).toEqual([]);
});

it('the container has every file that the package has, and none of a build on this machine', () => {
  const [, last] = read('deploy/Containerfile').split(/^FROM .*slim$/m);
  const copied = [...last!.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names]) => names!.split(' ')), made = copied.filter((name) => name.startsWith('/build/')), sources = copied.filter((name) => /^[a-zA-Z]/.test(name));
  const { files } = JSON.parse(read('package.json')) as { files: string[] };
  expect(files.filter((file) => file !== 'CHANGELOG.md' && file !== 'dist' && !sources.includes(file))).toEqual([]);
  expect(sources.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  expect(made).toEqual(['/build/node_modules', '/build/dist']);
  expect(read('deploy/Containerfile')).not.toMatch(/^COPY \. /m);
});
