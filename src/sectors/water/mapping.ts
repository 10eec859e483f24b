/** Which asset supplies by which links, and which uses water at which junctions. */
import { FULL } from '../../engine/units.js';
import type { InpNetwork } from '../../imports/epanet-inp.js';
import type { PlacedLinks } from '../component-map.js';
import { isLoad, shutBy, waterComponents, type IsolationValve } from './components.js';

/**
 * An asset that stands for a link, a tank or a reservoir supplies: it is always served in full itself, for it could not start again if its own outage took
 * its share. An asset that stands for junctions only uses water: its share is that of its junctions, by their demands.
 */
export interface WaterMapping {
  /** Network indices, ascending; everything else is by position in it. */
  readonly components: Int32Array;
  /** Asset `position[i]` out of service shuts the links `shuts[i]`. */
  readonly supply: { readonly position: Int32Array; readonly shuts: readonly Int32Array[] };
  /** Asset `position[i]` has the part `share[i]` of pump `link[i]`; `links` are the pumps in question. */
  readonly pumps: { readonly position: Int32Array; readonly link: Int32Array; readonly share: Float64Array; readonly links: Int32Array };
  /** User `position[i]` has `weight[i]` of its demand at `load[i]`; `assets` are the users. */
  readonly users: { readonly position: Int32Array; readonly load: Int32Array; readonly weight: Float64Array; /** Part of the load that is its own. */ readonly share: Float64Array; readonly assets: Int32Array };
  /** Junctions with demand. */
  readonly loads: Int32Array;
  /** Node numbers of tanks. */
  readonly tanks: readonly number[];
}

export function mappingOf(network: InpNetwork, placed: PlacedLinks, valves: readonly IsolationValve[]): WaterMapping {
  const { junctionCount, nodeCount } = waterComponents(network), shuts = shutBy(network, valves), loads = network.junctions.flatMap((_, junction) => (isLoad(network, junction) ? [junction] : []));
  const loadOf = new Map(loads.map((junction, load) => [junction, load])), links = Array.from(placed.row, (row, i) => ({ row, position: placed.position[i]!, share: placed.share[i]! }));
  const isPump = (row: number): boolean => row >= nodeCount && network.links[row - nodeCount]!.kind === 'pump';
  const suppliers = new Set(links.flatMap(({ row, position }) => (row >= junctionCount ? [position] : [])));
  const supply = links.filter(({ row }) => row >= junctionCount && !isPump(row)), pumps = links.filter(({ row }) => isPump(row));
  const uses = links.flatMap(({ row, position, share }) => {
    const load = row < junctionCount ? loadOf.get(row) : undefined;
    return load === undefined || suppliers.has(position) ? [] : [{ position, load, share, demand: share * network.junctions[row]!.demands.reduce((sum, { baseM3h }) => sum + Math.max(0, baseM3h), 0) }];
  });
  const demand = new Map<number, number>();
  for (const use of uses) demand.set(use.position, (demand.get(use.position) ?? 0) + use.demand);
  return {
    components: placed.assets,
    supply: { position: Int32Array.from(supply, ({ position }) => position), shuts: supply.map(({ row }) => shuts[row]!) },
    pumps: {
      position: Int32Array.from(pumps, ({ position }) => position), link: Int32Array.from(pumps, ({ row }) => row - nodeCount), share: Float64Array.from(pumps, ({ share }) => share),
      links: Int32Array.from(new Set(pumps.map(({ row }) => row - nodeCount))),
    },
    users: {
      position: Int32Array.from(uses, ({ position }) => position), load: Int32Array.from(uses, ({ load }) => load),
      weight: Float64Array.from(uses, (use) => use.demand / demand.get(use.position)!), share: Float64Array.from(uses, ({ share }) => share), assets: Int32Array.from(demand.keys()).sort(),
    },
    loads: Int32Array.from(loads), tanks: network.tanks.map((_, tank) => junctionCount + network.reservoirs.length + tank),
  };
}

/** Parts of a pump are told apart to a per cent. */
const PARTS = 100;

/**
 * What links can do, given the state of the assets.
 * @param capacity by link, to be filled: 0 out of service, 1 in service, between them the part that a pump has
 * @returns whether anything is less than whole
 */
export function capacityAsked({ supply, pumps }: WaterMapping, up: Uint8Array, offered: Int32Array, capacity: Float64Array): boolean {
  let any = false;
  capacity.fill(1);
  for (let i = 0; i < pumps.link.length; i++) {
    const position = pumps.position[i]!;
    if (up[position] === 0) capacity[pumps.link[i]!]! -= pumps.share[i]!;
    else if (offered[position]! < FULL) capacity[pumps.link[i]!]! -= pumps.share[i]! * (1 - offered[position]! / FULL);
  }
  for (const link of pumps.links) {
    capacity[link] = Math.max(0, Math.round(capacity[link]! * PARTS) / PARTS);
    any ||= capacity[link]! < 1;
  }
  for (let i = 0; i < supply.position.length; i++) {
    if (up[supply.position[i]!] === 1 && offered[supply.position[i]!]! > 0) continue;
    any = true;
    for (const link of supply.shuts[i]!) capacity[link] = 0;
  }
  return any;
}
