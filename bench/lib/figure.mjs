/** What a bench says: rows of figure, value and goal, as text and as Markdown. */
import { quartiles } from './measure.mjs';

/** A number to three significant digits. */
export const short = (x) => (x === 0 || !Number.isFinite(x) ? String(x) : Math.abs(x) >= 1000 ? Math.round(Number(x.toPrecision(3))).toString() : Number(x.toPrecision(3)).toString());

/** Median and quartiles. */
export function spread(values, unit = '') {
  if (values.length === 1) return `${short(values[0])}${unit}`;
  const [low, middle, high] = quartiles(values);
  return `${short(middle)}${unit} [${short(low)}-${short(high)}]`;
}

/**
 * A row of values with a goal for their median.
 * @param goal {most} or {least}; undefined: the figure is only reported
 */
export function row(figure, values, { unit = '', most, least } = {}) {
  const middle = quartiles(values)[1];
  const goal = most !== undefined ? `at most ${short(most)}${unit}` : least !== undefined ? `at least ${short(least)}${unit}` : '';
  const met = most !== undefined ? middle <= most : least !== undefined ? middle >= least : undefined;
  return { figure, value: spread(values, unit), goal, met };
}

/** A row that says something in words. */
export const note = (figure, value) => ({ figure, value, goal: '', met: undefined });

const CELLS = ({ figure, value, goal, met }) => [figure, value, goal, met === undefined ? '' : met ? 'met' : 'MISSED'];

/** Rows as a Markdown table, which reads as well on a terminal. */
export function table(rows) {
  const lines = [['figure', 'measured', 'goal', ''], ...rows.map(CELLS)];
  const widths = lines[0].map((_, c) => Math.max(...lines.map((line) => line[c].length)));
  const written = lines.map((line) => `| ${line.map((cell, c) => cell.padEnd(widths[c])).join(' | ')} |`);
  written.splice(1, 0, `|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|`);
  return written.join('\n');
}

/** Throws unless the work that was measured is the work that was meant. */
export function assertWork(right, what) {
  if (!right) throw new Error(`bench: ${what}`);
}
