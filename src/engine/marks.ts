/**
 * What is to be looked at, or put back: marks on assets and needs, and the lists behind them. Bound to one state: closures over its arrays are
 * short to the optimiser, so that they become part of what calls them, and where they do not they know their arrays all the same.
 */
import { Flag, NeedBit } from './flags.js';
import type { State } from './state.js';
import { Parts } from './units.js';

/** Called by State once its arrays are there. */
export function bindMarks(s: State) {
  var { assets, checkList, contribution, dirty, flags, needBits, raiseList, rateDirty, touched } = s, { needFunctionEnd, needStart } = s.network;

  /** The asset's state changes: it is put back before the next replication. */
  function touch(a: number): void {
    const flag = flags[a]!;
    if ((flag & Flag.Changed) !== 0) return;
    flags[a] = flag | Flag.Changed | Flag.Touched;
    if ((flag & Flag.Touched) === 0) touched[s.touchedCount++] = a;
  }

  /** The asset has a record in this replication, though its state may stay as it is. */
  function list(a: number): void {
    const flag = flags[a]!;
    if ((flag & Flag.Touched) !== 0) return;
    flags[a] = flag | Flag.Touched;
    touched[s.touchedCount++] = a;
  }

  /** An asset may fall: looked at in the next wave. */
  function markDirty(a: number): void {
    const flag = flags[a]!;
    if ((flag & Flag.Dirty) !== 0) return;
    flags[a] = flag | Flag.Dirty;
    dirty[s.dirtyCount++] = a;
  }

  /** An asset that is up may rise: looked at in step 6. */
  function markRaise(a: number): void {
    const flag = flags[a]!;
    if ((flag & Flag.Raise) !== 0) return;
    flags[a] = flag | Flag.Raise;
    const at = s.raiseHead + s.raiseCount++;
    raiseList[at < assets ? at : at - assets] = a;
  }

  /** An asset that is down may begin its restart: looked at in step 6. */
  function markCheck(a: number): void {
    const flag = flags[a]!;
    if ((flag & Flag.Check) !== 0) return;
    flags[a] = flag | Flag.Check;
    checkList[s.checkCount++] = a;
  }

  /** The buffer of need x takes a new rate. */
  function markRate(x: number): void {
    const bits = needBits[x]!;
    if ((bits & NeedBit.RateDirty) !== 0) return;
    needBits[x] = bits | NeedBit.RateDirty;
    rateDirty[s.rateDirtyCount++] = x;
  }

  /** Level the function of an asset allows: the least of what its needs contribute, at least 0. */
  function functionOf(a: number): number {
    let least = Parts.Full;
    // The lesser of two is computed, not branched upon: which it is cannot be foretold. Contributions are no less than -2^30, so that no difference overflows.
    for (let x = needStart[a]!, end = needFunctionEnd[a]!; x < end; x++) {
      const more = (least - contribution[x]!) | 0;
      least = (least - (more & ~(more >> 31))) | 0;
    }
    return least & ~(least >> 31);
  }

  return { touch, list, markDirty, markRaise, markCheck, markRate, functionOf };
}

export type Marks = ReturnType<typeof bindMarks>;
