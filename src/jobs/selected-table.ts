/** Rows of a result table as asked for: the same query for pages of JSON and for files. */
import { CascadeError, nearest } from '../errors.js';
import { matchingRows, pickRows, sortedRows, type RowFilter, type RowOrder } from '../exports/select-rows.js';
import { resultTable, type Table, type TableName } from '../exports/tables.js';
import type { Results } from '../study/results.js';

export interface TableQuery { table: TableName; filter: RowFilter; order?: RowOrder; /** Part of the rows that match. */ offset?: number; limit?: number }

/** @returns the rows, and how many match in all. Throws COLUMN_UNKNOWN. */
export function selectedTable(results: Results, { table: name, filter, order, offset = 0, limit = Infinity }: TableQuery): { table: Table; total: number } {
  const whole = resultTable(results, name), known = whole.columns.map((c) => c.name);
  for (const column of [...Object.keys(filter.equals ?? {}), ...Object.keys(filter.least ?? {}), ...(order ? [order.column] : [])]) {
    if (known.includes(column)) continue;
    const near = nearest(column, known);
    throw new CascadeError('COLUMN_UNKNOWN', `table "${name}" has no column "${column}"${near === undefined ? '' : `, did you mean "${near}"?`}; it has ${known.join(', ')}`);
  }
  const matching = matchingRows(whole, filter), rows = order === undefined ? matching : sortedRows(whole, matching, order);
  return { table: pickRows(whole, rows.slice(offset, offset + limit)), total: rows.length };
}
