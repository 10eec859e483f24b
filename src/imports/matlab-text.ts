/**
 * The part of the MATLAB language that MATPOWER case files use for data: assignments of numbers, strings, matrices and cell arrays to fields of one
 * struct; comments (also in blocks), continuation lines, every spelling of numbers. Anything that computes is refused, with its line.
 */
import type { FileProblems } from './power-network.js';

/** A row of a matrix and the line it began on. */
export interface MatrixRow { values: number[]; line: number }
export type Assigned = { line: number } & ({ kind: 'matrix'; rows: MatrixRow[] } | { kind: 'text'; text: string } | { kind: 'number'; value: number } | { kind: 'cells' });

const NUMBER = /^[+-]?(?:\d+\.?\d*(?:[eEdD][+-]?\d+)?|\.\d+(?:[eEdD][+-]?\d+)?|[Ii]nf|[Nn]a[Nn])$/;

/** Value of a number as MATLAB spells it (`1.5`, `-2.`, `.5e-3`, `1d3`, `Inf`); undefined: it is none. */
export function matlabNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const bare = text.toLowerCase().replace('d', 'e');
  if (bare.endsWith('inf')) return bare.startsWith('-') ? -Infinity : Infinity;
  return bare.endsWith('nan') ? NaN : Number(bare);
}

/** A statement without comments and with its continuation lines; `lines[i]` = line of its i-th line break segment. */
interface Statement { text: string; line: number }

/** Cuts a comment off a line; quotes hide the signs. Double quotes too, as Octave has them. */
function withoutComment(line: string): string {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (quote !== '') { if (c === quote) quote = ''; continue; }
    if (c === '%' || c === '#') return line.slice(0, i);
    // After a name, a number or a bracket, an apostrophe transposes; elsewhere it opens a text.
    if (c === '"' || (c === "'" && !/[\w\])}.']/.test(line[i - 1] ?? ' '))) quote = c;
  }
  return line;
}

/** Lines without comments; block comments (`%{` and `%}` alone on their lines) are empty. */
function codeLines(text: string): string[] {
  let depth = 0;
  return text.split(/\r\n|\n|\r/).map((line) => {
    const bare = line.trim();
    if (bare === '%{' || bare === '#{') { depth++; return ''; }
    if (depth > 0) { if (bare === '%}' || bare === '#}') depth--; return ''; }
    return withoutComment(line);
  });
}

/** How many brackets of a line stay open. */
function openBrackets(line: string): number {
  let depth = 0;
  for (const c of line.replace(/'[^']*'|"[^"]*"/g, '')) depth += c === '[' || c === '{' || c === '(' ? 1 : c === ']' || c === '}' || c === ')' ? -1 : 0;
  return depth;
}

/** Joins the lines of a matrix or a continuation into one statement; line breaks stay as `\n`, continued ones as `\v`. */
function statements(lines: readonly string[], problems: FileProblems): Statement[] {
  const found: Statement[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (lines[at]!.trim() === '') continue;
    const start = at;
    let text = '', depth = 0, joined: boolean;
    do {
      const line = lines[at]!, dots = line.indexOf('...');
      joined = dots >= 0;
      const code = joined ? line.slice(0, dots) : line;
      depth += openBrackets(code);
      text += code + (joined ? '\v' : '\n');
    } while ((depth > 0 || joined) && ++at < lines.length);
    if (depth > 0) problems.error('POWER_FILE_SYNTAX', 'a bracket that is opened here is never closed', start + 1);
    else found.push({ text, line: start + 1 });
  }
  return found;
}

/** Rows of what stands between square brackets. */
function matrixRows(body: string, firstLine: number, problems: FileProblems): MatrixRow[] {
  const rows: MatrixRow[] = [];
  let line = firstLine;
  for (const piece of body.split(/([;\n])/)) {
    if (piece === '\n') line++;
    if (piece === '\n' || piece === ';') continue;
    const words = piece.split(/[\s,\v]+/).filter((word) => word !== '');
    if (words.length > 0) {
      const values = words.map((word) => matlabNumber(word));
      const wrong = values.indexOf(undefined);
      if (wrong >= 0) problems.error('POWER_FILE_SYNTAX', `"${words[wrong]!.slice(0, 40)}" is no number. Expecting plain numbers in matrices: expressions are not computed`, line);
      else rows.push({ values: values as number[], line });
    }
    for (const c of piece) if (c === '\v') line++;
  }
  return rows;
}

/**
 * Every assignment `NAME.field = ...;` of a case file, by field.
 * Problems: POWER_FILE_SYNTAX for what is not data, POWER_FILE_UNSUPPORTED for statements that compute.
 */
export function readAssignments(text: string, problems: FileProblems): Map<string, Assigned> {
  const fields = new Map<string, Assigned>();
  for (const { text: statement, line } of statements(codeLines(text), problems)) {
    for (const { text: code, line: at } of parts(statement, line)) {
      if (/^(?:function\b|return$|end$|endfunction$|clear\b)/.test(code)) continue;
      const assignment = /^([A-Za-z]\w*)\.(\w+)\s*=(?!=)\s*([\s\S]*)$/.exec(code);
      const value = assignment === null ? undefined : valueOf(assignment[3]!.trim(), at + breaksBefore(code, assignment[3]!), problems);
      if (value === undefined) problems.error('POWER_FILE_UNSUPPORTED', `"${code.split(/[\n\v]/)[0]!.slice(0, 60)}" computes, or is no assignment of data. Expecting lines such as "mpc.bus = [ ... ];" only: save the case with savecase, which writes plain tables`, at);
      else if (fields.has(assignment![2]!)) problems.error('POWER_FILE_SYNTAX', `field "${assignment![2]!}" is assigned a second time (first in line ${fields.get(assignment![2]!)!.line})`, at);
      else fields.set(assignment![2]!, value);
    }
  }
  return fields;
}

/** Line breaks of `code` before the trimmed value. */
function breaksBefore(code: string, value: string): number {
  const lead = code.slice(0, code.length - value.length) + /^\s*/.exec(value)![0];
  return lead.split(/[\n\v]/).length - 1;
}

/** Statements that share a line, parted by semicolons outside brackets and quotes. */
function parts(statement: string, line: number): Statement[] {
  const found: Statement[] = [];
  let depth = 0, start = 0;
  const take = (end: number): void => {
    const text = statement.slice(start, end), bare = text.trim();
    const before = statement.slice(0, start) + /^\s*/.exec(text)![0];
    if (bare !== '') found.push({ text: bare, line: line + before.split(/[\n\v]/).length - 1 });
    start = end + 1;
  };
  for (let i = 0; i < statement.length; i++) {
    const c = statement[i]!;
    if (c === "'" || c === '"') {
      const close = statement.indexOf(c, i + 1);
      if (close > 0) i = close;
    } else if ('[{('.includes(c)) depth++;
    else if (')}]'.includes(c)) depth--;
    else if (c === ';' && depth === 0) take(i);
  }
  take(statement.length);
  return found;
}

function valueOf(text: string, line: number, problems: FileProblems): Assigned | undefined {
  const number = matlabNumber(text);
  if (number !== undefined) return { kind: 'number', value: number, line };
  const quoted = /^'([^'\n]*)'$|^"([^"\n]*)"$/.exec(text);
  if (quoted !== null) return { kind: 'text', text: quoted[1] ?? quoted[2]!, line };
  if (text.startsWith('{') && text.endsWith('}')) return { kind: 'cells', line };
  if (text.startsWith('[') && text.indexOf(']') === text.length - 1) return { kind: 'matrix', rows: matrixRows(text.slice(1, -1), line, problems), line };
  return undefined;
}
