/** The numbers of a merged study as bytes, for files and for the store: in one order, little-endian. */
import { endianness } from 'node:os';
import { CascadeError } from '../errors.js';
import type { MergedStudy } from './merged-study.js';

/** Sums and histograms: everything but the values by replication. */
export const sumsOf = (study: MergedStudy): (Float64Array | Uint32Array)[] => [
  study.curveSums, study.hit, study.fell, study.short, study.downAtHorizon, study.lostHours, study.firstFallHours, study.transmissions, study.lossByOrigin,
  study.curveBins,
];

/** The memory of an array; writing to it changes the array. */
export const bytesOf = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Fills arrays from bytes that hold them one after the other. @returns whether there were exactly as many */
export function fillArrays(arrays: readonly ArrayBufferView[], content: Uint8Array): boolean {
  if (arrays.reduce((sum, array) => sum + array.byteLength, 0) !== content.length) return false;
  let at = 0;
  for (const array of arrays) {
    bytesOf(array).set(content.subarray(at, at + array.byteLength));
    at += array.byteLength;
  }
  return true;
}

/** Throws PLATFORM_UNSUPPORTED: numbers are written as they lie in memory. */
export function requireLittleEndian(): void {
  if (endianness() !== 'LE') throw new CascadeError('PLATFORM_UNSUPPORTED', 'unfinished studies are written little-endian; this processor is big-endian');
}
