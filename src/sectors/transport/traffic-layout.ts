/**
 * What a traffic layer is made of: the road network and trips of its files, and which asset is what. The table names `link:A-B`, `road:A-B`
 * (what closes with the asset), `signal:A` (signals at a node), `line:ID` (public transport), `node:A` (an asset served there, such as an
 * area with its zones) and `place:A` (where an asset is, for travel times alone; it may belong to another layer).
 */
import type { LayerInputs, LayerLink, LayerProblem } from '../../engine/sector-model.js';
import { CascadeError } from '../../errors.js';
import { readRoadsGeojson } from '../../imports/roads-geojson.js';
import type { NodePlaces, Read, RoadNetwork, TripTable } from '../../imports/road-network.js';
import { readTntpNetwork, readTntpNodes, readTntpTrips } from '../../imports/tntp.js';
import { mapComponents, type KnownComponents, type MappedLink } from '../component-map.js';
import { Demand } from './demand.js';
import { RoadGraph } from './graph.js';
import { RoadIds } from './road-ids.js';
import { ShortestPaths } from './shortest-paths.js';
import { paramProblems, trafficParams, type TrafficParams } from './traffic-params.js';

/** An asset at a node. `served`: it takes part, and `share` is the part of the node's trips that are its own. */
export interface Place { asset: string; node: number; share: number; served: boolean }

/** An asset that a part of the network works with: rows 0 .. links - 1 are slots, then signals by node, then lines. */
export type Control = MappedLink;

/** `nodes`: coordinates of nodes, degrees, where known. */
export interface TrafficLayout { params: TrafficParams; graph: RoadGraph; trips: TripTable; controls: Control[]; places: Place[]; nodes?: NodePlaces }

/** The layout, if all is sound, and every problem. */
export function readLayout(params: Record<string, unknown>, inputs: LayerInputs): { layout?: TrafficLayout; problems: LayerProblem[] } {
  const { network: networkFile, trips: tripsFile, nodes: nodesFile } = inputs.files, problems: LayerProblem[] = [];
  const add = <T>({ value, problems: found }: Read<T>, file: string): T | undefined => { problems.push(...found.map((problem) => ({ ...problem, file: problem.file ?? file }))); return value; };
  const network = add<RoadNetwork>(/\.(geo)?json$/i.test(networkFile!.path) ? readRoadsGeojson(networkFile!.path, networkFile!.text) : readTntpNetwork(networkFile!.path, networkFile!.text), networkFile!.path);
  const trips = add<TripTable>(readTntpTrips(tripsFile!.path, tripsFile!.text), tripsFile!.path);
  if (network === undefined || trips === undefined) return { problems };
  const nodes = nodesFile === undefined ? network.places : add<NodePlaces>(readTntpNodes(nodesFile.path, nodesFile.text, network.nodeNames.length), nodesFile.path);
  if (nodes !== undefined) problems.push(...inDegrees(nodes, network, nodesFile?.path ?? network.file));
  if (trips.zoneCount !== network.zoneCount) problems.push({ code: 'TRIPS_MISFIT', severity: 'error', file: trips.file, message: `${trips.zoneCount} zones, ${network.file} has ${network.zoneCount}. Expecting the same` });
  const full = trafficParams(params), graph = new RoadGraph(network);
  problems.push(...paramProblems(full, network.file, new Set(network.nodeNames.slice(0, network.zoneCount))));
  if (trips.zoneCount === network.zoneCount) problems.push(...unreached(graph, trips));
  const mapped = mapControls(inputs, graph, full), places = mapPlaces(inputs, graph);
  problems.push(...mapped.problems, ...places.problems);
  if (problems.some((problem) => problem.severity === 'error')) return { problems };
  return { layout: { params: full, graph, trips, controls: mapped.links, places: places.places, nodes }, problems };
}

/** @throws CascadeError with the first error: `check` tells them all */
export function soundLayout(params: Record<string, unknown>, inputs: LayerInputs): TrafficLayout {
  const { layout, problems } = readLayout(params, inputs);
  if (layout !== undefined) return layout;
  const { code, file, line, message } = problems.find((problem) => problem.severity === 'error')!;
  throw new CascadeError(code, `${file}${line === undefined ? '' : `:${line}`}: ${message}`);
}

/** An error where coordinates cannot be degrees: the first such node. */
function inDegrees({ x, y }: NodePlaces, { nodeNames }: RoadNetwork, file: string): LayerProblem[] {
  const i = nodeNames.findIndex((_, node) => Math.abs(x[node]!) > 180 || Math.abs(y[node]!) > 90);
  if (i < 0) return [];
  return [{ code: 'PLACE_INVALID', severity: 'error', file, message: `node ${nodeNames[i]!} is at ${x[i]}, ${y[i]}. Expecting longitude and latitude in degrees (WGS 84)` }];
}

/** A warning about trips that no road leads to though all are open. */
function unreached(graph: RoadGraph, table: TripTable): LayerProblem[] {
  const demand = new Demand(table), paths = new ShortestPaths(graph), cost = new Float64Array(graph.links), open = new Uint8Array(graph.links).fill(1);
  let all = 0, without = 0;
  demand.origins.forEach((origin, k) => {
    paths.from(origin, cost, open);
    for (let pair = demand.start[k]!; pair < demand.start[k + 1]!; pair++) {
      all += demand.trips[pair]!;
      if (paths.label[demand.destination[pair]!] === Infinity) without += demand.trips[pair]!;
    }
  });
  if (without === 0) return [];
  return [{ code: 'TRIPS_UNREACHED', severity: 'warning', file: table.file, message: `${without} of ${all} trips have no way on the intact network: they count nowhere` }];
}

const isPlace = ({ component }: LayerLink): boolean => /^(node|place):/.test(component);

function mapControls(inputs: LayerInputs, graph: RoadGraph, { lines }: TrafficParams): { problems: LayerProblem[]; links: MappedLink[] } {
  const { network, rowOf, links, nodes } = graph, ids = new RoadIds(graph), lineRow = new Map(lines.map((line, i) => [line.id, links + nodes + i]));
  const known: KnownComponents = {
    file: network.file,
    names: [...Array.from(rowOf, (row) => `link:${network.nodeNames[network.tail[row]!]!}-${network.nodeNames[network.head[row]!]!}`), ...network.nodeNames.map((name) => `signal:${name}`), ...lines.map((line) => `line:${line.id}`)],
    // Most roads of most networks stand for no asset; one line tells how many.
    optional: (row) => row < links + nodes,
    find(name) {
      const line = name.startsWith('line:') ? lineRow.get(name.slice(5)) : undefined;
      if (line !== undefined) return [line];
      const part = ids.find(name.replace(/^signal:/, 'node:'));
      return part === undefined ? undefined : part.kind === 'links' ? part.slots : [links + part.node];
    },
  };
  const controls = mapComponents({ ...inputs, map: inputs.map.filter((link) => !isPlace(link)) }, known);
  const mapped = new Set(controls.links.map((link) => link.row).filter((row) => row < links)).size;
  // A layer of places alone is allowed: roads that nothing happens to.
  const problems = controls.problems.filter((problem) => problem.code !== 'LAYER_MAP_MISSING' || inputs.map.length === 0);
  if (mapped < links) problems.push({ code: 'COMPONENT_UNMAPPED', severity: 'warning', file: network.file, message: `no asset stands for ${links - mapped} of ${links} links: they are always open` });
  return { problems, links: controls.links };
}

function mapPlaces({ map, mapPath }: LayerInputs, graph: RoadGraph): { problems: LayerProblem[]; places: Place[] } {
  const ids = new RoadIds(graph), problems: LayerProblem[] = [], places: Place[] = [], seen = new Set<string>();
  for (const link of map.filter(isPlace)) {
    const part = ids.find(link.component.replace(/^place:/, 'node:')), key = `${link.asset} ${link.component}`;
    const error = (code: string, message: string): void => { problems.push({ code, severity: 'error', file: mapPath, line: link.line, message }); };
    if (part?.kind !== 'node') error('COMPONENT_UNKNOWN', `component "${link.component}" is not known. ${ids.expecting(link.component.replace(/^place:/, 'node:'))}`);
    else if (seen.has(key)) error('COMPONENT_TWICE', `asset "${link.asset}" is at "${link.component}" twice`);
    else places.push({ asset: link.asset, node: part.node, share: link.share, served: link.component.startsWith('node:') });
    seen.add(key);
  }
  return { problems, places: places.sort((a, b) => a.node - b.node || (a.asset < b.asset ? -1 : a.asset > b.asset ? 1 : Number(a.served) - Number(b.served))) };
}
