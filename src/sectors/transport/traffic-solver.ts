/**
 * Answers of a traffic layer: for a factor of the trip table and the state of roads and lines, who arrives and how long all take. Every
 * answer starts from the intact equilibrium of its factor, which itself starts from free flow, and never from the answer before: so
 * it is a function of its question alone, whether made now or remembered.
 */
import { CascadeError } from '../../errors.js';
import { Memo } from '../memo.js';
import { ArrivalFinder, type Arrivals } from './arrivals.js';
import { Assignment } from './assignment.js';
import { Bushes } from './bushes.js';
import type { Conditions } from './conditions.js';
import { Demand } from './demand.js';
import { LinkCosts } from './link-costs.js';
import type { PlacedNodes } from './place-shares.js';
import { Riders } from './riders.js';
import type { TrafficLayout } from './traffic-layout.js';
import type { HourClass } from './traffic-params.js';

/** Times of the roads in time units of the file, by slot; what is not open cannot be used. */
export interface RoadTimes { readonly time: Float64Array; readonly open: Uint8Array }

/** What an assignment says while factor and conditions hold. */
export interface TrafficFlows extends RoadTimes {
  /** Vehicle-hours an hour more than on the intact network, of the trips of the table that arrive. */
  readonly delay: number;
}

/** What is known of a state: who arrives, and once it has been assigned the flows, or why there are none. */
export interface TrafficAnswer { readonly arrivals: Arrivals; flows?: TrafficFlows | string }

/** The intact equilibrium of a factor. */
interface Intact extends RoadTimes { bushes: Bushes; /** Cost by pair. */ cost: Float64Array; /** Why the gap was not reached. */ unsolved?: string }

const NOBODY = new Uint8Array(), NOTHING = new Int32Array();

export class TrafficSolver {
  /** Answers by the state of the assets and the class of the factor; 64 MB at most. */
  readonly answers: Memo<TrafficAnswer>;
  /** Intact equilibria by the class of the factor; 64 MB at most. */
  private readonly intacts: Memo<Intact>;
  /** The trip table, and what is to be assigned. */
  private readonly table: Demand;
  private readonly demand: Demand;
  private readonly costs: LinkCosts;
  private readonly assignment: Assignment;
  private readonly riders: Riders;
  private readonly finder: ArrivalFinder;

  /** @param exact false: a fixed number of rounds, whatever gap they leave (docs/transport.md) */
  constructor(private readonly layout: TrafficLayout, private readonly conditions: Conditions, places: PlacedNodes, components: number, private readonly exact: boolean) {
    const { graph, params, trips } = layout, { nodeNames, zoneCount } = graph.network;
    this.table = new Demand(trips);
    this.demand = new Demand(trips);
    this.costs = new LinkCosts(graph, params);
    this.assignment = new Assignment(graph, this.costs, this.demand);
    this.riders = new Riders(params.lines, this.table, nodeNames.slice(0, zoneCount));
    this.finder = new ArrivalFinder(graph, this.table, places, components, params.lines.length);
    const { flow, order } = this.assignment.bushes, node = this.finder.unreached();
    this.intacts = new Memo(8 * flow.length + 4 * order.length + 16 * graph.links + 16 * this.table.trips.length);
    this.answers = new Memo(10 * graph.links + 4 * components + 256);
    if (node !== undefined) throw new CascadeError('PLACE_UNREACHED', `${graph.network.file}: no zone with trips has a way to node:${nodeNames[node]!}, where an asset is. Expecting a way on the intact network`);
  }

  /** Who arrives under the conditions last looked at. */
  answer({ index, factor }: HourClass): TrafficAnswer {
    const { up, offered } = this.conditions, known = this.answers.find(up, offered, [index]);
    if (known !== undefined) return known;
    this.prepare(factor);
    const answer: TrafficAnswer = { arrivals: this.finder.find(factor, this.costs.open, this.riders) };
    this.answers.keep(answer);
    return answer;
  }

  /** Flows under the conditions last looked at, or why there are none. @param of the answer to them */
  flows(of: TrafficAnswer, at: HourClass): TrafficFlows | string { return (of.flows ??= this.assign(at)); }

  /** Times of the intact network. */
  intactTimes(at: HourClass): RoadTimes { return this.intact(at); }

  /** Why the intact network of a factor has no equilibrium; undefined: it has. */
  unsolvedIntact(at: HourClass): string | undefined { return this.intact(at).unsolved; }

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

  /** Capacities of the roads and riders of the lines under the conditions. */
  private prepare(factor: number): void {
    this.conditions.set();
    this.setCapacities(this.conditions.capacity);
    this.riders.set(factor, this.conditions.line);
  }

  private assign(at: HourClass): TrafficFlows | string {
    const { layout: { params }, demand, table, riders, assignment } = this, { factor } = at, intact = this.intact(at);
    if (intact.unsolved !== undefined) return intact.unsolved;
    this.prepare(factor);
    for (let pair = 0; pair < table.trips.length; pair++) demand.trips[pair] = factor * table.trips[pair]! * (1 + riders.roadTrips[pair]!);
    assignment.bushes.copy(intact.bushes);
    const { converged, relativeGap, rounds } = assignment.assign({ gap: params.gap, maxRounds: this.exact ? undefined : params.surrogateRounds });
    return converged || !this.exact ? { delay: this.delay(factor, intact), ...this.times() } : unsolved(relativeGap, rounds, params.gap);
  }

  /** What the assignment just made takes longer than the intact one. */
  private delay(factor: number, intact: Intact): number {
    const { table: { trips }, layout: { params }, assignment: { pairCost } } = this;
    let delay = 0;
    for (let pair = 0; pair < pairCost.length; pair++) {
      const cost = pairCost[pair]!;
      if (intact.cost[pair]! < Infinity && cost < Infinity) delay += factor * trips[pair]! * (cost - intact.cost[pair]!);
    }
    return (delay * params.minutesPerUnit) / 60;
  }
}

const unsolved = (gap: number, rounds: number, wanted: number): string => `traffic assignment: relative gap ${gap} after ${rounds} round${rounds === 1 ? '' : 's'}, wanted ${wanted}`;
