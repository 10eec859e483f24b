/** Comma-separated tables, RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe before it (numbers do not). */
import type { Exporter } from './exporter.js';
import { resultTable } from './tables.js';

export const csv: Exporter = {
  format: 'csv', extension: 'csv', mime: 'text/csv', tabular: true,
  async write(results, table = 'assets') {
    const { stringify } = await import('csv-stringify/sync');
    const { columns, rows } = resultTable(results, table);
    const lines = Array.from({ length: rows }, (_, r) => columns.map((c) => c.values[r]));
    return stringify([columns.map((c) => c.name), ...lines], { escape_formulas: true });
  },
};
