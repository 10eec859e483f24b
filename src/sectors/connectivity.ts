/**
 * Sector physics by connection alone: a component is served while it is linked, through components that are up, to a
 * source that is up (mode `source`: feeders, pipes, rings), or while it is in the largest connected group of components
 * that are up (mode `giant`: S. V. Buldyrev et al., Nature 464 (2010) 1025-1028).
 */
import type { SectorAnswer, SectorModel, SectorPlugin } from '../engine/sector-model.js';
import { FULL } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import { Components } from './sector.js';

interface ConnectivityParams { mode: 'source' | 'giant'; links: [string, string][]; sources?: string[] }

const NOTHING_MORE: SectorAnswer = Object.freeze({});

/** Undirected links as neighbour lists: those of component i are neighbour[start[i]] .. neighbour[start[i + 1] - 1]. */
interface Links { start: Int32Array; neighbour: Int32Array }

function linksOf(count: number, pairs: [number, number][]): Links {
  const start = new Int32Array(count + 1);
  for (const [a, b] of pairs) { start[a + 1]!++; start[b + 1]!++; }
  for (let i = 0; i < count; i++) start[i + 1]! += start[i]!;
  const neighbour = new Int32Array(start[count]!);
  const next = start.slice();
  for (const [a, b] of pairs) { neighbour[next[a]!++] = b; neighbour[next[b]!++] = a; }
  return { start, neighbour };
}

/**
 * Groups of connected components that are up, found afresh when `up` has changed. A component that is down is given the
 * share it would have if it alone came up, so that it can restart.
 */
class Connectivity implements SectorModel {
  private readonly lastUp: Uint8Array;
  private readonly lastShares: Int32Array;
  private readonly queue: Int32Array;
  /** Group of each component that is up, numbered from 0 by their least component; -1: down, or not reached. */
  private readonly group: Int32Array;
  private readonly groupSize: Int32Array;
  /** Least component of each group. */
  private readonly groupLeast: Int32Array;
  /** Group counted last by joinedSize, by group: sums each neighbouring group once. */
  private readonly countedFor: Int32Array;
  private solved = false;

  /** @param isSource 1 for sources; undefined in mode `giant` */
  constructor(readonly components: Int32Array, private readonly links: Links, private readonly isSource: Uint8Array | undefined) {
    const n = components.length;
    this.lastUp = new Uint8Array(n);
    this.lastShares = new Int32Array(n);
    this.queue = new Int32Array(n);
    this.group = new Int32Array(n);
    this.groupSize = new Int32Array(n);
    this.groupLeast = new Int32Array(n);
    this.countedFor = new Int32Array(n);
  }

  reset(): void { this.solved = false; }

  solve(_hours: number, up: Uint8Array, _offered: Int32Array, shares: Int32Array): SectorAnswer {
    if (!this.solved || this.changed(up)) {
      this.lastUp.set(up);
      this.group.fill(-1);
      if (this.isSource === undefined) this.solveGiant(up); else this.solveSources(up, this.isSource);
      this.solved = true;
    }
    shares.set(this.lastShares);
    return NOTHING_MORE;
  }

  private changed(up: Uint8Array): boolean {
    for (let i = 0; i < up.length; i++) if (up[i] !== this.lastUp[i]) return true;
    return false;
  }

  /** Gives the group number to all components that are up and linked to the first `count` of the queue; @returns how many there are. */
  private spread(count: number, group: number, up: Uint8Array): number {
    const { start, neighbour } = this.links;
    for (let head = 0; head < count; head++) {
      const i = this.queue[head]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = neighbour[e]!;
        if (up[j] === 0 || this.group[j]! >= 0) continue;
        this.group[j] = group;
        this.queue[count++] = j;
      }
    }
    return count;
  }

  private seed(i: number, count: number, group: number): number {
    this.group[i] = group;
    this.queue[count] = i;
    return count + 1;
  }

  /** Served: linked to a source, which makes one group of all that are (number 0). */
  private solveSources(up: Uint8Array, isSource: Uint8Array): void {
    let count = 0;
    for (let i = 0; i < up.length; i++) if (up[i] === 1 && isSource[i] === 1) count = this.seed(i, count, 0);
    this.spread(count, 0, up);
    for (let i = 0; i < up.length; i++) {
      const served = up[i] === 1 ? this.group[i] === 0 : isSource[i] === 1 || this.hasNeighbourIn(i, 0);
      this.lastShares[i] = served ? FULL : 0;
    }
  }

  /** Served: in the largest group; of equal ones the one with the least component. */
  private solveGiant(up: Uint8Array): void {
    let groups = 0;
    let giant = -1;
    for (let i = 0; i < up.length; i++) {
      if (up[i] === 0 || this.group[i]! >= 0) continue;
      const size = this.spread(this.seed(i, 0, groups), groups, up);
      this.groupSize[groups] = size;
      this.groupLeast[groups] = i;
      if (giant < 0 || size > this.groupSize[giant]!) giant = groups;
      groups++;
    }
    this.countedFor.fill(-1);
    for (let i = 0; i < up.length; i++) {
      const served = up[i] === 1 ? this.group[i] === giant : this.wouldBeGiant(i, giant);
      this.lastShares[i] = served ? FULL : 0;
    }
  }

  private hasNeighbourIn(i: number, group: number): boolean {
    const { start, neighbour } = this.links;
    for (let e = start[i]!; e < start[i + 1]!; e++) if (this.group[neighbour[e]!] === group) return true;
    return false;
  }

  /** Would component i, if it alone came up, be in the largest group? It joins all groups beside it. */
  private wouldBeGiant(i: number, giant: number): boolean {
    if (giant < 0 || this.hasNeighbourIn(i, giant)) return true;
    const { start, neighbour } = this.links;
    let size = 1;
    let least = i;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const group = this.group[neighbour[e]!]!;
      if (group < 0 || this.countedFor[group] === i) continue;
      this.countedFor[group] = i;
      size += this.groupSize[group]!;
      least = Math.min(least, this.groupLeast[group]!);
    }
    const largest = this.groupSize[giant]!;
    return size > largest || (size === largest && least < this.groupLeast[giant]!);
  }
}

/** Registered in index.ts. `links` are undirected; components are the assets that `links` and `sources` name. */
export const connectivity = {
  name: 'connectivity',
  schema: {
    type: 'object',
    properties: {
      mode: { enum: ['source', 'giant'], description: 'served if linked to a source that is up, or if in the largest connected group' },
      links: {
        type: 'array',
        items: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
        description: 'pairs of asset ids, in either direction',
      },
      sources: { type: 'array', items: { type: 'string' }, minItems: 1, description: 'asset ids; for mode source' },
    },
    required: ['mode', 'links'],
    additionalProperties: false,
  },
  create(params: Record<string, unknown>, _network: CompiledNetwork, indexOf: (asset: string) => number): SectorModel {
    const { mode, links, sources = [] } = params as unknown as ConnectivityParams;
    if (mode === 'source' && sources.length === 0) {
      throw new CascadeError('SECTOR_SOURCES_MISSING', 'connectivity in mode "source" has no sources: nothing would ever be served. Expecting at least one asset id under `sources`, or mode "giant"');
    }
    const components = new Components([...links.flat(), ...sources], indexOf);
    const pairs = links.map(([a, b]): [number, number] => [components.position(a), components.position(b)]);
    const isSource = new Uint8Array(components.assets.length);
    for (const source of sources) isSource[components.position(source)] = 1;
    return new Connectivity(components.assets, linksOf(components.assets.length, pairs), mode === 'source' ? isSource : undefined);
  },
} satisfies SectorPlugin;
