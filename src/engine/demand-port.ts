/**
 * How demand that hazards raise reaches a flow model: each component draws its nominal demand times a factor. Where a component supplies needs that the
 * layer does not carry (a feeder its homes), the factor is the mean of theirs, by what they draw nominally; else it is that of its own carried need.
 * Such needs are not multiplied themselves where all their suppliers are components: whether there is enough, the model says.
 */
import { Role, type CompiledNetwork } from '../network/compiled-network.js';

/** Components' factors, and the needs they are made of: those of component i are need[start[i]] .. with weights that add up to 1. */
export interface DemandPort {
  start: Int32Array;
  need: Int32Array;
  weight: Float64Array;
  /** By component. */
  factors: Float64Array;
  /** Some need has changed since the model was told. */
  changed: boolean;
  /** Occurrence that changed one last, or -1. */
  bearer: number;
}

/** Factors are told in steps of 1e-5, so that sums of weights leave no trace. */
const STEPS = 1e5;

/**
 * @param network as it runs: without the suppliers of carried needs
 * @param components network indices; @param carried needs that the layer carries; @param services that it carries
 */
export function demandPort(network: CompiledNetwork, components: Int32Array, carried: readonly number[], services: ReadonlySet<number>): DemandPort {
  const { needAsset, needBest, needDemand, needRole, needService, outNeed, outStart, outWeight, supStart, supWeight } = network;
  const own = new Map<number, number>();
  for (const x of carried) if (!own.has(needAsset[x]!)) own.set(needAsset[x]!, x);
  const lists = Array.from(components, (a): [number, number][] => {
    const served: [need: number, part: number][] = [];
    for (let e = outStart[a]!; e < outStart[a + 1]!; e++) {
      const x = outNeed[e]!;
      if (needRole[x] !== Role.Function || needBest[x] === 1 || !services.has(needService[x]!)) continue;
      let sum = 0;
      for (let s = supStart[x]!; s < supStart[x + 1]!; s++) sum += supWeight[s]!;
      served.push([x, outWeight[e]! / sum]);
    }
    if (served.length > 0) return drawn(served, needDemand);
    const x = own.get(a);
    return x === undefined ? [] : [[x, 1]];
  });
  const start = new Int32Array(components.length + 1);
  lists.forEach((list, i) => { start[i + 1] = start[i]! + list.length; });
  return { start, need: Int32Array.from(lists.flat(), ([x]) => x), weight: Float64Array.from(lists.flat(), ([, w]) => w), factors: new Float64Array(components.length).fill(1), changed: false, bearer: -1 };
}

/** Weights in proportion to nominal demand; a need that states none draws the mean of those that do. */
function drawn(served: readonly [number, number][], needDemand: Float64Array): [number, number][] {
  const stated = served.map(([x]) => needDemand[x]!).filter((demand) => demand > 0), usual = stated.length === 0 ? 1 : stated.reduce((a, b) => a + b) / stated.length;
  const amounts = served.map(([x, part]): [number, number] => [x, part * (needDemand[x]! > 0 ? needDemand[x]! : usual)]), all = amounts.reduce((sum, [, amount]) => sum + amount, 0);
  return amounts.map(([x, amount]) => [x, amount / all]);
}

/** Needs whose requirement stays, since a flow model is told their demand: carried ones, and those supplied by components of ports alone. */
export function portedNeeds(network: CompiledNetwork, carried: readonly number[], ports: readonly { components: Int32Array; services: ReadonlySet<number> }[]): Uint8Array {
  const { needBest, needRole, needService, supAsset, supStart } = network, ported = new Uint8Array(network.sizes.needs);
  for (const x of carried) ported[x] = 1;
  const giving = ports.map(({ components }) => new Set(components));
  for (let x = 0; x < ported.length; x++) {
    if (needRole[x] !== Role.Function || needBest[x] === 1 || supStart[x] === supStart[x + 1]) continue;
    const suppliers = Array.from(supAsset.subarray(supStart[x], supStart[x + 1]));
    if (suppliers.every((s) => ports.some(({ services }, p) => services.has(needService[x]!) && giving[p]!.has(s)))) ported[x] = 1;
  }
  return ported;
}

/** Works the factors out anew. @param factor of each need; @returns true when one is another than before */
export function refreshFactors(port: DemandPort, factor: Float64Array): boolean {
  const { factors, need, start, weight } = port;
  let differs = false;
  port.changed = false;
  for (let i = 0; i < factors.length; i++) {
    let rise = 0;
    for (let n = start[i]!; n < start[i + 1]!; n++) rise += weight[n]! * (factor[need[n]!]! - 1);
    const now = Math.round((1 + rise) * STEPS) / STEPS;
    if (now === factors[i]) continue;
    factors[i] = now;
    differs = true;
  }
  return differs;
}
