/**
 * Traffic as a sector model: roads close and signals go out with their assets, trips find new ways, and areas are served the share of
 * their trips that arrive (docs/transport.md). It asks to be asked again when the trip table's factor changes, but only while something
 * is amiss: an untouched network costs nothing.
 */
import type { LayerInputs, SectorAnswer, SectorModel, SectorOutcome, SectorPlugin, TravelTimes } from '../../engine/sector-model.js';
import { FULL } from '../../engine/units.js';
import type { CompiledNetwork } from '../../network/compiled-network.js';
import { placeLinks } from '../component-map.js';
import { Conditions } from './conditions.js';
import type { PlacedNodes } from './place-shares.js';
import { RoadTravel } from './road-travel.js';
import { SampledFlows } from './sampled-flows.js';
import { readLayout, soundLayout, type TrafficLayout } from './traffic-layout.js';
import { HourProfile, TRAFFIC_SCHEMA, type HourClass } from './traffic-params.js';
import { TrafficSolver, type RoadTimes, type TrafficAnswer, type TrafficFlows } from './traffic-solver.js';

const UNDISTURBED: SectorAnswer = Object.freeze({});

const OUTCOMES: readonly SectorOutcome[] = [
  { measure: 'delay-hours', unit: 'vehicle-h', title: 'Delay of trips that arrive, against the intact network at the same hours' },
  { measure: 'unreachable-trips', unit: 'trips', title: 'Trips that find no open way' },
  { measure: 'unserved-riders', unit: 'riders', title: 'Riders of public transport who neither ride nor arrive by road' },
];

class Traffic implements SectorModel {
  readonly components: Int32Array;
  readonly outcomes = OUTCOMES;
  readonly travelTimes: TravelTimes;
  private readonly conditions: Conditions;
  private readonly solver: TrafficSolver;
  private readonly profile: HourProfile;
  /** The answer in force, and its flows if the mode is exact; undefined: the network is intact. */
  private answer: TrafficAnswer | undefined;
  private flows: TrafficFlows | undefined;
  /** In mode surrogate: flows of states that last. */
  private readonly sampled: SampledFlows | undefined;
  /** In mode surrogate: times over the roads that are open now; undefined: not asked for yet. */
  private roads: RoadTimes | undefined;
  /** Sums of the outcomes up to `bookedTo`, hours. */
  private readonly sums = new Float64Array(OUTCOMES.length);
  private bookedTo = 0;
  /** Of the hour last asked for. */
  private hour: HourClass;

  constructor(layout: TrafficLayout, network: CompiledNetwork, indexOf: (asset: string) => number, private readonly inputs: LayerInputs) {
    const { graph, params, controls, places } = layout, links = placeLinks(controls, indexOf);
    this.components = Int32Array.from(new Set([...links.assets, ...places.filter((place) => place.served).map((place) => indexOf(place.asset))])).sort();
    const position = new Map(Array.from(this.components, (asset, i) => [asset, i]));
    this.conditions = new Conditions(graph, params.lines.length, { ...links, position: links.position.map((i) => position.get(links.assets[i]!)!) }, params.signalCapacity);
    const controlling = new Set(links.assets), own = places.filter((place) => place.served).map((place) => ({ ...place, index: indexOf(place.asset) })).filter((place) => !controlling.has(place.index));
    const nodes: PlacedNodes = { position: Int32Array.from(own, (p) => position.get(p.index)!), node: Int32Array.from(own, (p) => p.node), share: Float64Array.from(own, (p) => p.share) };
    this.solver = new TrafficSolver(layout, this.conditions, nodes, this.components.length, inputs.mode === 'exact');
    if (inputs.mode === 'surrogate') this.sampled = new SampledFlows(params.surrogateMinutes / 60, () => this.flowsNow());
    this.profile = new HourProfile(params.profile);
    this.hour = this.profile.at(inputs.startHourOfWeek);
    this.travelTimes = new RoadTravel(layout, network, placesOf(layout, indexOf), () => this.times(), (hours) => this.lookAt(hours));
  }

  reset(): void {
    this.answer = this.flows = this.roads = undefined;
    this.sampled?.reset();
    this.sums.fill(0);
    this.bookedTo = 0;
    this.hour = this.profile.at(this.inputs.startHourOfWeek);
  }

  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    this.book(hours);
    const hourOfWeek = this.inputs.startHourOfWeek + hours, amiss = this.conditions.isAmiss(up, offered);
    // By the state that ends.
    if (!amiss) this.sampled?.end();
    this.conditions.look(up, offered);
    this.hour = this.profile.at(hourOfWeek);
    this.roads = undefined;
    if (!amiss) {
      this.answer = this.flows = undefined;
      shares.fill(FULL);
      return UNDISTURBED;
    }
    const answer = this.solver.answer(this.hour), againInHours = this.profile.toChange(hourOfWeek);
    const flows = this.sampled === undefined ? this.solver.flows(answer, this.hour) : this.solver.unsolvedIntact(this.hour);
    // The last answer stays in force.
    if (typeof flows === 'string') return { unsolved: flows, againInHours };
    this.answer = answer;
    this.flows = flows;
    shares.set(answer.arrivals.shares);
    return { againInHours };
  }

  /** Flows of the state in force, assigned now at the latest. */
  private flowsNow(): TrafficFlows | undefined {
    const flows = this.solver.flows(this.answer!, this.hour);
    return typeof flows === 'string' ? undefined : flows;
  }

  readOutcomes(hours: number, values: Float64Array): void {
    this.book(hours);
    this.sampled?.judge();
    values.set(this.sums);
    if (this.sampled !== undefined) values[0] = this.sampled.delay;
  }

  private book(hours: number): void {
    const { answer, sums } = this, passed = Math.max(0, hours - this.bookedTo);
    this.bookedTo = Math.max(this.bookedTo, hours);
    if (answer === undefined || passed === 0) return;
    if (this.flows === undefined) this.sampled?.pass(passed);
    else sums[0]! += passed * this.flows.delay;
    sums[1]! += passed * answer.arrivals.unreachable;
    sums[2]! += passed * answer.arrivals.unserved;
  }

  /** Of an intact network, which is not asked from hour to hour, only the time of day moves on. */
  private lookAt(hours: number): void {
    if (this.answer === undefined) this.hour = this.profile.at(this.inputs.startHourOfWeek + hours);
  }

  private times(): RoadTimes {
    if (this.answer === undefined) return this.solver.intactTimes(this.hour);
    // What has not been assigned yet takes the times of the state before, over the roads that are open.
    return this.flows ?? (this.roads ??= { time: (this.sampled!.last ?? this.solver.intactTimes(this.hour)).time, open: this.answer.arrivals.open });
  }
}

/** Node of each asset that has one: the one of which most is its own, else the end of a road it stands for; the first of equal ones. */
function placesOf({ graph, places, controls }: TrafficLayout, indexOf: (asset: string) => number): Map<number, number> {
  const nodes = new Map<number, number>(), most = new Map<number, number>();
  const offer = (asset: string, node: number, share: number): void => {
    const index = indexOf(asset);
    if (share > (most.get(index) ?? 0)) { most.set(index, share); nodes.set(index, node); }
  };
  // Places before roads, whatever their shares.
  for (const { asset, node, share } of places) offer(asset, node, 1 + share);
  for (const { asset, row, share } of controls) if (row < graph.links + graph.nodes) offer(asset, row < graph.links ? graph.tail[row]! : row - graph.links, share);
  return nodes;
}

/** Registered in ../index.ts. */
export const traffic: SectorPlugin = {
  name: 'traffic',
  schema: TRAFFIC_SCHEMA,
  files: { required: ['network', 'trips'], optional: ['nodes'] },
  check: (params, inputs) => readLayout(params, inputs).problems,
  create: (params, network, indexOf, inputs) => new Traffic(soundLayout(params, inputs), network, indexOf, inputs),
};
