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
  /** What was told last of the assets that stand for a road, signals or a line (a down one offers 0): all that an answer depends on. */
  readonly up: Uint8Array;
  readonly offered: Int32Array;
  /** Their positions, ascending. */
  private readonly controls: Int32Array;
  /** Entry i says that control[i] has share[i] of row[i]. */
  private readonly rows: { row: Int32Array; share: Float64Array; control: Int32Array };

  /** @param links rows: slots, then signals by node, then lines @param signalCapacity share of capacity that links into a node without signals keep */
  constructor(private readonly graph: RoadGraph, lines: number, { position, row, share }: PlacedLinks, private readonly signalCapacity: number) {
    this.capacity = new Float64Array(graph.links).fill(1);
    this.line = new Float64Array(lines).fill(1);
    this.signal = new Float64Array(graph.nodes).fill(1);
    this.controls = Int32Array.from(new Set(position)).sort();
    this.rows = { row, share, control: position.map((i) => this.controls.indexOf(i)) };
    this.up = new Uint8Array(this.controls.length);
    this.offered = new Int32Array(this.controls.length);
  }

  /** Is anything amiss in a state of the assets? */
  isAmiss(up: Uint8Array, offered: Int32Array): boolean {
    const { controls } = this, full = FULL;
    for (let c = 0; c < controls.length; c++) if (up[controls[c]!] === 0 || offered[controls[c]!]! < full) return true;
    return false;
  }

  /** Takes the state of the assets. */
  look(up: Uint8Array, offered: Int32Array): void {
    for (let c = 0; c < this.controls.length; c++) {
      const i = this.controls[c]!;
      this.up[c] = up[i]!;
      this.offered[c] = up[i] === 0 ? 0 : offered[i]!;
    }
  }

  /** Sets `capacity` and `line` by what `look` saw. An asset takes its part of each of its components with it as far as its level falls. */
  set(): void {
    const { graph: { links, nodes, inStart }, rows: { control, row, share }, capacity, signal, line } = this;
    capacity.fill(1);
    signal.fill(1);
    line.fill(1);
    for (let i = 0; i < row.length; i++) {
      const r = row[i]!, lost = share[i]! * (1 - this.offered[control[i]!]! / FULL);
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
