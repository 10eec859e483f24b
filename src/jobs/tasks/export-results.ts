/** Results in a file format: the whole of them, or one table. */
import { CascadeError } from '../../errors.js';
import { exporterOf } from '../../exports/index.js';
import { loadResults, provenanceOf, type Provenance } from '../load-results.js';
import { selectedTable, type TableQuery } from '../selected-table.js';
import { spool, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';

/** `query`: for formats that hold one table. */
export interface ExportResultsInput { id: string; format: string; query?: TableQuery; redacted: boolean }
export interface ExportedResults { study: Provenance; content: Spooled }

/** Errors: those of loadResults and `spool`, COLUMN_UNKNOWN, FORMAT_UNKNOWN. */
export async function run({ id, format, query, redacted }: ExportResultsInput, context: TaskContext): Promise<ExportedResults> {
  const exporter = exporterOf(format);
  if (exporter === undefined || (exporter.writeTable === undefined) !== (query === undefined)) throw new CascadeError('FORMAT_UNKNOWN', `there is no such form of results: ${format}`);
  const { results } = await loadResults(context, id, redacted);
  const content = query === undefined ? await exporter.write(results) : await exporter.writeTable!(selectedTable(results, query).table, results.study);
  return { study: provenanceOf(id, results), content: await spool(context.settings.dataFolder, content) };
}
