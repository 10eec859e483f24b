/** Apache Arrow IPC file, one table; empty cells are nulls. apache-arrow is large, so it is loaded only here. */
import type { Exporter } from './exporter.js';
import { resultTable, type TableColumn } from './tables.js';

export const arrow: Exporter = {
  format: 'arrow', extension: 'arrow', mime: 'application/vnd.apache.arrow.file', tabular: true,
  async write(results, table = 'assets') {
    const { Float64, Int32, Table, Utf8, tableToIPC, vectorFromArray } = await import('apache-arrow');
    const vector = (c: TableColumn) => {
      switch (c.type) {
        case 'text': return vectorFromArray(c.values, new Utf8());
        case 'number': return vectorFromArray(c.values, new Float64());
        case 'integer': return vectorFromArray(c.values, new Int32());
      }
    };
    const { columns } = resultTable(results, table);
    return tableToIPC(new Table(Object.fromEntries(columns.map((c) => [c.name, vector(c)]))), 'file');
  },
};
