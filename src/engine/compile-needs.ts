/** Needs of the network in the kernel's terms: margins, what is asked in full, bits that say which rules they take, weights of edges. */
import { Role } from '../network/compiled-network.js';
import { AssetBit, NeedBit } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** Fills the arrays of needs and edges of a kernel, before its first replication. */
export function compileNeeds(k: Kernel): void {
  const { network } = k;
  for (let x = 0; x < network.sizes.needs; x++) {
    k.requiredFull[x] = network.needRequired[x]! * Parts.Full;
    const best = network.needBest[x] === 1;
    // A margin kept below 0 sends every change of a `best` need to the full rule; its edges weigh nothing.
    k.margin[x] = best ? -1 : network.needSupply[x]! * Parts.Full - k.requiredFull[x]!;
    const buffer = network.needBuffer[x]!;
    k.needBits[x] = (buffer !== 0 ? NeedBit.Buffered : 0) | (network.needDelay[x]! > 0 ? NeedBit.Delayed : 0) | (best ? NeedBit.Best : 0) | (network.needDrainWorking[x]! ? NeedBit.WorkingDrain : 0)
      | (network.needDemand[x]! > 0 ? NeedBit.Demand : 0) | (network.needImpact[x] !== 1_000_000 ? NeedBit.Partial : 0) | (network.needSlot[x]! >= 0 ? NeedBit.Slotted : 0)
      | (network.needRole[x] === Role.Refill ? NeedBit.Refill : network.needRole[x] === Role.Repair ? NeedBit.Repair : 0)
      | (buffer < 0 ? NeedBit.DrawnBuffer : 0) | (network.needRole[x] !== Role.Refill && network.needPartner[x]! >= 0 ? NeedBit.Refilled : 0);
    if (buffer !== 0) k.setBuffer(x, buffer > 0 ? buffer : 1);
    if (network.needDrainWorking[x]) k.assetBits[network.needAsset[x]!]! |= AssetBit.DrainsWorking;
  }
  for (let a = 0; a < k.assets; a++) {
    for (let e = network.outStart[a]!; e < network.outStart[a + 1]!; e++) {
      k.outWeight[e] = network.needBest[network.outNeed[e]!] === 1 ? 0 : network.outWeight[e]!;
    }
  }
}
