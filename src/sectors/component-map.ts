/**
 * The table asset <-> component of a layer against the components of its network file: what is wrong with it, and who is where.
 * An asset may stand for several components (a substation's buses and transformers), a component may be shared by several assets
 * (homes on one bus), each with its part. Components that no asset stands for are always up.
 */
import type { LayerInputs, LayerProblem } from '../engine/sector-model.js';
import { nearest } from '../errors.js';

/** The components of a network file, in rows of the flow model's own order. */
export interface KnownComponents {
  /** Name of each row, as the table writes it and messages quote it. */
  readonly names: readonly string[];
  /** File that defines them, and the line of each row where known. */
  readonly file: string;
  line?(row: number): number | undefined;
  /**
   * Rows that a name in the table stands for (a road may be two links), or why it stands for none (a text, as "is the id of a junction
   * and of a pipe: write junction:4 or pipe:4"); undefined: unknown. Default: the row of that name.
   */
  find?(name: string): readonly number[] | string | undefined;
  /** True for rows that need no asset, without a warning. */
  optional?(row: number): boolean;
}

/** A line of the table as understood; a name that stands for several rows gives as many links. */
export interface MappedLink { asset: string; row: number; /** Part of the component, 0 < share <= 1. */ share: number; line: number }

/** Unmapped components that are named one by one. */
const NAMED = 20;

/** Sums of decimals such as 0.1 + 0.2 + 0.7 may pass 1 by this much. */
const ROUNDING = 1e-9;

/**
 * Checks the table. Codes: LAYER_MAP_MISSING, COMPONENT_UNKNOWN, COMPONENT_TWICE (shares of one component beyond 1), COMPONENT_ASSET_TWICE
 * (with `oneComponent`), and the warning COMPONENT_UNMAPPED.
 * @param options.oneComponent an asset may stand for one component only
 * @returns links that are sound, by row, then asset id, whatever the order of lines
 */
export function mapComponents({ map, mapPath }: LayerInputs, known: KnownComponents, { oneComponent = false } = {}): { problems: LayerProblem[]; links: MappedLink[] } {
  const problems: LayerProblem[] = [], links: MappedLink[] = [];
  const error = (code: string, line: number | undefined, message: string): void => { problems.push({ code, severity: 'error', file: mapPath === '' ? known.file : mapPath, ...(line === undefined ? {} : { line }), message }); };
  if (map.length === 0) error('LAYER_MAP_MISSING', undefined, 'the layer has no table asset <-> component, or an empty one: expecting `map`, a CSV file with columns asset and component');
  const find = finderOf(known), used = new Float64Array(known.names.length), firstLine = new Map<string, number>();
  for (const { asset, component, share, line } of map) {
    const rows = find(component), before = firstLine.get(asset);
    if (oneComponent && before !== undefined) error('COMPONENT_ASSET_TWICE', line, `asset "${asset}" stands for a component already (line ${before}); here it may stand for one only`);
    firstLine.set(asset, before ?? line);
    if (typeof rows === 'string') { error('COMPONENT_UNKNOWN', line, `component "${component}" ${rows}`); continue; }
    if (rows === undefined || rows.length === 0) { error('COMPONENT_UNKNOWN', line, unknown(component, known)); continue; }
    for (const row of rows) {
      used[row]! += share;
      if (used[row]! > 1 + ROUNDING) error('COMPONENT_TWICE', line, `the assets of component "${known.names[row]!}" have more than all of it: with this line ${Number(used[row]!.toFixed(6))}. Expecting one asset, or shares that add up to at most 1`);
      else links.push({ asset, row, share, line });
    }
  }
  if (map.length > 0) problems.push(...unmapped(known, used));
  return { problems, links: links.sort((p, q) => p.row - q.row || (p.asset < q.asset ? -1 : p.asset > q.asset ? 1 : p.share - q.share)) };
}

function finderOf(known: KnownComponents): NonNullable<KnownComponents['find']> {
  if (known.find !== undefined) return (name) => known.find!(name);
  const rows = new Map(known.names.map((name, row) => [name, [row]]));
  return (name) => rows.get(name);
}

function unknown(component: string, { names, file }: KnownComponents): string {
  const near = nearest(component, names);
  const expecting = names.length === 0 ? 'has none' : `has ${names.length}, as ${names.slice(0, 3).join(', ')}`;
  return `component "${component}" is not known: ${file} ${expecting}.${near === undefined ? '' : ` Did you mean "${near}"?`}`;
}

/** Components without an asset: one warning each, with the line of the network file where that is known. */
function unmapped(known: KnownComponents, used: Float64Array): LayerProblem[] {
  const rows = known.names.map((_, row) => row).filter((row) => used[row] === 0 && known.optional?.(row) !== true);
  const warn = (message: string, line?: number): LayerProblem => ({ code: 'COMPONENT_UNMAPPED', severity: 'warning', file: known.file, ...(line === undefined ? {} : { line }), message });
  const named = rows.slice(0, NAMED).map((row) => warn(`no asset stands for component "${known.names[row]!}": it is always up`, known.line?.(row)));
  return rows.length > NAMED ? [...named, warn(`no asset stands for ${rows.length - NAMED} further components`)] : named;
}

/** Links in the terms of the engine, by row, then asset: link i says that position[i] of `assets` has share[i] of component row[i]. */
export interface PlacedLinks {
  /** Network indices of the assets, ascending: the `components` of the SectorModel. */
  readonly assets: Int32Array;
  readonly position: Int32Array;
  readonly row: Int32Array;
  readonly share: Float64Array;
}

/** @param indexOf asset id -> network index; throws on unknown ids */
export function placeLinks(links: readonly MappedLink[], indexOf: (asset: string) => number): PlacedLinks {
  const assets = Int32Array.from(new Set(links.map((link) => indexOf(link.asset)))).sort(), positions = new Map(Array.from(assets, (asset, i) => [asset, i]));
  const placed = links.map(({ asset, row, share }) => ({ position: positions.get(indexOf(asset))!, row, share })).sort((p, q) => p.row - q.row || p.position - q.position || p.share - q.share);
  return { assets, position: Int32Array.from(placed, (link) => link.position), row: Int32Array.from(placed, (link) => link.row), share: Float64Array.from(placed, (link) => link.share) };
}
