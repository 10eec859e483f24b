/** Rows of a table by their cells: filtered, sorted, cut to a page. */
import type { Table, TableColumn } from './tables.js';

export interface RowFilter {
  /** Column -> values, of which a cell must be one. */
  equals?: Readonly<Record<string, readonly string[]>>;
  /** Must stand in a text of the row, in whatever case. */
  text?: string;
  /** Column -> least value; empty cells are less. */
  least?: Readonly<Record<string, number>>;
}

export interface RowOrder { column: string; descending: boolean }

type Cell = string | number | null;

/** Indices of the rows, in the order of the table. Columns that the table lacks match nothing. */
export function matchingRows({ rows, columns }: Table, { equals = {}, text, least = {} }: RowFilter): number[] {
  const cells = (name: string): readonly Cell[] => columns.find((c) => c.name === name)?.values ?? [];
  const wanted = Object.entries(equals).map(([name, values]) => ({ values: cells(name), among: new Set(values) }));
  const limits = Object.entries(least).map(([name, limit]) => ({ values: cells(name), limit }));
  const needle = text?.toLowerCase(), texts = columns.filter((c) => c.type === 'text');
  return Array.from({ length: rows }, (_, row) => row).filter((row) =>
    wanted.every(({ values, among }) => among.has(String(values[row])))
    && limits.every(({ values, limit }) => typeof values[row] === 'number' && values[row] >= limit)
    && (needle === undefined || texts.some(({ values }) => String(values[row] ?? '').toLowerCase().includes(needle))));
}

/** Sorts indices of rows: numbers by size, texts by code unit, empty cells last, equals as they stand. */
export function sortedRows({ columns }: Table, rows: readonly number[], { column, descending }: RowOrder): number[] {
  const values: readonly Cell[] = columns.find((c) => c.name === column)?.values ?? [], sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = values[a] ?? null, y = values[b] ?? null;
    if (x === y) return a - b;
    if (x === null || y === null) return x === null ? 1 : -1;
    return (x < y ? -sign : sign);
  });
}

/** The table with these rows alone, in this order. */
export function pickRows({ name, columns }: Table, rows: readonly number[]): Table {
  return { name, rows: rows.length, columns: columns.map((c) => ({ ...c, values: rows.map((row) => c.values[row]!) }) as TableColumn) };
}
