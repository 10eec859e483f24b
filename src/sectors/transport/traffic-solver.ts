/**
 * Answers of a traffic layer: for a factor of the trip table and the state of roads and lines, who arrives and how long all take. Every
 * answer starts from the intact equilibrium of its factor, which itself starts from free flow, and never from the answer before: so
 * it is a function of its question alone, whether made now or remembered.
 */
import { CascadeError } from '../../errors.js';
import { FULL } from '../../engine/units.js';
import { Memo } from '../memo.js';
import { Assignment } from './assignment.js';
import { Bushes } from './bushes.js';
import type { Conditions } from './conditions.js';
import { Demand } from './demand.js';
import { LinkCosts } from './link-costs.js';
import { PlaceShares, type PlacedNodes } from './place-shares.js';
import { Riders } from './riders.js';
import { ShortestPaths } from './shortest-paths.js';
import type { TrafficLayout } from './traffic-layout.js';
import type { HourClass } from './traffic-params.js';

/** Times of the roads in time units of the file, by slot; what is not open cannot be used. */
export interface RoadTimes { readonly time: Float64Array; readonly open: Uint8Array }

/** What holds while factor and conditions do; rates are per hour. */
export interface TrafficAnswer extends RoadTimes {
  readonly shares: Int32Array;
  /** Vehicle-hours more than on the intact network, of the trips of the table that arrive. */
  readonly delay: number;
  /** Trips of the table that find no way. */
  readonly unreachable: number;
  /** Riders who neither ride nor arrive by road. */
  readonly unserved: number;
}

/** The intact equilibrium of a factor. */
interface Intact extends RoadTimes { bushes: Bushes; /** Cost by pair. */ cost: Float64Array; /** Why the gap was not reached. */ unsolved?: string }

const NOBODY = new Uint8Array(), NOTHING = new Int32Array();

export class TrafficSolver {
  /** Answers by the state of the assets and the class of the factor; 64 MB at most. */
  readonly answers: Memo<TrafficAnswer | string>;
  /** Intact equilibria by the class of the factor; 64 MB at most. */
  private readonly intacts: Memo<Intact>;
  /** The trip table, and what is to be assigned. */
  private readonly table: Demand;
  private readonly demand: Demand;
  private readonly costs: LinkCosts;
  private readonly assignment: Assignment;
  private readonly paths: ShortestPaths;
  private readonly riders: Riders;
  private readonly places: PlaceShares;

  /** @param exact false: a fixed number of rounds, whatever gap they leave (docs/transport.md) */
  constructor(private readonly layout: TrafficLayout, private readonly conditions: Conditions, places: PlacedNodes, private readonly components: number, private readonly exact: boolean) {
    const { graph, params, trips } = layout, { nodeNames, zoneCount } = graph.network;
    this.table = new Demand(trips);
    this.demand = new Demand(trips);
    this.costs = new LinkCosts(graph, params);
    this.assignment = new Assignment(graph, this.costs, this.demand);
    this.paths = new ShortestPaths(graph);
    this.riders = new Riders(params.lines, this.table, nodeNames.slice(0, zoneCount));
    const { flow, order } = this.assignment.bushes;
    this.intacts = new Memo(8 * flow.length + 4 * order.length + 16 * graph.links + 16 * this.table.trips.length);
    this.answers = new Memo(9 * graph.links + 4 * components + 256);
    this.places = this.placeShares(places);
  }

  /** The answer under the conditions last looked at, or why there is none. */
  answer(at: HourClass): TrafficAnswer | string {
    const { up, offered } = this.conditions, known = this.answers.find(up, offered, [at.index]);
    if (known !== undefined) return known;
    const made = this.make(at);
    this.answers.keep(made);
    return made;
  }

  /** Times of the intact network. */
  intactTimes(at: HourClass): RoadTimes { return this.intact(at); }

  private placeShares(places: PlacedNodes): PlaceShares {
    const { layout: { graph }, table, paths, costs } = this, usual = new Uint8Array(table.trips.length);
    for (let e = 0; e < graph.links; e++) costs.at(e, 0);
    table.origins.forEach((origin, k) => {
      paths.from(origin, costs.cost, costs.open);
      for (let pair = table.start[k]!; pair < table.start[k + 1]!; pair++) usual[pair] = paths.label[table.destination[pair]!]! < Infinity ? 1 : 0;
    });
    const reached = (k: number): Int32Array => { paths.from(table.origins[k]!, costs.cost, costs.open); return paths.settledOrder.slice(0, paths.settled); };
    const shares = new PlaceShares(places, this.components, graph.nodes, table, usual, reached), node = shares.unreachable();
    if (node !== undefined) throw new CascadeError('PLACE_UNREACHED', `${graph.network.file}: no zone with trips has a way to node:${graph.network.nodeNames[node]!}, where an asset is. Expecting a way on the intact network`);
    return shares;
  }

  private setCapacities(capacity: Float64Array | undefined): void {
    for (let e = 0; e < this.layout.graph.links; e++) this.costs.setCapacity(e, capacity === undefined ? 1 : capacity[e]!);
  }

  private intact({ index, factor }: HourClass): Intact {
    const known = this.intacts.find(NOBODY, NOTHING, [index]);
    if (known !== undefined) return known;
    const { layout: { graph, params }, demand, table, assignment } = this;
    this.setCapacities(undefined);
    demand.scale(table, factor);
    assignment.bushes.clear();
    const answer = assignment.assign({ gap: params.gap });
    const bushes = new Bushes(graph, demand), cost = assignment.pairCost.slice();
    bushes.copy(assignment.bushes);
    const made: Intact = { bushes, cost, ...this.times(), ...(answer.converged ? {} : { unsolved: `intact network: ${unsolved(answer.relativeGap, answer.rounds, params.gap)}` }) };
    this.intacts.keep(made);
    return made;
  }

  private times(): RoadTimes {
    const { costs } = this, time = new Float64Array(costs.cost.length);
    for (let e = 0; e < time.length; e++) time[e] = costs.time(e);
    return { time, open: costs.open.slice() };
  }

  private make(at: HourClass): TrafficAnswer | string {
    const { layout: { params }, demand, table, riders, assignment } = this, { factor } = at, intact = this.intact(at);
    if (intact.unsolved !== undefined) return intact.unsolved;
    this.conditions.set();
    this.setCapacities(this.conditions.capacity);
    riders.set(factor, this.conditions.line);
    for (let pair = 0; pair < table.trips.length; pair++) demand.trips[pair] = factor * table.trips[pair]! * (1 + riders.roadTrips[pair]!);
    assignment.bushes.copy(intact.bushes);
    const { converged, relativeGap, rounds } = assignment.assign({ gap: params.gap, maxRounds: this.exact ? undefined : params.surrogateRounds });
    return converged || !this.exact ? this.account(factor, intact) : unsolved(relativeGap, rounds, params.gap);
  }

  /** What the assignment just made means for trips and places. */
  private account(factor: number, intact: Intact): TrafficAnswer {
    const { layout: { params, graph: { nodes } }, table, riders, places, assignment: { bushes, pairCost } } = this, shares = new Int32Array(this.components).fill(FULL);
    let delay = 0, unreachable = 0, unserved = 0;
    places.begin();
    for (let k = 0; k < table.origins.length; k++) places.addOrigin(k, pairCost, bushes.order.subarray(k * nodes, k * nodes + bushes.reached[k]!), riders);
    for (let pair = 0; pair < pairCost.length; pair++) {
      const trips = factor * table.trips[pair]!, cost = pairCost[pair]!, left = riders.usual[pair]! - riders.carried[pair]!;
      if (intact.cost[pair] === Infinity) continue;
      if (cost < Infinity) delay += trips * (cost - intact.cost[pair]!);
      else unreachable += trips;
      unserved += trips * (cost < Infinity ? left - riders.diverted[pair]! : left);
    }
    places.fill(shares);
    return { shares, delay: (delay * params.minutesPerUnit) / 60, unreachable, unserved, ...this.times() };
  }
}

const unsolved = (gap: number, rounds: number, wanted: number): string => `traffic assignment: relative gap ${gap} after ${rounds} rounds, wanted ${wanted}`;
