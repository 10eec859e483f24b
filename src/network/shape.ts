/**
 * The shape of a model as `hazcade inspect` prints it: sizes, who depends on whom, feedback loops, what holds the network together, single points
 * of failure, and how much of the kinds' values has a source. Plain JSON; the same for the same model on every machine. Analyses that would take
 * too long on a large network are skipped or sampled, by its size and never by the clock, and say so.
 */
import { DEFAULT_TICKS_PER_HOUR } from '../engine/units.js';
import type { Kind, Model } from '../model/types.js';
import { adjacency, undirected, type Adjacency } from './adjacency.js';
import { compileNetwork } from './compile.js';
import { type CompiledNetwork, Role } from './compiled-network.js';
import { strongComponents } from './components.js';
import { articulationPoints, betweennessFrom, weakComponents } from './criticality.js';
import { modelGraph, simpleProjection } from './graph.js';
import { betweenness, pagerank } from './graphology-metrics.js';
import type { NetworkNames } from './network-names.js';
import { singlePoints } from './single-points.js';

/** An asset in a ranking; `value` in the unit of the ranking. */
export interface RankedAsset { asset: string; name: string; sector: string; value: number }

interface Ranking { method: string; top: RankedAsset[]; /** Why there is none. */ skipped?: string }

interface SectorShape { id: string; title: string; assets: number; needs: number; kinds: { id: string; title: string; assets: number }[] }

interface Loop { size: number; sectors: string[]; /** The first members in asset order. */ members: string[] }

interface ServicePoints {
  service: string;
  title: string;
  /** Assets whose loss alone takes all of the service from at least one service area. */
  count: number;
  /** Those that leave most people without, `value` = people. */
  top: (RankedAsset & { areas: number })[];
}

export interface Shape {
  model: string;
  title: string;
  assets: number;
  needs: number;
  edges: number;
  serviceAreas: number;
  people: number;
  withPlace: number;
  /** Needs that carry function: with a buffer, with more suppliers than one of which not all are required. */
  buffered: number;
  redundant: number;
  sectors: SectorShape[];
  /** needs[supplier sector][consumer sector] in the order of `sectors`: needs of the consumer with at least one such supplier. */
  dependencies: number[][];
  weak: { count: number; largest: number; isolated: number };
  loops: { count: number; assets: number; largest: Loop[] };
  articulation: { count: number; top: RankedAsset[] };
  /** Consumers an asset supplies directly; PageRank towards suppliers; betweenness on paths supplier -> consumer. */
  hubs: { consumers: Ranking; pagerank: Ranking; betweenness: Ranking };
  singlePoints: { examined: number; candidates: number; note?: string; services: ServicePoints[] };
  /** Values of the kinds in use, by where they come from. */
  sources: { values: number; cited: number; assumed: number; kinds: number };
}

const TOP = 10;
const EXACT_BETWEENNESS_NODES = 2_000;
const GRAPHOLOGY_NODES = 20_000;
/** Edges that betweenness by pivots may walk in all; fewer than MIN_PIVOTS pivots would say nothing. */
const PIVOT_WORK = 1e8;
const MAX_PIVOTS = 500;
const MIN_PIVOTS = 50;

/** A model with what is computed from it once. */
interface Subject { model: Model; network: CompiledNetwork; names: NetworkNames; simple: Adjacency; nameOf: (i: number) => string }

function ranked(s: Subject, i: number, value: number): RankedAsset {
  return { asset: s.names.assets[i]!, name: s.nameOf(i), sector: s.names.sectors[s.network.assetSector[i]!]!, value };
}

/** The assets of highest value above 0; ties in asset order. */
function top(s: Subject, values: ArrayLike<number>, among?: readonly number[]): RankedAsset[] {
  const candidates = (among ?? Array.from({ length: values.length }, (_, i) => i)).filter((i) => values[i]! > 0);
  return candidates.sort((a, b) => values[b]! - values[a]! || a - b).slice(0, TOP).map((i) => ranked(s, i, values[i]!));
}

function sectorShapes({ model, network, names }: Subject): SectorShape[] {
  const kinds = model.sectors.map(() => new Map<string, { id: string; title: string; assets: number }>());
  const sectors = model.sectors.map(({ id, title }) => ({ id, title, assets: 0, needs: 0 }));
  for (let i = 0; i < network.sizes.assets; i++) {
    const sector = network.assetSector[i]!;
    const { id, title } = names.kinds[network.assetKind[i]!]!;
    const row = kinds[sector]!.get(id) ?? { id, title, assets: 0 };
    row.assets++;
    kinds[sector]!.set(id, row);
    sectors[sector]!.assets++;
    sectors[sector]!.needs += network.needFunctionEnd[i]! - network.needStart[i]!;
  }
  return sectors.map((sector, i) => ({ ...sector, kinds: [...kinds[i]!.values()].sort((a, b) => b.assets - a.assets || (a.id < b.id ? -1 : 1)) }));
}

function dependencyTable({ network }: Subject): number[][] {
  const { sizes, supStart, supAsset, assetSector, needAsset, needRole } = network;
  const table = Array.from({ length: sizes.sectors }, () => new Array<number>(sizes.sectors).fill(0));
  for (let x = 0; x < sizes.needs; x++) {
    if (needRole[x] === Role.Repair) continue;
    const suppliers = new Set<number>();
    for (let e = supStart[x]!; e < supStart[x + 1]!; e++) suppliers.add(assetSector[supAsset[e]!]!);
    for (const sector of suppliers) table[sector]![assetSector[needAsset[x]!]!]!++;
  }
  return table;
}

/** Feedback loops: components of more than one asset, largest first. */
function loops({ network, names }: Subject): Shape['loops'] {
  const { of, count } = strongComponents(network);
  const size = new Int32Array(count);
  for (const c of of) size[c]!++;
  const members = new Map<number, number[]>();
  of.forEach((c, i) => {
    if (size[c]! < 2) return;
    const list = members.get(c) ?? [];
    list.push(i);
    members.set(c, list);
  });
  const largest = [...members.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  return {
    count: largest.length,
    assets: largest.reduce((sum, list) => sum + list.length, 0),
    largest: largest.slice(0, TOP).map((list) => ({
      size: list.length,
      sectors: [...new Set(list.map((i) => network.assetSector[i]!))].sort((a, b) => a - b).map((sector) => names.sectors[sector]!),
      members: list.slice(0, 12).map((i) => names.assets[i]!),
    })),
  };
}

/** Scores of graphology by asset id, as an array by asset index. */
const byIndex = (s: Subject, scores: Record<string, number>): number[] => s.names.assets.map((id) => scores[id]!);

function betweennessRanking(s: Subject): Ranking {
  const { nodes, edges } = s.simple;
  if (edges === 0) return { method: 'betweenness', top: [], skipped: 'no dependencies' };
  if (nodes <= EXACT_BETWEENNESS_NODES) {
    const scores = betweenness(simpleProjection(modelGraph(s.model)), { getEdgeWeight: null, normalized: false });
    return { method: 'exact', top: top(s, byIndex(s, scores)) };
  }
  const pivots = Math.min(MAX_PIVOTS, Math.floor(PIVOT_WORK / (nodes + edges)));
  if (pivots < MIN_PIVOTS) return { method: 'pivots', top: [], skipped: `fewer than ${MIN_PIVOTS} pivots fit the work limit at ${nodes} assets` };
  const order = Array.from({ length: nodes }, (_, i) => i).sort((a, b) => s.network.assetSubject0[a]! - s.network.assetSubject0[b]! || a - b);
  return { method: `estimated from ${pivots} pivots`, top: top(s, betweennessFrom(s.simple, order.slice(0, pivots))) };
}

function pagerankRanking(s: Subject): Ranking {
  if (s.simple.nodes > GRAPHOLOGY_NODES) return { method: 'PageRank', top: [], skipped: `more than ${GRAPHOLOGY_NODES} assets` };
  if (s.simple.edges === 0) return { method: 'PageRank', top: [], skipped: 'no dependencies' };
  const scores = pagerank(simpleProjection(modelGraph(s.model), 'suppliers'), { getEdgeWeight: null, alpha: 0.85, maxIterations: 1000, tolerance: 1e-9 });
  return { method: 'PageRank, damping 0.85', top: top(s, byIndex(s, scores)) };
}

function hubs(s: Subject): Shape['hubs'] {
  const consumers = Array.from({ length: s.simple.nodes }, (_, i) => s.simple.consumers.start[i + 1]! - s.simple.consumers.start[i]!);
  return { consumers: { method: 'direct consumers', top: top(s, consumers) }, pagerank: pagerankRanking(s), betweenness: betweennessRanking(s) };
}

function points(s: Subject): Shape['singlePoints'] {
  const { losses, examined, candidates } = singlePoints(s.network, s.names);
  const services = s.model.services.map(({ id, title }, service): ServicePoints => {
    const found = [...losses].flatMap(([asset, lost]) => lost.filter((l) => l.service === service).map((l) => ({ asset, ...l })));
    found.sort((a, b) => b.people - a.people || b.areas - a.areas || a.asset - b.asset);
    return { service: id, title, count: found.length, top: found.slice(0, TOP).map((l) => ({ ...ranked(s, l.asset, l.people), areas: l.areas })) };
  });
  return {
    examined, candidates, services: services.filter((row) => row.count > 0),
    ...(examined < candidates ? { note: `work limit reached: the ${examined} assets with most people downstream were tried, of ${candidates}` } : {}),
  };
}

/** Where the values of the kinds in use come from; kinds with overrides count once, as their library kind. */
function sources(kinds: readonly Kind[]): Shape['sources'] {
  const byId = new Map(kinds.map((kind) => [kind.id, kind]));
  const entries = [...byId.values()].flatMap((kind) => Object.values(kind.sources));
  const assumed = entries.filter((source) => source === 'assumption').length;
  return { values: entries.length, cited: entries.length - assumed, assumed, kinds: byId.size };
}

/** Counts of function needs with a buffer, and of those that can do without one of their suppliers. */
function reserves({ needRole, needBuffer, needRequired, needSupply, supStart, supWeight, sizes }: CompiledNetwork): { buffered: number; redundant: number } {
  let buffered = 0;
  let redundant = 0;
  for (let x = 0; x < sizes.needs; x++) {
    if (needRole[x] !== Role.Function) continue;
    if (needBuffer[x] !== 0) buffered++;
    const weights = supWeight.subarray(supStart[x]!, supStart[x + 1]!);
    if (weights.length > 1 && needSupply[x]! - weights.reduce((m, w) => Math.max(m, w), 0) >= needRequired[x]!) redundant++;
  }
  return { buffered, redundant };
}

/**
 * The shape of a model. A second or two for 10,000 assets; at 1,000,000 PageRank and betweenness are skipped and single points limited.
 * @throws CascadeError as compileNetwork
 */
export function inspectModel(model: Model): Shape {
  const { network, names } = compileNetwork(model, DEFAULT_TICKS_PER_HOUR);
  const simple = adjacency(network);
  const nameById = new Map(model.assets.map((a) => [a.id, a.name]));
  const s: Subject = { model, network, names, simple, nameOf: (i) => nameById.get(names.assets[i]!)! };
  const both = undirected(simple);
  const weak = weakComponents(both);
  const cuts = articulationPoints(both);
  const { sizes, assetIsArea, assetPeople, assetLon } = network;
  let areas = 0;
  let people = 0;
  let placed = 0;
  const needs = model.assets.reduce((sum, a) => sum + a.needs.length, 0);
  for (let i = 0; i < sizes.assets; i++) {
    if (assetIsArea[i]) { areas++; people += assetPeople[i]!; }
    if (!Number.isNaN(assetLon[i]!)) placed++;
  }
  return {
    model: model.id, title: model.title, assets: sizes.assets, needs, edges: sizes.edges, serviceAreas: areas, people, withPlace: placed,
    ...reserves(network),
    sectors: sectorShapes(s),
    dependencies: dependencyTable(s),
    weak: { count: weak.sizes.length, largest: weak.sizes.reduce((m, n) => Math.max(m, n), 0), isolated: weak.sizes.filter((n) => n === 1).length },
    loops: loops(s),
    articulation: { count: cuts.length, top: top(s, network.assetServed, cuts) },
    hubs: hubs(s),
    singlePoints: points(s),
    sources: sources(names.kinds),
  };
}
