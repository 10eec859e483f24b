/** The port `WaterSolver` on EPANET: units of the file become metres and cubic metres an hour here, and nowhere else. */
import type { InpNetwork } from '../../imports/epanet-inp.js';
import { EpanetProject, LINK, NODE, TIME, loadEngine, type EngineVersion } from './engine.js';
import { LinkOutages } from './link-outages.js';
import { EngineMemory } from './memory.js';
import type { Solution, SolverState, WaterSolver } from './solver.js';

/**
 * Demand that depends on pressure: full from `requiredM`, none below `minimumM`, between them ((p - minimum) / (required - minimum))^exponent of it.
 * J. M. Wagner, U. Shamir, D. H. Marks, J. Water Resour. Plann. Manage. 114 (1988) 276-294, as EPANET has it since 2.2.
 */
export interface PressureDemand { minimumM: number; requiredM: number; exponent: number }

export interface EpanetOptions {
  engine: EngineVersion;
  /** Undefined: demand is delivered whatever the pressure. */
  pressureDemand: PressureDemand | undefined;
  /** Links whose controls and rules are taken away from the start. */
  withoutControls?: readonly string[];
}

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
/** Events that are tried out to find the memory of the state. */
const EXERCISE_STEPS = 30;

export class EpanetSolver implements WaterSolver {
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
  private readonly start: SolverState;
  /** The state before the last solution was tried. */
  private readonly before: SolverState;

  /**
   * @param text the input file, as EPANET reads it; @param network the same, as read by readInp
   * @throws CascadeError EPANET_UNAVAILABLE, EPANET_REFUSED
   */
  static async open(text: string, network: InpNetwork, options: EpanetOptions): Promise<EpanetSolver> {
    return new EpanetSolver(new EpanetProject(await loadEngine(options.engine), text, network.file), network, options);
  }

  private constructor(private readonly project: EpanetProject, network: InpNetwork, options: EpanetOptions) {
    const nodes = [...network.junctions, ...network.reservoirs, ...network.tanks], { pressurePerMetre } = network.units;
    this.nodes = nodes.map((node) => node.id);
    this.junctionCount = network.junctions.length;
    this.links = network.links.map((link) => link.id);
    this.nodeIndex = Int32Array.from(this.nodes, (id) => project.nodeIndex(id));
    this.linkIndex = Int32Array.from(this.links, (id) => project.linkIndex(id));
    this.elevationM = Float64Array.from(nodes, (node) => ('elevationM' in node ? node.elevationM : node.headM));
    this.lengthM = network.units.lengthM;
    this.unitM3h = network.units.flowM3h;
    const pda = options.pressureDemand;
    if (pda === undefined) project.setDemandDriven();
    else project.setPressureDriven(pda.minimumM * pressurePerMetre, pda.requiredM * pressurePerMetre, pda.exponent);
    project.setTime(TIME.duration, DURATION_SECONDS);
    project.setOption(UNBALANCED_OPTION, UNBALANCED_TRIALS);
    this.stepSeconds = project.time(TIME.hydraulicStep);
    this.outages = new LinkOutages(project, network, this.linkIndex, options.withoutControls ?? []);
    project.openHydraulics();
    project.initHydraulics();
    this.memory = EngineMemory.of(project.module, () => this.exercise());
    this.outages.reset();
    this.seconds = 0;
    this.before = this.newState();
    this.start = this.newState();
    this.save(this.start);
  }

  /** Of everything that is later done with the project, each kind once. */
  private exercise(): void {
    const out = new Uint8Array(this.links.length), run = (): void => { this.project.run(); this.advance(this.seconds + this.stepSeconds); };
    for (let step = 0; step < EXERCISE_STEPS; step++) run();
    for (const value of [1, 0]) {
      this.outages.set(out.fill(value), this.seconds);
      run();
    }
  }

  reset(): void { this.restore(this.start); }

  setOut(out: Uint8Array): void { this.outages.set(out, this.seconds); }

  open(link: number): void { this.outages.open(link); }

  solve(): Solution {
    this.save(this.before);
    this.outages.hold(this.seconds);
    const code = this.project.run();
    if (code !== NOT_CONVERGED && code < FIRST_ERROR) return SOLVED;
    const error = code === NOT_CONVERGED ? this.project.relativeError() : Infinity;
    const reason = `EPANET at ${clock(this.seconds)}: ${this.project.meaning(code)}`;
    if (error <= WORST_RELATIVE_ERROR) return { inaccurate: `${reason} (relative error ${error})` };
    this.restore(this.before);
    return { unsolved: reason };
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

  newState(): SolverState { return { bytes: new Uint8Array(this.memory.bytes), seconds: 0, outages: this.outages.newState() }; }

  save(state: SolverState): void {
    this.memory.save(state.bytes);
    state.seconds = this.seconds;
    this.outages.save(state.outages);
  }

  restore(state: SolverState): void {
    this.memory.restore(state.bytes);
    this.seconds = state.seconds;
    this.outages.restore(state.outages);
  }
}

const SOLVED: Solution = Object.freeze({});

/** Seconds as hours, minutes and seconds of the run. */
function clock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)} h`;
}
