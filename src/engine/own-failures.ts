/**
 * Assets that fail by themselves: exponential gaps of working time, the n-th gap of an asset drawn by n, its clock stopped while the
 * asset is down.
 */
import { Purpose, Step } from './contracts.js';
import { AssetBit, Flag } from './flags.js';
import type { Kernel } from './kernel.js';

/** Assets that fail by themselves: position by asset, gap in force, its rest, its timer word. */
export interface FailingAssets {
  assets: Int32Array; position: Int32Array; meanTicks: Float64Array;
  ordinal: Int32Array; left: Float64Array; since: Float64Array; key: Float64Array;
}

/** The assets whose kind fails by itself; their bits say so. */
export function failingAssets({ assetBits, assets, network, scenario }: Pick<Kernel, 'assetBits' | 'assets' | 'network' | 'scenario'>): FailingAssets {
  const mean = (a: number): number => scenario.ownFailureMeanHours[network.assetKind[a]!]! * scenario.ticksPerHour;
  const list: number[] = [];
  for (let a = 0; a < assets; a++) if (mean(a) > 0) list.push(a);
  const position = new Int32Array(list.length > 0 ? assets : 0).fill(-1);
  list.forEach((a, i) => { position[a] = i; assetBits[a]! |= AssetBit.FailsAlone; });
  const f64 = () => new Float64Array(list.length);
  return { assets: Int32Array.from(list), position, meanTicks: Float64Array.from(list, mean), ordinal: new Int32Array(list.length), left: f64(), since: f64(), key: f64() };
}

/** Draws the first gaps. Cost: one draw for each asset whose kind fails by itself. */
export function startOwnFailures(k: Kernel): void {
  const { failing } = k;
  if (failing.assets.length === 0) return;
  for (let i = 0; i < failing.assets.length; i++) {
    failing.ordinal[i] = 0;
    drawGap(k, i);
    failing.since[i] = 0;
    failing.key[i] = 0;
    if ((k.flags[failing.assets[i]!]! & Flag.Up) !== 0) schedule(k, i);
  }
}

function drawGap(k: Kernel, i: number): void {
  const { failing, network, samplers } = k, a = failing.assets[i]!;
  k.draws.select(k.replication, Purpose.OwnFailure, 0, 0);
  k.draws.draw(network.assetSubject0[a]! | 0, network.assetSubject1[a]! | 0, failing.ordinal[i]!, a, samplers.cell);
  samplers.exponentialTicks(failing.meanTicks[i]!);
  failing.left[i] = Math.max(1, samplers.cell[0]!);
}

function schedule(k: Kernel, i: number): void {
  const { failing } = k;
  failing.since[i] = k.now;
  failing.key[i] = (k.now + failing.left[i]!) * 8 + Step.Damage;
  if (failing.key[i]! < k.horizonKey) k.queue.pushFrom(failing.key, i, i);
}

/** The asset went down: the rest of the gap is kept. */
export function pauseOwnFailure(k: Kernel, a: number): void {
  if ((k.assetBits[a]! & AssetBit.FailsAlone) === 0) return;
  const { failing } = k, i = failing.position[a]!;
  if (failing.key[i] === 0) return;
  failing.left[i] = Math.max(1, failing.left[i]! - (k.now - failing.since[i]!));
  failing.key[i] = 0;
}

/** The asset is up again: its clock goes on. */
export function resumeOwnFailure(k: Kernel, a: number): void {
  if ((k.assetBits[a]! & AssetBit.FailsAlone) !== 0) schedule(k, k.failing.position[a]!);
}

/** A gap ended (queue entry of step 2): @returns the asset that fails now, or -1 when the entry is void. */
export function endGap(k: Kernel, i: number, key: number): number {
  const { failing } = k;
  if (failing.key[i] !== key) return -1;
  failing.key[i] = 0;
  failing.ordinal[i]!++;
  drawGap(k, i);
  const a = failing.assets[i]!;
  // A failure that leaves the asset up (capacity remains) does not stop its clock.
  if ((k.flags[a]! & Flag.Up) !== 0) schedule(k, i);
  return a;
}
