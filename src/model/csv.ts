/**
 * Tables as spreadsheets save them (RFC 4180, and European Excel): byte order mark, `,` `;` or tab, decimal comma where
 * the separator is not a comma, quoted cells with line breaks. Read in pieces and row by row, so that a table of
 * millions of rows needs no more memory than what is kept of it.
 */
import { clip, type Place, type Problems } from './problems.js';
import { readPieces } from './read-file.js';

/** Longest row; one quote without its end would otherwise swallow the file. */
const ROW_LIMIT = 1 << 20;

/** The row that is being read: valid only during the call. */
export interface CsvRow {
  /** Trimmed text of a cell; empty for a column the table does not have. */
  text(column: string): string;
  /**
   * Number in a cell, decimal comma allowed where the separator is not a comma; undefined for an empty cell, NaN when it is no number.
   * @param whole of a number that has no decimals `1.000` is none: it may be a thousand
   */
  number(column: string, whole?: boolean): number | undefined;
  place(column?: string): Place;
  /** Header names, in order. */
  readonly columns: readonly string[];
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const DECIMAL_COMMA = /^([+-]?\d*),(\d+)$/;
/** A thousand with its separator, or one with three decimals: only the rest of the table can tell. */
const DOTTED = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/**
 * Reads a table. Wrong rows are problems with their place; reading goes on.
 * @param header checks the header, returns false to stop
 * @param row gets each row with content
 * @param comments lines before the header that begin with `#` are passed over
 * @returns true when every row was read
 */
export function readCsv(file: string, problems: Problems, header: (row: CsvRow) => boolean, row: (row: CsvRow) => void, { comments = false } = {}): boolean {
  const table = new Table(file, problems);
  let rest = '';
  let first = true;
  let skipped = false;
  const complete = readPieces(file, problems, (piece, last) => {
    const text = rest === '' ? piece : rest + piece;
    let at = 0;
    for (let next = table.scan(text, at, last); next >= 0; next = table.scan(text, at, last)) {
      at = next;
      if (table.isBlank() || table.isSeparatorLine()) continue;
      if (!first) {
        if (table.fits()) row(table);
        else skipped = true;
        continue;
      }
      if (comments && table.isComment()) continue;
      first = false;
      table.takeHeader();
      if (!header(table)) return false;
    }
    rest = text.slice(at);
    return !table.broken;
  }, () => table.line);
  if (complete && first) problems.error('SYNTAX_CSV', 'the table is empty: expecting a header line', { file });
  table.checkDots();
  return complete && !table.broken && !skipped;
}

class Table implements CsvRow {
  columns: string[] = [];
  line = 1;
  broken = false;
  private separator = '';
  private readonly cells: string[] = [];
  private readonly starts: number[] = [];
  private rowLine = 1;
  private readonly index = new Map<string, number>();
  private hasCommas = false;
  /** The first number that may be of thousands. */
  private dotted: Place | undefined;

  constructor(private readonly file: string, private readonly problems: Problems) {}

  /** Takes the row that begins at `from`; returns where the next begins, or -1 when the row is not complete. */
  scan(text: string, from: number, last: boolean): number {
    if (from >= text.length) return -1;
    if (this.separator === '') {
      const end = text.indexOf('\n', from);
      if (end < 0 && !last) return this.tooLong(text, from);
      this.separator = separatorOf(end < 0 ? text.slice(from) : text.slice(from, end));
    }
    const separator = this.separator.charCodeAt(0);
    this.cells.length = this.starts.length = 0;
    let lines = 0;
    let at = from;
    for (;;) {
      this.starts.push(at - from);
      let cell: string;
      if (text.charCodeAt(at) === 34) {
        const end = quoteEnd(text, at + 1);
        // A quote at the very end of a piece may be the first of a doubled one.
        if (end < 0 || (end + 1 === text.length && !last)) return last ? this.openQuote() : this.tooLong(text, from);
        cell = text.slice(at + 1, end).replaceAll('""', '"');
        for (let i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) lines++;
        at = end + 1;
      } else {
        const start = at;
        while (at < text.length) { const c = text.charCodeAt(at); if (c === separator || c === 10) break; at++; }
        if (at === text.length && !last) return this.tooLong(text, from);
        cell = text.slice(start, at);
      }
      this.cells.push(cell.trim());
      // Spaces, and the \r of \r\n, may stand between a quote and what ends the cell.
      while (at < text.length && (text.charCodeAt(at) === 13 || text.charCodeAt(at) === 32)) at++;
      const c = at < text.length ? text.charCodeAt(at) : 10;
      if (at === text.length && !last) return this.tooLong(text, from);
      if (c === separator) { at++; continue; }
      if (c === 10) break;
      this.problems.error('SYNTAX_CSV', `expecting "${this.separator === '\t' ? 'tab' : this.separator}" or the end of the line after a quoted cell`, { file: this.file, line: this.line + lines, column: at - from + 1 });
      while (at < text.length && text.charCodeAt(at) !== 10) at++;
      break;
    }
    this.rowLine = this.line;
    this.line += lines + 1;
    return Math.min(at + 1, text.length);
  }

  isBlank(): boolean { return this.cells.every((cell) => cell === ''); }

  /** Excel's own first line `sep=;`. */
  isSeparatorLine(): boolean { return this.rowLine === 1 && /^sep=$/i.test(this.cells[0]!) && this.cells.length <= 2; }

  isComment(): boolean { return this.cells[0]!.startsWith('#'); }

  /** Makes the present row the header. */
  takeHeader(): void {
    this.columns = this.cells.map((name) => name.trim());
    // Excel writes columns that were once in use; what stands in them is a cell too many.
    while (this.columns.length > 1 && this.columns.at(-1) === '') this.columns.pop();
    this.columns.forEach((name, i) => {
      const place = { file: this.file, line: this.rowLine, column: this.starts[i]! + 1 };
      if (name !== '' && this.index.has(name)) this.problems.error('SYNTAX_CSV', `column "${clip(name)}" stands twice in the header`, place);
      this.index.set(name, i);
    });
  }

  /** False and a problem when the row has more cells than the header. */
  fits(): boolean {
    const n = this.columns.length;
    if (this.cells.length <= n || this.cells.slice(n).every((cell) => cell === '')) return true;
    this.problems.error('SYNTAX_CSV', `the row has ${this.cells.length} cells, the header ${n}`, { file: this.file, line: this.rowLine, column: this.starts[n]! + 1 });
    return false;
  }

  text(column: string): string {
    const i = this.index.get(column);
    return i === undefined ? '' : this.cells[i] ?? '';
  }

  number(column: string, whole = false): number | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    if (this.separator === ',') return numberOf(text);
    if (DOTTED.test(text)) {
      if (whole) return NaN;
      this.dotted ??= this.place(column);
    }
    const plain = text.replace(DECIMAL_COMMA, '$1.$2');
    if (plain !== text) this.hasCommas = true;
    return numberOf(plain);
  }

  /** At the end: where decimals have a comma, a dot before three digits is that of a thousand. */
  checkDots(): void {
    if (!this.hasCommas || this.dotted === undefined) return;
    this.problems.error('CELL_INVALID', 'the table has decimal commas, so this point may be one of thousands: write the number without it, or all decimals in one way', this.dotted);
  }

  place(column?: string): Place {
    const i = column === undefined ? undefined : this.index.get(column);
    return { file: this.file, line: this.rowLine, column: i === undefined ? 1 : (this.starts[i] ?? 0) + 1 };
  }

  private tooLong(text: string, from: number): number {
    if (text.length - from > ROW_LIMIT) {
      this.problems.error('SYNTAX_CSV', 'a row of more than a million characters: is the end of a quote missing?', { file: this.file, line: this.line });
      this.broken = true;
    }
    return -1;
  }

  private openQuote(): number {
    this.problems.error('SYNTAX_CSV', 'a quote without its end', { file: this.file, line: this.line });
    this.broken = true;
    return -1;
  }
}

const numberOf = (plain: string): number => (NUMBER.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : NaN);

/** Position of the quote that ends a cell (doubled quotes stand for one), or -1. */
function quoteEnd(text: string, from: number): number {
  for (let i = text.indexOf('"', from); i >= 0; i = text.indexOf('"', i + 2)) {
    if (text.charCodeAt(i + 1) !== 34) return i;
  }
  return -1;
}

/** The most frequent of `,` `;` tab in a header line outside quotes; `sep=;` says it itself. */
function separatorOf(header: string): string {
  const told = /^sep=([,;\t])\s*$/i.exec(header);
  if (told) return told[1]!;
  const bare = header.replace(/"[^"]*"/g, '');
  let best = ',';
  let most = 0;
  for (const c of [',', ';', '\t']) {
    const count = bare.split(c).length - 1;
    if (count > most) { best = c; most = count; }
  }
  return best;
}
