/** The state at the start, and the way back to it: only what a replication touched is put back. */
import { Flag, NeedBit, Origin, Was } from './flags.js';
import type { Kernel } from './kernel.js';
import { resetObservers } from './observers.js';
import { startOwnFailures } from './own-failures.js';
import { keepStart, resetLayers } from './layers.js';
import { solvePhysics } from './physics.js';
import { Parts } from './units.js';
import { bindWayBack } from './way-back.js';

/** The state of the start: everything up as far as its needs, its damage at the start and the flow models allow. */
export function makeBaseline(k: Kernel): void {
  // They may have been at work for another simulation.
  for (const { model } of k.layers) model.reset();
  // Before the first tick, so that supplies "before the start" are those of the start.
  k.now = -1;
  for (let a = 0; a < k.assets; a++) k.markDirty(a);
  // Needs that are short though nobody fell.
  for (let x = 0; x < k.needBits.length; x++) if (k.margin[x]! < 0) k.rules.reviewNeed(x);
  for (let l = 0; l < k.layers.length; l++) { k.layers[l]!.changed = true; k.layersChanged = true; }
  k.round = 1;
  k.rules.fall();
  solvePhysics(k, false);
  keepStart(k);
  const damaged: number[] = [], below: number[] = [];
  for (let a = 0; a < k.assets; a++) {
    k.flags[a]! &= 1;
    if (k.damage[a]! > 0) damaged.push(a);
    if (k.level[a]! < Parts.Full) below.push(a);
  }
  // Reserves that begin below full take their rates at the start.
  for (let x = 0; x < k.needBits.length; x++) if ((k.needBits[x]! & NeedBit.Buffered) !== 0 && k.network.needInitial[x]! < Parts.Full) k.markRate(x);
  const rateDirty = k.rateDirty.slice(0, k.rateDirtyCount);
  for (const x of rateDirty) k.needBits[x]! &= ~NeedBit.RateDirty;
  k.rateDirtyCount = 0;
  for (let x = 0; x < k.needBits.length; x++) k.needBits[x]! &= ~NeedBit.Touched;
  k.delays.setBaseline();
  k.meters.setBaseline();
  k.baseline = {
    level: k.level.slice(), flags: k.flags.slice(), felt: k.felt.slice(), seen: k.seen.slice(), contribution: k.contribution.slice(),
    margin: k.margin.slice(), share: k.share.slice(), out: k.out, rateDirty, drawnEarly: drawnEarly(k), damaged, below,
  };
  k.wayBack = bindWayBack(k);
  k.startsBelow = below.length > 0;
  restoreAll(k);
}

/** Buffers of drawn size that plans or tankers look at though nothing has befallen their needs: they are drawn at the start, others when first touched. */
function drawnEarly({ needBits }: Kernel): number[] {
  const wanted = NeedBit.DrawnBuffer | NeedBit.Watched;
  return Array.from(needBits.keys()).filter((x) => (needBits[x]! & wanted) === wanted);
}

/** Puts back what the replication before touched. */
export function restore(k: Kernel): void {
  k.strains?.reset();
  if (k.broken) restoreAll(k); else k.wayBack.restoreTouched();
  k.broken = false;
  k.touchedCount = k.touchedNeedCount = 0;
}

/** Begins replication number `replication`, from the state of the start. */
export function begin(k: Kernel, replication: number): void {
  restore(k);
  k.replication = replication;
  k.now = k.wave = 0;
  k.round = 1;
  k.netting = k.forked = false;
  k.queue.clear();
  k.dirtyCount = k.rateDirtyCount = k.stepCount = k.checkCount = k.raiseCount = k.raiseHead = k.newJobCount = k.transmittedCount = 0;
  k.falls = k.rises = k.damages = k.repairs = k.hits = k.lost = k.areasLost = k.maxDepth = k.events = k.asks = k.damageCost = k.sectorsReached = 0;
  k.out = k.peakOut = k.baseline.out;
  k.mark = undefined;
  k.sectorReached.fill(0);
  k.lossByOrigin.fill(0);
  k.repairNeedMet = k.crewsChanged = false;
  k.deratings.reset();
  k.staff?.reset();
  k.losses?.reset();
  k.workLimits?.reset();
  k.delays.reset();
  k.meters.reset();
  k.crews.reset();
  k.occurrences.reset();
  k.crowd?.reset();
  k.plans.reset();
  resetLayers(k);
  if (k.observers.length > 0) resetObservers(k);
  if (k.startsBelow) startBelow(k);
  // By index: an iterator is an object.
  const { damaged, drawnEarly: early, rateDirty } = k.baseline;
  for (let i = 0; i < rateDirty.length; i++) { k.rules.touchNeed(rateDirty[i]!); k.markRate(rateDirty[i]!); }
  for (let i = 0; i < early.length; i++) if ((k.needBits[early[i]!]! & NeedBit.Touched) === 0) k.rules.touchNeed(early[i]!);
  k.rules.settleRates();
  // Before the jobs of the start, whose draws are told apart by the number of own failures so far.
  startOwnFailures(k);
  if (damaged.length > 0) {
    for (const a of damaged) { k.touch(a); k.jobListed[a] = 1; k.newJobs[k.newJobCount++] = a; }
    k.rules.openJobs();
    // Roads that are not whole at the start are known once their model has been asked, at tick 0.
    if (k.layers.some((layer) => layer.timed && layer.model.travelTimes !== undefined)) k.crewsChanged = true;
    else k.crews.dispatch();
  }
  k.meters.afterFalls();
  k.meters.settled();
}

/** Assets that are below 1 at the start are in an outage that belongs to the start. */
function startBelow(k: Kernel): void {
  for (const a of k.baseline.below) {
    k.touch(a);
    if (k.scenario.causes) k.openOutage(a, k.meters.sectors + Origin.Start);
  }
}

/** After a replication that threw, nothing is known about what it touched. */
function restoreAll(k: Kernel): void {
  for (let a = 0; a < k.assets; a++) {
    k.flags[a]! |= Flag.Changed;
    k.record[a]! |= Was.Hit;
    k.wayBack.restoreAsset(a);
  }
  for (let x = 0; x < k.needBits.length; x++) k.wayBack.restoreNeed(x);
  // It may have stopped between a level and the supplies that follow from it.
  k.margin.set(k.baseline.margin);
}
