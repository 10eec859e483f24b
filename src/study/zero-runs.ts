/**
 * Bytes without their runs of zeros: results of blocks are mostly zeros (hours in which nobody lacks anything, assets that were not hit), and
 * leaving those out costs a tenth of what a general compressor does.
 *
 * Layout, in words of 4 bytes, little-endian: number of words; then, until all are told, how many zeros follow, how many other words follow,
 * and these words. Runs shorter than 4 are kept among the others: telling one takes two words.
 */
import { CascadeError } from '../errors.js';
import { requireLittleEndian } from './study-arrays.js';

const WORD = 4;
/** Zeros that make a run; also how many are looked at together. */
const RUN = 4;

/** Kept from call to call: large arrays cost more to get rid of than to fill. */
let scratch = new Int32Array(1 << 16);

/** @param bytes a multiple of 4 long, at a multiple of 4 in its buffer (as toBytes writes them) */
export function withoutZeroRuns(bytes: Uint8Array): Uint8Array {
  requireLittleEndian();
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / WORD), n = words.length;
  // Telling a run takes two words and saves four, except the first, which may save none, and the last, which saves one at least.
  if (scratch.length < n + 5) scratch = new Int32Array(n + 5);
  const out = scratch;
  out[0] = n;
  let to = 1;
  for (let at = 0; at < n;) {
    const zerosFrom = at;
    while (at + RUN <= n && (words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!) === 0) at += RUN;
    while (at < n && words[at] === 0) at++;
    const head = to, othersFrom = at;
    to += 2;
    // Others are copied as they are met, then the zeros that ended them are taken back.
    let zeros = 0;
    while (at < n && zeros < RUN) {
      const word = words[at++]!;
      out[to++] = word;
      zeros = word === 0 ? zeros + 1 : 0;
    }
    at -= zeros;
    to -= zeros;
    out[head] = othersFrom - zerosFrom;
    out[head + 1] = at - othersFrom;
  }
  return new Uint8Array(out.slice(0, to).buffer);
}

/** @param most bytes that are made at most, whatever the input claims. @throws CascadeError DATA_UNREADABLE */
export function withZeroRuns(bytes: Uint8Array, most: number): Uint8Array {
  requireLittleEndian();
  // A message from the network may lie anywhere in its buffer; this copies it (slice() of a Buffer would not).
  const aligned = bytes.byteOffset % WORD === 0 ? bytes : new Uint8Array(bytes), words = new Int32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.length / WORD)), n = words[0] ?? -1;
  if (bytes.length % WORD !== 0 || n < 0 || n * WORD > most) throw unreadable();
  const out = new Int32Array(n);
  let to = 0;
  for (let at = 1; at < words.length;) {
    const zeros = words[at]!, others = words[at + 1] ?? -1;
    if (zeros < 0 || others < 0 || zeros + others === 0 || to + zeros + others > n || at + 2 + others > words.length) throw unreadable();
    to += zeros;
    at += 2;
    for (const end = at + others; at < end; at++) out[to++] = words[at]!;
  }
  if (to !== n) throw unreadable();
  return new Uint8Array(out.buffer);
}

const unreadable = (): CascadeError => new CascadeError('DATA_UNREADABLE', 'these bytes hold no data of Hazcade: their runs of zeros do not add up');
