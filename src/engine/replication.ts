/**
 * One replication: instants in order of time, and inside an instant the steps of docs/semantics.md in their order. The same code runs
 * with and without an observer; a subscriber costs the objects it is shown.
 */
import { Step } from './contracts.js';
import { Flag, Origin } from './flags.js';
import type { Kernel } from './kernel.js';
import { clear } from './lists.js';
import { observe } from './observers.js';
import { endGap } from './own-failures.js';
import { layerDue, solvePhysics } from './physics.js';

/** Passes through the steps in one instant before a policy is said to run in circles. */
const MAX_PASSES = 10_000;

/** Why a replication was given up. */
export class ReplicationError extends Error {
  constructor(readonly code: 'EVENT_BUDGET' | 'POLICY_LOOP', message: string) { super(message); }
}

/** What is told of, and may act on, the settled state of each pass. */
export interface PassObserver {
  /** @returns true when something was done: the instant starts again */
  settled(): boolean;
  /** A queue entry of step 7 that is no plan's (work scheduled on the clock). */
  task(payload: number): void;
  readonly closed: boolean;
}

/** The loop over instants, bound to one state. */
export function bindRun(k: Kernel): (observer: PassObserver | null, endKey: number) => void {
  var { crowd, meters, queue } = k, { first } = queue;
  // What a scenario is without costs an instant nothing.
  var layered = k.layers.length > 0, metered = meters.metered, observed = k.observers.length > 0, planned = k.scenario.plans.length > 0, resourced = k.resources !== undefined;
  /** Entries of steps that this pass is through with: keys and payloads. */
  var held: number[] = [];

  /** Runs from the present state to the first entry at or beyond `endKey` (of the horizon: to the end). Throws ReplicationError. */
  function run(observer: PassObserver | null, endKey: number): void {
    const { eventBudget } = k.scenario;
    let passes = 0;
    clear(held);
    for (;;) {
      const key = first[0]!;
      if (key >= endKey) return;
      const t = Math.floor(key / 8);
      if (t !== k.now) { passes = 0; k.now = t; }
      while (pass(observer)) if (++passes > MAX_PASSES) break;
      if (++passes > MAX_PASSES) throw new ReplicationError('POLICY_LOOP', `the instant at hour ${t / k.scenario.ticksPerHour} started again more than ${MAX_PASSES} times`);
      if (k.events + k.asks > eventBudget) throw new ReplicationError('EVENT_BUDGET', `more than ${eventBudget} events and calls of sector models by hour ${t / k.scenario.ticksPerHour}`);
      if (observer?.closed === true) return;
    }
  }

  /** One pass through the steps; @returns true when the instant must start again. */
  function pass(observer: PassObserver | null): boolean {
    const base = k.now * 8;
    // The step of what is due next, 8 and more: nothing in this instant. It is read again after all that may put something there.
    let due = first[0]! - base;
    if (due <= Step.Damage) { strike(); due = first[0]! - base; }
    if (due === Step.Fall) { endSupplies(); due = first[0]! - base; }
    if (layered || k.dirtyCount > 0) {
      k.round++;
      k.wave = 0;
      k.rules.fall();
      if (layered) physicsStep();
      due = first[0]! - base;
    }
    if (metered) meters.afterFalls();
    if (k.out > k.peakOut) k.peakOut = k.out;
    if (due < Step.Repair) { hold(Step.Repair); due = first[0]! - base; }
    if (due === Step.Repair || k.newJobCount > 0 || k.repairNeedMet || k.crewsChanged) { repairStep(); due = first[0]! - base; }
    if (k.rateDirtyCount > 0) { k.rules.settleRates(); due = first[0]! - base; }
    if (due < Step.Rise) { hold(Step.Rise); due = first[0]! - base; }
    if (due === Step.Rise || k.raiseCount > 0 || k.checkCount > 0 || k.sharesRise || k.layersChanged) { k.rules.riseStep(); due = first[0]! - base; }
    // What sector physics took away in step 6 lasts.
    if (layered) meters.afterFalls();
    if (metered) meters.settled();
    // A supply that waiting repairs need, or a way to them, came back with the rises: crews may begin in this very instant.
    crowd?.exposures.review();
    let again = (planned && k.plans.settled()) || k.repairNeedMet || k.crewsChanged || (resourced && k.crews.stranded && crewsLookAgain());
    due = first[0]! - base;
    if (due < Step.Plan) { hold(Step.Plan); due = first[0]! - base; }
    if (due === Step.Plan) again = planStep(observer) || again;
    k.recorder?.flush();
    if (observer?.settled() === true) again = true;
    if (held.length > 0) { release(); again = true; }
    if (observed && !again) observe(k);
    return again;
  }

  // Steps that most instants are without are functions, so that `pass` stays short. They make their keys: a double passed on is an object.

  /** Steps 1 and 2. Damage may trigger hazards without a lag: then once more. */
  function strike(): void {
    const base = k.now * 8;
    for (let round = 0; first[0]! <= base + Step.Damage; round++) {
      if (round > 0) k.recorder?.again();
      if (first[0]! === base + Step.Hazard) startHazards();
      if (first[0]! === base + Step.Damage) damageStep(queue.take());
    }
  }

  function startHazards(): void {
    const n = queue.take();
    k.occurrences.agenda.run(queue.taken, n);
  }

  // What this puts into the step itself comes next. No loop around a loop: in the outer one's body V8 does not know the arrays (D-161).

  function endSupplies(): void {
    for (let i = 0, n = queue.take(); i < n; i++) supplyEnds(queue.taken[i]!);
    if (first[0]! === k.now * 8 + Step.Fall) endSupplies();
  }

  function planStep(observer: PassObserver | null): boolean {
    const key = k.now * 8 + Step.Plan;
    let again = false;
    while (first[0]! === key) {
      for (let i = 0, n = queue.take(); i < n; i++) {
        const payload = queue.taken[i]!;
        if (payload < 0) observer?.task(payload);
        else again = k.plans.due(payload) || again;
      }
      again = k.plans.settled() || again;
    }
    return again;
  }

  /** Keeps entries before a step for when the instant starts again: what is due now in the steps to come is not to wait for them. */
  function hold(step: Step): void {
    const key = k.now * 8 + step;
    while (first[0]! < key) held.push(first[0]!, queue.pop());
  }

  function release(): void {
    for (let i = 0; i < held.length; i += 2) queue.push(held[i]!, held[i + 1]!);
    held.length = 0;
  }

  /** A way, a depot or fuel that was missed came back. */
  function crewsLookAgain(): boolean {
    if (k.resources?.cameBack() !== true) return false;
    k.crewsChanged = true;
    return true;
  }

  function damageStep(count: number): void {
    const key = k.now * 8 + Step.Damage;
    for (let i = 0; i < count; i++) {
      const payload = queue.taken[i]!;
      if (payload < 0) { k.occurrences.agenda.runDamage(-1 - payload); continue; }
      const a = endGap(k, payload, key);
      if (a >= 0) k.rules.damageAsset(a, k.scenario.ownFailureState[k.network.assetKind[a]!]!, Origin.Own, -1, false);
    }
  }

  /** A buffer is empty, or a remembered supply is forgotten. */
  function supplyEnds(payload: number): void {
    const key = k.now * 8 + Step.Fall;
    if (payload < 0) {
      const line = -1 - payload;
      if (k.delays.key[line] !== key) return;
      k.delays.key[line] = 0;
      k.rules.needFell(k.delays.need[line]!);
      return;
    }
    const x = payload;
    if (k.needKey[x] !== key) return;
    k.needKey[x] = 0;
    k.recorder?.bufferEnd(x);
    const a = k.network.needAsset[x]!;
    if (k.rules.stockEnded(x) < 0 && (k.flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) k.markDirty(a);
  }

  function physicsStep(): void {
    const key = k.now * 8 + Step.Physics;
    if (first[0]! < key) hold(Step.Physics);
    while (first[0]! === key) for (let i = 0, n = queue.take(); i < n; i++) layerDue(k, queue.taken[i]!);
    if (k.dirtyCount > 0) k.rules.fall();
    solvePhysics(k, false);
  }

  function repairStep(): void {
    // First the damage of step 2: work that it makes start anew does not end now.
    if (k.newJobCount > 0) k.rules.openJobs();
    while (first[0]! === k.now * 8 + Step.Repair) endWork();
    k.crewsChanged = false;
    k.crews.dispatch();
  }

  function endWork(): void { for (let i = 0, n = queue.take(); i < n; i++) workEnds(queue.taken[i]!); }

  /** A repair, an inspection or a hold ends; or what has no asset comes. */
  function workEnds(payload: number): void {
    if (payload < 0) others(-1 - payload);
    else if (k.crews.jobs.key[payload] === k.now * 8 + Step.Repair && k.crews.jobs.repairEnds(payload)) k.rules.endRepair(payload);
  }

  /** Crews of a pool arrive; beyond the pools, what work needs beside crews. */
  function others(n: number): void {
    const pools = k.scenario.pools.length;
    if (n >= pools) { k.resources!.due(n - pools); return; }
    const comes = k.resources?.isAbsent(n) !== true;
    if (comes) k.crews.arrive(n);
    k.recorder?.recovery.crews(n, comes);
  }

  return run;
}
