import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateJson, parseJson } from '../../../src/model/json-text.js';
import { Problems } from '../../../src/model/problems.js';
import { readData } from '../../../src/model/read-data.js';
import { folderOf, placed } from './files.js';

function read(name: string, content: string | Uint8Array) {
  const problems = new Problems();
  const source = readData(`${folderOf({ [name]: content })}/${name}`, problems);
  return { source, problems: problems.all() };
}

describe('YAML', () => {
  it('finds values and keys', () => {
    const { source } = read('a.yaml', 'x:\n  - {a: 1,  b: 2}\n  - c: 3\n');
    expect(source!.locate(['x', 0, 'b'])).toMatchObject({ line: 2, column: 16, pointer: '/x/0/b' });
    expect(source!.locate(['x', 0, 'b'], true)).toMatchObject({ line: 2, column: 13 });
    expect(source!.locate(['x', 1, 'none'])).toMatchObject({ line: 3, column: 5 });
  });
  it('is YAML 1.2: no is a text', () => {
    expect(read('a.yaml', 'x: no').source!.data).toEqual({ x: 'no' });
  });
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghij'[i]}`).join(',')}]`).join('\n')}\n`;
  it.each<[string, string | Uint8Array, RegExp]>([
    ['a key twice', 'a: 1\nb: 2\na: 3\n', /^SYNTAX_YAML a\.yaml:3:1$/], ['a bad indent', 'a:\n  b: 1\n c: 2\n', /^SYNTAX_YAML a\.yaml:/], ['an alias bomb', bomb, /^YAML_ALIASES/],
    ['an alias inside of itself', 'b: 1\na: &a [1, {c: *a}]\n', /^YAML_ALIASES a\.yaml:2:15$/], ['an alias to nothing', 'a: *b\n', /^(YAML_ALIASES|SYNTAX_YAML)/], ['deep brackets', '['.repeat(1e6), /^SYNTAX_YAML a\.yaml:1$/], ['deep dashes', '- '.repeat(1e5), /^SYNTAX_YAML a\.yaml:1$/],
    ['deep maps', '{a: '.repeat(1e5), /^SYNTAX_YAML a\.yaml:1$/], ['deep indentation', Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), /^SYNTAX_YAML/],
    ['a zero byte', 'a: \0', /^FILE_ENCODING/], ['UTF-16', new Uint8Array([0xfe, 0xff, 0, 97]), /^FILE_ENCODING/], ['not UTF-8', new Uint8Array([97, 58, 10, 32, 0xff]), /^FILE_ENCODING a\.yaml:2$/],
    ['too large', `a: ${'x'.repeat(9e6)}`, /^FILE_TOO_LARGE/], ['a tag of bytes', 'a: 1\nb: !!binary aGVsbG8=\n', /^SYNTAX_YAML a\.yaml:2:4$/], ['a tag of a program', 'a: !!js/function x\n', /^SYNTAX_YAML a\.yaml:1:4$/], ['a tag of its own', 'a: !x {b: 1}\n', /^SYNTAX_YAML a\.yaml:1:4$/],
  ])('refuses %s', (_name, content, expected) => {
    expect(placed(read('a.yaml', content).problems)[0]).toMatch(expected);
  });
  it('many brackets in words are no depth', () => {
    expect(read('a.yaml', 'x: interval [0, 1)\n'.replace('x', 'x').concat(Array.from({ length: 300 }, (_, i) => `y${i}: from (a [b] to c [d\n`).join(''))).problems).toEqual([]);
  });
});

/** CPU milliseconds. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('many keys', () => {
  const keys = (n: number): string => Array.from({ length: n }, (_, i) => `k${i}: 1`).join('\n');
  it('take time in proportion: to read, to find one twice, and to find each', () => {
    const take = (n: number): number => {
      const { source } = read('a.yaml', keys(n));
      return cpu(() => { expect(read('a.yaml', `${keys(n)}\nk7: 2\n`).problems).toMatchObject([{ code: 'SYNTAX_YAML', line: n + 1, column: 1, message: 'key "k7" stands twice in one map' }]); })
        + cpu(() => { for (let i = 0; i < n; i++) expect(source!.locate([`k${i}`], true).line === i + 1).toBe(true); });
    };
    take(1000);
    // Ten times the keys take ten times as long, not a hundred times.
    expect(take(20_000) / take(2_000)).toBeLessThan(40);
  });
  it('of JSON are walked so often only; then places are pointers', () => {
    const { source } = read('a.json', `{${Array.from({ length: 10 }, (_, i) => `"k${i}": ${' '.repeat(10e6)}1`).join(',')}}`);
    const lines = Array.from({ length: 10 }, (_, i) => source!.locate([`k${i}`]).line);
    expect([lines[0], lines[9]]).toEqual([1, undefined]);
    expect(source!.locate(['k1'])).toMatchObject({ pointer: '/k1' });
  });
});

describe('JSON', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(0, 1, '\t'), (text, space) => {
      const pretty = JSON.stringify(JSON.parse(text), null, space);
      expect(parseJson(pretty)).toEqual(JSON.parse(pretty));
    }), { seed: 3 });
  });
  it('refuses what JSON.parse refuses', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', '-', '.', 'e', 't', 'true', 'null', '\\', ' '), maxLength: 8 }), (text) => {
      let sound = true;
      try { JSON.parse(text); } catch { sound = false; }
      let taken = true;
      try { parseJson(text); } catch { taken = false; }
      // The one difference: a key twice in a map is refused.
      if (!/"[^"]*".*"/.test(text)) expect(taken).toBe(sound);
      else if (taken) expect(sound).toBe(true);
    }), { numRuns: 3000, seed: 4 });
  });
  it('finds values and keys', () => {
    const text = '{\n "x": [1, {"b": 2}]\n}';
    expect(text.slice(locateJson(text, ['x', 1, 'b']))).toMatch(/^2/);
    expect(text.slice(locateJson(text, ['x', 1, 'b'], true))).toMatch(/^"b"/);
    expect(text.slice(locateJson(text, ['x', 1, 'none']))).toMatch(/^\{"b"/);
  });
  it.each([
    ['a key twice', '{"a": 1,\n "a": 2}', 'SYNTAX_JSON a.json:2:2'], ['a trailing comma', '{"a": 1,}', 'SYNTAX_JSON a.json:1:9'], ['depth', '['.repeat(1e6), 'SYNTAX_JSON a.json:1:102'],
    ['a huge number', '[1e999]', 'SYNTAX_JSON a.json:1:2'], ['NaN', '[NaN]', 'SYNTAX_JSON a.json:1:2'], ['an open string', '["a', 'SYNTAX_JSON a.json:1:2'], ['nothing', '', 'SYNTAX_JSON a.json:1:1'],
  ])('refuses %s', (_name, content, expected) => {
    expect(placed(read('a.json', content).problems)).toEqual([expected]);
  });
  it('keeps __proto__ a plain key', () => {
    expect(Object.keys(parseJson('{"__proto__": {"a": 1}}') as object)).toEqual(['__proto__']);
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});

it('says that a file is missing, or a folder', () => {
  const problems = new Problems();
  const folder = folderOf({});
  readData(`${folder}/none.yaml`, problems);
  readData(folder, problems);
  expect(problems.all().map((p) => p.code).sort()).toEqual(['FILE_NOT_FOUND', 'FILE_UNREADABLE']);
});
