/**
 * What depends on an asset, and on what an asset depends, through any number of needs: how many steps away, and how long buffers and delays hold
 * along the way. Needs that carry function and the refill groups of their buffers count, repair needs do not (as in people-served.ts).
 */
import { FULL } from '../engine/units.js';
import { type CompiledNetwork, Role } from './compiled-network.js';
import { typical } from './graph.js';
import type { NetworkNames } from './network-names.js';

/** `downstream`: towards consumers; `upstream`: towards suppliers. */
export type Direction = 'downstream' | 'upstream';

/** An asset that is reached. */
export interface Reached {
  /** Index of the asset. */
  asset: number;
  /** Needs on the shortest chain. */
  steps: number;
  /** Least sum of what the needs of a chain hold, hours, over all chains through assets that are reached. Before that no loss at one end shows at the other. */
  holdHours: number;
  /** Last need of a chain that holds least, and the asset at its other end, nearer to the start. */
  need: number;
  from: number;
}

/**
 * Hours that a need carries its consumer after the whole loss of what supplies it: its delay, and its buffer as full as it is at the start. A buffer that
 * covers a part of the need only does not hold it; one of drawn size counts with its typical value.
 */
export function holdHours({ needBuffer, needCover, needInitial, needDelay, needPartner, needRole }: CompiledNetwork, names: NetworkNames, need: number): number {
  const x = needRole[need] === Role.Refill ? needPartner[need]! : need, given = needBuffer[x]!;
  const hours = given >= 0 ? given / names.ticksPerHour : typical(names.distributions[-1 - given]!);
  return needDelay[x]! / names.ticksPerHour + (needCover[x]! < FULL ? 0 : (hours * needInitial[x]!) / FULL);
}

/**
 * All assets within so many steps, the nearest first, then in asset order; the start is not among them.
 * @param start index of an asset
 * @param depth needs on a chain at most
 */
export function reach(network: CompiledNetwork, names: NetworkNames, start: number, direction: Direction, depth = Infinity): Reached[] {
  const steps = stepsFrom(network, start, direction, depth), hold = new Float64Array(network.sizes.assets).fill(Infinity);
  const need = new Int32Array(network.sizes.assets).fill(-1), from = need.slice(), done = new Uint8Array(network.sizes.assets);
  const heap = new Heap(hold);
  hold[start] = 0;
  heap.push(start);
  // Dijkstra (1959): what leaves the heap first has its least hold.
  for (let v = heap.pop(); v >= 0; v = heap.pop()) {
    if (done[v]) continue;
    done[v] = 1;
    eachNext(network, v, direction, (w, x) => {
      const total = hold[v]! + holdHours(network, names, x);
      if (steps[w]! < 0 || total >= hold[w]!) return;
      hold[w] = total;
      need[w] = x;
      from[w] = v;
      heap.push(w);
    });
  }
  const reached: Reached[] = [];
  steps.forEach((n, asset) => { if (n > 0) reached.push({ asset, steps: n, holdHours: hold[asset]!, need: need[asset]!, from: from[asset]! }); });
  return reached.sort((a, b) => a.steps - b.steps || a.asset - b.asset);
}

/** Breadth first; -1: not reached. */
function stepsFrom(network: CompiledNetwork, start: number, direction: Direction, depth: number): Int32Array {
  const steps = new Int32Array(network.sizes.assets).fill(-1), queue = [start];
  steps[start] = 0;
  for (let at = 0; at < queue.length; at++) {
    const v = queue[at]!;
    if (steps[v]! >= depth) break;
    eachNext(network, v, direction, (w) => {
      if (steps[w] !== -1) return;
      steps[w] = steps[v]! + 1;
      queue.push(w);
    });
  }
  return steps;
}

/** Visits the assets one need away, with that need. */
function eachNext({ outStart, outNeed, needAsset, needRole, needStart, supStart, supAsset }: CompiledNetwork, v: number, direction: Direction, visit: (asset: number, need: number) => void): void {
  if (direction === 'downstream') {
    for (let e = outStart[v]!; e < outStart[v + 1]!; e++) if (needRole[outNeed[e]!] !== Role.Repair) visit(needAsset[outNeed[e]!]!, outNeed[e]!);
    return;
  }
  for (let x = needStart[v]!; x < needStart[v + 1]!; x++) {
    if (needRole[x] !== Role.Repair) for (let e = supStart[x]!; e < supStart[x + 1]!; e++) visit(supAsset[e]!, x);
  }
}

/** Assets by their hold, ties in asset order. An asset may be in it more than once; its place is that of its hold when it was put in. */
class Heap {
  private readonly assets: number[] = [];
  private readonly keys: number[] = [];

  constructor(private readonly hold: Float64Array) {}

  push(asset: number): void {
    let at = this.assets.length;
    const key = this.hold[asset]!;
    for (; at > 0; at = (at - 1) >> 1) {
      const up = (at - 1) >> 1;
      if (!this.before(key, asset, up)) break;
      this.move(up, at);
    }
    this.put(at, key, asset);
  }

  /** -1: it is empty. */
  pop(): number {
    const first = this.assets[0], key = this.keys.pop(), asset = this.assets.pop();
    if (first === undefined || key === undefined || asset === undefined) return -1;
    if (this.assets.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= this.assets.length) break;
      if (down + 1 < this.assets.length && this.before(this.keys[down + 1]!, this.assets[down + 1]!, down)) down++;
      if (this.before(key, asset, down)) break;
      this.move(down, at);
      at = down;
    }
    this.put(at, key, asset);
    return first;
  }

  private before(key: number, asset: number, at: number): boolean { return key < this.keys[at]! || (key === this.keys[at]! && asset < this.assets[at]!); }
  private move(from: number, to: number): void { this.put(to, this.keys[from]!, this.assets[from]!); }
  private put(at: number, key: number, asset: number): void { this.keys[at] = key; this.assets[at] = asset; }
}
