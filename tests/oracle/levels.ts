/**
 * The equations of docs/semantics.md ("Assets and dependencies") for one asset and one need, straight from the text: functions of the
 * whole state, nothing kept, nothing propagated.
 */
import type { SpecAsset, SpecGroup, SpecNeed } from './spec.js';

export const FULL = 3_603_600;

/** Per cents in parts. */
export const parts = (percent: number): number => percent * 36_036;

/** Whole part of a / b for whole a below 2^53. */
export const wholePart = (a: number, b: number): number => (a - (a % b)) / b;

/** Of the state, what the levels depend on besides the levels. Needs are counted through: asset by asset, in the order of the Spec. */
export interface Given {
  up: boolean[];
  tripped: boolean[];
  capacity: number[];
  /** Highest supply of each need that was held for some time in its last `delay`, 0 without delay. */
  remembered: number[];
  /** Each buffer's level, part-ticks. */
  buffer: number[];
  /** What plans lend to each need. */
  lent: number[];
  /** Factor of what each need requires. */
  factor: number[];
}

/** A need with its owner, its number and its sizes in ticks. */
export interface NumberedNeed { need: SpecNeed; owner: number; number: number; capacityOfBuffer: number; refillTicks: number; delayTicks: number }

/** q = min(1, sum of weight x level / (required x factor)); `best`, which has no quantity: the required-th best level. */
export function supply(group: SpecGroup, levels: number[], factor = 1): number {
  if (group.best) return group.from.map((s) => levels[s.from]!).sort((p, q) => q - p)[group.required - 1] ?? 0;
  const sum = group.from.reduce((total, s) => total + s.weight * levels[s.from]!, 0);
  if (factor === 1) return Math.min(FULL, wholePart(sum, group.required));
  // What is required, in parts of a unit of weight, is a whole number.
  const required = Math.max(1, Math.round(group.required * factor * FULL));
  return Math.min(FULL, Number((BigInt(sum) * BigInt(FULL)) / BigInt(required)));
}

/** What is felt of a need: the highest of the present supply and of those held within its delay, and what plans lend. */
export const felt = (x: NumberedNeed, given: Given, levels: number[]): number => Math.min(FULL, Math.max(supply(x.need, levels, given.factor[x.number]), given.remembered[x.number]!) + given.lent[x.number]!);

/** Parts of the full need that the refill group brings in. Infinity: at once. */
export function inflow(x: NumberedNeed, levels: number[]): number {
  const brought = supply(x.need.buffer!.refill!, levels);
  if (x.refillTicks === 0) return brought > 0 ? Infinity : 0;
  return wholePart(brought * wholePart(x.capacityOfBuffer, x.refillTicks), FULL);
}

/** What the consumer sees of a need. */
export function seen(x: NumberedNeed, given: Given, levels: number[]): number {
  const q = felt(x, given, levels), buffer = x.need.buffer;
  if (buffer === undefined) return q;
  if (given.buffer[x.number]! > 0) return Math.min(FULL, q + parts(buffer.cover));
  return buffer.refill === undefined ? q : Math.min(FULL, q + Math.min(parts(buffer.cover), inflow(x, levels)));
}

/** f = max(0, min over needs of 1 - impact x (1 - seen)), rounded down. */
export function functionOf(needs: NumberedNeed[], given: Given, levels: number[]): number {
  let f = FULL;
  for (const x of needs) {
    if (x.need.repair) continue;
    const lost = x.need.impact * (FULL - seen(x, given, levels));
    f = Math.min(f, FULL - wholePart(lost + 999_999, 1_000_000));
  }
  return Math.max(0, f);
}

/** True when function, capacity and trips let the asset work. */
export function able(asset: SpecAsset, a: number, needs: NumberedNeed[], given: Given, levels: number[]): boolean {
  const f = functionOf(needs, given, levels);
  return f >= parts(asset.cutOff) && f > 0 && given.capacity[a]! > 0 && !given.tripped[a];
}

/** The right-hand side of the equation of an asset's level; 0 also where it trips. */
export function rightSide(asset: SpecAsset, a: number, needs: NumberedNeed[], given: Given, levels: number[]): number {
  if (!given.up[a] || !able(asset, a, needs, given, levels)) return 0;
  return Math.min(functionOf(needs, given, levels), given.capacity[a]!);
}

/** The greatest solution: from the top down, everything computed anew until nothing changes. */
export function greatestLevels(assets: SpecAsset[], needs: NumberedNeed[][], given: Given): number[] {
  let levels = assets.map((_, a) => (given.up[a] ? given.capacity[a]! : 0));
  for (;;) {
    const next = assets.map((asset, a) => rightSide(asset, a, needs[a]!, given, levels));
    if (next.every((level, a) => level === levels[a])) return levels;
    levels = next;
  }
}
