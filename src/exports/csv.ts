/** Comma-separated tables. */
import { csvText } from './csv-text.js';
import { tabular } from './exporter.js';

export const csv = tabular({ format: 'csv', extension: 'csv', mime: 'text/csv' }, ({ columns, rows }) => {
  const lines = Array.from({ length: rows }, (_, r) => columns.map((c) => c.values[r]));
  return Promise.resolve(csvText([columns.map((c) => c.name), ...lines]));
});
