/**
 * Model -> graphology graph, for reading, drawing and the tools of network science. An edge runs from supplier to consumer and belongs to a need:
 * edges of one need form its k-of-n group (`need`, `required`, `n`). The engine does not use this graph (see compile.ts).
 */
import { DirectedGraph, MultiDirectedGraph } from 'graphology';
import type { Asset, Model, Need, NeedType, Numeric, Supplier } from '../model/types.js';

export interface AssetAttributes {
  name: string;
  sector: string;
  kind: string;
  /** Services of the kind. */
  services: string[];
  serviceArea: boolean;
  people: number;
  /** WGS 84 degrees; undefined without a place. */
  lon?: number;
  lat?: number;
}

export interface SupplyAttributes {
  /** Id of the need (`ASSET/SERVICE`, with `/refill` for the refill group of its buffer). */
  need: string;
  service: string;
  type: NeedType;
  role: 'function' | 'repair' | 'refill';
  combine: 'sum' | 'best';
  weight: number;
  /** Required of the summed weights (of the best levels, for `best`), and the number of suppliers of the need: k of n. */
  required: number;
  n: number;
  impact: number;
  delayHours: number;
  /** Buffer of the need when full, hours; the median, mode, mean or scale of a distribution; 0: none. */
  bufferHours: number;
}

export type AssetGraph = MultiDirectedGraph<AssetAttributes, SupplyAttributes>;
type SimpleGraph = DirectedGraph<AssetAttributes, { needs: number }>;

/** One number that stands for a numeric: itself, or the centre that its distribution is given by. */
export function typical(value: Numeric): number {
  if (typeof value === 'number') return value;
  switch (value.dist) {
    case 'lognormal': return value.median;
    case 'triangular': case 'pert': return value.mode;
    case 'uniform': return (value.min + value.max) / 2;
    case 'normal': case 'exponential': return value.mean;
    case 'weibull': return value.scale;
    case 'empirical': return [...value.values].sort((a, b) => a - b)[Math.floor((value.values.length - 1) / 2)]!;
  }
}

function addGroup(graph: AssetGraph, need: Need, role: SupplyAttributes['role'], group: { suppliers: Supplier[]; required: number; combine: 'sum' | 'best' }): void {
  const id = role === 'refill' ? `${need.id}/refill` : need.id;
  group.suppliers.forEach((supplier, i) => {
    graph.addDirectedEdgeWithKey(`${id}<${i}`, supplier.asset, need.asset, {
      need: id, service: need.service, type: need.type, role, combine: group.combine, weight: supplier.weight, required: group.required, n: group.suppliers.length,
      impact: role === 'function' ? need.impact : 0, delayHours: need.delayHours, bufferHours: role === 'refill' || !need.buffer ? 0 : typical(need.buffer.hours),
    });
  });
}

const attributesOf = (asset: Asset): AssetAttributes => ({
  name: asset.name, sector: asset.sector, kind: asset.kind.id, services: asset.kind.services, serviceArea: asset.kind.serviceArea, people: asset.people,
  ...(asset.place ? { lon: asset.place.lon, lat: asset.place.lat } : {}),
});

/** The whole model as a graph: nodes by asset id in asset order, one edge for each supplier of each need (`NEED<0`, `NEED<1` ...). */
export function modelGraph(model: Model): AssetGraph {
  const graph: AssetGraph = new MultiDirectedGraph();
  for (const asset of model.assets) graph.addNode(asset.id, attributesOf(asset));
  for (const asset of model.assets) {
    for (const need of asset.needs) {
      addGroup(graph, need, need.role, need);
      if (need.buffer?.refill) addGroup(graph, need, 'refill', need.buffer.refill);
    }
  }
  return graph;
}

/**
 * At most one edge between two assets each way, none from an asset to itself; `needs` counts the edges it stands for. Edges of repair needs are
 * left out: they carry no function. graphology-metrics must run on this graph: on parallel or self edges its neighbourhood index
 * keeps false neighbours for the last node, which gives wrong betweenness and closeness.
 * @param direction `consumers`: supplier -> consumer; `suppliers`: consumer -> supplier, where PageRank gathers at what others depend on
 */
export function simpleProjection(graph: AssetGraph, direction: 'consumers' | 'suppliers' = 'consumers'): SimpleGraph {
  const simple: SimpleGraph = new DirectedGraph();
  graph.forEachNode((asset, attributes) => { simple.addNode(asset, attributes); });
  graph.forEachDirectedEdge((_, { role }, supplier, consumer) => {
    if (supplier === consumer || role === 'repair') return;
    const [from, to] = direction === 'consumers' ? [supplier, consumer] : [consumer, supplier];
    simple.updateDirectedEdge(from, to, (old) => ({ needs: (old.needs ?? 0) + 1 }));
  });
  return simple;
}
