/** Doubles with many zeros: a bit for each (lowest first: its bits are not all zero), then those that have it. */
import { bytesOf } from './study-arrays.js';

/** Kept from call to call: large arrays cost more to get rid of than to fill. */
let scratch = new Uint32Array(0);

/** @returns the bits and the values (until the next call), which together are the packed form. Minus zero and NaN stay as they are. */
export function packNonZero(values: Float64Array): [Uint8Array, Uint8Array] {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length), bits = new Uint8Array(Math.ceil(values.length / 8));
  if (scratch.length < words.length) scratch = new Uint32Array(words.length);
  const kept = scratch;
  let used = 0;
  for (let byte = 0, at = 0; byte < bits.length; byte++) {
    let seen = 0;
    for (let bit = 1; bit < 256 && at < words.length; bit <<= 1, at += 2) {
      const low = words[at]!, high = words[at + 1]!;
      if ((low | high) === 0) continue;
      seen |= bit;
      kept[used] = low;
      kept[used + 1] = high;
      used += 2;
    }
    bits[byte] = seen;
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
