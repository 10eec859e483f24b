/** The components of a water network as a layer's table names them, and what taking one out of service shuts. */
import type { InpNetwork } from '../../imports/epanet-inp.js';
import type { KnownComponents } from '../component-map.js';

/** Rows: junctions, reservoirs, tanks, then links, each in the order of the file; the nodes and links of `WaterSolver`. */
export interface WaterComponents extends KnownComponents {
  readonly junctionCount: number;
  readonly nodeCount: number;
}

/** Named `junction:J1`, `pipe:P1`, `pump:PU1`, `valve:V1`, `tank:T1`, `reservoir:R1`, or by the bare id where only one component has it. */
export function waterComponents(network: InpNetwork): WaterComponents {
  const rows = [
    ...network.junctions.map(({ id, line }) => ({ kind: 'junction', id, line })), ...network.reservoirs.map(({ id, line }) => ({ kind: 'reservoir', id, line })),
    ...network.tanks.map(({ id, line }) => ({ kind: 'tank', id, line })), ...network.links.map(({ kind, id, line }) => ({ kind, id, line })),
  ];
  const names = rows.map(({ kind, id }) => `${kind}:${id}`), byName = new Map<string, number[]>();
  rows.forEach(({ id }, row) => byName.set(id, [...(byName.get(id) ?? []), row]));
  const full = new Map(names.map((name, row) => [name, row]));
  const junctionCount = network.junctions.length, nodeCount = junctionCount + network.reservoirs.length + network.tanks.length;
  return {
    names, file: network.file, junctionCount, nodeCount,
    line: (row) => rows[row]!.line,
    find(name) {
      const row = full.get(name), bare = byName.get(name);
      if (row !== undefined) return [row];
      return bare !== undefined && bare.length > 1 ? `is the id of ${bare.map((r) => names[r]!).join(' and ')}: write which` : bare;
    },
    // Pipes, valves and bare junctions are many, and often nobody's in particular; what supplies or uses water should be somebody's.
    optional: (row) => ['pipe', 'valve'].includes(rows[row]!.kind) || (row < junctionCount && !isLoad(network, row)),
  };
}

/** Does the junction demand water? */
export function isLoad(network: InpNetwork, junction: number): boolean {
  return network.junctions[junction]!.demands.some(({ baseM3h }) => baseM3h > 0);
}

/** An isolation valve: beside `node` on `pipe`. */
export type IsolationValve = readonly [pipe: string, node: string];

/**
 * The links that are shut when a component is out of service: a pump or valve itself, every link of a tank or reservoir, and of a pipe the whole segment
 * between the isolation valves around it (T. M. Walski, J. Am. Water Works Assoc. 85(7) (1993) 35-42), or the pipe alone where none are given.
 * Pumps, control valves, tanks and reservoirs can always be shut off from the pipes beside them.
 * @returns by row of `waterComponents`; junctions shut nothing
 */
export function shutBy(network: InpNetwork, valves: readonly IsolationValve[]): Int32Array[] {
  const { junctionCount, nodeCount } = waterComponents(network), ids = [...network.junctions, ...network.reservoirs, ...network.tanks].map((node) => node.id);
  const nodeOf = new Map(ids.map((id, node) => [id, node])), linksAt: number[][] = ids.map(() => []);
  network.links.forEach(({ from, to }, link) => { linksAt[nodeOf.get(from)!]!.push(link); linksAt[nodeOf.get(to)!]!.push(link); });
  const hasValve = new Set(valves.map(([pipe, node]) => JSON.stringify([pipe, node])));
  /** Can water pass between a pipe and a node whatever is shut? */
  const joined = (link: number, node: number): boolean => node < junctionCount && network.links[link]!.kind === 'pipe' && !hasValve.has(JSON.stringify([network.links[link]!.id, ids[node]!]));
  const segment = (pipe: number): Int32Array => {
    const shut = new Set([pipe]), queue = [pipe], seen = new Set<number>();
    for (const link of queue) for (const end of [network.links[link]!.from, network.links[link]!.to]) {
      const node = nodeOf.get(end)!;
      if (!joined(link, node) || seen.has(node)) continue;
      seen.add(node);
      for (const other of linksAt[node]!) {
        if (!shut.has(other) && joined(other, node)) queue.push(other);
        shut.add(other);
      }
    }
    return Int32Array.from(shut).sort();
  };
  return Array.from({ length: nodeCount + network.links.length }, (_, row) => {
    if (row < junctionCount) return new Int32Array();
    if (row < nodeCount) return Int32Array.from(new Set(linksAt[row])).sort();
    const link = row - nodeCount;
    return valves.length > 0 && network.links[link]!.kind === 'pipe' ? segment(link) : Int32Array.of(link);
  });
}
