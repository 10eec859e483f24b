/** Apache Parquet, one table a file; empty cells are nulls. */
import { tabular } from './exporter.js';

const TYPES = { text: 'STRING', number: 'DOUBLE', integer: 'INT32' } as const;

export const parquet = tabular({ format: 'parquet', extension: 'parquet', mime: 'application/vnd.apache.parquet' }, async ({ name, columns }, { digest }) => {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map((c) => ({ name: c.name, data: c.values, type: TYPES[c.type], nullable: c.values.includes(null) }));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata: [{ key: 'hazcade.digest', value: digest }, { key: 'hazcade.table', value: name }] }));
});
