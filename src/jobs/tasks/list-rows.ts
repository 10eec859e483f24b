/** One page of a result table, rows as objects. */
import { loadResults, provenanceOf, type Provenance } from '../load-results.js';
import { selectedTable, type TableQuery } from '../selected-table.js';
import type { TaskContext } from '../task.js';

export interface ListRowsInput { id: string; query: TableQuery; redacted: boolean }
export interface ListedRows { study: Provenance; total: number; columns: { name: string; type: 'text' | 'number' | 'integer' }[]; items: Record<string, string | number | null>[] }

/** Errors: those of loadResults, COLUMN_UNKNOWN. */
export async function run({ id, query, redacted }: ListRowsInput, context: TaskContext): Promise<ListedRows> {
  const { results } = await loadResults(await context.store(), id, redacted), { table: { rows, columns }, total } = selectedTable(results, query);
  return {
    study: provenanceOf(id, results), total, columns: columns.map(({ name, type }) => ({ name, type })),
    items: Array.from({ length: rows }, (_, row) => Object.fromEntries(columns.map((c) => [c.name, c.values[row]!]))),
  };
}
