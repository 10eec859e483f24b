/**
 * Who failed whom (docs/semantics.md, "Causes"): for each fall the need that binds, in it the supplier that fell last, the falls since
 * the root, and the origin to which the loss of an outage belongs. Called with the levels of the waves before the fall.
 */
import { Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { trippedByModel } from './physics.js';
import { Parts } from './units.js';

/** Why an asset fell: its own hit, capacity or trip; its sector's physics; or a need. */
export const enum By { Hit, Share, Need }

export interface Cause {
  by: number;
  /** Need that binds, or -1. */
  need: number;
  /** Supplier that fell last (or the asset of the layer that changed last), or -1. */
  supplier: number;
}

const cause: Cause = { by: By.Hit, need: -1, supplier: -1 };

/** Finds what set the new level of asset a; the result is reused by the next call. */
export function findCause(k: Kernel, a: number): Cause {
  cause.need = cause.supplier = -1;
  const byNeeds = k.functionOf(a), effective = byNeeds < k.cutOff[a]! ? 0 : byNeeds;
  const capacity = k.trips[a] !== 0 ? 0 : k.capacity[a]!;
  const byCapacity = capacity <= effective && capacity <= k.share[a]!, byModel = byCapacity && k.capacity[a]! > 0 && trippedByModel(k, a);
  if (byCapacity && !byModel) { cause.by = By.Hit; return cause; }
  if (byModel || k.share[a]! <= effective) {
    cause.by = By.Share;
    cause.supplier = layerCause(k, a);
    return cause;
  }
  cause.by = By.Need;
  cause.need = bindingNeed(k, a);
  cause.supplier = lastShortSupplier(k, cause.need);
  return cause;
}

/** The component whose change the model of a's layer answered last, if that was another one; else -1. */
function layerCause(k: Kernel, a: number): number {
  const layer = k.layers[k.layerOf[a]!]!;
  return layer.cause === a ? -1 : layer.cause;
}

/** The need that contributes least; ties by key. */
function bindingNeed(k: Kernel, a: number): number {
  const { needStart, needFunctionEnd } = k.network;
  let binding = needStart[a]!;
  for (let x = binding + 1; x < needFunctionEnd[a]!; x++) if (k.contribution[x]! < k.contribution[binding]!) binding = x;
  return binding;
}

/**
 * Of the suppliers that are short now, the last to fall (time, wave, key); those of the refill group count once the buffer is empty. For a
 * need that a flow model carries, the component whose change it answered. -1: short since the start.
 */
export function lastShortSupplier(k: Kernel, x: number): number {
  const { supStart } = k.network, carried = supStart[x] === supStart[x + 1];
  const last = carried ? layerCause(k, k.network.needAsset[x]!) : laterShort(k, x, -1), refillGroup = k.network.needPartner[x]!;
  if (refillGroup < 0) return last;
  k.rules.advanceBuffer(x);
  return k.bufferLevel[x]! <= 0 ? laterShort(k, refillGroup, last) : last;
}

function laterShort(k: Kernel, group: number, than: number): number {
  const { supStart, supAsset } = k.network;
  let last = than;
  for (let i = supStart[group]!; i < supStart[group + 1]!; i++) {
    const s = supAsset[i]!;
    if (k.fallTick[s]! < 0 || k.level[s] === Parts.Full) continue;
    if (last < 0 || isLater(k, s, last)) last = s;
  }
  return last;
}

function isLater(k: Kernel, s: number, than: number): boolean {
  if (k.fallTick[s] !== k.fallTick[than]) return k.fallTick[s]! > k.fallTick[than]!;
  if (k.fallWave[s] !== k.fallWave[than]) return k.fallWave[s]! > k.fallWave[than]!;
  return s > than;
}

/** Occurrence that raised the demand of a need, or of the layer whose share binds (need -1); -1: none. */
function strainerOf(k: Kernel, a: number, need: number): number {
  if (k.strains === undefined) return -1;
  const own = need < 0 ? -1 : k.strains.bearerOf(need);
  return own < 0 && k.layerOf[a]! >= 0 ? k.layers[k.layerOf[a]!]!.strain : own;
}

/** Notes the cause of a fall of asset a to level `to` (its depth and root hold once its wave is applied): depth, root, transmission, and the origin of the outage if one begins. */
export function followCause(k: Kernel, a: number, to: number): void {
  const { by, need, supplier } = findCause(k, a), sectors = k.meters.sectors;
  let origin: number;
  if (by === By.Hit) {
    k.newDepth[a] = 0;
    k.newRoot[a] = k.hitOccurrence[a]!;
    origin = sectors + k.hitOrigin[a]!;
  } else if (supplier >= 0) {
    k.newDepth[a] = k.depth[supplier]! + 1;
    k.newRoot[a] = k.rootOccurrence[supplier]!;
    origin = k.network.assetSector[supplier]!;
    if (k.newDepth[a]! > k.maxDepth) k.maxDepth = k.newDepth[a]!;
  } else {
    // No supplier fell: a hazard raised the demand, or it was short since the start.
    const strainer = strainerOf(k, a, need);
    k.newDepth[a] = 0;
    k.newRoot[a] = strainer;
    origin = sectors + (strainer < 0 ? Origin.Start : Origin.Hit);
  }
  if (by === By.Need) k.noteTransmission(need);
  if (k.level[a] === Parts.Full || (k.netting && k.levelBefore[a] === Parts.Full)) k.openOutage(a, origin);
  k.recorder?.fall(a, to, by, need, supplier);
}
