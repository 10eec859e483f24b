/**
 * Step 4: sector physics. Every model whose input changed or whose time has come answers the same settled state; all answers are applied
 * together. Lower shares and trips act at once; a share that a model raises waits for the rises of step 6.
 */
import { Step, type SectorModel } from './contracts.js';
import { AssetBit, Flag } from './flags.js';
import type { Kernel } from './kernel.js';
import { ticksUp } from './units.js';

/** A sector model at work: its components' state as posed, its answer, trips to come. */
export interface Layer {
  readonly model: SectorModel;
  readonly up: Uint8Array;
  readonly offered: Int32Array;
  readonly answer: Int32Array;
  /** Tick at which each component's share was last raised. */
  readonly raisedAt: Float64Array;
  changed: boolean;
  /** Component that changed last, and the one that had when the model was asked: the cause of what its answer takes away. */
  lastChanged: number;
  cause: number;
  askAt: number;
  /** Its state moves with time from the start on: it is asked at tick 0 of every replication. */
  timed: boolean;
  trips: { asset: number; tick: number }[];
  /** Components it has tripped: down until a plan or a crew closes them, however often it answers so. */
  tripped: Set<number>;
}

/** @param rising true in step 6: raised shares are applied too (they are the next wave of rises) */
export function solvePhysics(k: Kernel, rising: boolean): void {
  if (k.layers.length === 0) return;
  while (k.layersChanged) {
    k.layersChanged = false;
    for (let l = 0; l < k.layers.length; l++) {
      const layer = k.layers[l]!;
      if (layer.changed || layer.askAt <= k.now) ask(k, l, layer);
    }
    for (const layer of k.layers) lower(k, layer);
    if (k.dirtyCount > 0) k.rules.fall();
  }
  if (!rising || !k.sharesRise) return;
  k.sharesRise = false;
  for (const layer of k.layers) raise(k, layer);
}

/** A layer's time has come (queue entry of step 4): it is asked, and its delayed trips act. */
export function layerDue(k: Kernel, l: number): void {
  const layer = k.layers[l]!;
  for (const trip of layer.trips) {
    if (trip.tick <= k.now) tripComponent(k, layer, trip.asset);
  }
  layer.trips = layer.trips.filter((trip) => trip.tick > k.now);
  if (layer.askAt <= k.now) { layer.changed = true; k.layersChanged = true; }
}

function ask(k: Kernel, l: number, layer: Layer): void {
  const { components } = layer.model;
  layer.changed = false;
  layer.askAt = Infinity;
  layer.cause = layer.lastChanged;
  k.asks++;
  for (let i = 0; i < components.length; i++) {
    const a = components[i]!, f = k.functionOf(a);
    layer.up[i] = k.flags[a]! & Flag.Up;
    layer.offered[i] = Math.min(f, k.capacity[a]!);
  }
  const hours = Math.max(0, k.now) / k.scenario.ticksPerHour, answer = layer.model.solve(hours, layer.up, layer.offered, layer.answer);
  if (answer.unsolved !== undefined) {
    keepShares(k, layer);
    k.mark ??= { code: 'SECTOR_UNSOLVED', message: `sector model "${k.scenario.layers[l]!.id}" at hour ${hours}: ${answer.unsolved}` };
  }
  layer.trips = [];
  for (const trip of answer.trips ?? []) {
    const tick = k.now + ticksUp(trip.afterHours, k.scenario.ticksPerHour);
    if (tick <= k.now) tripComponent(k, layer, trip.asset);
    else { layer.trips.push({ asset: trip.asset, tick }); wake(k, l, tick); }
  }
  if (answer.againInHours !== undefined) {
    layer.askAt = k.now + Math.max(1, ticksUp(answer.againInHours, k.scenario.ticksPerHour));
    wake(k, l, layer.askAt);
  }
}

function tripComponent(k: Kernel, layer: Layer, a: number): void {
  if (layer.tripped.has(a) && k.trips[a] !== 0) return;
  layer.tripped.add(a);
  k.trips[a]!++;
  k.touch(a);
  k.markDirty(a);
}

/** The answer is what is in force. */
function keepShares(k: Kernel, layer: Layer): void {
  for (let i = 0; i < layer.answer.length; i++) layer.answer[i] = k.share[layer.model.components[i]!]!;
}

function wake(k: Kernel, l: number, tick: number): void {
  if (tick * 8 < k.horizonKey) k.queue.push(tick * 8 + Step.Physics, l);
}

function lower(k: Kernel, layer: Layer): void {
  const { components } = layer.model;
  for (let i = 0; i < components.length; i++) {
    const a = components[i]!, share = layer.answer[i]!;
    if (share >= k.share[a]!) { if (share > k.share[a]!) k.sharesRise = true; continue; }
    k.share[a] = share;
    k.touch(a);
    k.markDirty(a);
  }
}

/** A share is raised once in an instant; a later try asks the model again after a minute. */
function raise(k: Kernel, layer: Layer): void {
  const { components } = layer.model;
  for (let i = 0; i < components.length; i++) {
    const a = components[i]!, share = layer.answer[i]!;
    if (share <= k.share[a]!) continue;
    if (layer.raisedAt[i] === k.now) {
      layer.askAt = Math.min(layer.askAt, k.now + ticksUp(1 / 60, k.scenario.ticksPerHour));
      wake(k, k.layers.indexOf(layer), layer.askAt);
      continue;
    }
    layer.raisedAt[i] = k.now;
    k.share[a] = share;
    k.touch(a);
    // On a loop, what it offers more may come back to it.
    if ((k.flags[a]! & Flag.Up) !== 0 && ((k.assetBits[a]! & AssetBit.Looped) !== 0 || k.rules.levelOf(a) > k.level[a]!)) k.markRaise(a);
  }
}

/** Puts the models back to the start; the assets' shares are those of the start already. */
export function resetLayers(k: Kernel): void {
  for (let l = 0; l < k.layers.length; l++) {
    const layer = k.layers[l]!;
    layer.model.reset();
    keepShares(k, layer);
    layer.raisedAt.fill(-1);
    layer.changed = false;
    layer.askAt = layer.timed ? 0 : Infinity;
    if (layer.timed) wake(k, l, 0);
    layer.lastChanged = layer.cause = -1;
    layer.trips = [];
    layer.tripped.clear();
  }
  k.layersChanged = k.sharesRise = false;
}
