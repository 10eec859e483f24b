/** Values of table cells, each with its own problem. */
import { parse } from 'yaml';
import type { CsvRow } from './csv.js';
import { clip, type Problems } from './problems.js';
import { hoursOf, numericOf } from './quantities.js';
import { ID_PATTERN, ID_TITLE } from './names.js';
import type { Numeric } from './types.js';

const ID = new RegExp(ID_PATTERN, 'u');

/** Cells of the present row of one table. */
export class Cells {
  constructor(readonly row: CsvRow, readonly problems: Problems) {}

  text(column: string): string | undefined { return this.row.text(column) || undefined; }

  /** An id; undefined and, if `needed`, a problem when there is none. */
  id(column: string, needed = false): string | undefined {
    const text = this.row.text(column);
    if (text === '') { if (needed) this.wrong(column, `the cell "${column}" is empty`); return undefined; }
    if (ID.test(text)) return text;
    this.wrong(column, `expecting ${ID_TITLE}, found "${clip(text)}"`);
    return undefined;
  }

  /** Ids separated by `|` or spaces. */
  list(column: string): string[] {
    const text = this.row.text(column);
    if (text === '') return [];
    return text.includes('|') || text.includes(' ') ? text.split(/[| ]+/).filter((part) => part !== '') : [text];
  }

  number(column: string, min: number, max: number, whole = false): number | undefined {
    const value = this.row.number(column, whole);
    if (value === undefined) return undefined;
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    this.wrong(column, `${column}: expecting a ${whole ? 'whole ' : ''}number ${min} .. ${max}, found "${clip(this.row.text(column))}"`);
    return undefined;
  }

  share(column: string): number | string | undefined {
    const text = this.row.text(column);
    if (/^\d+(\.\d+)?%$/.test(text) && parseFloat(text) <= 100) return text;
    return this.number(column, 0, 1);
  }

  /** Hours: a plain number, or a duration with a unit. */
  hours(column: string): number | undefined {
    const text = this.row.text(column);
    if (text === '') return undefined;
    const hours = hoursOf(text) ?? this.row.number(column)!;
    if (hours >= 0) return hours;
    this.wrong(column, `${column}: expecting hours or a duration with a unit (30s, 90min, 8h, 3d), found "${clip(text)}"`);
    return undefined;
  }

  /** As {@link hours}, at most `max`; a cell that begins with `{` is a distribution in YAML, as `{lognormal: {median: 12h, sigma: 0.6}}`. */
  hoursNumeric(column: string, max: number): Numeric | undefined {
    const written = this.duration(column);
    if (written === undefined) return undefined;
    const read = numericOf(written, hoursOf, { min: 0, max });
    if (typeof read !== 'string') return read;
    this.wrong(column, `${column} ${read}; expecting hours, a duration with a unit (30s, 90min, 8h, 3d) or a distribution of it, found "${clip(this.row.text(column))}"`);
    return undefined;
  }

  /** The duration of a cell as a YAML file would say it, for fields that are read the same way in both. */
  duration(column: string): unknown {
    const text = this.row.text(column);
    if (text === '') return undefined;
    const hours = this.row.number(column)!;
    if (!text.startsWith('{')) return Number.isNaN(hours) ? text : `${hours}h`;
    try { return parse(text, { maxAliasCount: 0 }); } catch { return text; }
  }

  one<T extends string>(column: string, allowed: readonly T[]): T | undefined {
    const text = this.row.text(column);
    if (text === '') return undefined;
    const found = allowed.find((a) => a === text);
    if (found === undefined) this.wrong(column, `${column}: expecting ${allowed.join(', ')}, found "${clip(text)}"`);
    return found;
  }

  wrong(column: string, message: string): void {
    this.problems.error('CELL_INVALID', message, this.row.place(column));
  }
}

/** Reports unknown and missing columns. */
export function checkColumns(row: CsvRow, needed: readonly string[], known: readonly string[] | undefined, problems: Problems): boolean {
  for (const column of row.columns) {
    if (column === '') problems.error('COLUMN_UNKNOWN', 'a column without a name', row.place(column));
    else if (known && !known.includes(column)) problems.unknown('COLUMN_UNKNOWN', 'column', column, known, row.place(column));
  }
  const missing = needed.filter((column) => !row.columns.includes(column));
  for (const column of missing) problems.error('COLUMN_MISSING', `the table lacks the column "${column}"; found ${clip(row.columns.join(', '))}`, row.place());
  return missing.length === 0;
}

/** A copy that does not keep the piece of file alive from which the text was cut. */
export function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');
}
