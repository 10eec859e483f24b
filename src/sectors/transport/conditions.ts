/** State of the roads and lines by that of the assets that stand for them. */
import { FULL } from '../../engine/units.js';
import type { PlacedLinks } from '../component-map.js';
import type { RoadGraph } from './graph.js';

/** Sums of decimal shares leave less than this when all is lost. */
const NOTHING = 1e-9;

export class Conditions {
  /** By slot: share of the capacity that is left; 0: closed. */
  readonly capacity: Float64Array;
  /** By line: share of its service. */
  readonly line: Float64Array;
  /** By node: share of its signals that work. */
  private readonly signal: Float64Array;
  /** Positions of assets that stand for a road, signals or a line, ascending. */
  private readonly controls: Int32Array;

  /** @param links rows: slots, then signals by node, then lines @param signalCapacity share of capacity that links into a node without signals keep */
  constructor(private readonly graph: RoadGraph, lines: number, private readonly links: PlacedLinks, private readonly signalCapacity: number) {
    this.capacity = new Float64Array(graph.links).fill(1);
    this.line = new Float64Array(lines).fill(1);
    this.signal = new Float64Array(graph.nodes).fill(1);
    this.controls = Int32Array.from(new Set(links.position)).sort();
  }

  /** What the answer depends on, in short; '' where nothing is amiss. */
  key(up: Uint8Array, offered: Int32Array): string {
    let key = '';
    for (const i of this.controls) if (up[i] === 0 || offered[i]! < FULL) key += `${i}:${up[i] === 0 ? 0 : offered[i]!} `;
    return key;
  }

  /** Sets `capacity` and `line`. An asset takes its part of each of its components with it as far as its level falls. */
  set(up: Uint8Array, offered: Int32Array): void {
    const { graph: { links, nodes, inStart }, links: { position, row, share }, capacity, signal, line } = this;
    capacity.fill(1);
    signal.fill(1);
    line.fill(1);
    for (let i = 0; i < row.length; i++) {
      const r = row[i]!, level = up[position[i]!] === 0 ? 0 : offered[position[i]!]! / FULL, lost = share[i]! * (1 - level);
      if (r < links) capacity[r] = left(capacity[r]! - lost);
      else if (r < links + nodes) signal[r - links] = left(signal[r - links]! - lost);
      else line[r - links - nodes] = left(line[r - links - nodes]! - lost);
    }
    for (let j = 0; j < nodes; j++) {
      if (signal[j] === 1) continue;
      const kept = this.signalCapacity + (1 - this.signalCapacity) * signal[j]!;
      for (let e = inStart[j]!; e < inStart[j + 1]!; e++) capacity[e]! *= kept;
    }
  }
}

const left = (share: number): number => (share > NOTHING ? share : 0);
