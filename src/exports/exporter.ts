/** The contract of an export format. */
import type { Results, StudyInfo } from '../study/results.js';
import { resultTable, type Table, type TableName } from './tables.js';

/** Writes one table; `study` is what it was found by. */
export type TableWriter = (table: Table, study: StudyInfo) => Promise<string | Uint8Array>;

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
  /** Tabular formats: any table, such as some rows of one. */
  readonly writeTable?: TableWriter;
}

/** An exporter whose files hold one table. */
export function tabular(names: Pick<Exporter, 'format' | 'extension' | 'mime'>, writeTable: TableWriter): Exporter {
  return { ...names, tabular: true, writeTable, write: (results, table = 'assets') => writeTable(resultTable(results, table), results.study) };
}
