/**
 * Step 6: rises in waves. Wave 0: restarts that end now, raised capacities and shares, buffers that hold again. After each wave the
 * falls and the sector physics as in steps 3 and 4; what thereby becomes ready with restart time 0 is the next wave.
 *
 * Levels are the greatest solution of their equations. Off the feedback loops they follow from the suppliers one by one; on a loop a
 * rise begins from the optimistic level (capacity and share) and falls back to the greatest solution. Events are netted at the end.
 */
import { followCause } from './causes.js';
import { Step } from './contracts.js';
import type { FallRules } from './fall.js';
import { AssetBit, Flag } from './flags.js';
import type { Kernel } from './kernel.js';
import type { NeedRules } from './needs.js';
import { resumeOwnFailure } from './own-failures.js';
import { solvePhysics } from './physics.js';
import type { Recorder } from './recorder.js';
import { Parts } from './units.js';

/** The rules of rises, bound to one state. */
export function riseRules(k: Kernel, needs: NeedRules, falls: FallRules) {
  var { assetBits, assets, capacity, checkList, flags, lastRise, layered, layerOf, level, levelBefore, margin, markDirty, markRaise, needKey, outWeight, queue, raiseList, restartKey, restartTicks, share, stepList, touch, trips } = k;
  var { outNeed, outStart } = k.network, following = k.scenario.causes, { first } = queue;

  var { markWorkingDrains, needGained, needRose, reviewNeed, settleRates } = needs, { concerned, couldWork, enterStep, fall, levelOf, noteLost, setLevel } = falls;

  /**
   * What is due in step 6, then all that rises: works off k.raiseList (assets that are up) and k.checkList (assets that are down and may begin their
   * restart) in waves, and nets the step: one event for each asset whose level changed. It is one function since V8 puts none of more than 460 bytes of
   * bytecode into another, and so this one has room of its own for what it calls (D-162).
   */
  function riseStep(): void {
    const key = k.now * 8 + Step.Rise;
    if (first[0] === key) {
      for (let i = 0, n = queue.take(); i < n; i++) {
        const payload = queue.taken[i]!;
        if (payload < 0 || payload >= assets) gains(payload);
        else if (restartKey[payload] === key) endRestart(payload);
      }
      // What this puts into the step itself comes next.
      if (first[0] === key) gainMore();
    }
    if (k.raiseCount === 0 && k.checkCount === 0 && !k.sharesRise && !k.layersChanged) return;
    k.netting = true;
    k.round++;
    k.wave = 0;
    for (;;) {
      raiseAll();
      if (k.dirtyCount > 0) fall();
      if (layered) solvePhysics(k, true);
      if (k.rateDirtyCount > 0) settleRates();
      if (k.checkCount > 0) beginRestarts();
      if (k.raiseCount === 0) break;
    }
    k.netting = false;
    for (let i = 0; i < k.stepCount; i++) {
      const a = stepList[i]!, before = levelBefore[a]!, after = level[a]!;
      flags[a]! &= ~Flag.InStep;
      if (after === before) continue;
      k.events++;
      if (after < before) { fallNetted(a, after); continue; }
      k.rises++;
      if (following && after === Parts.Full) k.closeOutage(a);
    }
    if (k.recorder !== null) tellRises(k.recorder);
    k.stepCount = 0;
  }

  /** A restart ends, capacity comes back, or an empty buffer that gained holds again. */
  function gains(payload: number): void {
    const key = k.now * 8 + Step.Rise;
    if (payload >= assets) { k.restoring!.due(payload - assets); return; }
    if (payload >= 0) { if (restartKey[payload] === key) endRestart(payload); return; }
    const x = -1 - payload;
    if (needKey[x] !== key) return;
    needKey[x] = 0;
    if (reviewNeed(x) > 0) needGained(x);
  }

  function gainMore(): void { while (first[0] === k.now * 8 + Step.Rise) for (let i = 0, n = queue.take(); i < n; i++) gains(queue.taken[i]!); }

  /** A restart ends: the asset is up and rises in this wave. */
  function endRestart(a: number): void {
    restartKey[a] = 0;
    lastRise[a] = k.now;
    flags[a] = (flags[a]! & ~Flag.Restarting) | Flag.Up;
    if ((assetBits[a]! & (AssetBit.DrainsWorking | AssetBit.FailsAlone)) !== 0) {
      markWorkingDrains(a);
      resumeOwnFailure(k, a);
    }
    markRaise(a);
  }

  function raiseAll(): void {
    while (k.raiseCount > 0) {
      const at = k.raiseHead, a = raiseList[at]!;
      k.raiseHead = at + 1 < assets ? at + 1 : 0;
      k.raiseCount--;
      flags[a]! &= ~Flag.Raise;
      if ((flags[a]! & Flag.Up) === 0) continue;
      const from = level[a]!;
      let to = levelOf(a);
      if ((assetBits[a]! & AssetBit.Looped) !== 0) to = onLoop(a, to);
      if (layered && layerOf[a]! >= 0) k.layerTouched(a);
      if (to <= from) { if (to < from || to === 0) markDirty(a); continue; }
      enterStep(a);
      setLevel(a, from, to);
      raiseSupplies(a, to - from);
    }
  }

  /** Level from which the rise of an asset on a loop begins, where its needs allow `to` as things are. */
  function onLoop(a: number, to: number): number {
    const optimistic = trips[a] === 0 ? Math.min(capacity[a]!, share[a]!) : 0;
    if (optimistic <= to) return to;
    markDirty(a);
    return optimistic;
  }

  /** What asset a supplies rises with it. */
  function raiseSupplies(a: number, delta: number): void {
    const by = delta | 0;
    let count = 0;
    for (let e = outStart[a]!, end = outStart[a + 1]!; e < end; e++) {
      const x = outNeed[e]!, was = margin[x]!;
      margin[x] = was + outWeight[e]! * by;
      concerned[count] = x;
      count += Number(was < 0);
    }
    for (let i = 0; i < count; i++) needRose(concerned[i]!);
  }

  /** Assets that are down and could work again begin their restart; those with restart time 0 are the next wave. */
  function beginRestarts(): void {
    const n = k.checkCount;
    k.checkCount = 0;
    for (let i = 0; i < n; i++) {
      const a = checkList[i]!;
      flags[a]! &= ~Flag.Check;
      if ((flags[a]! & (Flag.Up | Flag.Restarting)) !== 0 || !couldWork(a)) continue;
      touch(a);
      const ticks = restartTicks[a]!;
      if (ticks > 0) { restartKey[a] = (k.now + ticks) * 8 + Step.Rise; inRestart(a); }
      else if (ticks === 0) restartAtOnce(a);
      else restartDrawn(a);
    }
  }

  /** Its restart time is drawn. */
  function restartDrawn(a: number): void {
    k.samplers.restartTicks(k, a);
    const ticks = k.samplers.cell[0]!;
    if (ticks === 0) { restartAtOnce(a); return; }
    restartKey[a] = (k.now + ticks) * 8 + Step.Rise;
    inRestart(a);
  }

  /** It takes no time. In one instant an asset rises once: a later try waits, at least a minute. */
  function restartAtOnce(a: number): void {
    if (lastRise[a] !== k.now) { endRestart(a); return; }
    restartKey[a] = (k.now + Math.ceil(k.scenario.ticksPerHour / 60)) * 8 + Step.Rise;
    inRestart(a);
  }

  /** Asset a restarts until restartKey[a]. */
  function inRestart(a: number): void {
    flags[a]! |= Flag.Restarting;
    if (restartKey[a]! < k.horizonKey) k.queue.pushInOrder(restartKey, a, a);
    k.recorder?.restart(a);
  }

  function tellRises(recorder: Recorder): void { recorder.closeRises(stepList, k.stepCount, levelBefore); }

  function fallNetted(a: number, to: number): void {
    k.falls++;
    noteLost(a, to);
    if (following) { followCause(k, a, to); k.causeHolds(a); }
  }

  return { riseStep };
}

export type RiseRules = ReturnType<typeof riseRules>;
