/** Comma-separated tables, RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe before it (numbers do not). */
import { tabular } from './exporter.js';

export const csv = tabular({ format: 'csv', extension: 'csv', mime: 'text/csv' }, async ({ columns, rows }) => {
  const { stringify } = await import('csv-stringify/sync');
  const lines = Array.from({ length: rows }, (_, r) => columns.map((c) => c.values[r]));
  return stringify([columns.map((c) => c.name), ...lines], { escape_formulas: true });
});
