/** Plain aligned columns for a terminal: no borders, cut to the width, colours applied after measuring. */

export interface Column {
  heading: string;
  align: 'left' | 'right';
  /** Narrowest width to which the column may be cut when the line is too long (default: not cut). */
  least?: number;
  /** Only one space before it: it belongs to the column on its left. */
  near?: boolean;
}

const gapBefore = (c: Column, i: number): number => (i === 0 ? 0 : c.near ? 1 : 2);

/** Cut to `width` characters, the last one an ellipsis. */
export function cut(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return width <= 1 ? characters.slice(0, Math.max(0, width)).join('') : `${characters.slice(0, width - 1).join('').trimEnd()}…`;
}

const widthOf = (text: string): number => [...text].length;

/** Lines of the table, the first the headings, none longer than `width` (unless the columns that may not be cut are). */
export function textTable(columns: Column[], rows: string[][], width: number): string[] {
  const widths = columns.map((c, i) => Math.max(widthOf(c.heading), ...rows.map((r) => widthOf(r[i] ?? ''))));
  let excess = widths.reduce((a, b) => a + b, 0) + columns.reduce((sum, c, i) => sum + gapBefore(c, i), 0) - width;
  columns.forEach((c, i) => {
    if (excess <= 0 || c.least === undefined) return;
    const less = Math.min(excess, Math.max(0, widths[i]! - c.least));
    widths[i]! -= less;
    excess -= less;
  });
  const line = (cells: string[]): string =>
    columns.map((c, i) => {
      const cell = cut(cells[i] ?? '', widths[i]!);
      const space = ' '.repeat(widths[i]! - widthOf(cell));
      return ' '.repeat(gapBefore(c, i)) + (c.align === 'right' ? space + cell : cell + space);
    }).join('').trimEnd();
  return [line(columns.map((c) => c.heading)), ...rows.map(line)];
}

/** As many of the parts as fit whole, and an ellipsis for the others: half a number is another number. */
export function fitting(parts: readonly string[], width: number): string {
  const all = parts.join(', ');
  if (widthOf(all) <= width) return all;
  const shown: string[] = [];
  for (const part of parts) { if (widthOf([...shown, part, '…'].join(', ')) > width) break; shown.push(part); }
  return shown.length > 0 ? [...shown, '…'].join(', ') : cut(all, width);
}

/** Words in lines of at most `width` characters; words that are longer are cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  // A number keeps its percent sign.
  for (const word of text.split(/\s+(?!%)/).filter(Boolean)) {
    if (line && widthOf(line) + 1 + widthOf(word) > width) { lines.push(line); line = ''; }
    line = line ? `${line} ${word}` : cut(word, width);
  }
  if (line) lines.push(line);
  return lines;
}

/** A text beside its lead, its further lines below its first. */
export function hanging(lead: string, text: string, width: number): string[] {
  return wrap(text, width - widthOf(lead)).map((line, i) => (i === 0 ? lead : ' '.repeat(widthOf(lead))) + line);
}
