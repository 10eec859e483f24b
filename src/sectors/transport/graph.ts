/** The road network as the solver walks it: links in slots sorted by head, so that those into a node stand side by side. */
import type { RoadNetwork } from '../../imports/road-network.js';

/** Slots are links in the order (head, tail, row of the file); nodes keep the numbers of the network. */
export class RoadGraph {
  readonly nodes: number;
  readonly links: number;
  /** By slot. */
  readonly tail: Int32Array;
  readonly head: Int32Array;
  /** Links into node j: slots inStart[j] .. inStart[j + 1] - 1. */
  readonly inStart: Int32Array;
  /** Links out of node i: slots outSlot[outStart[i]] .. outSlot[outStart[i + 1] - 1], by head. */
  readonly outStart: Int32Array;
  readonly outSlot: Int32Array;
  /** Row of the network by slot, and back. */
  readonly rowOf: Int32Array;
  readonly slotOf: Int32Array;

  constructor(readonly network: RoadNetwork) {
    const { tail, head } = network, n = network.nodeNames.length, m = tail.length;
    this.nodes = n;
    this.links = m;
    this.rowOf = Int32Array.from({ length: m }, (_, row) => row).sort((a, b) => head[a]! - head[b]! || tail[a]! - tail[b]! || a - b);
    this.slotOf = new Int32Array(m);
    this.rowOf.forEach((row, slot) => { this.slotOf[row] = slot; });
    this.tail = Int32Array.from(this.rowOf, (row) => tail[row]!);
    this.head = Int32Array.from(this.rowOf, (row) => head[row]!);
    this.inStart = startsOf(this.head, n);
    this.outStart = startsOf(this.tail, n);
    this.outSlot = new Int32Array(m);
    const next = this.outStart.slice();
    for (let e = 0; e < m; e++) this.outSlot[next[this.tail[e]!]!++] = e;
  }

  /** May a trip from this origin run over a link that leaves `node`? */
  passable(node: number, origin: number): boolean { return node === origin || this.network.endsOnly[node] === 0; }
}

/** Where the entries of each node begin, were they sorted by node. */
function startsOf(ends: Int32Array, nodes: number): Int32Array {
  const start = new Int32Array(nodes + 1);
  for (const node of ends) start[node + 1]!++;
  for (let i = 0; i < nodes; i++) start[i + 1]! += start[i]!;
  return start;
}
