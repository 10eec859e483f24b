/** The outage matrix for screens: as JSON with the shares in base64, or as bytes behind a JSON head. */
import { SHARE_PARTS, type OutageMatrix } from './outages.js';

/** What is said about the shares. */
export interface OutageHead {
  format: 'hazcade-outages/1';
  assets: string[];
  hours: number[];
  replications: number;
  failed: number;
  /** An asset is out while its service level is below this share. */
  below: number;
  /** A share of 1 in the numbers that follow. */
  one: number;
  /** Their type, little-endian; rows are assets, columns hours. */
  type: 'uint8' | 'uint16';
}

/** @param bits of a share: 8 keeps it to 0.2 per cent, 16 to 0.001 */
export function outageHead({ below, failed, hours, replications, assets }: OutageMatrix, nameOf: (asset: number) => string, bits: 8 | 16): OutageHead {
  return { format: 'hazcade-outages/1', assets: Array.from(assets, nameOf), hours: Array.from(hours), replications, failed, below, one: bits === 8 ? 255 : SHARE_PARTS, type: bits === 8 ? 'uint8' : 'uint16' };
}

/** Shares as bytes, little-endian. Something that happened stays above 0, and something that did not always stays below 1. */
export function outageBytes({ shares }: OutageMatrix, bits: 8 | 16): Uint8Array {
  if (bits === 8) return Uint8Array.from(shares, (share) => (share === 0 || share === SHARE_PARTS ? share / 257 : Math.min(254, Math.max(1, Math.round(share / 257)))));
  const bytes = new Uint8Array(2 * shares.length), view = new DataView(bytes.buffer);
  shares.forEach((share, i) => view.setUint16(2 * i, share, true));
  return bytes;
}

/** One JSON document: the head, with the shares as base64 in `data`. */
export function outageJson(matrix: OutageMatrix, nameOf: (asset: number) => string, bits: 8 | 16): OutageHead & { data: string } {
  return { ...outageHead(matrix, nameOf, bits), data: Buffer.from(outageBytes(matrix, bits)).toString('base64') };
}

/** Bytes: length of the head (4, little-endian), the head as JSON padded with spaces to a multiple of 4, the shares. */
export function outageBinary(matrix: OutageMatrix, nameOf: (asset: number) => string, bits: 8 | 16): Uint8Array {
  const text = JSON.stringify(outageHead(matrix, nameOf, bits)), bare = Buffer.from(text), head = Buffer.from(text + ' '.repeat((4 - (bare.length % 4)) % 4)), length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, outageBytes(matrix, bits)]);
}
