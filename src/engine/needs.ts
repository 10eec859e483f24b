/**
 * What the consumer of a need sees of its supply q (docs/semantics.md, "Assets and dependencies"): felt = highest q of the last `delay`; seen = what a
 * buffer makes of it. Whom a change of that concerns.
 */
import { bufferRules } from './buffers.js';
import { Step } from './contracts.js';
import { AssetBit, Flag, NeedBit, Was } from './flags.js';
import type { Kernel } from './kernel.js';
import { Group } from './meters.js';
import { supplyRule } from './supply.js';
import { Parts } from './units.js';

/** Lower a contribution is not kept: differences of them are to be whole numbers of 32 bits. Below 0 it only tells which need binds. */
const LEAST = -(2 ** 30);

/** The rules of needs, bound to one state: the optimiser then knows every array they touch. */
export function needRules(k: Kernel) {
  var { assetBits, capacity, contribution, demand, felt, flags, guests, layered, layerOf, lent, level, list, markCheck, markDirty, markRaise, markRate, meters, needBits, people: peopleOf, record, seen, share, touchedNeeds } = k;
  var { assetPeopleProfile, needAsset, needDemandProfile, needFunctionEnd, needImpact, needPartner, needService, needSlot, needStart, slotAsset, slotService } = k.network;
  var supplyOf = supplyRule(k), { advanceBuffer, buffered, settleRates, standsEmpty } = bufferRules(k, supplyOf);

  /**
   * Looks at need x afresh: what is felt, what the consumer sees. Marks its buffer for new rates and books what changed for people and demand.
   * @returns the change of what the consumer sees, parts
   */
  function reviewNeed(x: number): number {
    const bits = needBits[x]!;
    if ((bits & NeedBit.Touched) === 0) touchNeed(x);
    let q = supplyOf(x);
    if ((bits & (NeedBit.Delayed | NeedBit.Lent)) !== 0) q = feel(x, bits, q);
    if (felt[x] !== q) {
      if ((bits & NeedBit.Demand) !== 0) bookDemand(x, q);
      felt[x] = q;
      if (q < Parts.Full) record[needAsset[x]!]! |= Was.Short;
    }
    return seeSupply(x, bits, q);
  }

  /** What the consumer of need x sees of its supply q. @returns the change of it, parts */
  function seeSupply(x: number, bits: number, q: number): number {
    let shown = q;
    if ((bits & NeedBit.Buffered) !== 0) {
      markRate(x);
      if (q < Parts.Full) shown = buffered(x, q);
    }
    const change = shown - seen[x]!;
    if (change !== 0) showNeed(x, shown);
    return change;
  }

  /** The buffer of need x should be empty by now, and its supply is as it was when it was last looked at. @returns the change of what the consumer sees, parts */
  function stockEnded(x: number): number {
    const bits = needBits[x]!, q = felt[x]!;
    if ((bits & (NeedBit.Delayed | NeedBit.Lent)) !== 0) return reviewNeed(x);
    if (q === Parts.Full || !standsEmpty(x, bits)) return seeSupply(x, bits, q);
    const change = q - seen[x]!;
    if (change !== 0) showNeed(x, q);
    return change;
  }

  // Functions of their own, so that the optimiser has room to make the common course one piece with what calls it: it takes in up to 920 bytes of bytecode.

  /** Supply q of need x as it is felt where it is remembered, or a plan lends some. */
  function feel(x: number, bits: number, q: number): number {
    const remembered = (bits & NeedBit.Delayed) !== 0 ? feelDelayed(x, q) : q;
    return (bits & NeedBit.Lent) !== 0 ? Math.min(Parts.Full, remembered + lent[x]!) : remembered;
  }

  /** The demand of need x that is not served changes, before q is felt. */
  function bookDemand(x: number, q: number): void {
    meters.delta[0] = demand[x]! * (felt[x]! - q);
    meters.add(needService[x]! * Group.Kinds + Group.Demand, needDemandProfile[x]!);
  }

  function feelDelayed(x: number, q: number): number {
    const highest = k.delays.feel(x, q, k.now);
    const line = k.delays.line[x]!, expiry = k.delays.expiry(x);
    const key = expiry === Infinity ? 0 : expiry * 8 + Step.Fall;
    if (key !== k.delays.key[line]) {
      k.delays.key[line] = key;
      if (key !== 0 && key < k.horizonKey) k.queue.pushFrom(k.delays.key, line, -1 - line);
    }
    return highest;
  }

  /** What the replication does to need x is put back before the next; a drawn buffer gets its size. */
  function touchNeed(x: number): void {
    needBits[x]! |= NeedBit.Touched;
    touchedNeeds[k.touchedNeedCount++] = x;
    // Its record holds that it was short.
    list(needAsset[x]!);
    if ((needBits[x]! & NeedBit.DrawnBuffer) !== 0) drawBuffer(x);
  }

  function drawBuffer(x: number): void {
    if (x === k.givenBuffer) return;
    k.samplers.bufferTicks(k, x);
    k.setBuffer(x, k.samplers.cell[0]!);
  }

  /** What the consumer of need x sees becomes `seen`. */
  function showNeed(x: number, shown: number): void {
    const was = seen[x]!;
    seen[x] = contribution[x] = shown;
    if ((needBits[x]! & (NeedBit.Partial | NeedBit.Slotted)) !== 0) showFurther(x, was, shown);
  }

  /** Where it carries a part of the function only, or people hang on it. */
  function showFurther(x: number, was: number, shown: number): void {
    const bits = needBits[x]!;
    if ((bits & NeedBit.Partial) !== 0) contribution[x] = Math.max(LEAST, Parts.Full - Math.ceil((needImpact[x]! * (Parts.Full - shown)) / 1_000_000));
    if ((bits & NeedBit.Slotted) !== 0) showSlot(x, needSlot[x]!, was, shown);
  }

  /** People of a service area are without in proportion to what it lacks: the worst of its needs of that service. */
  function showSlot(x: number, slot: number, was: number, shown: number): void {
    const a = slotAsset[slot]!;
    let others = Parts.Full;
    for (let y = needStart[a]!; y < needFunctionEnd[a]!; y++) if (y !== x && needSlot[y] === slot && seen[y]! < others) others = seen[y]!;
    const before = Math.min(was, others), after = Math.min(shown, others);
    if (before === after) return;
    const people = peopleOf[a]!, profile = assetPeopleProfile[a]!, group = slotService[slot]! * Group.Kinds;
    meters.delta[0] = people * (before - after);
    meters.add(group + Group.People, profile);
    if (guests.length > 0 && guests[a]! > 0) showGuests(guests[a]!, group, before, after);
    const limit = k.scenario.affectedBelow, wasAffected = before < limit, isAffected = after < limit;
    if (wasAffected === isAffected) return;
    meters.delta[0] = isAffected ? people : -people;
    meters.add(group + Group.Affected, profile);
  }

  /** Guests are there at every hour. */
  function showGuests(n: number, group: number, before: number, after: number): void {
    const limit = k.scenario.affectedBelow;
    meters.delta[0] = n * (before - after);
    meters.add(group + Group.People, 0);
    if (before < limit === after < limit) return;
    meters.delta[0] = after < limit ? n : -n;
    meters.add(group + Group.Affected, 0);
  }

  /** The supply of need x fell: its consumer is marked if it may fall or lose a restart. */
  function needFell(x: number): void {
    const change = reviewNeed(x);
    if (change >= 0) {
      if ((needBits[x]! & NeedBit.Refill) !== 0) refillChanged(x);
      // An empty buffer that gained since a tick holds again in the very instant of the fall.
      else if (change > 0) needGained(x);
      return;
    }
    needLost(x);
  }

  /** The consumer of need x sees less of it. */
  function needLost(x: number): void {
    const bits = needBits[x]!, a = needAsset[x]!;
    if ((bits & (NeedBit.Refill | NeedBit.Repair)) === 0) { if ((flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) markDirty(a); }
    else if ((bits & NeedBit.Refill) !== 0) refillChanged(x);
  }

  /** The supply of a refill group changed: the buffer it fills takes a new rate, and an empty one shows it at once. */
  function refillChanged(hidden: number): void {
    const x = needPartner[hidden]!;
    const change = reviewNeed(x), a = needAsset[x]!;
    if (change < 0) { if ((flags[a]! & (Flag.Up | Flag.Restarting)) !== 0) markDirty(a); }
    else if (change > 0) needGained(x);
  }

  /** The supply of need x rose. */
  function needRose(x: number): void {
    const change = reviewNeed(x);
    if ((needBits[x]! & NeedBit.Refill) !== 0) { refillChanged(x); wakeOnLoop(needPartner[x]!); return; }
    if (change <= 0) {
      // Demand falls in the very instant in which a higher supply of before is forgotten.
      if (change < 0) needLost(x);
      wakeOnLoop(x);
      return;
    }
    needGained(x);
  }

  /** The consumer of need x sees more of it. */
  function needGained(x: number): void {
    if ((needBits[x]! & NeedBit.Repair) !== 0) k.repairNeedMet = true;
    else wakeConsumer(needAsset[x]!);
  }

  /**
   * A supplier rose, yet the consumer of need x sees no more (another supplier binds, or a remembered supply is higher). On a loop the
   * greatest solution may still be higher: there a rise begins from the optimistic level.
   */
  function wakeOnLoop(x: number): void {
    const a = needAsset[x]!;
    if ((assetBits[a]! & AssetBit.Looped) !== 0 && (needBits[x]! & (NeedBit.Refill | NeedBit.Repair)) === 0 && seen[x]! < Parts.Full) wakeConsumer(a);
  }

  /** More function for asset a: up, its level may rise; down, its restart may begin. */
  function wakeConsumer(a: number): void {
    // What a component offers is asked for by its sector's model, even where its share holds it down.
    if ((flags[a]! & Flag.Up) === 0) markCheck(a);
    else if ((layered && layerOf[a]! >= 0) || level[a]! < (layered ? Math.min(capacity[a]!, share[a]!) : capacity[a]!)) markRaise(a);
  }

  /** The consumer went down or up: buffers that drain only while it works take new rates. */
  function markWorkingDrains(a: number): void {
    for (let x = needStart[a]!; x < needStart[a + 1]!; x++) {
      if ((needBits[x]! & NeedBit.WorkingDrain) === 0) continue;
      if ((needBits[x]! & NeedBit.Touched) === 0) touchNeed(x);
      markRate(x);
    }
  }

  return { supplyOf, advanceBuffer, touchNeed, reviewNeed, stockEnded, needFell, needRose, needGained, markWorkingDrains, settleRates };
}

export type NeedRules = ReturnType<typeof needRules>;
