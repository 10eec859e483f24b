/** What the tables of assets and needs begin with, from the compiled network. */
import { Role } from '../network/compiled-network.js';
import { AssetBit, NeedBit } from './flags.js';
import type { State } from './state.js';
import { Parts } from './units.js';

/** Cut-offs, restarts, and capacities by the damage of the start. */
export function compileAssets(k: State): void {
  const { network } = k;
  for (let a = 0; a < k.assets; a++) {
    const kind = network.assetKind[a]!;
    k.cutOff[a] = network.kindCutOff[kind]!;
    k.restartTicks[a] = network.kindRestart[kind]!;
    k.damage[a] = network.assetInitialDamage[a]!;
    k.capacity[a] = network.kindCapacity[kind * 5 + k.damage[a]!]!;
  }
}

/** What each need is (its bits), its margin over what it requires, and its buffer. */
export function compileNeeds(k: State): void {
  const { network } = k;
  for (let x = 0; x < network.sizes.needs; x++) {
    const best = network.needBest[x] === 1;
    // A margin kept below 0 sends every change of a `best` need to the full rule; its edges weigh nothing.
    k.margin[x] = best ? -1 : (network.needSupply[x]! - network.needRequired[x]!) * Parts.Full;
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
