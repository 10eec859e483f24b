/**
 * The Replicator of a compiled network and scenario: the engine, the outcomes and the event stream behind the one interface that studies,
 * commands and tests use.
 */
import { Observable } from 'rxjs/internal/Observable';
import { Subject } from 'rxjs/internal/Subject';
import type { Subscription } from 'rxjs/internal/Subscription';
import { SimulationClock } from '../engine/clock.js';
import type { CompiledMeasure, CompiledScenario } from '../engine/compiled-scenario.js';
import { Purpose, type Action, type CascadeEvent, type Counterfactual, type Course, type CurveInfo, type DrawSource, type OutcomeInfo, type Policy, type ReplicationRecord, type Replicator, type Stretch } from '../engine/contracts.js';
import type { SectorModel } from '../engine/sector-model.js';
import { NeedBit, Was } from '../engine/flags.js';
import { forkedRun } from '../engine/forks.js';
import { Kernel } from '../engine/kernel.js';
import { Group } from '../engine/meters.js';
import { Recorder } from '../engine/recorder.js';
import { bindRun, ReplicationError, type PassObserver } from '../engine/replication.js';
import { makeObserver } from '../engine/observers.js';
import { demandPort, portedNeeds } from '../engine/demand-port.js';
import { makeLayer } from '../engine/physics.js';
import { walkStretches } from '../engine/stretches.js';
import { begin, makeBaseline, restore } from '../engine/reset.js';
import { FULL, Parts, partsDown, ticksNear } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import { carriedNeeds, fedNeeds, withoutSuppliers } from '../network/carried.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { OwnOutcomes } from '../outcomes/own.js';
import { StandardOutcomes } from '../outcomes/standard.js';
import { CounterDraws } from '../random/draws.js';
import { hashKey } from '../random/hash.js';

export interface SimulationInput {
  network: CompiledNetwork;
  names: NetworkNames;
  scenario: CompiledScenario;
  /** Flow models of the layers, one for each of scenario.layers. */
  layers: SectorModel[];
  /** Reactive plans; they take part in every replication. */
  policies?: Policy[];
  /** Draws of the study; default: counter-based draws of the study's key. */
  draws?: DrawSource;
  /** Set where several simulations have the same flow models: whether one of them is running. */
  models?: { busy: boolean };
}

export class Simulation implements Replicator {
  readonly network: CompiledNetwork;
  readonly outcomes: OutcomeInfo[];
  readonly curves: CurveInfo[];
  readonly grid: Float64Array;
  readonly origins: string[];
  private readonly kernel: Kernel;
  private retraction: (() => void) | undefined;
  private readonly run: (observer: PassObserver | null, endKey: number) => void;
  private busy = false;
  /** Serves what is asked for while a stream runs. */
  private spare: Simulation | undefined;
  private readonly models: { busy: boolean };
  /** Made when first watched. */
  private ownRecorder: Recorder | undefined;
  private readonly bookAssets: () => void;
  private readonly standard: StandardOutcomes;
  private readonly own: OwnOutcomes;
  private readonly curveServices: number[];
  private readonly result: ReplicationRecord & { touchedCount: number; transmitted: Int32Array; transmittedCount: number; repairStarts?: readonly number[]; failure?: { code: string; message: string }; mark?: { code: string; message: string }; events: number; atCheckpoints?: Float64Array };

  constructor(private readonly input: SimulationInput) {
    const { network, names, scenario } = input;
    this.network = network;
    this.models = input.models ?? { busy: false };
    this.kernel = makeKernel(input, scenario);
    const run = bindRun(this.kernel);
    this.run = scenario.fork === undefined ? run : forkedRun(this.kernel, run, scenario.fork);
    this.standard = new StandardOutcomes(this.kernel);
    const standard = this.standard.list.map((o) => o.info);
    this.own = new OwnOutcomes(input.layers.map((model, l) => ({ id: scenario.layers[l]!.id, model })), standard);
    this.outcomes = [...standard, ...this.own.list];
    this.curveServices = names.services.map((_, s) => s).filter((s) => this.kernel.meters.total[s * Group.Kinds + Group.People]! > 0);
    this.curves = this.curveServices.map((s) => ({
      name: `people-without.${names.services[s]!.id}`, unit: 'people', title: `People without ${names.services[s]!.id}`,
      scale: this.kernel.meters.total[s * Group.Kinds + Group.People]! / FULL,
    }));
    this.grid = scenario.gridHours;
    this.origins = [...names.sectors, 'hit', 'own failure', 'start', 'plan'];
    const k = this.kernel, A = network.sizes.assets;
    this.result = {
      values: new Float64Array(this.outcomes.length), curves: new Uint16Array(this.curves.length * this.grid.length), touched: k.touched, touchedCount: 0,
      assetFlags: k.record, lostHours: new Float64Array(A), firstFallHours: new Float64Array(A), transmitted: new Int32Array(0), transmittedCount: 0,
      lossByOrigin: new Float64Array(k.lossByOrigin.length), repairStarts: undefined, failure: undefined, mark: undefined, events: 0, atCheckpoints: undefined,
    };
    this.bookAssets = bindBooks(k, this.result);
  }

  /**
   * Runs one replication; the record is reused by the next.
   * @throws CascadeError REPLICATOR_BUSY from inside a running stream, if there are flow models
   */
  replicate(replication: number, counterfactual?: Counterfactual, course?: Course): ReplicationRecord { return this.compute(replication, counterfactual, course); }

  /** As `replicate`, told from one instant to the next; changes nothing. */
  observe(replication: number, look: (stretch: Stretch) => void): ReplicationRecord { return this.compute(replication, undefined, undefined, look); }

  private compute(replication: number, counterfactual?: Counterfactual, course?: Course, look?: (stretch: Stretch) => void): ReplicationRecord {
    this.refuseIfBusy();
    // Asked for from inside a running stream: that one keeps its state.
    if (this.busy) return (this.spare ??= new Simulation(this.input)).compute(replication, counterfactual, course, look);
    const k = this.kernel;
    k.occurrences.course = course;
    this.retract();
    if (counterfactual !== undefined) this.retraction = this.assume(counterfactual);
    this.busy = this.models.busy = true;
    try {
      begin(k, replication);
      const observer = this.input.policies === undefined ? null : new Observed(k, this.input, this.recorder, new Subject<CascadeEvent>(), this.input.policies, () => false);
      try {
        if (course?.checkpoints !== undefined) this.runTo(observer, course.checkpoints, course.outcome!);
        else this.result.atCheckpoints = undefined;
        if (look !== undefined) walkStretches(k, this.run, observer, look);
        else this.run(observer, k.horizonKey);
      } finally {
        observer?.close();
      }
      return this.conclude(undefined);
    } catch (error) {
      k.broken = true;
      if (error instanceof ReplicationError) return this.conclude({ code: error.code, message: error.message });
      throw error;
    } finally {
      this.busy = this.models.busy = false;
    }
  }

  /** The events of one replication; cold: subscribing runs it, unsubscribing stops it. Fails as `replicate` does. */
  events(replication: number): Observable<CascadeEvent> {
    return new Observable<CascadeEvent>((subscriber) => {
      const { scenario } = this.input;
      // An error thrown here goes to the subscriber.
      this.refuseIfBusy();
      if (!scenario.causes) return new Simulation({ ...this.input, models: this.models, scenario: { ...scenario, causes: true } }).events(replication).subscribe(subscriber);
      if (this.busy) return (this.spare ??= new Simulation(this.input)).events(replication).subscribe(subscriber);
      const k = this.kernel, stream = new Subject<CascadeEvent>();
      this.retract();
      k.occurrences.course = undefined;
      this.busy = this.models.busy = true;
      let observer: Observed | undefined;
      try {
        begin(k, replication);
        const policies = this.input.policies ?? [];
        // Straight to the one subscriber, unless policies listen too.
        if (policies.length > 0) stream.subscribe(subscriber);
        observer = new Observed(k, this.input, this.recorder, stream, policies, () => subscriber.closed, policies.length > 0 ? undefined : (event) => subscriber.next(event));
        this.run(observer, k.horizonKey);
        this.busy = this.models.busy = false;
        subscriber.complete();
      } catch (error) {
        k.broken = true;
        this.busy = this.models.busy = false;
        subscriber.error(error);
      } finally {
        observer?.close();
      }
      return undefined;
    });
  }

  private get recorder(): Recorder { return this.ownRecorder ??= new Recorder(this.kernel, this.input.names); }

  /** Flow models have one state: while a stream runs on them, another replication would move it. */
  private refuseIfBusy(): void {
    if (this.models.busy && this.input.layers.length > 0) throw new CascadeError('REPLICATOR_BUSY', 'a replication with flow models was asked for while another one runs on them: ask when its stream has ended, or of a second replicator');
  }

  /** Takes back the counterfactual of the replication before, whose record was read meanwhile. */
  private retract(): void {
    this.retraction?.();
    this.retraction = undefined;
  }

  private assume(counterfactual: Counterfactual): () => void {
    const k = this.kernel;
    if ('shield' in counterfactual) {
      k.shielded = counterfactual.shield;
      return () => { k.shielded = -1; };
    }
    if ('repairOrder' in counterfactual) return k.crews.goBy(counterfactual.repairOrder);
    restore(k);
    const { need: x } = counterfactual, bits = k.needBits[x]!, cap = k.bufferCap[x]!, level = k.bufferLevel[x]!, rate = k.refillRate[x]!;
    k.givenBuffer = x;
    k.needBits[x]! |= NeedBit.Buffered;
    k.setBuffer(x, ticksNear(counterfactual.bufferHours, k.scenario.ticksPerHour));
    return () => {
      restore(k);
      k.givenBuffer = -1;
      k.needBits[x] = bits;
      k.bufferCap[x] = cap;
      k.bufferLevel[x] = level;
      k.refillRate[x] = rate;
    };
  }

  /** Runs to each checkpoint and reads the outcome there, before what happens at that very tick. */
  private runTo(observer: PassObserver | null, checkpoints: Float64Array, outcome: number): void {
    const k = this.kernel, at = this.result.atCheckpoints = new Float64Array(checkpoints.length);
    for (let i = 0; i < checkpoints.length; i++) {
      this.run(observer, checkpoints[i]! * 8);
      k.now = checkpoints[i]!;
      k.meters.bookAll();
      this.standard.list[outcome]!.read(k, at, i);
    }
  }

  private conclude(failure: { code: string; message: string } | undefined): ReplicationRecord {
    const k = this.kernel, { result } = this, perHour = k.scenario.ticksPerHour;
    result.failure = failure;
    result.mark = k.mark;
    result.events = k.events;
    result.repairStarts = k.crews.starts;
    result.touchedCount = k.touchedCount;
    k.now = k.scenario.horizonTicks;
    k.meters.finish();
    k.crews.jobs.close();
    k.crowd?.finish();
    this.standard.prepare();
    this.bookAssets();
    for (let i = 0; i < this.standard.list.length; i++) this.standard.list[i]!.read(k, result.values, i);
    if (failure === undefined) this.own.read(k.scenario.horizonTicks / perHour, result.values, this.standard.list.length);
    for (let i = 0; i < k.lossByOrigin.length; i++) result.lossByOrigin[i] = k.lossByOrigin[i]! / FULL / perHour;
    const points = this.grid.length;
    for (let c = 0; c < this.curveServices.length; c++) {
      const from = this.curveServices[c]! * points;
      for (let i = 0; i < points; i++) result.curves[c * points + i] = k.meters.curves[from + i]!;
    }
    if (result.transmitted.length < k.transmittedCount) result.transmitted = new Int32Array(2 * k.transmittedCount);
    for (let i = 0; i < k.transmittedCount; i++) result.transmitted[i] = k.transmitted[i]!;
    result.transmittedCount = k.transmittedCount;
    return result;
  }
}

/** At the horizon: what each touched asset lost goes into the record. Bound to one state, as the rules of the engine. */
function bindBooks(k: Kernel, { firstFallHours, lostHours }: Pick<ReplicationRecord, 'firstFallHours' | 'lostHours'>): () => void {
  const { baseline, firstFall, level, lostTicks, record, since, touched } = k, { causes, ticksPerHour } = k.scenario;
  return () => {
    for (let i = 0; i < k.touchedCount; i++) {
      const a = touched[i]!, missing = Parts.Full - level[a]!;
      if (missing > 0) {
        lostTicks[a]! += missing * (k.now - since[a]!);
        since[a] = k.now;
        if (causes) k.closeOutage(a);
        if (level[a]! < baseline.level[a]!) record[a]! |= Was.DownAtEnd;
      }
      lostHours[a] = lostTicks[a]! / Parts.Full / ticksPerHour;
      firstFallHours[a] = firstFall[a]! / ticksPerHour;
    }
  };
}

function makeKernel(input: SimulationInput, scenario: CompiledScenario): Kernel {
  const { layers, names } = input, carried = layers.map((model, l) => (model.observes === true ? [] : carriedNeeds(input.network, model.components, servicesOf(scenario.layers[l]!.carries, names))));
  const covered = coveredNeeds(scenario);
  const network = withoutSuppliers(input.network, carried.flat()), strained = scenario.hazards.some(({ effects }) => effects.some(({ effect }) => effect === 'demand'));
  const k = new Kernel(network, names, scenario, input.draws ?? new CounterDraws([scenario.studyKey0, scenario.studyKey1]));
  layers.forEach((model, l) => {
    const { id } = scenario.layers[l]!;
    if (model.observes === true) { k.observers.push(makeObserver(id, model)); return; }
    const fed = fedNeeds(network, model.components, carried[l]!, covered), layer = makeLayer(id, model, fed, network);
    if (scenario.fork !== undefined) refuseNewCovers(scenario, names, carried[l]!, fed);
    if (strained && model.setDemand !== undefined) layer.port = demandPort(network, model.components, carried[l]!, servicesOf(scenario.layers[l]!.carries, names));
    k.layers.push(layer);
    model.components.forEach((a) => {
      if (k.layerOf[a] !== -1) throw new CascadeError('LAYER_TWICE', `asset "${names.assets[a]}" belongs to the flow models of layers "${k.layers[k.layerOf[a]!]!.id}" and "${id}"; expected one`);
      k.layerOf[a] = k.layers.length - 1;
    });
  });
  if (strained) {
    const ports = layers.flatMap((model, l) => (model.setDemand === undefined || model.observes === true ? [] : [{ components: model.components, services: servicesOf(scenario.layers[l]!.carries, names) }]));
    k.strains!.connect(portedNeeds(network, carried.flat(), ports), k.layers);
  }
  const withRoads = layers.flatMap((model, l) => (model.travelTimes === undefined ? [] : [scenario.layers[l]!.id]));
  if (withRoads.length > 1) throw new CascadeError('TRAVEL_TIMES_TWICE', `layers ${withRoads.map((id) => `"${id}"`).join(' and ')} all give travel times; expected one of them`);
  makeBaseline(k);
  return k;
}

/** Needs that plans may cover. @param added of the plans that a fork adds, instead of all others: how a flow model supplies a need is fixed from the start */
function coveredNeeds({ fork, plans }: CompiledScenario, added = 0): Set<number> {
  return new Set(plans.flatMap(({ measures }, p) => ((fork?.added[p] ?? 0) !== added ? [] : measures.flatMap((measure) => (measure.do === 'cover' ? [...measure.needs] : [])))));
}

/** Throws FORK_COVER_CARRIED where a plan that a fork adds would cover a need that a flow model carries by the share of its consumer. */
function refuseNewCovers(scenario: CompiledScenario, names: NetworkNames, carried: readonly number[], fed: readonly number[][]): void {
  const added = coveredNeeds(scenario, 1), supplied = new Set(fed.flat()), need = carried.find((x) => added.has(x) && !supplied.has(x));
  if (need !== undefined) throw new CascadeError('FORK_COVER_CARRIED', `a fork cannot cover need "${names.needs[need]!}": a flow model carries it, and what such needs are supplied by is fixed at the start. Add the plan to the scenario, inactive, and let the fork set it active`);
}

function servicesOf(carries: readonly string[], names: NetworkNames): Set<number> {
  return new Set(carries.map((id) => names.services.findIndex((service) => service.id === id)));
}

/** Events to subscribers, simulation time to policies, and their actions back into the engine. */
class Observed implements PassObserver {
  private readonly clock: SimulationClock;
  private readonly subscriptions: Subscription[] = [];
  private readonly actions: Action[] = [];
  private readonly index = new Map<string, number>();

  constructor(private readonly k: Kernel, private readonly input: SimulationInput, recorder: Recorder, private readonly stream: Subject<CascadeEvent>, policies: Policy[], private readonly isClosed: () => boolean, emit: (event: CascadeEvent) => void = (event) => stream.next(event)) {
    this.clock = new SimulationClock(k);
    recorder.begin(emit);
    k.recorder = recorder;
    k.crews.tellStart();
    if (policies.length > 0) input.names.assets.forEach((id, a) => this.index.set(id, a));
    for (const policy of policies) this.subscriptions.push(policy(this.context()).subscribe((action) => this.actions.push(action)));
  }

  get closed(): boolean { return this.isClosed(); }

  task(payload: number): void { this.clock.run(payload); }

  settled(): boolean {
    if (this.actions.length === 0) return false;
    for (const action of this.actions.splice(0)) this.k.plans.measures.take(this.compile(action));
    return true;
  }

  close(): void {
    for (const s of this.subscriptions) s.unsubscribe();
    this.stream.complete();
    this.k.recorder = null;
  }

  private context() {
    const { k } = this;
    return {
      events$: this.stream.asObservable(), clock: this.clock, replication: k.replication,
      level: (asset: string): number => k.level[this.assetOf(asset)]! / FULL,
      uniform: (name: string, n = 0): number => {
        const [h0, h1] = hashKey(name);
        k.draws.select(k.replication, Purpose.Custom, 0, 0);
        return k.draws.uniform(h0, h1, n, -1);
      },
    };
  }

  private assetOf(id: string): number {
    const a = this.index.get(id);
    if (a === undefined) throw new CascadeError('ASSET_UNKNOWN', `policy: "${id}" is not an asset of the model`);
    return a;
  }

  private compile(action: Action): CompiledMeasure {
    switch (action.do) {
      case 'hazard': return { do: 'hazard', hazard: known(this.input.scenario.hazards.findIndex((h) => h.id === action.hazard), 'hazard', action.hazard) };
      case 'crews': return { do: 'crews', pool: known(this.input.scenario.pools.findIndex((p) => p.id === action.pool), 'crew pool', action.pool), count: action.count };
      case 'derate': return { do: 'derate', assets: Int32Array.of(this.assetOf(action.asset)), to: partsDown(action.to) };
      case 'refill': {
        const a = this.assetOf(action.asset), { needStart, needFunctionEnd } = this.k.network, needs: number[] = [];
        for (let x = needStart[a]!; x < needFunctionEnd[a]!; x++) if ((this.k.needBits[x]! & NeedBit.Buffered) !== 0) needs.push(x);
        return { do: 'refill', needs: Int32Array.from(needs) };
      }
      default: return { do: action.do, assets: Int32Array.of(this.assetOf(action.asset)) };
    }
  }
}

function known(index: number, what: string, id: string): number {
  if (index < 0) throw new CascadeError('POLICY_ACTION_UNKNOWN', `policy: "${id}" is not a ${what} of the scenario`);
  return index;
}
