/** `assets.csv` and `needs.csv`. */
import { checkGroup, MAX_BUFFER_HOURS } from './buffers.js';
import { nearest } from '../errors.js';
import { readCsv, type CsvRow } from './csv.js';
import type { AssetDraft, ModelBuilder, NeedDraft } from './model-builder.js';
import type { Path, Problems, Where } from './problems.js';
import { hasSixPlaces, shareOf } from './quantities.js';
import { NAME_PATTERN } from './names.js';
import { Cells, checkColumns, detached } from './table-cells.js';
import { DAMAGE_STATES, NEED_TYPES, type Asset, type Buffer, type Supplier } from './types.js';

const ASSET_COLUMNS = ['id', 'kind', 'key', 'name', 'sector', 'lon', 'lat', 'people', 'people_profile', 'critical', 'cut_off', 'restart', 'initial_damage', 'failures_per_year', 'skill'] as const;
const NEED_COLUMNS = [
  'asset', 'service', 'from', 'required', 'combine', 'impact', 'delay', 'type', 'role', 'demand', 'demand_profile', 'buffer', 'refill', 'cover', 'initial', 'drain',
  'refill_from', 'refill_required', 'weights',
] as const;
const MAX_WHOLE = 2 ** 31 - 1;

/** Field of a record -> column of a table, where the name differs. */
const COLUMN_OF: Record<string, string> = {
  peopleProfile: 'people_profile', cutOff: 'cut_off', initialDamage: 'initial_damage', failuresPerYear: 'failures_per_year', demandProfile: 'demand_profile', place: 'lon',
};

/**
 * Adds the assets of a table; columns that are not of the format become attributes.
 * @returns false when there may be assets that could not be read
 */
export function readAssetTable(file: string, builder: ModelBuilder, problems: Problems): boolean {
  let missed = false;
  let attributes: string[] = [];
  const shared = new Map<string, string>();
  const name = new RegExp(NAME_PATTERN);
  const header = (row: CsvRow): boolean => {
    attributes = row.columns.filter((column) => column !== '' && !ASSET_COLUMNS.some((known) => known === column));
    for (const column of attributes) if (!name.test(column)) problems.error('COLUMN_UNKNOWN', `column "${column}" is no name of an attribute: expecting a letter, then letters, digits, - _ .`, row.place(column));
    warnAboutLikeness(row, attributes, problems);
    return checkColumns(row, ['id', 'kind'], undefined, problems);
  };
  const once = (text: string | undefined): string | undefined => {
    if (text === undefined) return undefined;
    const known = shared.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    if (shared.size < 100_000) shared.set(own, own);
    return own;
  };
  const complete = readCsv(file, problems, header, (row) => {
    const draft = assetOf(new Cells(row, problems), attributes, once);
    const { line } = row.place();
    if (draft) builder.addAsset(draft, whereIn(row), () => ({ file, line, column: 1 }));
    else if (row.text('id') === '') missed = true;
    else problems.forgive({ names: [row.text('id'), row.text('sector'), ...attributes] });
  });
  return complete && !missed;
}

/** A column that is nearly one of the format which the table lacks is a slip more often than an attribute, and what it holds would be left out of every result. */
function warnAboutLikeness(row: CsvRow, attributes: readonly string[], problems: Problems): void {
  const lacking = ASSET_COLUMNS.filter((column) => !row.columns.includes(column));
  for (const column of attributes) {
    const near = nearest(column.toLowerCase(), lacking);
    if (near !== undefined) problems.warn('COLUMN_MISSPELT', `column "${column}" is taken for an attribute. Did you mean "${near}"?`, row.place(column));
  }
}

function assetOf(cells: Cells, attributeColumns: string[], once: (text: string | undefined) => string | undefined): AssetDraft | undefined {
  const id = cells.id('id', true);
  const kind = cells.id('kind', true);
  const lon = cells.number('lon', -1e6, 1e6);
  const lat = cells.number('lat', -1e6, 1e6);
  if (id === undefined || kind === undefined) return undefined;
  if ((lon === undefined) !== (lat === undefined)) cells.wrong(lon === undefined ? 'lon' : 'lat', 'a place needs both lon and lat');
  const key = cells.id('key');
  const name = cells.text('name');
  const draft: AssetDraft = {
    id: detached(id), kind, key: key === undefined || key === id ? undefined : detached(key), name: name === undefined || name === id ? undefined : detached(name), sector: once(cells.id('sector')),
    place: lon === undefined || lat === undefined ? undefined : { lon, lat },
    people: cells.number('people', 0, MAX_WHOLE, true), peopleProfile: once(cells.text('people_profile')), critical: cells.number('critical', 1, MAX_WHOLE - 1, true),
    cutOff: cells.share('cut_off'), skill: once(cells.id('skill')), initialDamage: cells.one('initial_damage', DAMAGE_STATES),
    failuresPerYear: cells.number('failures_per_year', 0, 8760), restart: cells.duration('restart'),
  };
  if (attributeColumns.length > 0) draft.attributes = attributesOf(cells, attributeColumns, once);
  return draft;
}

function attributesOf(cells: Cells, columns: string[], once: (text: string | undefined) => string | undefined): Asset['attributes'] {
  const attributes: Asset['attributes'] = {};
  for (const column of columns) {
    const text = cells.text(column);
    if (text === undefined) continue;
    // 007 and 0032... are codes, not numbers.
    const value = /^[+-]?0\d/.test(text) ? NaN : cells.row.number(column)!;
    attributes[column] = Number.isNaN(value) ? text === 'true' ? true : text === 'false' ? false : once(text)! : value;
  }
  return attributes;
}

/** Adds the needs of a table. */
export function readNeedTable(file: string, builder: ModelBuilder, problems: Problems): void {
  readCsv(file, problems, (row) => checkColumns(row, ['asset', 'service', 'from'], NEED_COLUMNS, problems), (row) => {
    const cells = new Cells(row, problems);
    const asset = cells.id('asset', true);
    const draft = needOf(cells);
    if (asset !== undefined && draft) builder.addNeed(asset, draft, whereIn(row));
  });
}

function needOf(cells: Cells): NeedDraft | undefined {
  const service = cells.id('service', true);
  const suppliers = groupOf(cells, 'from', 'weights');
  if (suppliers.length === 0) cells.wrong('from', 'the cell "from" is empty: a need has at least one supplier');
  const buffer = bufferOf(cells);
  if (service === undefined || suppliers.length === 0 || buffer === null) return undefined;
  return {
    service, suppliers, required: cells.number('required', 1e-6, 1e9) ?? 1, combine: cells.one('combine', ['sum', 'best'] as const) ?? 'sum', impact: cells.number('impact', 0, 1000) ?? 1,
    delayHours: cells.hours('delay') ?? 0, type: cells.one('type', NEED_TYPES) ?? 'physical', role: cells.one('role', ['function', 'repair'] as const) ?? 'function',
    demand: cells.number('demand', 0, 1e12) ?? 0, demandProfile: cells.text('demand_profile'), buffer,
  };
}

function groupOf(cells: Cells, column: string, weightColumn?: string): Supplier[] {
  const ids = cells.list(column);
  const weights = weightColumn === undefined ? [] : cells.list(weightColumn);
  if (weights.length > 0 && weights.length !== ids.length) cells.wrong(weightColumn!, `expecting ${ids.length} weights, one for each supplier, found ${weights.length}`);
  const suppliers = ids.map((asset, i) => ({ asset, weight: weights.length === 0 ? 1 : weightOf(cells, weightColumn!, weights[i] ?? '1') }));
  return suppliers.length > 1 ? suppliers.sort((a, b) => (a.asset < b.asset ? -1 : a.asset > b.asset ? 1 : 0)) : suppliers;
}

function weightOf(cells: Cells, column: string, text: string): number {
  const weight = Number(text.replace(',', '.'));
  if (weight > 0 && Number.isFinite(weight) && hasSixPlaces(weight)) return weight;
  cells.wrong(column, `weights: expecting decimals above 0 of at most six places, found "${text}"`);
  return 1;
}

/** Undefined: the kind's; null: wrong. */
function bufferOf(cells: Cells): Buffer | 'none' | undefined | null {
  const text = cells.row.text('buffer');
  if (text === '' || text === 'none') {
    const idle = ['refill', 'cover', 'initial', 'drain', 'refill_from', 'refill_required'].find((column) => cells.row.text(column) !== '');
    if (idle !== undefined) cells.wrong(idle, `${idle} without a buffer in this row`);
    return text === '' ? undefined : 'none';
  }
  const hours = cells.hoursNumeric('buffer', MAX_BUFFER_HOURS);
  if (hours === undefined) return null;
  const cover = shareOf(cells.share('cover')) ?? 1;
  if (cover <= 0) cells.wrong('cover', 'cover must be above 0: a buffer that covers nothing is none');
  const suppliers = groupOf(cells, 'refill_from');
  const refill = { suppliers, required: cells.number('refill_required', 1e-6, 1e9) ?? 1, combine: 'sum' as const };
  if (suppliers.length > 0) checkGroup(refill, cells.problems, (path = []) => cells.row.place(path[0] === 'required' ? 'refill_required' : 'refill_from'));
  else if (cells.row.text('refill_required') !== '') cells.wrong('refill_required', 'refill_required without refill_from');
  return {
    hours, refillHours: cells.hours('refill') ?? 0, cover, initial: shareOf(cells.share('initial')) ?? 1, drain: cells.one('drain', ['always', 'working'] as const) ?? 'always',
    ...(suppliers.length === 0 ? {} : { refill }),
  };
}

/** Places in the present row, for the fields of a record. */
function whereIn(row: CsvRow): Where {
  return (path: Path = []) => {
    const [first, second] = path;
    if (first === 'buffer' && second === 'refillFrom') return row.place('refill_from');
    return row.place(first === undefined ? undefined : COLUMN_OF[first] ?? String(first));
  };
}
