/**
 * Shortest costs from one node by sweeps (R. Bellman, Quarterly of Applied Mathematics 16 (1958) 87-90): every node, in a given order, takes the least
 * of its label and what comes over its links, until nothing falls any more. In the order of nearly the same paths two or three sweeps do, each
 * a fraction of a search with a heap. The labels are the least sums from the start onward, in rounded numbers too, whatever the order: those of
 * E. W. Dijkstra's method. In WebAssembly, as numerics/ldl-solve.ts says why.
 */
import { F64, I32, op, wasmInstance, wasmModule } from '../../numerics/wasm-code.js';
import type { RoadGraph } from './graph.js';

/** Parameters: end of the order; addresses of the order, of starts of links into nodes (4 x slot), tails (8 x node), costs, labels. */
const END = 0, ORDER = 1, STARTS = 2, TAILS = 3, COSTS = 4, LABELS = 5;
/** Locals: place in the order, 4 x node, 4 x slot, end of its slots, what fell in this sweep, sweeps, label, and what comes over a link. */
const AT = 6, NODE = 7, E = 8, LIMIT = 9, FELL = 10, SWEEPS = 11, LABEL = 12, BY = 13;

const sum = (...terms: readonly (readonly number[])[]): number[] => terms.flatMap((term, i) => (i === 0 ? [...term] : [...term, ...op.add]));
const double = (index: number): number[] => [...op.get(index), ...op.i32(1), ...op.shl];
const step = (local: number): number[] => [...sum(op.get(local), op.i32(4)), ...op.set(local)];
const labelOfNode = sum(op.get(LABELS), double(NODE));

const LINK = [
  ...sum(op.get(LABELS), [...sum(op.get(TAILS), op.get(E)), ...op.load()]), ...op.f64Load(), ...sum(op.get(COSTS), double(E)), ...op.f64Load(), ...op.f64Add,
  ...op.tee(BY), ...op.get(LABEL), ...op.f64Less, ...op.if, ...op.get(BY), ...op.set(LABEL), ...op.end,
];
const NODE_STEP = [
  ...op.get(AT), ...op.load(), ...op.i32(2), ...op.shl, ...op.set(NODE),
  ...labelOfNode, ...op.f64Load(), ...op.set(LABEL),
  ...sum(op.get(STARTS), op.get(NODE)), ...op.load(), ...op.tee(E), ...sum(op.get(STARTS), op.get(NODE)), ...op.load(4), ...op.tee(LIMIT), ...op.lessUnsigned, ...op.if,
  ...op.loop, ...LINK, ...step(E), ...op.get(E), ...op.get(LIMIT), ...op.lessUnsigned, ...op.branchIf(0), ...op.end, ...op.end,
  ...op.get(FELL), ...op.get(LABEL), ...labelOfNode, ...op.f64Load(), ...op.f64NotEqual, ...op.or, ...op.set(FELL),
  ...labelOfNode, ...op.get(LABEL), ...op.f64Store(),
];
const CODE = [
  ...op.loop, ...op.i32(0), ...op.set(FELL), ...op.get(ORDER), ...op.set(AT),
  ...op.loop, ...NODE_STEP, ...step(AT), ...op.get(AT), ...op.get(END), ...op.lessUnsigned, ...op.branchIf(0), ...op.end,
  ...sum(op.get(SWEEPS), op.i32(1)), ...op.set(SWEEPS), ...op.get(FELL), ...op.branchIf(0), ...op.end,
  ...op.get(SWEEPS),
];

const MODULE = new WebAssembly.Module(wasmModule({ sweep: { parameters: [I32, I32, I32, I32, I32, I32], result: I32, locals: [I32, I32, I32, I32, I32, I32, F64, F64], code: CODE } }));

type Sweep = (end: number, order: number, starts: number, tails: number, costs: number, labels: number) => number;

export class LabelSweeps {
  /** By node: shortest cost from the origin given last; Infinity: no way. */
  readonly label: Float64Array;
  /** By slot: cost where a trip that passes through may use it, else Infinity. */
  private readonly cost: Float64Array;
  /** Nodes in the order of the sweeps. */
  private readonly order: Int32Array;
  private readonly sweep: () => number;

  constructor(private readonly graph: RoadGraph) {
    const { nodes, links, inStart, tail } = graph;
    const labels = 8 * links, order = labels + 8 * nodes, starts = order + 4 * nodes, tails = starts + 4 * (nodes + 1);
    const { buffer, functions: { sweep } } = wasmInstance(MODULE, tails + 4 * links);
    this.cost = new Float64Array(buffer, 0, links);
    this.label = new Float64Array(buffer, labels, nodes);
    this.order = new Int32Array(buffer, order, nodes);
    new Int32Array(buffer, starts, nodes + 1).set(inStart.map((e) => 4 * e));
    new Int32Array(buffer, tails, links).set(tail.map((i) => 8 * i));
    this.sweep = () => (sweep as Sweep)(order + 4 * nodes, order, starts, tails, 0, labels);
  }

  /** Costs by slot for the paths to come; @param open 1 where a link may be used */
  setCosts(cost: Float64Array, open: Uint8Array): void {
    const { graph: { links, tail, network: { endsOnly } } } = this, usable = this.cost;
    for (let e = 0; e < links; e++) usable[e] = open[e] === 1 && endsOnly[tail[e]!] === 0 ? cost[e]! : Infinity;
  }

  /**
   * Shortest costs into `label`.
   * @param order all nodes; @param cost, open as given to `setCosts`; @returns sweeps made
   */
  from(origin: number, order: Int32Array, cost: Float64Array, open: Uint8Array): number {
    const { graph: { network, outStart, outSlot }, label } = this, start = outStart[origin]!, end = outStart[origin + 1]!, ends = network.endsOnly[origin] === 1;
    this.order.set(order);
    label.fill(Infinity);
    label[origin] = 0;
    // From its own zone a trip may set out, through no other.
    for (let q = start; ends && q < end; q++) if (open[outSlot[q]!] === 1) this.cost[outSlot[q]!] = cost[outSlot[q]!]!;
    const sweeps = this.sweep();
    for (let q = start; ends && q < end; q++) this.cost[outSlot[q]!] = Infinity;
    return sweeps;
  }
}
