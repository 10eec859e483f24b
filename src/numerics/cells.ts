/**
 * Short arrays for numbers that one function leaves to another: a double that a call takes or returns becomes an object. V8 keeps arrays of up to
 * 64 bytes in its own heap, where they move; of longer ones the optimiser knows the address. So these are longer than they need to be.
 */
const DOUBLES = 9, WORDS = 17;

/** At least n doubles, all 0. */
export const doubleCells = (n = 1): Float64Array => new Float64Array(Math.max(DOUBLES, n));

/** At least n words, all 0. */
export const wordCells = (n = 1): Int32Array => new Int32Array(Math.max(WORDS, n));
