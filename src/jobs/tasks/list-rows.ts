/** One page of a result table as JSON, rows as objects. Written here, so that the thread that answers requests need not. */
import { loadResults, provenanceOf } from '../load-results.js';
import { selectedTable, type TableQuery } from '../selected-table.js';
import { spoolJson } from '../spool.js';
import type { TaskContext } from '../task.js';
import type { ExportedResults } from './export-results.js';

export interface ListRowsInput { id: string; query: TableQuery; redacted: boolean }

/** Errors: those of loadResults and `spoolJson`, COLUMN_UNKNOWN. */
export async function run({ id, query, redacted }: ListRowsInput, context: TaskContext): Promise<ExportedResults> {
  const { results } = await loadResults(context, id, redacted), { table: { name, rows, columns }, total, hints } = selectedTable(results, query);
  const study = provenanceOf(id, results), next = (query.offset ?? 0) + rows;
  const page = {
    study, table: name, total, columns: columns.map(({ name: column, type }) => ({ name: column, type })),
    items: Array.from({ length: rows }, (_, row) => Object.fromEntries(columns.map((c) => [c.name, c.values[row]!]))),
    ...(hints.length > 0 ? { hints } : {}),
    ...(rows > 0 && next < total ? { cursor: String(next) } : {}),
  };
  return { study, content: await spoolJson(context.settings, page) };
}
