/** Doubles with many zeros: a bit for each (lowest first: its bits are not all zero), then those that have it. */
import { bytesOf } from './study-arrays.js';

/** @returns the bits and the values, which together are the packed form. Minus zero and NaN stay as they are. */
export function packNonZero(values: Float64Array): [Uint8Array, Uint8Array] {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const bits = new Uint8Array(Math.ceil(values.length / 8)), kept = new Uint32Array(words.length);
  let used = 0;
  for (let i = 0; i < values.length; i++) {
    const low = words[2 * i]!, high = words[2 * i + 1]!;
    if ((low | high) === 0) continue;
    bits[i >> 3]! |= 1 << (i & 7);
    kept[used] = low;
    kept[used + 1] = high;
    used += 2;
  }
  return [bits, bytesOf(kept.subarray(0, used))];
}

/** Fills `into`, which is all zeros, from the packed form. @returns false: it does not hold as many */
export function unpackNonZero(packed: Uint8Array, into: Float64Array): boolean {
  const bitBytes = Math.ceil(into.length / 8);
  if (packed.length < bitBytes || (packed.length - bitBytes) % 8 !== 0) return false;
  // A copy of its own, so that it begins at a multiple of four.
  const kept = new Uint32Array(new Uint8Array(packed.subarray(bitBytes)).buffer), words = new Uint32Array(into.buffer, into.byteOffset, 2 * into.length);
  let used = 0;
  for (let i = 0; i < into.length; i++) {
    if ((packed[i >> 3]! & (1 << (i & 7))) === 0) continue;
    words[2 * i] = kept[used] ?? 0;
    words[2 * i + 1] = kept[used + 1] ?? 0;
    used += 2;
  }
  return used === kept.length;
}
