/**
 * Numbers in as few bytes as one quick pass finds: whole numbers in the narrowest width, doubles without those that are zero, 16-bit numbers
 * without runs of zeros. To the last bit: minus zero, NaN and its bits come back as they were. A tenth of the time of a general compressor.
 * All in words of 4 bytes, little-endian; each piece begins with a word of its own or of its caller, and is filled up to a whole word.
 * Here is what pack-writer.ts and pack-reader.ts share.
 */

/** Bytes of a word. */
export const WORD = 4;

export type Whole = Int32Array | Uint8Array;
/** Whole numbers in their narrowest width. */
export type Narrow = Uint8Array | Uint16Array | Int32Array;

/** Words that are needed for so many numbers of so many bytes. */
export const wordsFor = (numbers: number, width: number): number => Math.ceil((numbers * width) / WORD);

/** So many numbers of so many bytes each, in memory that is there. */
export const view = (width: number, buffer: ArrayBuffer, from: number, n: number): Narrow =>
  (width === 1 ? new Uint8Array(buffer, from, n) : width === 2 ? new Uint16Array(buffer, from, n) : new Int32Array(buffer, from, n));
