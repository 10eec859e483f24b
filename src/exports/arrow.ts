/** Apache Arrow IPC file, one table; empty cells are nulls. apache-arrow is large, so it is loaded only here. */
import { tabular } from './exporter.js';
import type { TableColumn } from './tables.js';

export const arrow = tabular({ format: 'arrow', extension: 'arrow', mime: 'application/vnd.apache.arrow.file' }, async ({ columns }) => {
  const { Float64, Int32, Table, Utf8, tableToIPC, vectorFromArray } = await import('apache-arrow');
  const vector = (c: TableColumn) => {
    switch (c.type) {
      case 'text': return vectorFromArray(c.values, new Utf8());
      case 'number': return vectorFromArray(c.values, new Float64());
      case 'integer': return vectorFromArray(c.values, new Int32());
    }
  };
  return tableToIPC(new Table(Object.fromEntries(columns.map((c) => [c.name, vector(c)]))), 'file');
});
