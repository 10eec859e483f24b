/**
 * 64-bit hashes of keys (of assets, needs, hazards) and of paths of occurrences: what identifies the subject and the
 * context of a draw. Threefry as block cipher in Matyas-Meyer-Oseas mode, h' = E_h(block) XOR block, so that text, order
 * and length all matter. Not for security. With a million subjects the chance of any collision is 3e-8.
 */
import { threefry2x32 } from './threefry.js';

const block = new Int32Array(2);
const shared = new Uint32Array(2);

/** First chaining value: the fractional parts of the square roots of 2 and 3. */
const START0 = 0x6a09e667;
const START1 = 0xbb67ae85;

/**
 * The hash of a text by its UTF-16 code units (no Unicode normalisation: "é" composed and decomposed are two keys).
 * @returns two unsigned 32-bit words
 */
export function hashKey(text: string): [number, number] {
  let h0 = START0;
  let h1 = START1;
  for (let i = 0; i < text.length; i += 4) {
    // charCodeAt past the end is NaN, which the bit operators take as 0; the length below tells padding from text.
    const m0 = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
    const m1 = text.charCodeAt(i + 2) | (text.charCodeAt(i + 3) << 16);
    threefry2x32(h0, h1, m0, m1, block);
    h0 = block[0]! ^ m0;
    h1 = block[1]! ^ m1;
  }
  threefry2x32(h0, h1, text.length, -1, block);
  return [(block[0]! ^ text.length) >>> 0, ~block[1]! >>> 0];
}

/**
 * The hash of a path (a0, a1) prolonged by (b0, b1): order matters, so a/b and b/a differ.
 * @param out receives the two words; left out: one unsigned array shared by all such calls, to be read at once
 */
export function combine(a0: number, a1: number, b0: number, b1: number, out: Int32Array | Uint32Array = shared): Int32Array | Uint32Array {
  threefry2x32(a0, a1, b0, b1, block);
  out[0] = block[0]! ^ b0;
  out[1] = block[1]! ^ b1;
  return out;
}
