/** The contract of an export format. */
import type { Results } from '../study/results.js';
import type { TableName } from './tables.js';

export interface Exporter {
  readonly format: string;
  readonly extension: string;
  readonly mime: string;
  /** True: a file holds one table, chosen by the caller; false: it holds what the format is for. */
  readonly tabular: boolean;
  /**
   * The content of one file: the same bytes for the same results.
   * @param table of tabular formats; default `assets`
   */
  write(results: Results, table?: TableName): Promise<string | Uint8Array>;
}
