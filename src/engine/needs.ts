/**
 * Supply of a need, what its consumer sees of it, and its buffer (docs/semantics.md, "Assets and dependencies").
 * q = min(1, sum of weight x supplier's level / required); felt = highest q of the last `delay`; seen = what a buffer makes of it.
 */
import { ROLE_FUNCTION, ROLE_REFILL, ROLE_REPAIR } from '../network/compiled-network.js';
import { Step } from './contracts.js';
import { BEST, BUFFERED, DELAYED, NEED_TOUCHED, RATE_DIRTY, RESTARTING, UP, WAS_SHORT, WORKING_DRAIN, type Kernel } from './kernel.js';
import { AFFECTED, DEMAND, GROUP_KINDS, PEOPLE } from './meters.js';
import { FULL } from './units.js';

/** Supply of need x by its suppliers' present levels, parts. */
export function supplyOf(k: Kernel, x: number): number {
  if ((k.needBits[x]! & BEST) !== 0) return bestSupply(k, x);
  const margin = k.margin[x]!;
  return margin >= 0 ? FULL : Math.floor((margin + k.requiredFull[x]!) / k.required[x]!);
}

/** The required-th best level among the suppliers. */
function bestSupply(k: Kernel, x: number): number {
  const { supStart, supAsset } = k.network, level = k.level, required = k.required[x]!;
  let best = 0;
  for (let i = supStart[x]!; i < supStart[x + 1]!; i++) {
    const candidate = level[supAsset[i]!]!;
    if (candidate <= best) continue;
    let asGood = 0;
    for (let j = supStart[x]!; j < supStart[x + 1]!; j++) if (level[supAsset[j]!]! >= candidate) asGood++;
    if (asGood >= required) best = candidate;
  }
  return best;
}

/** Level of the buffer of need x at tick t, part-ticks. */
export function bufferAt(k: Kernel, x: number, t: number): number {
  const rate = k.bufferRate[x]!, level = k.bufferLevel[x]!;
  if (rate === 0) return level;
  const now = level + rate * (t - k.bufferSince[x]!);
  return now <= 0 ? 0 : now < k.bufferCap[x]! ? now : k.bufferCap[x]!;
}

/** Share of the need that its refill group brings in, parts. */
function inflowOf(k: Kernel, x: number): number {
  const supply = supplyOf(k, k.network.needPartner[x]!), rate = k.refillRate[x]!;
  return rate === Infinity ? (supply > 0 ? FULL : 0) : Math.floor((supply / FULL) * rate);
}

/**
 * Looks at need x afresh: what is felt, what the consumer sees. Marks its buffer for new rates and books what changed for people and demand.
 * @returns the change of what the consumer sees, parts
 */
export function reviewNeed(k: Kernel, x: number): number {
  const bits = k.needBits[x]!, t = k.now;
  if ((bits & NEED_TOUCHED) === 0) firstTouch(k, x);
  let q = supplyOf(k, x);
  if ((bits & DELAYED) !== 0) q = feelDelayed(k, x, q);
  if (k.felt[x] !== q) {
    const demand = k.network.needDemand[x]!;
    if (demand > 0) k.meters.add(k.network.needService[x]! * GROUP_KINDS + DEMAND, k.network.needDemandProfile[x]!, demand * (k.felt[x]! - q), t);
    k.felt[x] = q;
    if (q < FULL) k.record[k.network.needAsset[x]!]! |= WAS_SHORT;
  }
  let seen = q;
  if ((bits & BUFFERED) !== 0) {
    k.markRate(x);
    if (q < FULL) seen = withBuffer(k, x, q, bufferAt(k, x, t) > 0);
  }
  const change = seen - k.seen[x]!;
  if (change !== 0) showNeed(k, x, seen);
  return change;
}

function withBuffer(k: Kernel, x: number, q: number, holds: boolean): number {
  const cover = k.network.needCover[x]!;
  if (holds) return Math.min(FULL, q + cover);
  return k.network.needPartner[x]! >= 0 ? Math.min(FULL, q + Math.min(cover, inflowOf(k, x))) : q;
}

function feelDelayed(k: Kernel, x: number, q: number): number {
  const felt = k.delays.feel(x, q, k.now);
  const line = k.delays.line[x]!, expiry = k.delays.expiry(x);
  const key = expiry === Infinity ? 0 : expiry * 8 + Step.Fall;
  if (key !== k.delays.key[line]) {
    k.delays.key[line] = key;
    if (key !== 0 && key < k.horizonKey) k.queue.push(key, -1 - line);
  }
  return felt;
}

function firstTouch(k: Kernel, x: number): void {
  k.needBits[x]! |= NEED_TOUCHED;
  k.touchedNeeds[k.touchedNeedCount++] = x;
  // The owner is touched too: its record holds that it was short.
  k.touch(k.network.needAsset[x]!);
  if (k.network.needBuffer[x]! < 0) k.setBuffer(x, k.samplers.bufferTicks(k, x));
}

/** What the consumer of need x sees becomes `seen`. */
function showNeed(k: Kernel, x: number, seen: number): void {
  const { network } = k, was = k.seen[x]!;
  k.seen[x] = seen;
  const impact = network.needImpact[x]!;
  k.contribution[x] = impact === 1_000_000 ? seen : FULL - Math.ceil((impact * (FULL - seen)) / 1_000_000);
  const slot = network.needSlot[x]!;
  if (slot >= 0) showSlot(k, x, slot, was, seen);
}

/** People of a service area are without in proportion to what it lacks: the worst of its needs of that service. */
function showSlot(k: Kernel, x: number, slot: number, was: number, seen: number): void {
  const { network } = k, a = network.slotAsset[slot]!;
  let others = FULL;
  for (let y = network.needStart[a]!; y < network.needFunctionEnd[a]!; y++) if (y !== x && network.needSlot[y] === slot && k.seen[y]! < others) others = k.seen[y]!;
  const before = Math.min(was, others), after = Math.min(seen, others);
  if (before === after) return;
  const people = network.assetPeople[a]!, profile = network.assetPeopleProfile[a]!, group = network.slotService[slot]! * GROUP_KINDS;
  k.meters.add(group + PEOPLE, profile, people * (before - after), k.now);
  const limit = k.scenario.affectedBelow, wasAffected = before < limit, isAffected = after < limit;
  if (wasAffected !== isAffected) k.meters.add(group + AFFECTED, profile, isAffected ? people : -people, k.now);
}

/** The supply of need x fell: its consumer is marked if it may fall or lose a restart. */
export function needFell(k: Kernel, x: number): void {
  if (reviewNeed(k, x) >= 0) {
    if (k.network.needRole[x] === ROLE_REFILL) refillChanged(k, x);
    return;
  }
  const role = k.network.needRole[x]!, a = k.network.needAsset[x]!;
  if (role === ROLE_FUNCTION) { if ((k.flags[a]! & (UP | RESTARTING)) !== 0) k.markDirty(a); }
  else if (role === ROLE_REFILL) refillChanged(k, x);
}

/** The supply of a refill group changed: the buffer it fills takes a new rate, and an empty one shows it at once. */
function refillChanged(k: Kernel, hidden: number): void {
  const x = k.network.needPartner[hidden]!;
  const change = reviewNeed(k, x), a = k.network.needAsset[x]!;
  if (change < 0) { if ((k.flags[a]! & (UP | RESTARTING)) !== 0) k.markDirty(a); }
  else if (change > 0) wakeConsumer(k, a);
}

/** The supply of need x rose. */
export function needRose(k: Kernel, x: number): void {
  const change = reviewNeed(k, x), role = k.network.needRole[x]!;
  if (role === ROLE_REFILL) { refillChanged(k, x); return; }
  if (change <= 0) return;
  const a = k.network.needAsset[x]!;
  if (role === ROLE_REPAIR) k.repairNeedMet = true;
  else wakeConsumer(k, a);
}

/** More function for asset a: up, its level may rise; down, its restart may begin. */
export function wakeConsumer(k: Kernel, a: number): void {
  if ((k.flags[a]! & UP) !== 0) { if (k.level[a]! < Math.min(k.capacity[a]!, k.share[a]!)) k.markRaise(a); }
  else k.markCheck(a);
}

/** The consumer went down or up: buffers that drain only while it works take new rates. */
export function markWorkingDrains(k: Kernel, a: number): void {
  const { needStart, needFunctionEnd } = k.network;
  for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) {
    if ((k.needBits[x]! & WORKING_DRAIN) === 0) continue;
    if ((k.needBits[x]! & NEED_TOUCHED) === 0) firstTouch(k, x);
    k.markRate(x);
  }
}

/** Step 5 and after rises: buffers whose supply or consumer changed take their new rates. */
export function settleRates(k: Kernel): void {
  for (let i = 0; i < k.rateDirtyCount; i++) {
    const x = k.rateDirty[i]!;
    k.needBits[x]! &= ~RATE_DIRTY;
    setRate(k, x);
  }
  k.rateDirtyCount = 0;
}

function setRate(k: Kernel, x: number): void {
  const t = k.now, cap = k.bufferCap[x]!, q = k.felt[x]!;
  let level = bufferAt(k, x, t);
  const partner = k.network.needPartner[x]!;
  const idle = (k.needBits[x]! & WORKING_DRAIN) !== 0 && (k.flags[k.network.needAsset[x]!]! & UP) === 0;
  const drain = idle ? 0 : k.seen[x]! - q;
  let rate: number;
  if (partner >= 0) {
    const inflow = inflowOf(k, x);
    rate = inflow > 0 && k.refillRate[x] === Infinity ? Infinity : inflow - drain;
  } else rate = q === FULL ? k.refillRate[x]! : -drain;
  if (rate === Infinity) { level = cap; rate = 0; }
  if (level >= cap && rate > 0) rate = 0;
  if (level <= 0 && rate < 0) rate = 0;
  k.bufferLevel[x] = level;
  k.bufferSince[x] = t;
  k.bufferRate[x] = rate;
  let key = 0;
  if (rate < 0) key = (t + Math.ceil(level / -rate)) * 8 + Step.Fall;
  // An empty reserve that gains holds a tick later: an instant if its consumer then sees more.
  else if (level === 0 && rate > 0 && withBuffer(k, x, q, true) > k.seen[x]!) key = (t + 1) * 8 + Step.Rise;
  if (key !== k.needKey[x]) {
    k.needKey[x] = key;
    if (key !== 0 && key < k.horizonKey) k.queue.push(key, key % 8 === Step.Fall ? x : -1 - x);
  }
  if (k.watched !== null) k.watched(x);
}
