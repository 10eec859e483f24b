/**
 * The state of one replication on one network: typed arrays only, made once for each worker, put back by lists of what
 * was touched. The rules that move it are in the files beside it: needs.ts, fall.ts, rise.ts, physics.ts, damage.ts,
 * crews.ts, occurrences.ts, plans.ts. Time is whole ticks, levels are whole parts of Parts.Full (units.ts).
 */
import type { CompiledNetwork } from '../network/compiled-network.js';
import { Role } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import type { DrawSource } from './contracts.js';
import type { CompiledScenario } from './compiled-scenario.js';
import { DelayLines } from './delay-lines.js';
import { Crews } from './crews.js';
import { Crowd } from './crowd.js';
import { Deratings } from './deratings.js';
import { loopBits } from './loops.js';
import { Occurrences } from './occurrences.js';
import { failingAssets, type FailingAssets } from './own-failures.js';
import type { Observer } from './observers.js';
import type { Layer } from './layers.js';
import { covers } from './covers.js';
import { Plans } from './plans.js';
import { bindRules, type Rules } from './rules.js';
import { Flag, NeedBit, Origin } from './flags.js';
import { EventQueue } from './event-queue.js';
import { Losses } from './losses.js';
import { Meters } from './meters.js';
import type { Recorder } from './recorder.js';
import { Resources } from './resources.js';
import { Restoring } from './restoring.js';
import { Samplers } from './samplers.js';
import { compileAssets, compileNeeds } from './tables.js';
import { Staff } from './staff.js';
import { Strains } from './strains.js';
import { Parts } from './units.js';
import type { WayBack } from './way-back.js';
import { limitsWork, WorkLimits } from './work-limits.js';

export class Kernel {
  readonly assets: number;
  readonly queue: EventQueue;
  readonly meters: Meters;
  readonly delays: DelayLines;
  readonly deratings: Deratings;
  /** What work needs beside crews, if the scenario says so. */
  readonly resources: Resources | undefined;
  readonly crews: Crews;
  readonly occurrences: Occurrences;
  /** Demand and crews as hazards change them; undefined: none does. */
  readonly strains: Strains | undefined;
  /** Undefined: no hazard takes staff. */
  readonly staff: Staff | undefined;
  readonly plans: Plans;
  /** Only where something happens to people but that they lack services. */
  readonly crowd: Crowd | undefined;
  readonly failing: FailingAssets;
  /** Null where the scenario has no use for them: cost by asset, steps of restoration, work limits. */
  readonly losses: Losses | null;
  readonly restoring: Restoring | null;
  readonly workLimits: WorkLimits | null;
  readonly rules: Rules;
  /** Lost parts by (origin, sector), parts x ticks. */
  readonly lossByOrigin: Float64Array;
  /** Crews were added outside the course of repairs. */
  crewsChanged = false;
  readonly samplers: Samplers;
  now = 0;
  replication = 0;
  /** Counts steps that net their events: one fall or rise an asset and round. */
  round = 0;
  wave = 0;
  recorder: Recorder | null = null;
  /** Asset that no hazard can hurt in this run (counterfactual), or -1. */
  shielded = -1;
  /** Need whose buffer is given in this run (counterfactual) instead of drawn, or -1. */
  givenBuffer = -1;

  // assets
  readonly level: Int32Array;
  readonly flags: Uint8Array;
  readonly capacity: Int32Array;
  readonly share: Int32Array;
  readonly trips: Int16Array;
  readonly damage: Uint8Array;
  readonly restartKey: Float64Array;
  readonly restarts: Int32Array;
  /** Tick of the last rise without a restart time: one in an instant. */
  readonly lastRise: Float64Array;
  /** Occurrence whose damage the next repair job mends, or -1. */
  readonly jobOccurrence: Int32Array;
  /** Assets damaged in this instant, each once (jobListed): their jobs are opened in step 5. */
  readonly newJobs: Int32Array;
  newJobCount = 0;
  readonly jobListed: Uint8Array;
  readonly levelBefore: Int32Array;
  readonly cutOff: Int32Array;
  readonly restartTicks: Float64Array;
  readonly assetBits: Uint8Array;
  readonly record: Uint8Array;
  readonly since: Float64Array;
  readonly lostTicks: Float64Array;
  readonly firstFall: Float64Array;
  // needs
  readonly margin: Float64Array;
  readonly required: Float64Array;
  /** Demand of needs; as `required` it is the network's own, unless a hazard may change it. */
  readonly demand: Float64Array;
  readonly felt: Int32Array;
  readonly seen: Int32Array;
  readonly contribution: Int32Array;
  readonly needBits: Uint16Array;
  readonly needKey: Float64Array;
  readonly bufferCap: Float64Array;
  readonly bufferLevel: Float64Array;
  readonly bufferRate: Float64Array;
  readonly bufferSince: Float64Array;
  readonly refillRate: Float64Array;
  readonly outWeight: Float64Array;
  /** What plans lend to each need, parts; empty where no plan does. */
  readonly lent: Int32Array;
  /** Residents of each asset now, and guests (empty where nobody moves). */
  readonly people: Int32Array;
  readonly guests: Int32Array;
  // causes: written only while causes are followed
  readonly fallTick: Float64Array;
  readonly fallWave: Int32Array;
  readonly fallRound: Int32Array;
  readonly depth: Int32Array;
  readonly hitOrigin: Uint8Array;
  readonly hitOccurrence: Int32Array;
  readonly rootOccurrence: Int32Array;
  /** Of the fall found last, which holds from its wave on: others of the wave still go by the one before. */
  readonly newDepth: Int32Array;
  readonly newRoot: Int32Array;
  readonly outageOrigin: Int32Array;
  readonly lostBeforeOutage: Float64Array;
  readonly transmitted: number[] = [];
  transmittedCount = 0;
  // lists, grow-once
  readonly dirty: Int32Array;
  dirtyCount = 0;
  readonly fallen: Int32Array;
  readonly fallenLevel: Int32Array;
  readonly touched: Int32Array;
  touchedCount = 0;
  readonly touchedNeeds: Int32Array;
  touchedNeedCount = 0;
  readonly rateDirty: Int32Array;
  rateDirtyCount = 0;
  readonly stepList: Int32Array;
  stepCount = 0;
  readonly checkList: Int32Array;
  checkCount = 0;
  readonly raiseList: Int32Array;
  /** A ring: an asset may come up again while the list is worked off. */
  raiseHead = 0;
  raiseCount = 0;
  /** A repair need became whole: waiting jobs are looked at again. */
  repairNeedMet = false;
  /** Entries at or beyond it do not happen. */
  readonly horizonKey: number;
  /** Some rule waits for outages. */
  readonly followsOutages: boolean;
  /** True inside step 6: falls and rises are netted at its end. */
  netting = false;
  // layers of sector physics
  readonly layers: Layer[] = [];
  readonly observers: Observer[] = [];
  readonly layerOf: Int16Array;
  layersChanged = false;
  /** What is to be known about the replication: the first sector model without a solution. */
  mark: { code: string; message: string } | undefined;
  /** A model would raise a share: done in step 6. */
  sharesRise = false;
  // counts
  falls = 0; rises = 0; damages = 0; repairs = 0; hits = 0; lost = 0; areasLost = 0; out = 0; peakOut = 0; maxDepth = 0; events = 0; asks = 0;
  damageCost = 0;
  sectorsReached = 0;
  readonly sectorReached: Uint8Array;
  // the state at the start, which reset goes back to
  baseline!: { level: Int32Array; flags: Uint8Array; felt: Int32Array; seen: Int32Array; contribution: Int32Array; margin: Float64Array; share: Int32Array; out: number; rateDirty: Int32Array; drawnEarly: number[]; damaged: number[]; below: number[] };
  wayBack!: WayBack;
  /** Some asset is below 1 at the start. */
  startsBelow = false;
  /** The scenario's fork has been taken. */
  forked = false;
  /** The last replication threw: everything is put back before the next. */
  broken = false;

  constructor(
    readonly network: CompiledNetwork, readonly names: NetworkNames, readonly scenario: CompiledScenario, readonly draws: DrawSource,
  ) {
    const { assets: A, needs: X, edges: E } = network.sizes;
    const i32 = (n: number) => new Int32Array(n), f64 = (n: number) => new Float64Array(n), u8 = (n: number) => new Uint8Array(n);
    this.assets = A;
    // A timer of each, and room for the cancelled.
    this.queue = new EventQueue(256 + A + X);
    this.horizonKey = scenario.horizonTicks * 8;
    this.samplers = new Samplers(names, scenario);
    this.meters = new Meters(this);
    this.delays = new DelayLines(network);
    this.sectorReached = u8(names.sectors.length);
    this.level = i32(A).fill(Parts.Full);
    this.flags = u8(A).fill(Flag.Up);
    this.capacity = i32(A).fill(Parts.Full);
    this.share = i32(A).fill(Parts.Full);
    this.trips = new Int16Array(A);
    this.damage = u8(A);
    this.restartKey = f64(A);
    this.restarts = i32(A);
    this.lastRise = f64(A).fill(-1);
    this.jobOccurrence = i32(A).fill(-1);
    this.newJobs = i32(A);
    this.jobListed = u8(A);
    this.levelBefore = i32(A);
    this.cutOff = i32(A);
    this.restartTicks = f64(A);
    this.assetBits = loopBits(network);
    this.record = u8(A);
    this.since = f64(A);
    this.lostTicks = f64(A);
    this.firstFall = f64(A).fill(Infinity);
    this.margin = f64(X);
    const strained = scenario.hazards.some((hazard) => hazard.effects.some((e) => e.effect === 'demand' || e.effect === 'crews'));
    this.required = strained ? network.needRequired.slice() : network.needRequired;
    this.demand = strained ? network.needDemand.slice() : network.needDemand;
    this.felt = i32(X).fill(Parts.Full);
    this.seen = i32(X).fill(Parts.Full);
    this.contribution = i32(X).fill(Parts.Full);
    this.needBits = new Uint16Array(X);
    this.needKey = f64(X);
    this.bufferCap = f64(X);
    this.bufferLevel = f64(X);
    this.bufferRate = f64(X);
    this.bufferSince = f64(X);
    this.refillRate = f64(X);
    this.outWeight = f64(E);
    this.lent = i32(covers(scenario.plans) ? X : 0);
    this.people = scenario.crowd === undefined ? network.assetPeople : network.assetPeople.slice();
    this.guests = i32(scenario.crowd === undefined ? 0 : A);
    const causes = scenario.causes ? A : 0;
    this.fallTick = f64(causes).fill(-1);
    this.fallWave = i32(causes);
    this.fallRound = i32(A);
    this.depth = i32(causes);
    this.hitOrigin = u8(A);
    this.hitOccurrence = i32(A).fill(-1);
    this.rootOccurrence = i32(causes).fill(-1);
    this.newDepth = i32(causes);
    this.newRoot = i32(causes).fill(-1);
    this.outageOrigin = i32(causes);
    this.lostBeforeOutage = f64(causes);
    this.dirty = i32(A);
    this.fallen = i32(A);
    this.fallenLevel = i32(A);
    this.touched = i32(A);
    this.touchedNeeds = i32(X);
    this.rateDirty = i32(X);
    this.stepList = i32(A);
    this.checkList = i32(A);
    this.raiseList = i32(A);
    this.layerOf = new Int16Array(A).fill(-1);
    compileAssets(this);
    compileNeeds(this);
    this.failing = failingAssets(this);
    this.lossByOrigin = f64((this.meters.sectors + Origin.Count) * this.meters.sectors);
    this.deratings = new Deratings(A);
    this.resources = scenario.resources && new Resources(this, scenario.resources);
    this.crews = new Crews(this);
    this.occurrences = new Occurrences(this);
    this.losses = scenario.losses ? new Losses(this) : null;
    this.restoring = scenario.restoration === undefined ? null : new Restoring(this);
    this.workLimits = scenario.hazards.some(limitsWork) ? new WorkLimits(this) : null;
    this.staff = scenario.staffing === undefined ? undefined : new Staff(this);
    this.strains = strained ? new Strains(this) : undefined;
    this.plans = new Plans(this);
    this.crowd = scenario.crowd === undefined ? undefined : new Crowd(this);
    this.rules = bindRules(this);
    this.followsOutages = scenario.triggers.some((trigger) => trigger.on === 'outage');
  }

  /** Gives need x a buffer of so many ticks of the full need, at its level of the start. */
  setBuffer(x: number, ticks: number): void {
    const { network } = this;
    const cap = Math.round(ticks) * Parts.Full, refill = network.needRefill[x]!;
    this.bufferCap[x] = cap;
    this.bufferLevel[x] = Math.floor((cap / Parts.Full) * network.needInitial[x]!);
    // Whole parts a tick; a reserve that fills at all gains at least one.
    this.refillRate[x] = refill > 0 ? Math.max(1, Math.floor(cap / refill)) : Infinity;
  }

  /** True for needs that carry function (not repair or refill groups). */
  carriesFunction(x: number): boolean { return this.network.needRole[x] === Role.Function; }

  /** The asset's state changes: it is put back before the next replication. */
  touch(a: number): void {
    const flag = this.flags[a]!;
    if ((flag & Flag.Changed) !== 0) return;
    this.flags[a] = flag | Flag.Changed | Flag.Touched;
    if ((flag & Flag.Touched) === 0) this.touched[this.touchedCount++] = a;
  }

  /** The asset has a record in this replication, though its state may stay as it is. */
  list(a: number): void {
    if ((this.flags[a]! & Flag.Touched) === 0) {
      this.flags[a]! |= Flag.Touched;
      this.touched[this.touchedCount++] = a;
    }
  }

  markDirty(a: number): void {
    if ((this.flags[a]! & Flag.Dirty) === 0) {
      this.flags[a]! |= Flag.Dirty;
      this.dirty[this.dirtyCount++] = a;
    }
  }

  /** An asset that is up may rise: looked at in step 6. */
  markRaise(a: number): void {
    if ((this.flags[a]! & Flag.Raise) === 0) {
      this.flags[a]! |= Flag.Raise;
      const at = this.raiseHead + this.raiseCount++;
      this.raiseList[at < this.assets ? at : at - this.assets] = a;
    }
  }

  /** An asset that is down may begin its restart: looked at in step 6. */
  markCheck(a: number): void {
    if ((this.flags[a]! & Flag.Check) === 0) {
      this.flags[a]! |= Flag.Check;
      this.checkList[this.checkCount++] = a;
    }
  }

  markRate(x: number): void {
    if ((this.needBits[x]! & NeedBit.RateDirty) === 0) {
      this.needBits[x]! |= NeedBit.RateDirty;
      this.rateDirty[this.rateDirtyCount++] = x;
    }
  }

  /** Level the function of an asset allows: the least of what its needs contribute, at least 0. */
  functionOf(a: number): number {
    const { network, contribution } = this;
    let least = Parts.Full;
    for (let x = network.needStart[a]!, end = network.needFunctionEnd[a]!; x < end; x++) {
      const c = contribution[x]!;
      if (c < least) least = c;
    }
    return least > 0 ? least : 0;
  }

  /** The level of an asset changes: what it lost so far is booked at the old level. */
  setLevel(a: number, to: number): void {
    const from = this.level[a]!, t = this.now;
    this.touch(a);
    const lost = Parts.Full - from;
    if (lost > 0) this.lostTicks[a]! += lost * (t - this.since[a]!);
    this.since[a] = t;
    this.level[a] = to;
    if (to === 0) this.out++;
    else if (from === 0) this.out--;
    this.meters.sector(this.network.assetSector[a]!, from - to);
    if (this.layerOf[a]! >= 0) this.layerTouched(a);
  }

  /** A sector has an asset hit or lost. */
  reachSector(sector: number): void {
    if (this.sectorReached[sector] === 1) return;
    this.sectorReached[sector] = 1;
    this.sectorsReached++;
  }

  /** The fall of asset a is applied: from now on it is a cause of others. */
  causeHolds(a: number): void {
    this.fallTick[a] = this.now;
    this.fallWave[a] = this.wave;
    this.depth[a] = this.newDepth[a]!;
    this.rootOccurrence[a] = this.newRoot[a]!;
  }

  noteTransmission(need: number): void { this.transmitted[this.transmittedCount++] = need; }

  /** An outage (a whole time below 1) begins: its loss belongs to `origin`. */
  openOutage(a: number, origin: number): void {
    this.outageOrigin[a] = origin;
    this.lostBeforeOutage[a] = this.lostTicks[a]!;
  }

  closeOutage(a: number): void {
    this.lossByOrigin[this.outageOrigin[a]! * this.meters.sectors + this.network.assetSector[a]!]! += this.lostTicks[a]! - this.lostBeforeOutage[a]!;
  }

  layerTouched(a: number): void {
    const layer = this.layers[this.layerOf[a]!]!;
    layer.changed = true;
    layer.lastChanged = a;
    this.layersChanged = true;
  }
}
