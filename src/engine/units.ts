/** Integer units of the engine (docs/semantics.md, "Time, randomness"). */

/** Whole parts in a level, share or capacity of 1: divisible by 1..16 and 100, so k of n and per cents are exact. */
export const FULL = 3_603_600;

/** The same for inner loops, where an imported constant would be looked up at every use. */
export const enum Parts { Full = 3_603_600 }

/** What a need requires (units of weight) in parts: a whole number, of which `required` may be the fraction when demand is raised. */
export const requiredParts = (required: number): number => Math.round(required * Parts.Full);

/** Ticks an hour unless the study names another number: 128 a second. */
export const DEFAULT_TICKS_PER_HOUR = 460_800;

/** Hours to ticks for computed ends (rounded up). */
export const ticksUp = (hours: number, ticksPerHour: number): number => Math.ceil(hours * ticksPerHour - 1e-6);

/** Hours to ticks for given or drawn instants and durations (to the nearest). */
export const ticksNear = (hours: number, ticksPerHour: number): number => Math.round(hours * ticksPerHour);

/** Share 0..1 to parts, rounded down (1e-9 forgives the decimal notation of an exact share). */
export const partsDown = (share: number): number => Math.min(FULL, Math.max(0, Math.floor(share * FULL + 1e-9)));
