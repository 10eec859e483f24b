/**
 * One replication on one network: its state (state.ts), what moves it and what is counted, made once for each worker and put back by lists of what
 * was touched. The rules are in the files beside it: marks.ts, needs.ts (supply.ts, buffers.ts), fall.ts, rise.ts, physics.ts, damage.ts, crews.ts, occurrences.ts, plans.ts.
 */
import type { CompiledNetwork } from '../network/compiled-network.js';
import { wordCells } from '../numerics/cells.js';
import type { NetworkNames } from '../network/network-names.js';
import type { DrawSource } from './contracts.js';
import type { CompiledScenario } from './compiled-scenario.js';
import { DelayLines } from './delay-lines.js';
import { Crews } from './crews.js';
import { Crowd } from './crowd.js';
import { Deratings } from './deratings.js';
import { Occurrences } from './occurrences.js';
import { failingAssets, type FailingAssets } from './own-failures.js';
import type { Observer } from './observers.js';
import { Plans } from './plans.js';
import { bindRules, type Rules } from './rules.js';
import { EventQueue } from './event-queue.js';
import { Origin } from './flags.js';
import type { Layer } from './layers.js';
import { Losses } from './losses.js';
import { Meters } from './meters.js';
import type { Recorder } from './recorder.js';
import { Resources } from './resources.js';
import { Restoring } from './restoring.js';
import { Samplers } from './samplers.js';
import { Staff } from './staff.js';
import { State } from './state.js';
import { Strains, strains } from './strains.js';
import type { WayBack } from './way-back.js';
import { limitsWork, WorkLimits } from './work-limits.js';

export class Kernel extends State {
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
  /** Needs that passed a fall on, one entry each time. */
  readonly transmitted: number[] = [];
  transmittedCount = 0;
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
  /** The scenario has layers, of which some may only observe: without any, no asset has another share than all of it. */
  readonly layered: boolean;
  layersChanged = false;
  /** What is to be known about the replication: the first sector model without a solution. */
  mark: { code: string; message: string } | undefined;
  /** A model would raise a share: done in step 6. */
  sharesRise = false;
  // counts
  falls = 0; rises = 0; damages = 0; repairs = 0; hits = 0; lost = 0; areasLost = 0; out = 0; peakOut = 0; maxDepth = 0; events = 0; asks = 0;
  damageCost = 0;
  sectorsReached = 0;
  readonly sectorReached: Int32Array;
  // the state at the start, which reset goes back to
  baseline!: { level: Int32Array; flags: Uint8Array; felt: Int32Array; seen: Int32Array; contribution: Int32Array; margin: Float64Array; share: Int32Array; out: number; rateDirty: Int32Array; drawnEarly: number[]; damaged: number[]; below: number[] };
  wayBack!: WayBack;
  /** Some asset is below 1 at the start. */
  startsBelow = false;
  /** The scenario's fork has been taken. */
  forked = false;
  /** The last replication threw: everything is put back before the next. */
  broken = false;

  constructor(network: CompiledNetwork, readonly names: NetworkNames, readonly scenario: CompiledScenario, readonly draws: DrawSource) {
    super(network, scenario);
    // A timer of each, and room for the cancelled.
    this.queue = new EventQueue(256 + this.assets + network.sizes.needs, 256 + this.assets);
    this.horizonKey = scenario.horizonTicks * 8;
    this.samplers = new Samplers(names, scenario);
    this.meters = new Meters(this);
    this.delays = new DelayLines(network);
    this.sectorReached = wordCells(names.sectors.length);
    this.layered = scenario.layers.length > 0;
    this.layerOf = new Int16Array(this.assets).fill(-1);
    this.failing = failingAssets(this);
    this.lossByOrigin = new Float64Array((this.meters.sectors + Origin.Count) * this.meters.sectors);
    this.deratings = new Deratings(this.assets);
    this.resources = scenario.resources && new Resources(this, scenario.resources);
    this.crews = new Crews(this);
    this.occurrences = new Occurrences(this);
    this.losses = scenario.losses ? new Losses(this) : null;
    this.restoring = scenario.restoration === undefined ? null : new Restoring(this);
    this.workLimits = scenario.hazards.some(limitsWork) ? new WorkLimits(this) : null;
    this.staff = scenario.staffing === undefined ? undefined : new Staff(this);
    this.strains = strains(scenario) ? new Strains(this) : undefined;
    this.plans = new Plans(this);
    this.crowd = scenario.crowd === undefined ? undefined : new Crowd(this);
    this.rules = bindRules(this);
    this.followsOutages = scenario.triggers.some((trigger) => trigger.on === 'outage');
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
