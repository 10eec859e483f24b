/** Which nodes the trips of each origin can reach over the open links: sets of origins, as bits, spread from node to node until nothing is added. */
import type { RoadGraph } from './graph.js';

const BITS = 32;

export class Reach {
  /** Words of a set. */
  private readonly words: number;
  /** Set of node j: words j x words on. */
  private readonly sets: Int32Array;
  /** By node: whom its outgoing links let pass: all (-1), or, where no trip may pass through, the origin there, if it is one. */
  private readonly through: Int32Array;

  constructor(private readonly graph: RoadGraph, private readonly origins: Int32Array) {
    const { nodes, network: { endsOnly } } = graph;
    this.words = Math.max(1, Math.ceil(origins.length / BITS));
    this.sets = new Int32Array(nodes * this.words);
    this.through = new Int32Array(nodes * this.words);
    for (let node = 0; node < nodes; node++) if (endsOnly[node] === 0) this.through.fill(-1, node * this.words, (node + 1) * this.words);
    origins.forEach((node, k) => { this.through[node * this.words + Math.floor(k / BITS)]! |= 1 << (k % BITS); });
  }

  /** Finds them anew; an origin reaches itself. @param open 1 where a link may be used */
  find(open: Uint8Array): void {
    const { graph: { nodes, inStart, tail }, origins, sets, through, words } = this;
    sets.fill(0);
    origins.forEach((node, k) => { sets[node * words + Math.floor(k / BITS)]! |= 1 << (k % BITS); });
    for (let grown = 1; grown !== 0;) {
      grown = 0;
      for (let j = 0; j < nodes; j++) {
        for (let e = inStart[j]!, end = inStart[j + 1]!; e < end; e++) {
          if (open[e] === 0) continue;
          const from = tail[e]! * words, to = j * words;
          for (let w = 0; w < words; w++) {
            const before = sets[to + w]!, after = before | (sets[from + w]! & through[from + w]!);
            sets[to + w] = after;
            grown |= before ^ after;
          }
        }
      }
    }
  }

  /** Does origin k reach a node? */
  has(k: number, node: number): boolean { return (this.sets[node * this.words + (k >> 5)]! & (1 << (k & 31))) !== 0; }

  /** Do all origins reach what they reached in another finding, kept by `copy`? */
  equals(kept: Int32Array): boolean { return this.sets.every((word, i) => word === kept[i]); }

  copy(): Int32Array { return this.sets.slice(); }
}
