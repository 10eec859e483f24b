/** Bits of the state's words, and small numbers with a meaning. */

/** Bits of `flags` of an asset. */
export const UP = 1, DIRTY = 2, RESTARTING = 4, TOUCHED = 8, IN_STEP = 16, RAISE = 32, CHECK = 64, CHANGED = 128;

/** Bits of `assetBits`: on a feedback loop of needs; drains a buffer only while working; fails by itself. */
export const LOOPED = 1, DRAINS_WORKING = 2, FAILS_ALONE = 4;

/** Bits of `needBits`. */
export const BUFFERED = 1, DELAYED = 2, BEST = 4, RATE_DIRTY = 8, NEED_TOUCHED = 16, WORKING_DRAIN = 32, WATCHED = 64;

/** What an asset's latest hit was (origin of its outage, with the sectors before it). */
export const ORIGIN_HIT = 0, ORIGIN_OWN = 1, ORIGIN_START = 2, ORIGIN_PLAN = 3, ORIGINS = 4;

/** Bits of a replication's `assetFlags`. */
export const WAS_HIT = 1, WAS_LOST = 2, WAS_SHORT = 4, DOWN_AT_END = 8, BY_PLAN = 16;
