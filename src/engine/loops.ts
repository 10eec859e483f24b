/**
 * Which assets stand on a feedback loop of needs (a strongly connected component of more than one asset, or a need of oneself).
 * Levels on a loop may have several consistent solutions; rise.ts takes the greatest one there.
 */
import { type CompiledNetwork, Role } from '../network/compiled-network.js';
import { strongComponents } from '../network/components.js';

/** @returns by asset, 1 where it is on a loop */
export function loopBits(network: CompiledNetwork): Uint8Array {
  const { of, count } = strongComponents(network), sizes = new Int32Array(count), n = network.sizes.assets;
  for (let a = 0; a < n; a++) sizes[of[a]!]!++;
  const bits = new Uint8Array(n);
  for (let a = 0; a < n; a++) bits[a] = sizes[of[a]!]! > 1 || needsItself(network, a) ? 1 : 0;
  return bits;
}

function needsItself(network: CompiledNetwork, a: number): boolean {
  for (let e = network.outStart[a]!; e < network.outStart[a + 1]!; e++) {
    const x = network.outNeed[e]!;
    if (network.needAsset[x] === a && network.needRole[x] !== Role.Repair) return true;
  }
  return false;
}
