/**
 * Readable ids of parts of a road network: `link:10-16` from node 10 to node 16, `road:10-16` both ways, `node:10`. Of links side by side,
 * `link:10-16` and `road:10-16` mean all, `link:10-16:2` the second in the order of the file.
 */
import { nearest } from '../../errors.js';
import type { RoadGraph } from './graph.js';

export type RoadPart = { kind: 'links'; slots: number[] } | { kind: 'node'; node: number };

export class RoadIds {
  private readonly nodeOf: ReadonlyMap<string, number>;
  /** Slots of "A-B" in the order of the file. */
  private readonly slotsOf = new Map<string, number[]>();

  constructor(private readonly graph: RoadGraph) {
    const { network: { nodeNames, tail, head }, slotOf } = graph;
    this.nodeOf = new Map(nodeNames.map((name, node) => [name, node]));
    slotOf.forEach((slot, row) => {
      const pair = `${nodeNames[tail[row]!]!}-${nodeNames[head[row]!]!}`, slots = this.slotsOf.get(pair);
      if (slots === undefined) this.slotsOf.set(pair, [slot]);
      else slots.push(slot);
    });
  }

  /** The part an id names; undefined where there is none. */
  find(id: string): RoadPart | undefined {
    const [, kind, name] = /^(link|road|node):(.*)$/s.exec(id) ?? [];
    if (kind === 'node') {
      const node = this.nodeOf.get(name!);
      return node === undefined ? undefined : { kind: 'node', node };
    }
    if (kind === undefined) return undefined;
    const slots = kind === 'link' ? this.oneWay(name!) : this.bothWays(name!);
    return slots.length === 0 ? undefined : { kind: 'links', slots };
  }

  private oneWay(name: string): number[] {
    const all = this.slotsOf.get(name);
    if (all !== undefined) return all;
    const [, pair, ordinal] = /^(.*):(\d+)$/s.exec(name) ?? [], one = this.slotsOf.get(pair ?? '')?.[Number(ordinal) - 1];
    return one === undefined ? [] : [one];
  }

  private bothWays(name: string): number[] {
    // Names may have hyphens of their own: every one may be the one between them.
    for (let at = name.indexOf('-'); at >= 0; at = name.indexOf('-', at + 1)) {
      const a = name.slice(0, at), b = name.slice(at + 1);
      const slots = [...this.slotsOf.get(`${a}-${b}`) ?? [], ...this.slotsOf.get(`${b}-${a}`) ?? []];
      if (slots.length > 0) return slots;
    }
    return [];
  }

  /** What to say of an id that names nothing: what is expected, and the nearest right one. */
  expecting(id: string): string {
    const { network } = this.graph, kind = /^(link|road|node):/.exec(id)?.[1] ?? 'link';
    const known = kind === 'node' ? network.nodeNames.map((name) => `node:${name}`) : [...this.slotsOf.keys()].map((pair) => `${kind}:${pair}`);
    const near = nearest(id, known);
    return `Expecting link:A-B (one way), road:A-B (both ways) or node:A of ${network.file} (${network.nodeNames.length} nodes, ${network.tail.length} links).${near === undefined ? '' : ` Did you mean "${near}"?`}`;
  }
}
