/** Puts assets and needs back as they were at the start of a replication. */
import { Flag, NeedBit, Was } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** Nothing is damaged, down or short. */
function isWhole({ contribution, damaged, felt, flags, level, seen }: Kernel['baseline']): boolean {
  return damaged.length === 0 && flags.every((flag) => flag === Flag.Up) && [contribution, felt, level, seen].every((parts) => parts.every((part) => part === Parts.Full));
}

/** The way back of one state whose baseline is known. */
export function bindWayBack(k: Kernel) {
  var { bufferCap, bufferLevel, bufferRate, bufferSince, capacity, contribution, crews, damage, depth, fallRound, fallTick, felt, firstFall, flags, hitOccurrence, hitOrigin, jobListed, jobOccurrence, lastRise, level, lostTicks, margin, needBits, needKey, outWeight, record, restartKey, restarts, restoring, rootOccurrence, seen, share, since, touched, touchedNeeds, trips } = k;
  var { assetInitialDamage, assetKind, kindCapacity, needInitial, outNeed, outStart } = k.network, start = k.baseline, following = k.scenario.causes;
  /** Mostly the start is whole: what is put back is then known, and not fetched from memory that nothing else reads. */
  var whole = isWhole(start), filled = needInitial.every((share) => share === Parts.Full), layered = k.layers.length > 0;

  function restoreTouched(): void {
    for (let i = 0; i < k.touchedCount; i++) restoreAsset(touched[i]!);
    for (let i = 0; i < k.touchedNeedCount; i++) restoreNeed(touchedNeeds[i]!);
  }

  function restoreAsset(a: number): void {
    const was = record[a]!, changed = (flags[a]! & Flag.Changed) !== 0;
    flags[a] = whole ? Flag.Up : start.flags[a]!;
    record[a] = 0;
    if (!changed) return;
    const delta = (whole ? Parts.Full : start.level[a]!) - level[a]!;
    if (delta !== 0) restoreLevel(a, delta);
    restarts[a] = trips[a] = fallRound[a] = 0;
    restartKey[a] = since[a] = lostTicks[a] = 0;
    lastRise[a] = -1;
    firstFall[a] = Infinity;
    if (layered) share[a] = start.share[a]!;
    if (following) { fallTick[a] = rootOccurrence[a] = -1; depth[a] = 0; }
    if ((was & (Was.Hit | Was.ByPlan)) !== 0 || (!whole && assetInitialDamage[a] !== 0)) restoreDamage(a);
  }

  function restoreLevel(a: number, delta: number): void {
    for (let e = outStart[a]!, end = outStart[a + 1]!; e < end; e++) margin[outNeed[e]!]! += outWeight[e]! * delta;
    level[a]! += delta;
  }

  function restoreDamage(a: number): void {
    damage[a] = assetInitialDamage[a]!;
    capacity[a] = kindCapacity[assetKind[a]! * 5 + damage[a]!]!;
    crews.jobs.forget(a);
    restoring?.forget(a);
    hitOrigin[a] = 0;
    jobOccurrence[a] = hitOccurrence[a] = -1;
    jobListed[a] = 0;
  }

  function restoreNeed(x: number): void {
    felt[x] = whole ? Parts.Full : start.felt[x]!;
    seen[x] = whole ? Parts.Full : start.seen[x]!;
    contribution[x] = whole ? Parts.Full : start.contribution[x]!;
    needBits[x]! &= ~(NeedBit.Touched | NeedBit.RateDirty);
    needKey[x] = 0;
    if ((needBits[x]! & NeedBit.Buffered) === 0) return;
    const cap = bufferCap[x]!;
    bufferLevel[x] = filled ? cap : Math.floor((cap / Parts.Full) * needInitial[x]!);
    bufferRate[x] = bufferSince[x] = 0;
  }

  return { restoreTouched, restoreAsset, restoreNeed };
}

export type WayBack = ReturnType<typeof bindWayBack>;
