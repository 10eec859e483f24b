/**
 * Decoders of compressed tiles that stop at the size of a tile: what is small in the file cannot grow to gigabytes in memory. They take the place of
 * geotiff.js's own, which know no end; its predictors (TIFF 6.0, section 14; floating point: Adobe Photoshop TIFF technical note 3) go on from here.
 */
import { inflateSync } from 'node:zlib';
import { addDecoder, BaseDecoder } from 'geotiff';

/** Compressions that are read: number of the TIFF tag -> name. */
export const COMPRESSIONS: Readonly<Record<number, string>> = { 1: 'none', 5: 'LZW', 8: 'Deflate', 32773: 'PackBits', 32946: 'Deflate' };

type Decode = (bytes: Uint8Array, limit: number) => Uint8Array;

const inflate: Decode = (bytes, limit) => inflateSync(bytes, { maxOutputLength: limit });

/** Runs and literals (TIFF 6.0, section 9). */
export const unpackBits: Decode = (bytes, limit) => {
  const out = new Uint8Array(limit);
  let n = 0;
  for (let at = 0; at < bytes.length && n < limit;) {
    const head = bytes[at++]!;
    if (head === 128) continue;
    const length = Math.min(head < 128 ? head + 1 : 257 - head, limit - n);
    if (head < 128) { out.set(bytes.subarray(at, at + length), n); at += head + 1; } else out.fill(bytes[at++] ?? 0, n, n + length);
    n += length;
  }
  return out.subarray(0, n);
};

const CLEAR = 256, END = 257, FIRST = 258, TABLE = 4096;

/** Codes of 9 to 12 bits, most significant first (TIFF 6.0, section 13). The table holds where each string ends in the output. */
export const unpackLzw: Decode = (bytes, limit) => {
  const out = new Uint8Array(limit), start = new Int32Array(TABLE), length = new Int32Array(TABLE);
  let n = 0, next = FIRST, width = 9, bits = 0, held = 0, previousStart = -1, previousLength = 0;
  for (let at = 0; n < limit;) {
    while (bits < width && at < bytes.length) { held = ((held << 8) | bytes[at++]!) & 0xffffff; bits += 8; }
    if (bits < width) break;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) { next = FIRST; width = 9; previousStart = -1; continue; }
    const from = n;
    if (code < CLEAR) out[n++] = code;
    else {
      // A string that is just being made is the previous one and its own first byte: copying forwards gives that by itself.
      const known = code < next, source = known ? start[code]! : previousStart, size = known ? length[code]! : previousLength + 1;
      if (source < 0 || code > next) throw new RangeError(`LZW code ${code} is not known yet`);
      for (let i = 0; i < size && n < limit; i++) out[n++] = out[source + i]!;
    }
    if (previousStart >= 0 && next < TABLE) {
      start[next] = previousStart;
      length[next] = previousLength + 1;
      next++;
    }
    if (next + 1 >= 1 << width && width < 12) width++;
    previousStart = from;
    previousLength = n - from;
  }
  return out.subarray(0, n);
};

/** Bytes of a decoded tile or strip. */
export function tileBytes({ tileWidth, tileHeight, bitsPerSample, planarConfiguration }: BaseDecoder['parameters']): number {
  const bits = typeof bitsPerSample === 'number' ? [bitsPerSample] : Array.from(bitsPerSample);
  const perPixel = planarConfiguration === 2 ? bits[0]! : bits.reduce((sum, b) => sum + b, 0);
  return Math.ceil((tileWidth * tileHeight * perPixel) / 8);
}

function bounded(decode: Decode): typeof BaseDecoder {
  return class extends BaseDecoder {
    override decodeBlock(buffer: ArrayBufferLike): ArrayBufferLike {
      const decoded = decode(new Uint8Array(buffer), tileBytes(this.parameters));
      return decoded.buffer.slice(decoded.byteOffset, decoded.byteOffset + decoded.byteLength);
    }
  };
}

addDecoder([8, 32946], () => Promise.resolve(bounded(inflate)));
addDecoder(5, () => Promise.resolve(bounded(unpackLzw)));
addDecoder(32773, () => Promise.resolve(bounded(unpackBits)));
