/**
 * Step 4: sector physics. Every model whose input changed or whose time has come answers the same settled state; all answers are applied
 * together. Lower shares and trips act at once; a share that a model raises waits for the rises of step 6. A model is asked only when
 * what it would be told differs from what it was told last, or at the time it named.
 */
import type { TravelTimes } from './sector-model.js';
import { AssetBit, Flag } from './flags.js';
import { refreshFactors } from './demand-port.js';
import type { Kernel } from './kernel.js';
import { wake, type Layer } from './layers.js';
import { Parts, ticksUp } from './units.js';

/** @param rising true in step 6: raised shares are applied too (they are the next wave of rises) */
export function solvePhysics(k: Kernel, rising: boolean): void {
  if (k.layers.length === 0) return;
  while (k.layersChanged) {
    k.layersChanged = false;
    for (let l = 0; l < k.layers.length; l++) {
      const layer = k.layers[l]!;
      if (!layer.changed && layer.askAt > k.now) continue;
      layer.changed = false;
      if (pose(k, layer) || layer.askAt <= k.now) ask(k, l, layer);
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

/** Writes down what the model is to be told; hot loop. @returns true when that is something else than it was told last */
function pose(k: Kernel, layer: Layer): boolean {
  const { model: { components }, fedStart, ownStart, ownNeed, offered, up } = layer, { capacity, contribution, cutOff, flags, trips } = k;
  let differs = !layer.told;
  layer.told = true;
  if (layer.port?.changed === true && refreshFactors(layer.port, k.strains!.factor)) {
    layer.model.setDemand!(layer.port.factors);
    differs = true;
  }
  for (let i = 0, n = components.length; i < n; i++) {
    const a = components[i]!, left = capacity[a]!;
    let f: number = Parts.Full;
    for (let x = ownStart[i]!, end = ownStart[i + 1]!; x < end; x++) if (contribution[ownNeed[x]!]! < f) f = contribution[ownNeed[x]!]!;
    if (f < 0) f = 0;
    // One that is down only for want of what the model itself gives it is up, as far as the model is concerned.
    const isUp = (flags[a]! & Flag.Up) !== 0 || (fedStart[i + 1]! > fedStart[i]! && f >= cutOff[a]! && f > 0 && left > 0 && trips[a] === 0) ? 1 : 0, has = f < left ? f : left;
    if (isUp === up[i] && has === offered[i]) continue;
    differs = true;
    up[i] = isUp;
    offered[i] = has;
  }
  return differs;
}

function ask(k: Kernel, l: number, layer: Layer): void {
  layer.askAt = Infinity;
  layer.cause = layer.lastChanged;
  layer.strain = layer.lastChanged < 0 && layer.port !== undefined ? layer.port.bearer : -1;
  k.asks++;
  const hours = Math.max(0, k.now) / k.scenario.ticksPerHour, answer = layer.model.solve(hours, layer.up, layer.offered, layer.answer);
  if (answer.unsolved !== undefined) {
    layer.answer.set(layer.given);
    k.mark ??= { code: 'SECTOR_UNSOLVED', message: `sector model "${layer.id}" at hour ${hours}: ${answer.unsolved}` };
  }
  // Roads as they are now: crews that found no way look again.
  if (layer.model.travelTimes !== undefined && k.crews.stranded) k.crewsChanged = true;
  for (const a of answer.closes ?? []) closeComponent(k, layer, a);
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
  if (layer.tripped.has(a)) return;
  layer.tripped.add(a);
  k.trips[a]!++;
  k.touch(a);
  k.markDirty(a);
}

/** The trip that the model once gave a component ends; those of hazards and plans stand. */
function closeComponent(k: Kernel, layer: Layer, a: number): void {
  if (layer.tripped.delete(a)) k.rules.releaseTrip(a);
}

/** True when a component is held down by a trip of its model, and by no other. */
export function trippedByModel(k: Kernel, a: number): boolean {
  return k.trips[a] === 1 && k.layerOf[a]! >= 0 && k.layers[k.layerOf[a]!]!.tripped.has(a);
}

/** A plan has ended all trips of an asset. */
export function forgetTrip(k: Kernel, a: number): void {
  if (k.layerOf[a]! >= 0) k.layers[k.layerOf[a]!]!.tripped.delete(a);
}

/** Travel over the network of the one layer that has roads, else as the scenario says; undefined: neither does. */
export function travelTimes(k: Kernel): TravelTimes | undefined {
  for (const { model: { travelTimes: roads } } of k.layers) {
    if (roads === undefined) continue;
    roads.at?.(Math.max(0, k.now) / k.scenario.ticksPerHour);
    return roads;
  }
  return k.resources?.travel;
}

function lower(k: Kernel, layer: Layer): void {
  const { components } = layer.model, { fedNeed, fedStart } = layer;
  for (let i = 0; i < components.length; i++) {
    const a = components[i]!, share = layer.answer[i]!, given = layer.given[i]!;
    if (share >= given) { if (share > given) k.sharesRise = true; continue; }
    layer.given[i] = share;
    k.touch(a);
    if (fedStart[i + 1] === fedStart[i]) { k.share[a] = share; k.markDirty(a); continue; }
    for (let n = fedStart[i]!; n < fedStart[i + 1]!; n++) {
      k.margin[fedNeed[n]!] = share - Parts.Full;
      k.rules.needFell(fedNeed[n]!);
    }
  }
}

/** A share is raised once in an instant; a later try asks the model again after a minute. */
function raise(k: Kernel, layer: Layer): void {
  const { components } = layer.model, { fedNeed, fedStart } = layer;
  for (let i = 0; i < components.length; i++) {
    const a = components[i]!, share = layer.answer[i]!;
    if (share <= layer.given[i]!) continue;
    if (layer.raisedAt[i] === k.now) {
      layer.askAt = Math.min(layer.askAt, k.now + ticksUp(1 / 60, k.scenario.ticksPerHour));
      wake(k, k.layers.indexOf(layer), layer.askAt);
      continue;
    }
    layer.raisedAt[i] = k.now;
    layer.given[i] = share;
    k.touch(a);
    if (fedStart[i + 1] === fedStart[i]) {
      k.share[a] = share;
      // On a loop, what it offers more may come back to it.
      if ((k.flags[a]! & Flag.Up) !== 0 && ((k.assetBits[a]! & AssetBit.Looped) !== 0 || k.rules.levelOf(a) > k.level[a]!)) k.markRaise(a);
      continue;
    }
    for (let n = fedStart[i]!; n < fedStart[i + 1]!; n++) {
      k.margin[fedNeed[n]!] = share - Parts.Full;
      k.rules.needRose(fedNeed[n]!);
    }
  }
}
