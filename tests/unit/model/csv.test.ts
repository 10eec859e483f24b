import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/model/csv.js';
import { Problems } from '../../../src/model/problems.js';
import { folderOf, placed } from './files.js';

/** Rows as records, and what was wrong. */
function read(content: string | Uint8Array) {
  const problems = new Problems();
  const rows: Record<string, string>[] = [];
  const numbers: (number | undefined)[] = [];
  const places: string[] = [];
  readCsv(`${folderOf({ 't.csv': content })}/t.csv`, problems, () => true, (row) => {
    rows.push(Object.fromEntries(row.columns.map((c) => [c, row.text(c)])));
    const last = row.columns.at(-1)!;
    numbers.push(row.number(last));
    const { line, column } = row.place(last);
    places.push(`${line}:${column}`);
  });
  return { rows, numbers, places, problems: problems.all() };
}

describe('tables', () => {
  it('as European Excel saves them: byte order mark, semicolon, decimal comma, \\r\\n', () => {
    const { rows, numbers, places } = read('\uFEFFid;name;x\r\na;"b;c";1,5\r\n\r\nd;;-0,25\r\n');
    expect(rows).toEqual([{ id: 'a', name: 'b;c', x: '1,5' }, { id: 'd', name: '', x: '-0,25' }]);
    expect(numbers).toEqual([1.5, -0.25]);
    expect(places).toEqual(['2:9', '4:4']);
  });
  it('with commas a decimal comma is no number', () => {
    expect(read('id,x\na,"1,5"\nb,1.5\n').numbers).toEqual([NaN, 1.5]);
  });
  it('a point before three digits: of thousands where the table has decimal commas, no whole number anywhere but with commas between cells', () => {
    const problems = (content: string) => placed(read(content).problems);
    expect(problems('id;x\na;1.500\nb;0,5\nc;2.500\n')).toEqual(['CELL_INVALID t.csv:2:3']);
    for (const fine of ['id;x\na;1.500\nb;0.5\n', 'id;x\na;51.25\nb;0,5\nc;0.125\n', 'id,x\na,1.500\n']) expect(problems(fine)).toEqual([]);
    const whole = (content: string) => { let found: unknown; readCsv(`${folderOf({ 't.csv': content })}/t.csv`, new Problems(), () => true, (row) => { found = row.number('x', true); }); return found; };
    expect(['id;x\na;1.000\n', 'id;x\na;1000\n', 'id;x\na;1000,0\n', 'id,x\na,1.000\n'].map(whole)).toEqual([NaN, 1000, 1000, 1]);
  });
  it('columns at the end without a name are passed over as long as nothing stands in them', () => {
    expect(read('id;x;;\na;2;;\nb;3\n')).toMatchObject({ rows: [{ id: 'a', x: '2' }, { id: 'b', x: '3' }], problems: [] });
    expect(placed(read('id;x;;\na;2;;9\n').problems)).toEqual(['SYNTAX_CSV t.csv:2:5']);
  });
  it('with tabs, without a last line break, with Excel\'s sep= line', () => {
    expect(read('id\tx\na\t2').rows).toEqual([{ id: 'a', x: '2' }]);
    expect(read('sep=;\nid;x\na;2').rows).toEqual([{ id: 'a', x: '2' }]);
  });
  it('quotes hold doubled quotes, separators and line breaks; places stay right after them', () => {
    const { rows, places } = read('id,x\n"a ""b""\nc",1\nd,2\n');
    expect(rows).toEqual([{ id: 'a "b"\nc', x: '1' }, { id: 'd', x: '2' }]);
    expect(places[1]).toBe('4:3');
  });
  it.each<[string, string | Uint8Array, string]>([
    ['a quote without its end', 'id,x\na,"b\nc,d\n', 'SYNTAX_CSV t.csv:2'], ['text after a quote', 'id,x\n"a"b,c\n', 'SYNTAX_CSV t.csv:2:4'], ['too many cells', 'id,x\na,b,c\n', 'SYNTAX_CSV t.csv:2:5'],
    ['an empty file', '', 'SYNTAX_CSV t.csv'], ['a column twice', 'id,id\n', 'SYNTAX_CSV t.csv:1:4'], ['a zero byte', new Uint8Array([105, 100, 0, 10]), 'FILE_ENCODING t.csv'],
    ['Windows-1252', new Uint8Array([105, 100, 10, 97, 10, 233, 10]), 'FILE_ENCODING t.csv:3'], ['UTF-16', new Uint8Array([255, 254, 105, 0]), 'FILE_ENCODING t.csv'],
  ])('says where: %s', (_name, content, expected) => {
    expect(placed(read(content).problems)).toEqual([expected]);
  });
  it('a quote that is never closed does not swallow a large file', () => {
    const { problems } = read(`id,x\na,"${'b'.repeat(6e6)}`);
    expect(placed(problems)).toEqual(['SYNTAX_CSV t.csv:2']);
  });
  it('reads back whatever was written, across pieces of the file', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ';', ',', '\n', '😀', ' b'), maxLength: 6 });
    fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), fc.constantFrom(',', ';', '\t'), (cells, sep) => {
      const quoted = (s: string) => `"${s.replaceAll('"', '""')}"`;
      const { rows } = read(`id${sep}x\n${cells.map(([a, b]) => `${quoted(a)}${sep}${quoted(b)}`).join('\r\n')}\n`);
      expect(rows).toEqual(cells.map(([a, b]) => ({ id: a.trim(), x: b.trim() })).filter((r) => r.id !== '' || r.x !== ''));
    }), { numRuns: 60, seed: 2 });
  });
  it('rows that cross the 4 MB pieces in which files are read', () => {
    const rows = 60_000;
    const filler = 'x'.repeat(150);
    const { problems, rows: found } = read(`id,x\n${Array.from({ length: rows }, (_, i) => `row-${i},"é${i}${filler}"`).join('\n')}`);
    expect(problems).toEqual([]);
    expect(found).toHaveLength(rows);
    expect(found.every((r, i) => r.id === `row-${i}` && r.x === `é${i}${filler}`)).toBe(true);
  });
});
