/**
 * Falls to a fixed point, in waves: wave 0 is who was hit or lost a buffer now, wave n + 1 falls because of waves up to n.
 * A wave is computed from the levels of the waves before it and then applied, so no order inside it matters.
 */
import { followCause } from './causes.js';
import { DIRTY, DRAINS_WORKING, FAILS_ALONE, IN_STEP, RESTARTING, UP, WAS_HIT, WAS_LOST, type Kernel } from './kernel.js';
import { markWorkingDrains, needFell } from './needs.js';
import { pauseOwnFailure } from './own-failures.js';


/** Lets everything marked dirty fall, and what follows from it. */
export function fall(k: Kernel): void {
  while (k.dirtyCount > 0) {
    const n = evaluateWave(k);
    applyWave(k, n);
    k.wave++;
  }
}

/** Level of an asset that is up, as its needs, capacity, trips and share stand; 0 means that it trips. */
export function levelOf(k: Kernel, a: number): number {
  const f = k.functionOf(a);
  if (f < k.cutOff[a]! || f === 0 || k.trips[a] !== 0) return 0;
  const capacity = k.capacity[a]!, share = k.share[a]!;
  const s = f < capacity ? f : capacity;
  return s < share ? s : share;
}

/** True when an asset that is down could work: function at its cut-off, capacity left, no trip. */
export function couldWork(k: Kernel, a: number): boolean {
  if (k.capacity[a] === 0 || k.trips[a] !== 0) return false;
  const f = k.functionOf(a);
  return f >= k.cutOff[a]! && f > 0;
}

/** Computes the new levels of the marked assets; those that fall are listed with them. */
function evaluateWave(k: Kernel): number {
  const { dirty, flags, level, fallen, fallenLevel } = k, n = k.dirtyCount;
  let count = 0;
  for (let i = 0; i < n; i++) {
    const a = dirty[i]!, flag = flags[a]! & ~DIRTY;
    flags[a] = flag;
    if ((flag & UP) === 0) {
      if ((flag & RESTARTING) !== 0 && !couldWork(k, a)) voidRestart(k, a);
      continue;
    }
    const to = levelOf(k, a);
    if (k.layerOf[a]! >= 0) k.layerTouched(a);
    if (to < level[a]! || (to === 0 && isDown(k, a))) {
      fallen[count] = a;
      fallenLevel[count++] = to;
      if (k.netting) enterStep(k, a);
      else if (k.fallRound[a] !== k.round) beginFall(k, a, to);
      else k.recorder?.fallsFurther(a, to);
    }
  }
  k.dirtyCount = 0;
  return count;
}

/** An asset at level 0 by its share alone is up; it goes down when function, capacity or a trip say so. */
function isDown(k: Kernel, a: number): boolean {
  const f = k.functionOf(a);
  return f < k.cutOff[a]! || f === 0 || k.trips[a] !== 0 || k.capacity[a] === 0;
}

function applyWave(k: Kernel, n: number): void {
  const { network, fallen, fallenLevel, margin, outWeight, flags } = k;
  const outStart = network.outStart, outNeed = network.outNeed, following = k.scenario.causes;
  for (let i = 0; i < n; i++) {
    const a = fallen[i]!, to = fallenLevel[i]!, delta = to - k.level[a]!;
    if (following) { k.fallTick[a] = k.now; k.fallWave[a] = k.wave; }
    if (to === 0 && (k.share[a]! > 0 || isDown(k, a))) {
      flags[a]! &= ~UP;
      k.touch(a);
      k.outages[a]!++;
      if (k.followsOutages) k.occurrences.onOutage(a);
      if ((k.assetBits[a]! & (DRAINS_WORKING | FAILS_ALONE)) !== 0) {
        markWorkingDrains(k, a);
        pauseOwnFailure(k, a);
      }
    }
    if (delta === 0) continue;
    k.setLevel(a, to);
    for (let e = outStart[a]!, end = outStart[a + 1]!; e < end; e++) {
      const x = outNeed[e]!, m = margin[x]! + outWeight[e]! * delta;
      margin[x] = m;
      if (m < 0) needFell(k, x);
    }
  }
}

/** Cancels a running restart: its count is void. */
export function voidRestart(k: Kernel, a: number): void {
  k.flags[a]! &= ~RESTARTING;
  k.restartKey[a] = 0;
}

/** The first fall of an asset in this step: one event, whatever further waves add. */
export function beginFall(k: Kernel, a: number, to: number): void {
  k.fallRound[a] = k.round;
  k.falls++;
  k.events++;
  noteLost(k, a);
  if (k.scenario.causes) followCause(k, a, to);
}

/** An asset is below its level of the start: counted once in a replication. */
export function noteLost(k: Kernel, a: number): void {
  if (k.firstFall[a] === Infinity) k.firstFall[a] = k.now;
  const record = k.record[a]!;
  if ((record & WAS_LOST) !== 0) return;
  k.record[a] = record | WAS_LOST;
  k.touch(a);
  if (k.network.assetIsArea[a] === 1) { k.areasLost++; return; }
  // A hit asset is lost already.
  if ((record & WAS_HIT) !== 0) return;
  k.lost++;
  k.reachSector(k.network.assetSector[a]!);
}

/** Step 6 nets falls and rises: the level before is kept at the first change. */
export function enterStep(k: Kernel, a: number): void {
  if ((k.flags[a]! & IN_STEP) !== 0) return;
  k.flags[a]! |= IN_STEP;
  k.levelBefore[a] = k.level[a]!;
  k.stepList[k.stepCount++] = a;
}

