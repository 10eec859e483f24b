/**
 * Memory of needs with a delay d: the need feels the highest supply of the last d hours. Each line is a list of past supplies that
 * were held for some time, with the tick at which each ended, in falling order of supply (a later, higher one hides earlier ones).
 */
import type { CompiledNetwork } from '../network/compiled-network.js';
import { clear } from './lists.js';
import { Parts } from './units.js';

const NONE = -1;

export class DelayLines {
  /** Line of a need, or -1. */
  readonly line: Int32Array;
  readonly need: number[] = [];
  /** Timer word of each line: tick * 8 + Step.Fall, 0 = none. */
  readonly key: Float64Array;
  private readonly ticks: Float64Array;
  private readonly supply: Int32Array;
  private readonly start: Int32Array;
  private readonly since: Float64Array;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  // pool of nodes
  private ends: Float64Array = new Float64Array(64);
  private supplies = new Int32Array(64);
  private next = new Int32Array(64);
  private previous = new Int32Array(64);
  private used = 0;
  private readonly touched: number[] = [];

  constructor(network: CompiledNetwork) {
    this.line = new Int32Array(network.sizes.needs).fill(NONE);
    for (let x = 0; x < network.sizes.needs; x++) if (network.needDelay[x]! > 0) this.line[x] = this.need.push(x) - 1;
    const n = this.need.length;
    this.key = new Float64Array(n);
    this.ticks = Float64Array.from(this.need, (x) => network.needDelay[x]!);
    this.supply = new Int32Array(n).fill(Parts.Full);
    this.start = new Int32Array(n).fill(Parts.Full);
    this.since = new Float64Array(n).fill(-1);
    this.head = new Int32Array(n).fill(NONE);
    this.tail = new Int32Array(n).fill(NONE);
  }

  /**
   * What need x feels at tick t while its supply is q. `expiry(line)` then tells when the felt value may fall.
   */
  feel(x: number, q: number, t: number): number {
    const line = this.line[x]!;
    const held = this.supply[line]!;
    if (held !== q) {
      if (this.since[line]! < t) {
        if (this.since[line] === -1) this.touched.push(line);
        this.remember(line, held, t);
        this.since[line] = t;
      }
      this.supply[line] = q;
    }
    const window = this.ticks[line]!;
    while (this.head[line] !== NONE && t >= this.ends[this.head[line]!]! + window) this.dropFirst(line);
    const first = this.head[line]!;
    return first !== NONE && this.supplies[first]! > q ? this.supplies[first]! : q;
  }

  /** Tick at which the oldest remembered supply is forgotten; Infinity: nothing remembered above the present supply. */
  expiry(x: number): number {
    const line = this.line[x]!, first = this.head[line]!;
    return first !== NONE && this.supplies[first]! > this.supply[line]! ? this.ends[first]! + this.ticks[line]! : Infinity;
  }

  /** The present supplies become those "before the start". */
  setBaseline(): void {
    this.start.set(this.supply);
    this.since.fill(-1);
    this.head.fill(NONE);
    this.tail.fill(NONE);
    this.key.fill(0);
    this.touched.length = 0;
    this.used = 0;
  }

  reset(): void {
    for (let i = 0; i < this.touched.length; i++) {
      const line = this.touched[i]!;
      this.supply[line] = this.start[line]!;
      this.since[line] = -1;
      this.head[line] = this.tail[line] = NONE;
      this.key[line] = 0;
    }
    clear(this.touched);
    this.used = 0;
  }

  private remember(line: number, supply: number, end: number): void {
    while (this.tail[line] !== NONE && this.supplies[this.tail[line]!]! <= supply) this.dropLast(line);
    if (this.used === this.ends.length) this.grow();
    const node = this.used++, last = this.tail[line]!;
    this.ends[node] = end;
    this.supplies[node] = supply;
    this.next[node] = NONE;
    this.previous[node] = last;
    if (last === NONE) this.head[line] = node;
    else this.next[last] = node;
    this.tail[line] = node;
  }

  private dropFirst(line: number): void {
    const node = this.next[this.head[line]!]!;
    this.head[line] = node;
    if (node === NONE) this.tail[line] = NONE;
    else this.previous[node] = NONE;
  }

  private dropLast(line: number): void {
    const node = this.previous[this.tail[line]!]!;
    this.tail[line] = node;
    if (node === NONE) this.head[line] = NONE;
    else this.next[node] = NONE;
  }

  private grow(): void {
    const twice = <T extends Float64Array | Int32Array>(from: T, to: T): T => { to.set(from); return to; };
    const n = 2 * this.ends.length;
    this.ends = twice(this.ends, new Float64Array(n));
    this.supplies = twice(this.supplies, new Int32Array(n));
    this.next = twice(this.next, new Int32Array(n));
    this.previous = twice(this.previous, new Int32Array(n));
  }
}
