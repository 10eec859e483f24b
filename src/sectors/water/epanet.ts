/** The port `WaterSolver` on EPANET: units of the file become metres and cubic metres an hour here, and nowhere else. */
import type { InpNetwork } from '../../imports/epanet-inp.js';
import { EmptyTanks } from './empty-tanks.js';
import { EpanetProject, LINK, NODE, TIME, loadEngine, type EngineVersion } from './engine.js';
import { LinkOutages, type OutageState } from './link-outages.js';
import { EngineMemory } from './memory.js';
import { PumpCapacity } from './pump-capacity.js';
import type { Solution, SolverState, WaterSolver } from './solver.js';

/** Memory of the engine, and what is known of it outside. */
export interface EpanetState extends SolverState { readonly bytes: Uint8Array; readonly capacity: Float64Array; readonly inForce: Float64Array; readonly demand: Float64Array; readonly demandInForce: Float64Array; readonly dry: Uint8Array; readonly outages: OutageState }

/**
 * Demand that depends on pressure: full from `requiredM`, none below `minimumM`, between them ((p - minimum) / (required - minimum))^exponent of it.
 * J. M. Wagner, U. Shamir, D. H. Marks, J. Water Resour. Plann. Manage. 114 (1988) 276-294, as EPANET has it since 2.2.
 */
export interface PressureDemand { minimumM: number; requiredM: number; exponent: number }

export interface EpanetOptions {
  engine: EngineVersion;
  /** Undefined: as the file says (usually: demand is delivered whatever the pressure). */
  pressureDemand: PressureDemand | undefined;
  /**
   * EPANET 2.2 may let an empty tank go on delivering water that nobody has (Net3 with its pumps out: docs/water.md). True: the links by which
   * an empty tank would lose water are shut for the step and the step is solved again. False: as the engine has it.
   */
  guardEmptyTanks: boolean;
  /** Hour of the week (0 = Monday 0:00) at which the run begins: patterns and clock controls are moved so that hour 0 of the file is Monday 0:00. Default 0. */
  startHourOfWeek?: number;
  /** Links whose controls and rules are taken away from the start. */
  withoutControls?: readonly string[];
}

const DAY_SECONDS = 86_400;
/** Longer than any study: EPANET's clock is a 32-bit count of seconds. */
const DURATION_SECONDS = 2_000_000_000;
/** Option EN_UNBALANCED: extra trials. A file that says STOP would end the run at the first odd step. */
const UNBALANCED_OPTION = 14, UNBALANCED_TRIALS = 10;
/** Warnings 2 to 6 come with a converged solution. */
const NOT_CONVERGED = 1, FIRST_ERROR = 100;
/**
 * A solution that missed the file's accuracy but not this one is taken: change of flows in the last trial over all flows. A network run dry
 * has next to no flow to measure the change by, and so never reaches the usual 0.001 though its answer (nothing) is right.
 */
const WORST_RELATIVE_ERROR = 0.01;
/** Nothing flows if no link carries more than this share of all base demands: there is then no relative error to speak of. */
const STILL_SHARE = 1e-3;
/** Times that a solution is gone on with that did not converge in the file's trials. */
const RETRIES = 3;
/** Further solutions that a check valve's pipe may need to come to rest. */
const SETTLING = 30;
/** What a link that is out may carry still, m3/h. */
const LEAK_M3H = 0.05;
/** Events that are tried out to find the memory of the state. */
const EXERCISE_STEPS = 30;

export class EpanetSolver implements WaterSolver<EpanetState> {
  readonly nodes: readonly string[];
  readonly junctionCount: number;
  readonly links: readonly string[];
  seconds = 0;
  private readonly nodeIndex: Int32Array;
  private readonly linkIndex: Int32Array;
  private readonly elevationM: Float64Array;
  private readonly lengthM: number;
  private readonly unitM3h: number;
  private readonly stepSeconds: number;
  private readonly outages: LinkOutages;
  private readonly memory: EngineMemory;
  private readonly start: EpanetState;
  private readonly pumps: PumpCapacity;
  /** As the caller asks, and what pumps were last set to. */
  private readonly capacity: Float64Array;
  private readonly inForce: Float64Array;
  /** Factors of junctions' demand: as the caller asks, and as the engine has them; base demands of the file. */
  private readonly demand: Float64Array;
  private readonly demandInForce: Float64Array;
  private readonly baseDemands: readonly (readonly number[])[];
  /** Links that are out: as asked, or shut. */
  private readonly effective: Uint8Array;
  private readonly guard: EmptyTanks | undefined;
  /** All base demands together, m3/h. */
  private readonly demandM3h: number;

  /**
   * @param text the input file, as EPANET reads it; @param network the same, as read by readInp
   * @throws CascadeError EPANET_UNAVAILABLE, EPANET_REFUSED
   */
  static async open(text: string, network: InpNetwork, options: EpanetOptions): Promise<EpanetSolver> {
    const startSeconds = Math.round((options.startHourOfWeek ?? 0) * 3600), startClock = (network.times.startClock + startSeconds) % DAY_SECONDS;
    const told = startSeconds === 0 ? text : withTimes(text, [`Pattern Start ${clock(network.times.patternStart + startSeconds)}`, `Start ClockTime ${clock(startClock)}`]);
    return new EpanetSolver(new EpanetProject(await loadEngine(options.engine), told, network.file), network, startClock, options);
  }

  private constructor(private readonly project: EpanetProject, network: InpNetwork, startClock: number, options: EpanetOptions) {
    const nodes = [...network.junctions, ...network.reservoirs, ...network.tanks], { pressurePerMetre } = network.units;
    this.nodes = nodes.map((node) => node.id);
    this.junctionCount = network.junctions.length;
    this.links = network.links.map((link) => link.id);
    this.nodeIndex = Int32Array.from(this.nodes, (id) => project.nodeIndex(id));
    this.linkIndex = Int32Array.from(this.links, (id) => project.linkIndex(id));
    this.elevationM = Float64Array.from(nodes, (node) => ('elevationM' in node ? node.elevationM : node.headM));
    this.capacity = new Float64Array(this.links.length).fill(1);
    this.inForce = new Float64Array(this.links.length).fill(1);
    this.demand = new Float64Array(this.junctionCount).fill(1);
    this.demandInForce = new Float64Array(this.junctionCount).fill(1);
    this.baseDemands = network.junctions.map((_, junction) => project.baseDemands(this.nodeIndex[junction]!));
    this.effective = new Uint8Array(this.links.length);
    this.guard = options.guardEmptyTanks ? new EmptyTanks(network, this, this.elevationM) : undefined;
    this.demandM3h = network.junctions.reduce((sum, { demands }) => demands.reduce((part, { baseM3h }) => part + Math.abs(baseM3h), sum), 0) * network.demandMultiplier;
    this.lengthM = network.units.lengthM;
    this.unitM3h = network.units.flowM3h;
    const pda = options.pressureDemand;
    if (pda !== undefined) project.setPressureDriven(pda.minimumM * pressurePerMetre, pda.requiredM * pressurePerMetre, pda.exponent);
    project.setTime(TIME.duration, DURATION_SECONDS);
    project.setOption(UNBALANCED_OPTION, UNBALANCED_TRIALS);
    this.stepSeconds = project.time(TIME.hydraulicStep);
    this.outages = new LinkOutages(project, network, this.linkIndex, startClock, options.withoutControls ?? []);
    this.pumps = new PumpCapacity(project, this.linkIndex, (link) => network.links[link]!.kind === 'pump');
    project.openHydraulics();
    project.initHydraulics();
    this.memory = EngineMemory.of(project.module, () => this.exercise());
    this.outages.reset();
    this.inForce.fill(1);
    this.demandInForce.fill(1);
    this.seconds = 0;
    this.start = this.newState();
    this.save(this.start);
  }

  /** Of everything that is later done with the project, each kind once. */
  private exercise(): void {
    const out = new Uint8Array(this.links.length), run = (): void => { this.project.run(); this.advance(this.seconds + this.stepSeconds); };
    for (let step = 0; step < EXERCISE_STEPS; step++) run();
    for (const value of [1, 0]) {
      this.outages.set(out.fill(value), this.seconds);
      this.pumps.set(new Float64Array(this.links.length).fill(value === 1 ? 0.5 : 1), this.inForce);
      this.takeDemand(new Float64Array(this.junctionCount).fill(value === 1 ? 1.5 : 1));
      run();
    }
  }

  reset(): void { this.restore(this.start); }

  setCapacity(capacity: Float64Array): void { this.capacity.set(capacity); }

  setDemand(factors: Float64Array): void { this.demand.set(factors); }

  private takeDemand(factors: Float64Array): void {
    for (let junction = 0; junction < factors.length; junction++) {
      const factor = factors[junction]!;
      if (factor === this.demandInForce[junction]) continue;
      this.demandInForce[junction] = factor;
      this.baseDemands[junction]!.forEach((demand, category) => this.project.setBaseDemand(this.nodeIndex[junction]!, category + 1, demand * factor));
    }
  }

  open(link: number): void {
    this.outages.set(this.outAsAsked(), this.seconds);
    this.outages.open(link);
  }

  private outAsAsked(): Uint8Array {
    for (let link = 0; link < this.capacity.length; link++) this.effective[link] = this.capacity[link] === 0 ? 1 : 0;
    return this.effective;
  }

  solve(before: EpanetState): Solution {
    this.save(before);
    this.outAsAsked();
    this.guard?.keepShut(this.effective);
    this.pumps.set(this.capacity, this.inForce);
    this.takeDemand(this.demand);
    for (let round = 0; ; round++) {
      this.outages.set(this.effective, this.seconds);
      this.outages.hold(this.seconds);
      let code = this.project.run();
      for (let retry = 0; retry < RETRIES && code === NOT_CONVERGED && !this.isStill(); retry++) code = this.project.run();
      for (let again = 0; again < SETTLING && code < FIRST_ERROR && this.outages.leaks(LEAK_M3H / this.unitM3h); again++) code = this.project.run();
      const solution = code === NOT_CONVERGED || code >= FIRST_ERROR ? this.judge(code) : SOLVED;
      if (solution.unsolved !== undefined) { this.restore(before); return solution; }
      // Each round after the first shuts at least one link more.
      if (this.guard === undefined || !this.guard.correct(this.effective, this.capacity, round === 0)) return solution;
    }
  }

  /** What becomes of a step that EPANET did not solve as exactly as it should. */
  private judge(code: number): Solution {
    const error = code === NOT_CONVERGED ? this.project.relativeError() : Infinity;
    const reason = `EPANET at ${clock(this.seconds)} h: ${this.project.meaning(code)}`;
    if (error <= WORST_RELATIVE_ERROR || (code === NOT_CONVERGED && this.isStill())) return { inaccurate: `${reason} (relative error ${error.toPrecision(2)})` };
    return { unsolved: reason };
  }

  /** Does next to nothing flow? */
  private isStill(): boolean {
    for (let link = 0; link < this.links.length; link++) if (Math.abs(this.flowM3h(link)) > STILL_SHARE * this.demandM3h) return false;
    return true;
  }

  advance(limit: number): number {
    const { project } = this, span = limit - this.seconds;
    if (span <= 0) return this.seconds;
    if (span >= this.stepSeconds) this.seconds += project.next();
    else {
      project.setTime(TIME.hydraulicStep, span);
      this.seconds += project.next();
      project.setTime(TIME.hydraulicStep, this.stepSeconds);
    }
    this.outages.watchRules();
    return this.seconds;
  }

  pressureM(node: number): number { return this.project.nodeValue(this.nodeIndex[node]!, NODE.head) * this.lengthM - this.elevationM[node]!; }
  deliveredM3h(junction: number): number { return this.project.nodeValue(this.nodeIndex[junction]!, NODE.demand) * this.unitM3h; }
  deficitM3h(junction: number): number { return this.project.nodeValue(this.nodeIndex[junction]!, NODE.deficit) * this.unitM3h; }
  levelM(node: number): number { return this.pressureM(node); }
  flowM3h(link: number): number { return this.project.linkValue(this.linkIndex[link]!, LINK.flow) * this.unitM3h; }

  newState(): EpanetState { return { byteLength: this.memory.bytes, bytes: new Uint8Array(this.memory.bytes), seconds: 0, capacity: new Float64Array(this.links.length), inForce: new Float64Array(this.links.length), demand: new Float64Array(this.junctionCount), demandInForce: new Float64Array(this.junctionCount), dry: new Uint8Array(this.links.length), outages: this.outages.newState() }; }

  save(state: EpanetState): void {
    this.memory.save(state.bytes);
    state.seconds = this.seconds;
    state.capacity.set(this.capacity);
    state.inForce.set(this.inForce);
    state.demand.set(this.demand);
    state.demandInForce.set(this.demandInForce);
    if (this.guard !== undefined) state.dry.set(this.guard.dry);
    this.outages.save(state.outages);
  }

  restore(state: EpanetState): void {
    this.memory.restore(state.bytes);
    this.seconds = state.seconds;
    this.capacity.set(state.capacity);
    this.inForce.set(state.inForce);
    this.demand.set(state.demand);
    this.demandInForce.set(state.demandInForce);
    this.guard?.dry.set(state.dry);
    this.outages.restore(state.outages);
  }
}

const SOLVED: Solution = Object.freeze({});

/** Seconds as hours, minutes and seconds, as EPANET reads and writes them. */
function clock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The file with further lines of [TIMES], which overrule those before: the toolkit cannot set the hour of the day. */
function withTimes(text: string, lines: readonly string[]): string {
  return `${text.replace(/^[ \t]*\[END[^]*$/im, '')}\n[TIMES]\n${lines.join('\n')}\n[END]\n`;
}
