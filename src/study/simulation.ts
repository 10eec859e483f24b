/**
 * The Replicator of a compiled network and scenario: the engine, the outcomes and the event stream behind the one interface that studies,
 * commands and tests use.
 */
import { Observable } from 'rxjs/internal/Observable';
import { Subject } from 'rxjs/internal/Subject';
import type { CascadeEvent, Counterfactual, Course, CurveInfo, OutcomeInfo, ReplicationRecord, Replicator, Stretch } from '../engine/contracts.js';
import { NeedBit, Was } from '../engine/flags.js';
import { forkedRun } from '../engine/forks.js';
import type { Kernel } from '../engine/kernel.js';
import { Group } from '../engine/meters.js';
import { Recorder } from '../engine/recorder.js';
import { bindRun, ReplicationError, type PassObserver } from '../engine/replication.js';
import { walkStretches } from '../engine/stretches.js';
import { begin, restore } from '../engine/reset.js';
import { FULL, Parts, ticksNear } from '../engine/units.js';
import { CascadeError } from '../errors.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import { OwnOutcomes } from '../outcomes/own.js';
import { StandardOutcomes } from '../outcomes/standard.js';
import { makeKernel, type SimulationInput } from './make-kernel.js';
import { Observed } from './observed.js';

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
    this.kernel = makeKernel(input);
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
