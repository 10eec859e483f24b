/**
 * What one replication moves: tables by asset and by need, made once for each worker, and lists of what is to be looked at or put back. Levels,
 * shares and capacities are whole parts of Parts.Full (units.ts), times are ticks.
 */
import type { CompiledNetwork } from '../network/compiled-network.js';
import { Role } from '../network/compiled-network.js';
import type { CompiledScenario } from './compiled-scenario.js';
import { covers } from './covers.js';
import { Flag } from './flags.js';
import { loopBits } from './loops.js';
import { bindMarks, type Marks } from './marks.js';
import { strains } from './strains.js';
import { compileAssets, compileNeeds } from './tables.js';
import { Parts } from './units.js';

/** The rules read and write it as it is; what one change means for others is in fall.ts and in Kernel. */
export class State {
  readonly assets: number;
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
  // lists
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
  // marks.ts
  readonly functionOf: Marks['functionOf'];
  readonly list: Marks['list'];
  readonly markCheck: Marks['markCheck'];
  readonly markDirty: Marks['markDirty'];
  readonly markRaise: Marks['markRaise'];
  readonly markRate: Marks['markRate'];
  readonly touch: Marks['touch'];

  constructor(readonly network: CompiledNetwork, scenario: CompiledScenario) {
    const { assets: A, needs: X, edges: E } = network.sizes, causes = scenario.causes ? A : 0, strained = strains(scenario);
    const i32 = (n: number) => new Int32Array(n), f64 = (n: number) => new Float64Array(n), u8 = (n: number) => new Uint8Array(n);
    this.assets = A;
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
    compileAssets(this);
    compileNeeds(this);
    ({ functionOf: this.functionOf, list: this.list, markCheck: this.markCheck, markDirty: this.markDirty, markRaise: this.markRaise, markRate: this.markRate, touch: this.touch } = bindMarks(this));
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
}
