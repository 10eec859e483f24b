import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('every code of src/model stands in docs/errors.md', () => {
  const folder = new URL('../../../src/model/', import.meta.url);
  const source = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const used = new Set([...source.matchAll(/(?:error|warn|unknown|known|look|fault|expected|CascadeError)\(\s*'([A-Z]+_[A-Z_]+)'|code: '([A-Z_]+)'/g)].map((m) => m[1] ?? m[2]!));
  const documented = new Set([...readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z_]+)`/gm)].map((m) => m[1]!));
  expect(used.size).toBeGreaterThan(60);
  expect([...used].filter((code) => !documented.has(code))).toEqual([]);
});
