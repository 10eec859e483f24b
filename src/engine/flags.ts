/** Bits of the state's words, and small numbers with a meaning. Constant enumerations: an imported constant is looked up at every use. */

/** Bits of `flags` of an asset. */
export const enum Flag { Up = 1, Dirty = 2, Restarting = 4, Touched = 8, InStep = 16, Raise = 32, Check = 64, Changed = 128 }

/** Bits of `assetBits`: on a feedback loop of needs; drains a buffer only while working; fails by itself. */
export const enum AssetBit { Looped = 1, DrainsWorking = 2, FailsAlone = 4 }

/**
 * Bits of `needBits`: its state, and what the need is, so that one word tells what else there is to read.
 * Demand: it has a demand to book; Partial: it carries a part of the function only; Slotted: people hang on it; Refill, Repair: its role is not
 * the consumer's function; DrawnBuffer: its buffer is drawn; Refilled: a refill group fills it; Lent: a plan covers a part of it.
 */
export const enum NeedBit {
  Buffered = 1, Delayed = 2, Best = 4, RateDirty = 8, Touched = 16, WorkingDrain = 32, Watched = 64,
  Demand = 128, Partial = 256, Slotted = 512, Refill = 1024, Repair = 2048, DrawnBuffer = 4096, Refilled = 8192, Lent = 16384,
}

/** What an asset's latest hit was (origin of its outage, with the sectors before it), and how many there are. */
export const enum Origin { Hit, Own, Start, Plan, Count }

/** Bits of a replication's `assetFlags`. Strained: a hazard raised its demand, or made it lose value, which alone is no hit. */
export const enum Was { Hit = 1, Lost = 2, Short = 4, DownAtEnd = 8, ByPlan = 16, Strained = 32 }
