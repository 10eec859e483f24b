/** The export formats. To add one: write an Exporter in its own file and name it here; tests/contracts/exports.test.ts finds it. */
import { arrow } from './arrow.js';
import { csv } from './csv.js';
import type { Exporter } from './exporter.js';
import { geojson } from './geojson.js';
import { json } from './json.js';
import { parquet } from './parquet.js';

export type { Exporter } from './exporter.js';
export { TABLE_NAMES, resultTable, type Table, type TableColumn, type TableName } from './tables.js';

export const EXPORTERS: readonly Exporter[] = [json, csv, parquet, arrow, geojson];

/** The exporter of a format's name, or undefined. */
export const exporterOf = (format: string): Exporter | undefined => EXPORTERS.find((e) => e.format === format);
