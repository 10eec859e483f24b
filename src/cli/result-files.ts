/** What a result folder holds: results.json, meta.json, report.html, tables/*.csv. */
import { csv } from '../exports/csv.js';
import { json } from '../exports/json.js';
import { resultTable, TABLE_NAMES } from '../exports/tables.js';
import { htmlReport, type ReportInput } from '../report/html.js';
import type { Results } from '../study/results.js';
import { RESULTS_FILE } from './result-folder.js';

/** Files by path. `meta` (time, host, workers) stands in its own file, so the others are the same bytes for the same study. */
export async function resultFiles(results: Results, report: Omit<ReportInput, 'results'>): Promise<Map<string, string | Uint8Array>> {
  const timeless: Results = { ...results, meta: {} };
  const files = new Map<string, string | Uint8Array>([
    [RESULTS_FILE, await json.write(timeless)],
    ['meta.json', `${JSON.stringify(results.meta, null, 2)}\n`],
    ['report.html', htmlReport({ results: timeless, ...report })],
  ]);
  for (const table of TABLE_NAMES) {
    if (resultTable(timeless, table).rows > 0) files.set(`tables/${table}.csv`, await csv.write(timeless, table));
  }
  return files;
}
