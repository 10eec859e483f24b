/** Supply of a need: min(1, sum of weight x supplier's level / required), or the required-th best level (docs/semantics.md, "Assets and dependencies"). */
import { NeedBit } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts, requiredParts } from './units.js';

export function supplyRule(k: Kernel): (x: number) => number {
  var partsOf = requiredParts, { level, margin, needBits, required } = k, { supAsset, supStart } = k.network;

  /** Supply of need x by its suppliers' present levels, parts. */
  function supplyOf(x: number): number {
    if ((needBits[x]! & NeedBit.Best) !== 0) return bestSupply(x);
    const surplus = margin[x]!;
    if (surplus >= 0) return Parts.Full;
    const wanted = required[x]!;
    return ((surplus + partsOf(wanted)) / wanted) | 0;
  }

  /** The required-th best level among the suppliers. */
  function bestSupply(x: number): number {
    const wanted = required[x]!;
    let best = 0;
    for (let i = supStart[x]!; i < supStart[x + 1]!; i++) {
      const candidate = level[supAsset[i]!]!;
      if (candidate <= best) continue;
      let asGood = 0;
      for (let j = supStart[x]!; j < supStart[x + 1]!; j++) if (level[supAsset[j]!]! >= candidate) asGood++;
      if (asGood >= wanted) best = candidate;
    }
    return best;
  }

  return supplyOf;
}
