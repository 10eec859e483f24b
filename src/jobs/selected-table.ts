/** Rows of a result table as asked for: the same query for pages of JSON and for files. */
import { CascadeError, nearest } from '../errors.js';
import { matchingRows, pickRows, sortedRows, type RowFilter, type RowOrder } from '../exports/select-rows.js';
import { resultTable, type Table, type TableName } from '../exports/tables.js';
import type { Results } from '../study/results.js';

export interface TableQuery { table: TableName; filter: RowFilter; order?: RowOrder; /** Part of the rows that match. */ offset?: number; limit?: number }

/** @returns the rows, how many match in all, and hints at values that were asked for and do not occur. Throws COLUMN_UNKNOWN. */
export function selectedTable(results: Results, { table: name, filter, order, offset = 0, limit = Infinity }: TableQuery): { table: Table; total: number; hints: string[] } {
  const whole = resultTable(results, name), known = whole.columns.map((c) => c.name);
  for (const column of [...Object.keys(filter.equals ?? {}), ...Object.keys(filter.least ?? {}), ...(order ? [order.column] : [])]) {
    if (known.includes(column)) continue;
    const near = nearest(column, known);
    throw new CascadeError('COLUMN_UNKNOWN', `table "${name}" has no column "${column}"${near === undefined ? '' : `, did you mean "${near}"?`}; it has ${known.join(', ')}`);
  }
  const matching = matchingRows(whole, filter), rows = order === undefined ? matching : sortedRows(whole, matching, order);
  return { table: pickRows(whole, rows.slice(offset, offset + limit)), total: rows.length, hints: hintsOf(whole, filter) };
}

/** Of columns with more values than that, and of more wrong values, nothing is said: it would help nobody. */
const FEW = 100, MOST_HINTS = 10;

function hintsOf({ columns }: Table, { equals = {} }: RowFilter): string[] {
  return Object.entries(equals).flatMap(([name, wanted]) => {
    const known = new Set(columns.find((column) => column.name === name)!.values.map(String));
    if (known.size > FEW) return [];
    return wanted.filter((value) => !known.has(value)).map((value) => {
      const near = nearest(value, [...known]);
      return `no row has "${value.slice(0, 100)}" in column "${name}"${near === undefined ? '' : `, did you mean "${near}"?`}`;
    });
  }).slice(0, MOST_HINTS);
}
