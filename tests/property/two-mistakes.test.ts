/**
 * Two independent mistakes in what ships, one of form (a key that is none, a map where a word or number stands, a cell that cannot be read) and one of
 * meaning (a name that is not there, a unit that does not fit), are told at once, each at its place; and nothing that only follows from either.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import { ValidationError, type Problem } from '../../src/errors.js';
import { checkInput } from '../../src/study/check-input.js';

const SHIPPED = join(import.meta.dirname, '../..');
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'hazcade-mistakes-'));
  for (const name of ['models', 'scenarios', 'catalogues']) cpSync(join(SHIPPED, name), join(root, name), { recursive: true });
});
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

type Steps = readonly (string | number)[];
/** `at`: path in a YAML file; line and column of a table. */
interface Mistake { file: string; at: Steps; what: string; made: (text: string) => string }

const original = (file: string): string => readFileSync(join(SHIPPED, file), 'utf8');

function edit(change: (document: Document) => void): Mistake['made'] {
  return (text) => {
    const document = parseDocument(text);
    change(document);
    return document.toString({ lineWidth: 0 });
  };
}

/** Paths of all maps below the top, and of all words and numbers. */
function placesOf(text: string): { maps: Steps[]; values: { path: Steps; value: unknown }[] } {
  const maps: Steps[] = [], values: { path: Steps; value: unknown }[] = [];
  const walk = (node: unknown, path: Steps): void => {
    if (isMap(node)) {
      if (path.length > 0) maps.push(path);
      for (const pair of node.items) if (isScalar(pair.key)) walk(pair.value, [...path, String(pair.key.value)]);
    } else if (isSeq(node)) node.items.forEach((item, i) => { walk(item, [...path, i]); });
    else if (isScalar(node)) values.push({ path, value: node.value });
  };
  walk(parseDocument(text).contents, []);
  return { maps, values };
}

/** Not these: with them, all of the file is another thing. */
// Sectors: those of assets come with their kinds.
const HEAD = ['format', 'model', 'scenario', 'kinds', 'tables', 'table'];
const NAMING = new Set(['hazard', 'kind', 'asset', 'from', 'pool', 'need', 'select', 'id', 'unit', 'season', 'carries', 'sector', 'to', 'refill', 'stock']);

function ofForm(file: string): Mistake[] {
  if (file.endsWith('.csv')) return cells(file, ['rate', 'lon', 'people', 'buffer', 'impact', 'intensity'], 'many{');
  const { maps, values } = placesOf(original(file));
  return [
    ...maps.map((at): Mistake => ({ file, at, what: 'a key', made: edit((d) => { d.setIn([...at, 'zzz'], 1); }) })),
    ...values.filter(({ path }) => !(path.length === 1 && HEAD.includes(String(path[0])))).map(({ path: at }): Mistake => ({ file, at, what: 'a map', made: edit((d) => { d.setIn(at, d.createNode({ yyy: [1] })); }) })),
  ];
}

function ofMeaning(file: string): Mistake[] {
  if (file.endsWith('.csv')) return cells(file, ['kind', 'from', 'service', 'hazard', 'season'], 'nothing-like-it');
  const named = placesOf(original(file)).values.filter(({ path, value }) => typeof value === 'string' && /^[a-z][a-z0-9/-]*$/.test(value) && path[0] !== 'sectors' && path.some((step) => NAMING.has(String(step))));
  return named.map(({ path: at, value }): Mistake => ({ file, at, what: `${String(value)}-qq`, made: edit((d) => { d.setIn(at, `${String(value)}-qq`); }) }));
}

/** A cell of the columns in every twentieth row, with another text. */
function cells(file: string, columns: string[], text: string): Mistake[] {
  const rows = original(file).split('\n'), header = rows[0]!.split(',');
  return columns.flatMap((name) => {
    const column = header.indexOf(name);
    return column < 0 ? [] : rows.flatMap((row, i) => (i % 20 !== 1 || row.split(',').length !== header.length ? [] : {
      file, at: [`line ${i + 1}`], what: `${name} ${text}`, made: (all: string) => all.split('\n').with(i, row.split(',').with(column, text).join(',')).join('\n'),
    }));
  });
}

async function told(main: string, mistakes: Mistake[]): Promise<Problem[]> {
  const changed = new Map<string, string>();
  for (const { file, made } of mistakes) changed.set(file, made(changed.get(file) ?? original(file)));
  for (const [file, text] of changed) writeFileSync(join(root, file), text);
  try {
    return (await checkInput(join(root, main))).problems;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.problems;
  } finally {
    for (const file of changed.keys()) writeFileSync(join(root, file), original(file));
  }
}

const errorsOf = (problems: Problem[]): Problem[] => problems.filter((p) => p.severity === 'error' || p.code === 'UNIT_MISMATCH');
const shown = (p: Problem): string => `${p.code} ${p.file?.slice(root.length + 1)} ${p.pointer ?? `${p.line}:${p.column}`}`;
/** The record that a mistake spoils: the innermost entry of a list around it; of a supplier its need, of a hazard all, for its footprint says what its effects meet. */
const recordOf = ({ at }: Mistake): string => `/${at.slice(0, at[0] === 'hazards' ? 2 : at.findLastIndex((step, i) => typeof step === 'number' && at[i - 1] !== 'from') + 1 || at.length).join('/')}`;
const lineOf = ({ at }: Mistake): number => Number(/^line (\d+)$/.exec(String(at[0]))?.[1]);
const inside = (p: Problem, m: Mistake): boolean => p.file?.endsWith(m.file) === true && (p.pointer === undefined ? p.line === lineOf(m) : `${p.pointer}/`.startsWith(`${recordOf(m)}/`));
/** Units are compared for the kinds of assets that are hit: one that lost its kind, or the field by which it is hit, asks no more; nor does a row that cannot be read. */
const unasked = (p: Problem, m: Mistake): boolean => p.code === 'UNIT_MISMATCH' && (m.file.endsWith('assets.csv') || (m.what === 'a map' && m.at[0] === 'assets' && m.at[2] !== 'needs'));

test.each<[string, number, string[]]>([
  ['models/tutorial', 20, ['models/tutorial/model.yaml', 'models/tutorial/kinds/tutorial.yaml']],
  ['scenarios/tutorial.yaml', 20, ['scenarios/tutorial.yaml', 'models/tutorial/model.yaml', 'models/tutorial/kinds/tutorial.yaml']],
  ['scenarios/replays/lancaster-2015.yaml', 20, ['scenarios/replays/lancaster-2015.yaml', 'models/replays/lancaster-2015.yaml']],
  ['scenarios/winter-storm.yaml', 4, ['scenarios/winter-storm.yaml', 'scenarios/winter-storm.yaml', 'models/harbour-city/assets.csv', 'models/harbour-city/needs.csv']],
  ['catalogues/harbour-city/catalogue.yaml', 4, ['catalogues/harbour-city/catalogue.yaml', 'catalogues/harbour-city/events.csv', 'catalogues/harbour-city/scenario.yaml']],
])('%s', async (main, runs, files) => {
  const pick = (of: (file: string) => Mistake[]): fc.Arbitrary<Mistake> => fc.constantFrom(...files).chain((file) => fc.constantFrom(...of(file)));
  await fc.assert(fc.asyncProperty(pick(ofForm), pick(ofMeaning), async (form, meaning) => {
    fc.pre(form.file !== meaning.file || !recordOf(meaning).startsWith(recordOf(form)) && !recordOf(form).startsWith(recordOf(meaning)));
    const firsts = errorsOf(await told(main, [form])), first = firsts.map(shown), second = errorsOf(await told(main, [meaning]));
    // Another key may be one's own, another name one that nothing refers to: no mistakes.
    fc.pre(first.length > 0 && second.length > 0);
    const found = errorsOf(await told(main, [meaning, form])).map(shown);
    // An asset whose kind is gone has no sector of which anything could be told.
    const masked = (p: Problem): boolean => second.some((other) => other.code === 'KIND_UNKNOWN' && other.pointer !== undefined && other.pointer === p.pointer && other.file === p.file && found.includes(shown(other)));
    // That a change selects nothing is told of a model that is whole.
    const spoilt = new Set(firsts.filter((p) => inside(p, meaning) || p.message.endsWith('selects no asset') || (p.code === 'SECTOR_UNKNOWN' && masked(p))).map(shown)), own = second.filter((p) => !inside(p, form) && !unasked(p, form)).map(shown), may = new Set([...first, ...second.map(shown)]), which = `${form.file} ${form.at.join('.')}: ${form.what}; ${meaning.file} ${meaning.at.join('.')}: ${meaning.what}`;
    expect(first.filter((one) => !found.includes(one) && !spoilt.has(one)), `not told of ${which}`).toEqual([]);
    if (own.length > 0) expect(own.some((one) => found.includes(one)), `${own.join(', ')}: not told of ${which}`).toBe(true);
    expect(found.filter((one) => !may.has(one)), `told though it only follows, of ${which}`).toEqual([]);
  }), { numRuns: runs, endOnFailure: true });
}, 60_000);
