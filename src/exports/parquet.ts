/** Apache Parquet, one table a file; empty cells are nulls. */
import type { Exporter } from './exporter.js';
import { resultTable } from './tables.js';

const TYPES = { text: 'STRING', number: 'DOUBLE', integer: 'INT32' } as const;

export const parquet: Exporter = {
  format: 'parquet', extension: 'parquet', mime: 'application/vnd.apache.parquet', tabular: true,
  async write(results, table = 'assets') {
    const { parquetWriteBuffer } = await import('hyparquet-writer');
    const columnData = resultTable(results, table).columns.map((c) => ({ name: c.name, data: c.values, type: TYPES[c.type], nullable: c.values.includes(null) }));
    return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata: [{ key: 'hazcade.digest', value: results.study.digest }, { key: 'hazcade.table', value: table }] }));
  },
};
