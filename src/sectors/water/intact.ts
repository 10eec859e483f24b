/**
 * The undisturbed run of a network, made once as far as it is asked for: what losses are measured against, and where a disturbed run begins. Of it are
 * kept, at every hydraulic event, how well each load is served, and now and then the whole state of the solver.
 */
import type { SolverState, WaterSolver } from './solver.js';

/** What the undisturbed network is like from one event to the next. */
export interface IntactStep {
  seconds: number;
  /** Share of demand met, by load. */
  served: Float64Array;
  /** Metres, by load. */
  pressureM: Float32Array;
  /** By tank. */
  levelM: Float64Array;
}

/** Whole states take at most this much memory; with more of them, every second one is let go. */
const STATE_BYTES = 16 << 20;
/** As well served as this is in full. */
const FULLY = 1 - 1e-6;

export class IntactRun {
  private readonly steps: IntactStep[] = [];
  /** States before the solution of step 0, stride, 2 x stride, ... */
  private states: SolverState[] = [];
  private stride = 1;
  private readonly most: number;
  private readonly tail: SolverState;
  /** Where the caller had the solver when the run had to be made longer. */
  private readonly callers: SolverState;
  private readonly before: SolverState;
  private readonly full: Float64Array;

  /** @param tanks node numbers; @param served reads the share of the demand of a load that is met now */
  constructor(private readonly solver: WaterSolver, private readonly loads: Int32Array, private readonly tanks: readonly number[], private readonly served: (load: number) => number) {
    this.full = new Float64Array(loads.length).fill(1);
    solver.reset();
    this.tail = solver.newState();
    solver.save(this.tail);
    this.callers = solver.newState();
    this.before = solver.newState();
    this.most = Math.max(8, Math.floor(STATE_BYTES / this.tail.byteLength));
  }

  /** The step in force at a second. */
  at(seconds: number): IntactStep {
    this.extend(seconds);
    return this.steps[this.indexAt(seconds)]!;
  }

  /** Puts the solver to a second of the undisturbed run, before its solution: to the last bit what running from the start gives. */
  seek(seconds: number): void {
    this.extend(seconds);
    const { solver } = this, from = Math.floor(this.indexAt(seconds) / this.stride);
    solver.restore(this.states[from]!);
    while (solver.seconds < seconds) {
      solver.solve(this.before);
      solver.advance(seconds);
    }
  }

  private indexAt(seconds: number): number {
    let low = 0, high = this.steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.steps[middle]!.seconds <= seconds) low = middle; else high = middle - 1;
    }
    return low;
  }

  /** Runs on until an event after the second is known; the solver is left as it was. */
  private extend(seconds: number): void {
    if (this.tail.seconds > seconds) return;
    const { solver, tail } = this;
    solver.save(this.callers);
    solver.restore(tail);
    while (solver.seconds <= seconds) {
      this.keepState();
      solver.solve(this.before);
      this.steps.push(this.read());
      solver.advance(Infinity);
    }
    solver.save(tail);
    solver.restore(this.callers);
  }

  private keepState(): void {
    if (this.steps.length % this.stride !== 0) return;
    if (this.states.length >= this.most) {
      this.states = this.states.filter((_, i) => i % 2 === 0);
      this.stride *= 2;
      if (this.steps.length % this.stride !== 0) return;
    }
    const state = this.solver.newState();
    this.solver.save(state);
    this.states.push(state);
  }

  private read(): IntactStep {
    const { loads, solver } = this, served = Float64Array.from(loads, (_, load) => this.served(load));
    return {
      seconds: solver.seconds, served: served.every((share) => share >= FULLY) ? this.full : served,
      pressureM: Float32Array.from(loads, (junction) => solver.pressureM(junction)), levelM: Float64Array.from(this.tanks, (node) => solver.levelM(node)),
    };
  }
}
