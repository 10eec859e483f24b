/** Classes of customers by kind: who is served first when there is not enough, said once for a model and not asset by asset. */
import { CascadeError, nearest } from '../errors.js';
import type { LayerInputs } from '../engine/sector-model.js';
import type { CompiledNetwork } from '../network/compiled-network.js';

/**
 * Class of each component: the best (least) of its own kind and of the kinds of all that needs something of it (a feeder has the class of its
 * hospital). Undefined: none of these kinds has one.
 * @param classes kind -> class
 * @throws CascadeError KIND_UNKNOWN for a kind that no component and no customer of one has
 */
export function customerClasses(classes: Readonly<Record<string, number>>, components: Int32Array, network: CompiledNetwork, { kindOf }: LayerInputs, model: string): (number | undefined)[] {
  if (kindOf === undefined) return Array.from(components, () => undefined);
  const seen = new Set<string>();
  const found = Array.from(components, (a) => {
    const kinds = new Set([kindOf(a), ...customersOf(network, a).map(kindOf)]), ranks = [...kinds].flatMap((kind) => (Object.hasOwn(classes, kind) ? [classes[kind]!] : []));
    kinds.forEach((kind) => seen.add(kind));
    return ranks.length === 0 ? undefined : Math.min(...ranks);
  });
  for (const kind of Object.keys(classes)) {
    if (seen.has(kind)) continue;
    const near = nearest(kind, seen);
    throw new CascadeError('KIND_UNKNOWN', `sector model "${model}": customers: neither a component nor one of its customers is of kind "${kind}"; expecting one of ${[...seen].sort().join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
  return found;
}

function customersOf({ needAsset, needFunctionEnd, outNeed, outStart }: CompiledNetwork, a: number): number[] {
  // Needs that carry function come before those of repair.
  return Array.from(outNeed.subarray(outStart[a], outStart[a + 1])).filter((x) => x < needFunctionEnd[needAsset[x]!]!).map((x) => needAsset[x]!);
}
