/** The table asset <-> component of a power layer: who owns which rows of the grid, and what is wrong with it. */
import type { LayerInputs, LayerProblem } from '../../engine/sector-model.js';
import { mapComponents, placeLinks, type MappedLink } from '../component-map.js';
import type { ComponentKind, ComponentNames } from './components.js';
import type { Grid } from './grid.js';

/** Owners of the rows of one table: those of row r are position[start[r]] .. with the part of the row each owns. */
export interface Owners { start: Int32Array; position: Int32Array; part: Float64Array; /** Part of each row that nobody owns: always there. */ rest: Float64Array }

const KINDS = ['bus', 'branch', 'gen', 'load'] as const;
/** Slack for sums of parts written in decimals. */
const ROUNDING = 1e-9;

/** Rows of all kinds in one numbering: buses, branches, generators, loads. */
function firstRows(grid: Grid): Record<ComponentKind, number> {
  const branch = grid.buses, gen = branch + grid.branches;
  return { bus: 0, branch, gen, load: gen + grid.generators };
}

/** The table against the network: sound links, rows numbered as by `firstRows`, and every problem. */
export function readMap(inputs: LayerInputs, grid: Grid, names: ComponentNames): { problems: LayerProblem[]; links: MappedLink[] } {
  const first = firstRows(grid), counts: Record<ComponentKind, number> = { bus: grid.buses, branch: grid.branches, gen: grid.generators, load: grid.shuntsFrom };
  const kindOf = (row: number): ComponentKind => (row < first.branch ? 'bus' : row < first.gen ? 'branch' : row < first.load ? 'gen' : 'load');
  const loadedBuses = new Set(grid.loadBus.subarray(0, grid.shuntsFrom).filter((_, l) => grid.loadMw[l]! > 0));
  return mapComponents(inputs, {
    names: KINDS.flatMap((kind) => Array.from({ length: counts[kind] }, (_, row) => names.nameOf(kind, row))), file: grid.network.file,
    find: (name) => { const found = names.find(name); return typeof found === 'string' ? found : found.rows.map((row) => first[found.kind] + row); },
    // A load goes with its bus, and a bus without load serves nobody by itself.
    optional: (row) => kindOf(row) === 'load' || (kindOf(row) === 'bus' && !loadedBuses.has(row)),
  });
}

/** Ownership of every table, and what each asset owns. */
export class LayerMap {
  /** Network indices of the assets, ascending. */
  readonly assets: Int32Array;
  readonly owners: Readonly<Record<ComponentKind, Owners>>;
  /** Rows of each position, by kind: start and list. */
  readonly owned: Readonly<Record<ComponentKind, { start: Int32Array; row: Int32Array; part: Float64Array }>>;

  /** @param links of `readMap`; @param indexOf asset id -> network index; throws on unknown ids */
  constructor(links: readonly MappedLink[], indexOf: (asset: string) => number, grid: Grid) {
    const placed = placeLinks(links, indexOf), first = firstRows(grid), counts: Record<ComponentKind, number> = { bus: grid.buses, branch: grid.branches, gen: grid.generators, load: grid.shuntsFrom };
    this.assets = placed.assets;
    const of = (kind: ComponentKind): OwnedRow[] => Array.from(placed.row, (row, i) => ({ row: row - first[kind], position: placed.position[i]!, part: placed.share[i]! })).filter(({ row }) => row >= 0 && row < counts[kind]);
    this.owners = mapKinds((kind) => ownersOf(of(kind), counts[kind]));
    this.owned = mapKinds((kind) => {
      const list = of(kind).sort((a, b) => a.position - b.position || a.row - b.row);
      return { start: startsOf(list.map(({ position }) => position), this.assets.length), row: Int32Array.from(list, ({ row }) => row), part: Float64Array.from(list, ({ part }) => part) };
    });
  }

  /** Does a load belong to assets of its own, and not to those of its bus? */
  ownsLoad(load: number): boolean {
    const { start } = this.owners.load;
    return load + 1 < start.length && start[load] !== start[load + 1];
  }
}

interface OwnedRow { row: number; position: number; part: number }

function mapKinds<T>(make: (kind: ComponentKind) => T): Record<ComponentKind, T> {
  return { bus: make('bus'), branch: make('branch'), gen: make('gen'), load: make('load') };
}

/** @param lines by row, then position */
function ownersOf(lines: readonly OwnedRow[], count: number): Owners {
  const rest = new Float64Array(count).fill(1);
  for (const { row, part } of lines) rest[row]! -= part;
  return { start: startsOf(lines.map(({ row }) => row), count), position: Int32Array.from(lines, ({ position }) => position), part: Float64Array.from(lines, ({ part }) => part), rest: rest.map((x) => (x < ROUNDING ? 0 : x)) };
}

/** Starts of the runs of equal numbers in an ascending list. */
function startsOf(ascending: readonly number[], count: number): Int32Array {
  const start = new Int32Array(count + 1);
  for (const x of ascending) start[x + 1]!++;
  for (let i = 0; i < count; i++) start[i + 1]! += start[i]!;
  return start;
}
