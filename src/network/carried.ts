/**
 * Needs that flow models carry: those of a carried service whose consumer and all suppliers are components of the layer. While the layer
 * runs they have no suppliers; what its model gives the consumer takes their place (engine/physics.ts), so a loss that the model delivers
 * is not taken by the need once more.
 */
import { allocateNetwork, LAYOUT, Role, type CompiledNetwork, type NetworkArrays } from './compiled-network.js';

/**
 * Needs carried by one layer, ascending.
 * @param components network indices of its components
 * @param services indices of the services it carries
 */
export function carriedNeeds(network: CompiledNetwork, components: Int32Array, services: ReadonlySet<number>): number[] {
  const { needFunctionEnd, needRole, needService, needStart, supAsset, supStart } = network, inside = new Set(components), found: number[] = [];
  if (services.size === 0) return found;
  for (const a of components) {
    for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) {
      if (needRole[x] !== Role.Function || !services.has(needService[x]!)) continue;
      if (supAsset.subarray(supStart[x]!, supStart[x + 1]!).every((s) => inside.has(s))) found.push(x);
    }
  }
  return found;
}

/**
 * By component, the carried needs that its share supplies. Those of a component whose carried needs say no more than "as much as it is
 * served" are none: its share then caps its level, and a share of 0 is no trip. As soon as one of them has people, demand, a reserve, a
 * delay or a part of the function to it, or is to be met from elsewhere, the share supplies them all instead, so that these work as without the layer.
 * @param covered needs that a plan may cover
 */
export function fedNeeds(network: CompiledNetwork, components: Int32Array, carried: readonly number[], covered: ReadonlySet<number> = new Set()): number[][] {
  const { needAsset, needBuffer, needDelay, needDemand, needImpact, needSlot } = network;
  const more = (x: number): boolean => needSlot[x]! >= 0 || needDemand[x]! > 0 || needBuffer[x] !== 0 || needDelay[x]! > 0 || needImpact[x] !== 1_000_000 || covered.has(x);
  return Array.from(components, (a) => { const own = carried.filter((x) => needAsset[x] === a); return own.some(more) ? own : []; });
}

/** The network with these needs supplied from outside of it, in full: no suppliers, one of one required. The given one stays as it is. */
export function withoutSuppliers(network: CompiledNetwork, needs: readonly number[]): CompiledNetwork {
  if (needs.length === 0) return network;
  const gone = new Set(needs), { sizes, supStart } = network;
  let edges = sizes.edges;
  for (const x of gone) edges -= supStart[x + 1]! - supStart[x]!;
  const made = allocateNetwork({ ...sizes, edges });
  for (const name of Object.keys(LAYOUT) as (keyof NetworkArrays)[]) if (made[name].length === network[name].length) (made[name] as Float64Array).set(network[name] as Float64Array);
  for (const x of gone) { made.needSupply[x] = made.needRequired[x] = 1; made.needBest[x] = 0; }
  keepEdges(network.supStart, [network.supAsset, network.supWeight], made.supStart, [made.supAsset, made.supWeight], (x) => !gone.has(x));
  keepEdges(network.outStart, [network.outNeed, network.outWeight], made.outStart, [made.outNeed, made.outWeight], (_, e) => !gone.has(network.outNeed[e]!));
  return made;
}

/** Copies the lists that `start` bounds, without the entries that are not kept. */
function keepEdges(start: Int32Array, from: readonly Int32Array[], toStart: Int32Array, to: readonly Int32Array[], kept: (row: number, entry: number) => boolean): void {
  let at = 0;
  for (let row = 0; row + 1 < start.length; row++) {
    toStart[row] = at;
    for (let e = start[row]!; e < start[row + 1]!; e++) {
      if (!kept(row, e)) continue;
      from.forEach((list, i) => { to[i]![at] = list[e]!; });
      at++;
    }
  }
  toStart[start.length - 1] = at;
}
