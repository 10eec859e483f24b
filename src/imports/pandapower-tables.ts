/**
 * Tables of a pandapower network from JSON: either what `pandapower.to_json` writes (each element table a DataFrame in "split" form inside a text), or
 * plain lists of records by table.
 */
import type { FileProblems } from './power-network.js';

/** One row: its index in the table, as other tables refer to it, and its cells. */
export interface TableRow { index: number; cells: Readonly<Record<string, unknown>> }

const record = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Tables by name. Problems: POWER_FILE_SYNTAX. */
export function readTables(text: string, problems: FileProblems): Map<string, TableRow[]> {
  const tables = new Map<string, TableRow[]>(), root = parse(text, problems);
  if (root === undefined) return tables;
  const net = record(root) && record(root._object) ? root._object : root;
  if (!record(net)) { problems.error('POWER_FILE_SYNTAX', 'expecting a map of tables at the top'); return tables; }
  for (const [name, value] of Object.entries(net)) {
    if (name.startsWith('_') || name.startsWith('res_')) continue;
    if (Array.isArray(value)) tables.set(name, value.filter(record).map((cells, index) => ({ index, cells })));
    else if (record(value) && value._class === 'DataFrame') tables.set(name, frameRows(value._object, name, problems));
  }
  return tables;
}

function parse(text: string, problems: FileProblems): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error), position = /position (\d+)/.exec(message);
    problems.error('POWER_FILE_SYNTAX', `no JSON: ${message}`, position === null ? undefined : text.slice(0, Number(position[1])).split('\n').length);
    return undefined;
  }
}

/** Rows of a DataFrame in "split" form: lists of columns, index and data. */
function frameRows(frame: unknown, name: string, problems: FileProblems): TableRow[] {
  let split: unknown = frame;
  if (typeof frame === 'string') {
    try { split = JSON.parse(frame) as unknown; } catch { split = undefined; }
  }
  const { columns, index, data } = record(split) ? split : {};
  if (!Array.isArray(columns) || !Array.isArray(index) || !Array.isArray(data)) {
    problems.error('POWER_FILE_SYNTAX', `table "${name}" is not in the "split" form that pandapower.to_json writes`);
    return [];
  }
  return data.map((cells: unknown, i) => ({ index: Number(index[i]), cells: Object.fromEntries(columns.map((column, c) => [String(column), (cells as unknown[])[c]])) }));
}

/** Reads the cells of one row; what is wrong becomes a problem that names table and row. */
export class RowReader {
  constructor(private readonly table: string, readonly row: TableRow, private readonly problems: FileProblems) {}

  get label(): string {
    const { name } = this.row.cells;
    return `${this.table} ${this.row.index}${typeof name === 'string' && name !== '' ? ` (${name})` : ''}`;
  }

  /** `name` cell; undefined where empty. */
  get name(): string | undefined {
    const { name } = this.row.cells;
    return typeof name === 'string' && name !== '' ? name : undefined;
  }

  number(column: string, missing?: number): number {
    const value = this.row.cells[column];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if ((value === undefined || value === null) && missing !== undefined) return missing;
    return this.wrong(`${column} is ${value === undefined ? 'missing' : JSON.stringify(value)}. Expecting a number`, NaN);
  }

  positive(column: string, missing?: number): number {
    const value = this.number(column, missing);
    return Number.isNaN(value) || value > 0 ? value : this.wrong(`${column} is ${value}. Expecting more than 0`, value);
  }

  optional(column: string): number | undefined {
    const value = this.row.cells[column];
    return value === undefined || value === null ? undefined : this.number(column);
  }

  flag(column: string, missing: boolean): boolean {
    const value = this.row.cells[column];
    return typeof value === 'boolean' ? value : value === undefined || value === null ? missing : this.wrong(`${column} is ${JSON.stringify(value)}. Expecting true or false`, missing);
  }

  text(column: string): string { return String(this.row.cells[column] ?? ''); }

  /** Adds a problem of this row; @returns `value` */
  wrong<T>(message: string, value: T, code: 'POWER_FILE_INVALID' | 'POWER_FILE_UNSUPPORTED' = 'POWER_FILE_INVALID'): T {
    this.problems.error(code, `${this.label}: ${message}`);
    return value;
  }
}
