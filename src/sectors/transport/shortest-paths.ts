/**
 * Shortest paths from one node: E. W. Dijkstra, Numerische Mathematik 1 (1959) 269-271, with a binary heap. The assignment takes
 * them only to start, to attach what a closure cut off, and to judge its answer; its own steps use other paths.
 */
import type { RoadGraph } from './graph.js';

export class ShortestPaths {
  /** By node: cost from the origin, Infinity where no way leads, and the slot it is reached by (-1: none). */
  readonly label: Float64Array;
  readonly via: Int32Array;
  /** Nodes in the order in which their labels became final, the first `settled`. */
  readonly settledOrder: Int32Array;
  settled = 0;
  private readonly heap: Int32Array;
  /** Place of each node in the heap; -1: not in it. */
  private readonly place: Int32Array;
  private size = 0;

  constructor(private readonly graph: RoadGraph) {
    this.label = new Float64Array(graph.nodes);
    this.via = new Int32Array(graph.nodes);
    this.settledOrder = new Int32Array(graph.nodes);
    this.heap = new Int32Array(graph.nodes);
    this.place = new Int32Array(graph.nodes);
  }

  /** @param open 1 where a link may be used; @param cost by slot, at least 0 */
  from(origin: number, cost: Float64Array, open: Uint8Array): void {
    this.begin();
    this.lower(origin, 0, -1);
    this.run(origin, cost, open);
  }

  /** No labels at all; then `lower` those that are known, and `run`. */
  begin(): void {
    this.label.fill(Infinity);
    this.via.fill(-1);
    this.place.fill(-1);
    this.size = this.settled = 0;
  }

  /** Gives a node a label, if it is lower than the one it has. */
  lower(node: number, label: number, via: number): void {
    if (label >= this.label[node]!) return;
    this.label[node] = label;
    this.via[node] = via;
    this.rise(this.place[node]! >= 0 ? this.place[node]! : this.size++, node);
  }

  /** Spreads the labels given so far over the network. */
  run(origin: number, cost: Float64Array, open: Uint8Array): void {
    const { outStart, outSlot, head } = this.graph;
    while (this.size > 0) {
      const i = this.pop();
      this.settledOrder[this.settled++] = i;
      if (!this.graph.passable(i, origin)) continue;
      for (let k = outStart[i]!; k < outStart[i + 1]!; k++) {
        const e = outSlot[k]!;
        if (open[e] === 1) this.lower(head[e]!, this.label[i]! + cost[e]!, e);
      }
    }
  }

  private pop(): number {
    const top = this.heap[0]!, last = this.heap[--this.size]!;
    this.place[top] = -1;
    if (this.size > 0) this.sink(last);
    return top;
  }

  private rise(at: number, node: number): void {
    const { heap, place, label } = this, key = label[node]!;
    while (at > 0) {
      const parent = (at - 1) >> 1, other = heap[parent]!;
      if (label[other]! <= key) break;
      heap[at] = other;
      place[other] = at;
      at = parent;
    }
    heap[at] = node;
    place[node] = at;
  }

  private sink(node: number): void {
    const { heap, place, label, size } = this, key = label[node]!;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && label[heap[child + 1]!]! < label[heap[child]!]!) child++;
      const other = heap[child]!;
      if (label[other]! >= key) break;
      heap[at] = other;
      place[other] = at;
      at = child;
    }
    heap[at] = node;
    place[node] = at;
  }
}
