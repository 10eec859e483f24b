/** Deratings in force: several may lie on one asset; the least share left counts. Linked lists in a grow-once pool. */
import { Parts } from './units.js';

const NONE = -1;

export class Deratings {
  private readonly head: Int32Array;
  private readonly asset: number[] = [];
  private readonly to: number[] = [];
  private readonly next: number[] = [];
  private used = 0;

  constructor(assets: number) { this.head = new Int32Array(assets).fill(NONE); }

  /** Parts of capacity that the deratings of an asset leave. */
  least(a: number): number {
    let least = Parts.Full;
    for (let n = this.head[a]!; n !== NONE; n = this.next[n]!) if (this.to[n]! < least) least = this.to[n]!;
    return least;
  }

  /** @returns the handle to remove it by */
  add(a: number, to: number): number {
    const n = this.used++;
    this.asset[n] = a;
    this.to[n] = to;
    this.next[n] = this.head[a]!;
    this.head[a] = n;
    return n;
  }

  /** @returns the asset it lay on */
  remove(handle: number): number {
    const a = this.asset[handle]!;
    if (this.head[a] === handle) { this.head[a] = this.next[handle]!; return a; }
    for (let n = this.head[a]!; n !== NONE; n = this.next[n]!) {
      if (this.next[n] === handle) { this.next[n] = this.next[handle]!; break; }
    }
    return a;
  }

  reset(): void {
    for (let n = 0; n < this.used; n++) this.head[this.asset[n]!] = NONE;
    this.used = 0;
  }
}
