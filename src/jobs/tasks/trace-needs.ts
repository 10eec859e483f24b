/** What depends on an asset of a model, or on what it depends, through any number of needs. */
import { type CompiledNetwork, Role } from '../../network/compiled-network.js';
import type { NetworkNames } from '../../network/network-names.js';
import { holdHours, reach, type Direction, type Reached } from '../../network/reach.js';
import { levelWithout, lossOf } from '../../network/single-points.js';
import { assetOf } from '../asset-views.js';
import { openModel, type ModelSource, type OpenedModel } from '../opened-models.js';
import { spoolJson, type Spooled } from '../spool.js';
import type { TaskContext } from '../task.js';

export interface TraceNeedsInput {
  model: ModelSource;
  asset: string;
  direction: Direction;
  /** Needs on a chain at most. */
  depth?: number;
  /** Lines of a page, after so many. */
  limit: number;
  offset: number;
}

/** An asset on the way. */
export interface TracedAsset {
  asset: string;
  name: string;
  sector: string;
  kind: string;
  /** Residents, of a service area. */
  people?: number;
  /** Needs on the shortest chain. */
  steps: number;
  /** Hours that buffers and delays hold along the chain that holds least. */
  holdHours: number;
  /**
   * Level (0..1) in the long run, buffers empty: downstream of this asset when the one asked about is lost; upstream of the one asked about when this asset is
   * lost, each alone. Absent: it was too much work.
   */
  levelWithout?: number;
  /** Last need of that chain, whose consumer is nearer downstream. */
  via: { need: string; service: string; from: string; holdHours: number };
  /** All needs that tie it to what is reached: its own (downstream), or those it supplies (upstream). */
  needs: string[];
}

export interface TracedNeeds {
  asset: string;
  direction: Direction;
  depth?: number;
  /** Assets reached, on all pages; service areas among them, and their residents. */
  total: number;
  serviceAreas: number;
  people: number;
  bySector: { sector: string; assets: number }[];
  /** Most steps to any of them. */
  deepest: number;
  items: TracedAsset[];
  /** Where the next page begins. */
  next?: number;
}

/** Supplier entries read for `levelWithout` upstream: about a second. */
const LEVEL_WORK = 2e7;

/** Errors: NOT_FOUND, those of openModel. */
export async function run(input: TraceNeedsInput, context: TaskContext): Promise<Spooled> {
  return spoolJson(context.settings, await trace(input, context));
}

async function trace({ model: source, asset: id, direction, depth, limit, offset }: TraceNeedsInput, context: TaskContext): Promise<TracedNeeds> {
  const opened = await openModel(source, context), { index } = assetOf(opened, id), { network, names } = opened.compiled();
  const all = reach(network, names, index, direction, depth), page = all.slice(offset, offset + limit), areas = all.filter(({ asset }) => network.assetIsArea[asset]);
  const levels = direction === 'downstream' ? lossOf(network, names, index) : levelWithout(network, names, index, page.map(({ asset }) => asset), LEVEL_WORK);
  const members = new Set([index, ...all.map(({ asset }) => asset)]);
  return {
    asset: id, direction, ...(depth === undefined ? {} : { depth }), total: all.length, serviceAreas: areas.length, people: areas.reduce((sum, { asset }) => sum + network.assetPeople[asset]!, 0),
    bySector: sectorsOf(all, network, names), deepest: all.at(-1)?.steps ?? 0,
    items: page.map((reached) => tracedAsset(opened, reached, levelOf(levels, reached.asset, direction), needsBetween(network, names, reached.asset, members, direction))),
    ...(offset + limit < all.length ? { next: offset + limit } : {}),
  };
}

/** What did not fall is whole. */
const levelOf = (levels: ReadonlyMap<number, number>, asset: number, direction: Direction): number | undefined => levels.get(asset) ?? (direction === 'downstream' ? 1 : undefined);

function tracedAsset({ model, compiled }: OpenedModel, { asset, steps, holdHours: held, need, from }: Reached, level: number | undefined, needs: string[]): TracedAsset {
  const { network, names } = compiled(), { id, name, sector, kind, people } = model.assets[asset]!;
  return {
    asset: id, name, sector, kind: kind.id, ...(kind.serviceArea ? { people } : {}), steps, holdHours: held, ...(level === undefined ? {} : { levelWithout: level }),
    via: { need: names.needs[need]!, service: names.services[network.needService[need]!]!.id, from: names.assets[from]!, holdHours: holdHours(network, names, need) }, needs,
  };
}

/** Names of the needs that tie an asset to members: its own with a supplier among them, or those of members that it supplies. */
function needsBetween({ needStart, needRole, supStart, supAsset, outStart, outNeed, needAsset }: CompiledNetwork, names: NetworkNames, asset: number, members: ReadonlySet<number>, direction: Direction): string[] {
  const found: number[] = [];
  if (direction === 'upstream') {
    for (let e = outStart[asset]!; e < outStart[asset + 1]!; e++) if (needRole[outNeed[e]!] !== Role.Repair && members.has(needAsset[outNeed[e]!]!)) found.push(outNeed[e]!);
  } else {
    for (let x = needStart[asset]!; x < needStart[asset + 1]!; x++) if (needRole[x] !== Role.Repair && supAsset.subarray(supStart[x]!, supStart[x + 1]!).some((s) => members.has(s))) found.push(x);
  }
  return found.map((x) => names.needs[x]!);
}

function sectorsOf(reached: readonly Reached[], { assetSector }: CompiledNetwork, { sectors }: NetworkNames): TracedNeeds['bySector'] {
  const counts = sectors.map(() => 0);
  for (const { asset } of reached) counts[assetSector[asset]!]!++;
  return sectors.map((sector, i) => ({ sector, assets: counts[i]! })).filter(({ assets }) => assets > 0);
}
