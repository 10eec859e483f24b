/**
 * Load shedding at least cost: generation moves within its ramp limits and load is shed so that nothing is overloaded and the sum of shed MW, each weighted by
 * its class, is least. One linear programme for the whole grid, kept in the solver from one situation to the next.
 */
import type { Highs } from 'highs';
import { CascadeError } from '../../errors.js';
import { DispatchModel, type Dispatch } from './dispatch-model.js';
import { DEFAULT_CLASS } from './shedding.js';
import type { Grid } from './grid.js';
import type { GridState } from './state.js';

/** A class sheds before all better ones as long as their sensitivities on a line differ by less than this factor. */
const CLASS_FACTOR = 10;
/** Of HiGHS, per unit: shares are told in parts of 3,603,600. */
const TOLERANCE = 1e-7;

export class LeastCostShedding {
  private readonly model: DispatchModel;
  private readonly demand: Float64Array;

  /** @param classes by load, 1 = shed last */
  constructor(highs: Highs, private readonly state: GridState, classes?: Int32Array) {
    const { grid } = state;
    this.model = new DispatchModel(highs, grid, [], pricesOf(grid, classes), TOLERANCE);
    this.demand = new Float64Array(grid.buses);
  }

  /**
   * Dispatches the state in place. Tripping a generator is allowed, so there always is a solution.
   * @param closed branches that conduct; @param ratingMw in force; @param rampMinutes time to move generators
   * @returns false if the solver found none
   */
  run(closed: Uint8Array, ratingMw: Float64Array, rampMinutes: number): boolean {
    const { state, model, demand } = this, { grid } = state;
    for (let b = 0; b < grid.branches; b++) model.setBranch(b, closed[b] === 1, ratingMw[b]!);
    for (let g = 0; g < grid.generators; g++) {
      const ramp = grid.rampMwPerMin[g]! * rampMinutes, now = state.generatorMw[g]!, up = state.generatorUp[g] === 1;
      model.setGenerator(g, up ? Math.min(0, Math.max(state.minMw[g]!, now - ramp)) : 0, up ? Math.max(0, Math.min(state.maxMw[g]!, now + ramp)) : 0);
    }
    demand.fill(0);
    for (let l = 0; l < grid.loads; l++) {
      const mw = state.demandMw[l]! * state.served[l]!;
      demand[grid.loadBus[l]!]! += mw;
      model.setShedLimit(l, mw);
    }
    demand.forEach((mw, bus) => model.setDemand(bus, mw));
    const dispatch = solved(model);
    if (dispatch === undefined) return false;
    state.generatorMw.set(dispatch.generatorMw);
    for (let l = 0; l < grid.loads; l++) {
      const mw = state.demandMw[l]! * state.served[l]!;
      if (mw !== 0) state.served[l]! *= Math.min(1, Math.max(0, 1 - dispatch.shedMw[l]! / mw));
    }
    return true;
  }

  dispose(): void { this.model.dispose(); }
}

/** The solver's failure is no solution either: it ends no study. */
function solved(model: DispatchModel): Dispatch | undefined {
  try {
    return model.solve();
  } catch (error) {
    if (error instanceof CascadeError && error.code === 'POWER_SOLVER_FAILED') return undefined;
    throw error;
  }
}

/** By load, per unit: 1 for the worst class that there is, ten times as much for each better one. Classes that nobody has would only spread the numbers that HiGHS must hold together. */
function pricesOf({ loads, loadMw, shuntsFrom, network }: Grid, classes: Int32Array | undefined): Float64Array {
  const classOf = (l: number): number => (l < shuntsFrom ? (classes?.[l] ?? DEFAULT_CLASS) : 9), price = new Map<number, number>();
  const present = new Set(Array.from({ length: loads }, (_, l) => l).filter((l) => loadMw[l] !== 0).map(classOf));
  let next = 1 / network.baseMva;
  for (let c = 9; c >= 1; c--) {
    price.set(c, next);
    if (present.has(c)) next *= CLASS_FACTOR;
  }
  return Float64Array.from({ length: loads }, (_, l) => price.get(classOf(l))!);
}
