/**
 * Falls to a fixed point, in waves: wave 0 is who was hit or lost a buffer now, wave n + 1 falls because of waves up to n.
 * A wave is computed from the levels of the waves before it and then applied, so no order inside it matters.
 */
import { followCause } from './causes.js';
import { AssetBit, Flag, Was } from './flags.js';
import type { Kernel } from './kernel.js';
import type { NeedRules } from './needs.js';
import { pauseOwnFailure } from './own-failures.js';
import { Parts } from './units.js';

/** The rules of falls, bound to one state. */
export function fallRules(k: Kernel, needs: NeedRules) {
  var { assetBits, capacity, cutOff, dirty, fallen, fallenLevel, fallRound, firstFall, flags, functionOf, layered, layerOf, level, levelBefore, lostTicks, margin, meters, outWeight, record, restartKey, share, since, stepList, touch, trips } = k;
  var { assetIsArea, assetSector, outNeed, outStart } = k.network, following = k.scenario.causes;

  var { markWorkingDrains, needFell } = needs, addToSector = meters.sector;
  /** Needs that a change of level makes short, or finds so: of one asset at a time, since nothing that looks at a need changes a level. */
  var concerned = new Int32Array(most(outStart) + 1);

  /** Lets everything marked dirty fall, and what follows from it. */
  function fall(): void {
    while (k.dirtyCount > 0) {
      const n = evaluateWave();
      applyWave(n);
      k.wave++;
    }
  }

  /** Level of an asset that is up, as its needs, capacity, trips and share stand; 0 means that it trips. */
  function levelOf(a: number): number {
    const f = functionOf(a);
    if (f < cutOff[a]! || f === 0 || trips[a] !== 0) return 0;
    const left = capacity[a]!, given = layered ? share[a]! : Parts.Full;
    const s = f < left ? f : left;
    return s < given ? s : given;
  }

  /** True when an asset that is down could work: function at its cut-off, capacity left, no trip. */
  function couldWork(a: number): boolean {
    if (capacity[a] === 0 || trips[a] !== 0) return false;
    const f = functionOf(a);
    return f >= cutOff[a]! && f > 0;
  }

  /** Computes the new levels of the marked assets; those that fall are listed with them. */
  function evaluateWave(): number {
    const n = k.dirtyCount;
    let count = 0;
    for (let i = 0; i < n; i++) {
      const a = dirty[i]!, flag = flags[a]! & ~Flag.Dirty;
      flags[a] = flag;
      if ((flag & Flag.Up) === 0) {
        if ((flag & Flag.Restarting) !== 0 && !couldWork(a)) voidRestart(a);
        continue;
      }
      const to = levelOf(a);
      if (layered && layerOf[a]! >= 0) k.layerTouched(a);
      if (to < level[a]! || (to === 0 && isDown(a))) {
        fallen[count] = a;
        fallenLevel[count++] = to;
        if (k.netting) enterStep(a);
        else if (fallRound[a] !== k.round) beginFall(a, to);
        else fallFurther(a, to);
      }
    }
    k.dirtyCount = 0;
    return count;
  }

  /** An asset at level 0 by its share alone is up; it goes down when function, capacity or a trip say so. */
  function isDown(a: number): boolean {
    const f = functionOf(a);
    return f < cutOff[a]! || f === 0 || trips[a] !== 0 || capacity[a] === 0;
  }

  function applyWave(n: number): void {
    for (let i = 0; i < n; i++) {
      const a = fallen[i]!, from = level[a]!, to = fallenLevel[i]!;
      if (following && !k.netting) k.causeHolds(a);
      if (to === 0 && (!layered || share[a]! > 0 || isDown(a))) {
        flags[a]! &= ~Flag.Up;
        touch(a);
        if ((assetBits[a]! & (AssetBit.DrainsWorking | AssetBit.FailsAlone)) !== 0) {
          markWorkingDrains(a);
          pauseOwnFailure(k, a);
        }
      }
      if (to === from) continue;
      setLevel(a, from, to);
      if (to === 0 && k.followsOutages) k.occurrences.triggers.onOutage(a);
      lowerSupplies(a, to - from);
    }
  }

  /** The level of asset a changes: what it lost so far is booked at the old one. */
  function setLevel(a: number, from: number, to: number): void {
    const t = k.now, lost = Parts.Full - from;
    touch(a);
    if (lost > 0) lostTicks[a]! += lost * (t - since[a]!);
    since[a] = t;
    level[a] = to;
    if (to === 0) k.out++;
    else if (from === 0) k.out--;
    addToSector(assetSector[a]!, from - to);
    if (layered && layerOf[a]! >= 0) k.layerTouched(a);
  }

  /** What asset a supplies falls with it. Which needs that makes short cannot be foretold, so they are noted without a branch. */
  function lowerSupplies(a: number, delta: number): void {
    // Known to be whole, or the optimiser asks what it is at every edge.
    const by = delta | 0;
    let count = 0;
    for (let e = outStart[a]!, end = outStart[a + 1]!; e < end; e++) {
      const x = outNeed[e]!, m = margin[x]! + outWeight[e]! * by;
      margin[x] = m;
      concerned[count] = x;
      count += Number(m < 0);
    }
    for (let i = 0; i < count; i++) needFell(concerned[i]!);
  }

  /** Cancels a running restart: its count is void. */
  function voidRestart(a: number): void {
    flags[a]! &= ~Flag.Restarting;
    restartKey[a] = 0;
  }

  /** The first fall of an asset in this step: one event, whatever further waves add. */
  function beginFall(a: number, to: number): void {
    fallRound[a] = k.round;
    k.falls++;
    k.events++;
    noteLost(a, to);
    if (following) followCause(k, a, to);
  }

  /** A later wave of the same step takes the asset further down: part of the same event. */
  function fallFurther(a: number, to: number): void {
    if (k.startsBelow) noteLost(a, to);
    k.recorder?.fallsFurther(a, to);
  }

  /** An asset is below its level of the start: counted once in a replication. */
  function noteLost(a: number, to: number): void {
    if (k.startsBelow && to >= k.baseline.level[a]!) return;
    if (firstFall[a] === Infinity) firstFall[a] = k.now;
    const before = record[a]!;
    if ((before & Was.Lost) !== 0) return;
    record[a] = before | Was.Lost;
    touch(a);
    if (assetIsArea[a] === 1) { k.areasLost++; return; }
    // A hit asset is lost already.
    if ((before & Was.Hit) !== 0) return;
    k.lost++;
    k.reachSector(assetSector[a]!);
  }

  /** Step 6 nets falls and rises: the level before is kept at the first change. */
  function enterStep(a: number): void {
    if ((flags[a]! & Flag.InStep) !== 0) return;
    flags[a]! |= Flag.InStep;
    levelBefore[a] = level[a]!;
    stepList[k.stepCount++] = a;
  }

  return { concerned, fall, levelOf, setLevel, couldWork, enterStep, noteLost };
}

/** The most needs that one asset supplies. */
const most = (outStart: Int32Array): number => outStart.reduce((n, from, a) => Math.max(n, from - (outStart[a - 1] ?? 0)), 0);

export type FallRules = ReturnType<typeof fallRules>;
