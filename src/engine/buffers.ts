/**
 * Buffers: what the consumer sees while they hold, and the rates at which they drain and refill (docs/semantics.md, "Buffers"). A level is known at the
 * tick of its last change; the end of a drain is an entry of the queue, a refill needs none.
 */
import { Step } from './contracts.js';
import { Flag, NeedBit } from './flags.js';
import type { Kernel } from './kernel.js';
import { Parts } from './units.js';

/** The rules of buffers, bound to one state. */
export function bufferRules(k: Kernel, supplyOf: (x: number) => number) {
  var { bufferCap, bufferLevel, bufferRate, bufferSince, felt, flags, needBits, needKey, rateDirty, refillRate, seen } = k;
  var { needAsset, needCover, needPartner } = k.network, strained = k.strains !== undefined;

  /** Brings the level of the buffer of need x to the present tick. In place: a double returned by a call is an object. */
  function advanceBuffer(x: number): void {
    const rate = bufferRate[x]!;
    if (rate === 0) return;
    const now = bufferLevel[x]! + rate * (k.now - bufferSince[x]!);
    bufferLevel[x] = now <= 0 ? 0 : now < bufferCap[x]! ? now : bufferCap[x]!;
    bufferSince[x] = k.now;
  }

  /** Share of the need that its refill group brings in, parts. */
  function inflowOf(x: number): number {
    const supply = supplyOf(needPartner[x]!), rate = refillRate[x]!;
    return rate === Infinity ? (supply > 0 ? Parts.Full : 0) : Math.floor((supply * rate) / Parts.Full);
  }

  /** What the consumer of need x sees while its supply q is short. */
  function buffered(x: number, q: number): number {
    // Asked here too: mostly it stands still, and then the call is not worth its place.
    if (bufferRate[x] !== 0) advanceBuffer(x);
    return bufferLevel[x]! > 0 ? withStock(x, q) : (needBits[x]! & NeedBit.Refilled) !== 0 ? passedOn(x, q) : q;
  }

  /** The same with a buffer that holds: it gives what is missing, as far as it covers. */
  function withStock(x: number, q: number): number {
    const shown = q + needCover[x]!;
    return shown < Parts.Full ? shown : Parts.Full;
  }

  /** The same with an empty buffer: what its refill group brings in goes straight to the consumer. */
  function passedOn(x: number, q: number): number { return Math.min(Parts.Full, q + Math.min(needCover[x]!, inflowOf(x))); }

  /** Step 5 and after rises: buffers whose supply or consumer changed take their new rates. */
  function settleRates(): void {
    for (let i = 0; i < k.rateDirtyCount; i++) {
      const x = rateDirty[i]!;
      needBits[x]! &= ~NeedBit.RateDirty;
      setRate(x);
    }
    k.rateDirtyCount = 0;
  }

  function setRate(x: number): void {
    const bits = needBits[x]!;
    advanceBuffer(x);
    if ((bits & (NeedBit.WorkingDrain | NeedBit.Refilled)) !== 0 || strained) setRateOfAny(x);
    else if (felt[x] === Parts.Full) refillPlain(x);
    else drainPlain(x);
    if ((bits & NeedBit.Watched) !== 0) {
      k.plans.conditions.watch(x);
      k.resources?.tankers.watch(x);
    }
  }

  // Almost every buffer is plain: filled by the supply of its own need, drained whatever its consumer does. What setRateOfAny comes to for these:

  /** The supply is whole: the buffer fills. */
  function refillPlain(x: number): void {
    const refill = refillRate[x]!, cap = bufferCap[x]!;
    if (refill === Infinity) bufferLevel[x] = cap;
    bufferRate[x] = bufferLevel[x]! < cap ? refill : 0;
    bufferSince[x] = k.now;
    needKey[x] = 0;
  }

  /** The supply is short: the buffer gives what is missing as long as it holds. */
  function drainPlain(x: number): void {
    const t = k.now, held = bufferLevel[x]!, drain = seen[x]! - felt[x]!;
    bufferSince[x] = t;
    if (drain === 0 || held <= 0) {
      bufferRate[x] = needKey[x] = 0;
      return;
    }
    bufferRate[x] = -drain;
    const key = (t + Math.ceil(held / drain)) * 8 + Step.Fall;
    if (key === needKey[x]) return;
    needKey[x] = key;
    if (key < k.horizonKey) k.queue.pushFrom(needKey, x, x);
  }

  /** A buffer that was to end now: true when it is plain and empty, and so stands still until its supply changes. Else it is to be looked at as all are. */
  function standsEmpty(x: number, bits: number): boolean {
    if ((bits & (NeedBit.WorkingDrain | NeedBit.Refilled | NeedBit.Watched)) !== 0 || strained) return false;
    advanceBuffer(x);
    if (bufferLevel[x]! > 0) return false;
    bufferRate[x] = 0;
    return true;
  }

  function setRateOfAny(x: number): void {
    const t = k.now, cap = bufferCap[x]!, q = felt[x]!;
    const idle = (needBits[x]! & NeedBit.WorkingDrain) !== 0 && (flags[needAsset[x]!]! & Flag.Up) === 0;
    const drain = idle ? 0 : k.strains === undefined ? seen[x]! - q : k.strains.drain(x, seen[x]! - q);
    // Kept in the arrays: a variable that is now a small integer, now a double becomes an object.
    if ((needBits[x]! & NeedBit.Refilled) !== 0) {
      const inflow = inflowOf(x);
      if (inflow > 0 && refillRate[x] === Infinity) bufferRate[x] = Infinity;
      else bufferRate[x] = inflow - drain;
    } else if (q === Parts.Full) bufferRate[x] = refillRate[x]!;
    else bufferRate[x] = -drain;
    if (bufferRate[x] === Infinity) { bufferLevel[x] = cap; bufferRate[x] = 0; }
    const held = bufferLevel[x]!;
    if ((held >= cap && bufferRate[x]! > 0) || (held <= 0 && bufferRate[x]! < 0)) bufferRate[x] = 0;
    bufferSince[x] = t;
    const rate = bufferRate[x]!, before = needKey[x]!;
    let payload = x;
    if (rate < 0) needKey[x] = (t + Math.ceil(held / -rate)) * 8 + Step.Fall;
    // An empty reserve that gains holds a tick later: an instant if its consumer then sees more.
    else if (held === 0 && rate > 0 && withStock(x, q) > seen[x]!) {
      needKey[x] = (t + 1) * 8 + Step.Rise;
      payload = -1 - x;
    } else needKey[x] = 0;
    const key = needKey[x]!;
    if (key !== before && key !== 0 && key < k.horizonKey) k.queue.pushFrom(needKey, x, payload);
  }

  return { advanceBuffer, buffered, settleRates, standsEmpty };
}
