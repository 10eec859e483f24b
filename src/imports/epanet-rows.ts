/** Lines of an EPANET input file by section, and the words in them: what cannot be read is a problem with its line. */
import { nearest, type Problem } from '../errors.js';

const SECTIONS = ['TITLE', 'JUNCTIONS', 'RESERVOIRS', 'TANKS', 'PIPES', 'PUMPS', 'VALVES', 'CONTROLS', 'RULES', 'DEMANDS', 'SOURCES', 'EMITTERS', 'PATTERNS', 'CURVES', 'QUALITY', 'STATUS',
  'ROUGHNESS', 'ENERGY', 'REACTIONS', 'MIXING', 'REPORT', 'TIMES', 'OPTIONS', 'COORDINATES', 'VERTICES', 'LABELS', 'BACKDROP', 'TAGS', 'LEAKAGE', 'END'] as const;
type Section = (typeof SECTIONS)[number];
/** EPANET's own limit of an id. */
const ID_LENGTH = 31;

/** A line with content, without its comment. */
export interface Row { line: number; cells: string[] }

export class InpRows {
  protected readonly problems: Problem[] = [];
  private readonly rows = new Map<Section, Row[]>();

  constructor(text: string, protected readonly file: string) { this.split(text); }

  protected error(code: string, line: number, message: string): void { this.problems.push({ code, severity: 'error', file: this.file, line, message }); }

  /** Lines by section, without comments; a section may stand twice. */
  private split(text: string): void {
    let section: Section | undefined;
    const lines = text.split(/\r\n|\n|\r/);
    for (let i = 0; i < lines.length; i++) {
      const bare = lines[i]!.split(';', 1)[0]!.trim();
      if (bare === '') continue;
      if (bare.startsWith('[')) {
        section = this.sectionOf(bare, i + 1);
        if (section === 'END') return;
        continue;
      }
      if (section === undefined) continue;
      const list = this.rows.get(section) ?? [];
      if (list.length === 0) this.rows.set(section, list);
      list.push({ line: i + 1, cells: (bare.match(/"[^"]*"|[^\s"]+/g) ?? []).map((cell) => cell.replace(/^"|"$/g, '')) });
    }
  }

  /** EPANET knows a section by its first letters, in any case. */
  private sectionOf(heading: string, line: number): Section | undefined {
    const name = heading.slice(1).replace(/\].*$/, '').trim().toUpperCase();
    const found = SECTIONS.find((known) => known === name) ?? SECTIONS.find((known) => name.startsWith(known.slice(0, 4)));
    if (found === undefined) {
      const near = nearest(name, SECTIONS);
      this.error('INP_SYNTAX', line, `section [${name}] is not known${near === undefined ? '' : `. Did you mean [${near}]?`}`);
    }
    return found;
  }

  protected of(section: Section): readonly Row[] { return this.rows.get(section) ?? []; }

  /** A number in a cell; an absent cell is `absent` where that is allowed. */
  protected number(row: Row, index: number, what: string, absent?: number): number {
    const cell = row.cells[index];
    if (cell === undefined) {
      if (absent === undefined) this.error('INP_SYNTAX', row.line, `${what} is missing: expecting a number in column ${index + 1}`);
      return absent ?? NaN;
    }
    const value = Number(cell);
    if (!Number.isFinite(value)) this.error('INP_SYNTAX', row.line, `${what}: expecting a number, found "${cell}"`);
    return value;
  }

  protected positive(row: Row, index: number, what: string): number {
    const value = this.number(row, index, what);
    if (value <= 0) this.error('INP_SYNTAX', row.line, `${what}: expecting a number above 0, found ${row.cells[index]}`);
    return value;
  }

  /** Notes an id, which must be new. */
  protected isNew(row: Row, known: { has(id: string): boolean }, what: string): boolean {
    const id = row.cells[0]!;
    if (id.length > ID_LENGTH) this.error('INP_SYNTAX', row.line, `${what} id "${id.slice(0, 40)}" has ${id.length} characters: EPANET allows ${ID_LENGTH}`);
    if (!known.has(id)) return true;
    this.error('INP_DUPLICATE', row.line, `${what} id "${id}" is taken already`);
    return false;
  }

  protected unknown(line: number, what: string, id: string, known: Iterable<string>): void {
    const near = nearest(id, known);
    this.error('INP_REFERENCE', line, `${what} "${id}" is not in the file${near === undefined ? '' : `. Did you mean "${near}"?`}`);
  }

  protected time(row: Row, index: number, read: (text: string, unit?: string) => number | undefined): number {
    const seconds = read(row.cells[index] ?? '', row.cells[index + 1]);
    if (seconds === undefined) this.error('INP_SYNTAX', row.line, `time: expecting hours, h:mm or a number with its unit, found "${row.cells.slice(index).join(' ')}"`);
    return seconds ?? NaN;
  }
}
