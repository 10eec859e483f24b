/** Bytes of a file in pieces, for formats that are read from end to end without ever being whole in memory. */
import { readSync } from 'node:fs';

const PIECE = 1 << 20;

/** Hands pieces over, each valid during the call, until the end or until `take` returns false. @returns true at the end of the file */
export function inPieces(fd: number, take: (piece: Uint8Array) => boolean): boolean {
  const bytes = new Uint8Array(PIECE);
  for (let position = 0; ;) {
    const length = readSync(fd, bytes, 0, PIECE, position);
    if (length === 0) return true;
    position += length;
    if (!take(bytes.subarray(0, length))) return false;
  }
}
