/**
 * Zones of a water network: nodes joined by pipes that are open, and the links that lead one way from zone to zone: pumps, one-way valves, check valves, and,
 * in the direction of their usual flow, the links of reservoirs and those that controls act on.
 */
import type { InpNetwork } from '../../imports/epanet-inp.js';

/** Valves that let water through one way only. */
const ONE_WAY_VALVES = ['PRV', 'PSV', 'FCV'];

export class WaterZones {
  /** Zone of each node, from 0. */
  readonly zone: Int32Array;
  count = 0;
  /** One-way links that are open and lead from one zone to another; the first `edgeCount` entries. */
  readonly edgeLink: Int32Array;
  readonly edgeFrom: Int32Array;
  readonly edgeTo: Int32Array;
  edgeCount = 0;
  /** Zones, those upstream first; where edges lead in a circle, by number. */
  readonly order: Int32Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly oneWay: Uint8Array;
  private readonly passes: Uint8Array;
  private readonly root: Int32Array;
  private readonly entering: Int32Array;
  private known = false;

  /** @param carriedM3h the most that links carry in the undisturbed run, negative against their direction */
  constructor(network: InpNetwork, carriedM3h: Float64Array) {
    const ids = [...network.junctions, ...network.reservoirs, ...network.tanks].map((node) => node.id), nodeOf = new Map(ids.map((id, node) => [id, node])), { links } = network, n = ids.length, m = links.length;
    const sources = new Set(network.reservoirs.map(({ id }) => id)), controlled = new Set(network.controls.map(({ link }) => link));
    const isOneWay = (link: InpNetwork['links'][number]): boolean => link.kind === 'pump' || (link.kind === 'pipe' && link.checkValve) || (link.kind === 'valve' && ONE_WAY_VALVES.includes(link.type));
    /** Against the direction in which the file has it? */
    const turned = Uint8Array.from(links, (link, l) => (!isOneWay(link) && (carriedM3h[l]! < 0 || (carriedM3h[l] === 0 && sources.has(link.to))) ? 1 : 0));
    this.from = Int32Array.from(links, (link, l) => nodeOf.get(turned[l] === 1 ? link.to : link.from)!);
    this.to = Int32Array.from(links, (link, l) => nodeOf.get(turned[l] === 1 ? link.from : link.to)!);
    this.oneWay = Uint8Array.from(links, (link) => (isOneWay(link) || controlled.has(link.id) || sources.has(link.from) || sources.has(link.to) ? 1 : 0));
    [this.zone, this.order, this.root, this.entering] = [new Int32Array(n), new Int32Array(n), new Int32Array(n), new Int32Array(n)];
    [this.edgeLink, this.edgeFrom, this.edgeTo] = [new Int32Array(m), new Int32Array(m), new Int32Array(m)];
    this.passes = new Uint8Array(m);
  }

  /** @param open by link; @param capacity by link, 0: out of service */
  update(open: ArrayLike<number>, capacity: Float64Array): void {
    let same = this.known;
    for (let link = 0; link < this.passes.length; link++) {
      const now = open[link] !== 0 && capacity[link]! > 0 ? 1 : 0;
      if (now !== this.passes[link]) { this.passes[link] = now; same = false; }
    }
    if (same) return;
    this.known = true;
    this.join();
    this.findEdges();
    this.sort();
  }

  private rootOf(node: number): number {
    const { root } = this;
    while (root[node] !== node) { root[node] = root[root[node]!]!; node = root[node]!; }
    return node;
  }

  private join(): void {
    const { root, zone } = this;
    for (let node = 0; node < root.length; node++) root[node] = node;
    for (let link = 0; link < this.passes.length; link++) {
      if (this.passes[link] === 0 || this.oneWay[link] === 1) continue;
      const a = this.rootOf(this.from[link]!), b = this.rootOf(this.to[link]!);
      root[Math.max(a, b)] = Math.min(a, b);
    }
    this.count = 0;
    // The root of a zone is its least node, so it is numbered before the others ask.
    for (let node = 0; node < root.length; node++) {
      const top = this.rootOf(node);
      zone[node] = top === node ? this.count++ : zone[top]!;
    }
  }

  private findEdges(): void {
    this.edgeCount = 0;
    for (let link = 0; link < this.passes.length; link++) {
      const from = this.zone[this.from[link]!]!, to = this.zone[this.to[link]!]!;
      if (this.passes[link] === 0 || this.oneWay[link] === 0 || from === to) continue;
      this.edgeLink[this.edgeCount] = link;
      this.edgeFrom[this.edgeCount] = from;
      this.edgeTo[this.edgeCount++] = to;
    }
  }

  /** A. B. Kahn, Commun. ACM 5 (1962) 558-562. */
  private sort(): void {
    const { entering, order, count } = this;
    entering.fill(0, 0, count);
    for (let e = 0; e < this.edgeCount; e++) entering[this.edgeTo[e]!]!++;
    let length = 0;
    for (let zone = 0; zone < count; zone++) if (entering[zone] === 0) order[length++] = zone;
    for (let head = 0; ; head++) {
      if (head === length) {
        if (length === count) return;
        // A circle: the least zone in it goes first.
        const next = entering.findIndex((edges) => edges > 0);
        entering[next] = 0;
        order[length++] = next;
      }
      for (let e = 0; e < this.edgeCount; e++) if (this.edgeFrom[e] === order[head] && entering[this.edgeTo[e]!]! > 0 && --entering[this.edgeTo[e]!]! === 0) order[length++] = this.edgeTo[e]!;
    }
  }
}
