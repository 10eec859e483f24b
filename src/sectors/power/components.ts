/**
 * Names of the components of a power network, as tables and commands use them:
 *
 * - `bus:12`, `load:12` (all load of a bus) or `load#3` (row),
 * - `branch:12-15` in either direction (the first of parallel ones), `branch:12-15:2` (the second), `branch#17` (row of the table, from 1),
 * - `gen:30` (all generators of a bus) or `gen#3` (row),
 * - and names in the file: `bus:NAME`, `branch:NAME`, `gen:NAME`, `load:NAME`.
 */
import { nearest } from '../../errors.js';
import type { Grid } from './grid.js';

export type ComponentKind = 'bus' | 'branch' | 'gen' | 'load';
/** Rows that a name stands for. */
export interface Component { kind: ComponentKind; rows: number[] }

const KINDS: Readonly<Record<string, ComponentKind>> = { bus: 'bus', branch: 'branch', line: 'branch', trafo: 'branch', switch: 'branch', gen: 'gen', load: 'load' };

export class ComponentNames {
  private readonly rows: Record<ComponentKind, Map<string, number[]>> = { bus: new Map(), branch: new Map(), gen: new Map(), load: new Map() };
  private readonly counts: Record<ComponentKind, number>;

  constructor(private readonly grid: Grid) {
    const { buses, branches, generators, loads } = grid.network;
    this.counts = { bus: buses.length, branch: branches.length, gen: generators.length, load: loads.length };
    const parallel = new Map<string, number>();
    buses.forEach(({ id }, row) => this.add('bus', id, row));
    branches.forEach(({ from, to, name }, row) => {
      const [a, b] = [buses[from]!.id, buses[to]!.id], pair = from < to ? `${from}-${to}` : `${to}-${from}`, nth = (parallel.get(pair) ?? 0) + 1;
      parallel.set(pair, nth);
      for (const ends of [`${a}-${b}`, `${b}-${a}`]) { if (nth === 1) this.add('branch', ends, row); this.add('branch', `${ends}:${nth}`, row); }
      if (name !== undefined) this.add('branch', name, row);
    });
    generators.forEach(({ bus, name }, row) => { this.add('gen', buses[bus]!.id, row); if (name !== undefined && name !== buses[bus]!.id) this.add('gen', name, row); });
    loads.forEach(({ bus, name }, row) => { this.add('load', buses[bus]!.id, row); if (name !== undefined && name !== buses[bus]!.id) this.add('load', name, row); });
  }

  private add(kind: ComponentKind, name: string, row: number): void {
    const known = this.rows[kind].get(name);
    if (known === undefined) this.rows[kind].set(name, [row]);
    else if (kind === 'gen' || kind === 'load') known.push(row);
  }

  /** What a name stands for, or why it stands for nothing: words that follow the name. Without a kind, branches and then buses are tried. */
  find(name: string): Component | string {
    const row = /^(\w+)#(\d+)$/.exec(name), colon = name.indexOf(':');
    if (row !== null) return this.byRow(row[1]!, Number(row[2]));
    const kind = colon < 0 ? undefined : KINDS[name.slice(0, colon)];
    if (kind !== undefined) return this.byName(kind, name.slice(colon + 1));
    for (const bare of ['branch', 'bus'] as const) {
      const rows = this.rows[bare].get(name);
      if (rows !== undefined) return { kind: bare, rows };
    }
    return `is not in ${this.grid.network.file}. Expecting bus:, branch:, gen: or load: with a bus, a pair of buses or a name, or branch#ROW${this.suggestion('branch', name)}`;
  }

  private byRow(word: string, number: number): Component | string {
    const kind = KINDS[word];
    if (kind === undefined) return `has no kind: "${word}". Expecting bus, branch, gen or load`;
    if (number < 1 || number > this.counts[kind]) return `is no row of ${this.grid.network.file}. Expecting ${kind}#1 to ${kind}#${this.counts[kind]}`;
    return { kind, rows: [number - 1] };
  }

  private byName(kind: ComponentKind, rest: string): Component | string {
    const rows = this.rows[kind].get(rest);
    return rows === undefined ? `is not in ${this.grid.network.file}${this.suggestion(kind, rest)}` : { kind, rows };
  }

  private suggestion(kind: ComponentKind, rest: string): string {
    const near = nearest(rest, this.rows[kind].keys());
    return near === undefined ? '' : `. Did you mean "${kind}:${near}"?`;
  }

  /** The name of a row, for people: `branch:12-15`. */
  nameOf(kind: ComponentKind, row: number): string {
    const { buses, branches, generators, loads } = this.grid.network;
    if (kind === 'bus') return `bus:${buses[row]!.id}`;
    if (kind === 'gen') return this.unique('gen', buses[generators[row]!.bus]!.id, row);
    if (kind === 'load') return this.unique('load', buses[loads[row]!.bus]!.id, row);
    const { from, to } = branches[row]!, ends = `${buses[from]!.id}-${buses[to]!.id}`;
    if (this.rows.branch.get(ends)?.[0] === row) return `branch:${ends}`;
    for (let nth = 2; this.rows.branch.has(`${ends}:${nth}`); nth++) if (this.rows.branch.get(`${ends}:${nth}`)![0] === row) return `branch:${ends}:${nth}`;
    return `branch#${row + 1}`;
  }

  private unique(kind: 'gen' | 'load', bus: string, row: number): string {
    return this.rows[kind].get(bus)?.length === 1 ? `${kind}:${bus}` : `${kind}#${row + 1}`;
  }
}
