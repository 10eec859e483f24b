/** Tables written to disk row by row, so that a model of a million assets needs no memory for them. */
import { closeSync, openSync, writeSync } from 'node:fs';

const CHUNK_CHARACTERS = 1 << 18;

export type Cell = string | number | readonly (string | number)[] | undefined;

/** One CSV file; lists become `a|b|c`. Cells hold ids and numbers only, so nothing is quoted. */
export class TableWriter {
  private readonly file: number;
  private pending = '';
  rows = 0;

  constructor(path: string, private readonly columns: readonly string[]) {
    this.file = openSync(path, 'w');
    this.pending = `${columns.join(',')}\n`;
  }

  write(row: Readonly<Record<string, Cell>>): void {
    let line = '';
    for (const column of this.columns) {
      const value = row[column];
      line += `${line === '' ? '' : ','}${value === undefined ? '' : Array.isArray(value) ? value.join('|') : String(value)}`;
    }
    this.pending += `${line}\n`;
    this.rows += 1;
    if (this.pending.length >= CHUNK_CHARACTERS) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    writeSync(this.file, this.pending);
    this.pending = '';
  }
}
