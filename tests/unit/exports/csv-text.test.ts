import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvText, type CsvCell } from '../../../src/exports/csv-text.js';

it('quotes what RFC 4180 wants quoted and defuses formulas, but not numbers', () => {
  expect(csvText([['a,b', 'say "no"', 'two\nlines'], ['=1+1', '-x', -1, '\uFF20y'], [true, false, null, undefined, '', 1e21, 5n], ['@a"', '+,']]))
    .toBe('"a,b","say ""no""","two\nlines"\n\'=1+1,\'-x,-1,\'\uFF20y\n1,,,,,1e+21,5\n"\'@a""","\'+,"\n');
});
it('writes what csv-stringify writes', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(',', '"', '\n', '\r', '=', '-', '+', '@', '\t', '\uFF0B', 'a', ' ') }));
  const cell: fc.Arbitrary<CsvCell> = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constantFrom(null, undefined), fc.bigInt());
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (rows) => {
    expect(csvText(rows)).toBe(stringify(rows, { escape_formulas: true }));
  }), { numRuns: 2000 });
});
