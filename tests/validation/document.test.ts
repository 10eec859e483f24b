/** docs/validation.md has one table for each test file that makes one, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VALIDATION_DOC } from './table.js';

test('tables and test files fit', () => {
  const tables = [...readFileSync(VALIDATION_DOC, 'utf8').matchAll(/<!-- table ([\w-]+) -->/g)].map(([, name]) => name!);
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.test.ts') && name !== 'document.test.ts');
  expect(tables.sort()).toEqual(files.map((name) => name.slice(0, -'.test.ts'.length)).sort());
});
