/** CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers do not. */

/** What a cell holds: true is written 1; false and nothing, as no text. */
export type CsvCell = string | number | bigint | boolean | null | undefined;

const QUOTED = /[",\n\r]/;
/** First letters of formulas, their full-width forms included (OWASP, CSV injection). */
const FORMULA = /^[-=+@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Lines of cells, each ended by a line feed. */
export function csvText(rows: Iterable<readonly CsvCell[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(cell).join(',')}\n`;
  return text;
}

function cell(value: CsvCell): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') return value === true ? '1' : '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(value) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
