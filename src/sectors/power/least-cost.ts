/**
 * Load shedding at least cost: generation moves within its ramp limits and load is shed so that nothing is overloaded and the sum of shed MW, each weighted by
 * its class, is least. One linear programme for the whole grid, kept in the solver from one situation to the next.
 */
import type { Highs } from 'highs';
import { DispatchModel } from './dispatch-model.js';
import { DEFAULT_CLASS } from './shedding.js';
import type { GridState } from './state.js';

/** A class sheds before all better ones as long as their sensitivities on a line differ by less than this factor. */
const CLASS_FACTOR = 10;

export class LeastCostShedding {
  private readonly model: DispatchModel;
  private readonly demand: Float64Array;

  /** @param classes by load, 1 = shed last */
  constructor(highs: Highs, private readonly state: GridState, classes?: Int32Array) {
    const { grid } = state, prices = Float64Array.from({ length: grid.loads }, (_, l) => priceOf(l < grid.shuntsFrom ? (classes?.[l] ?? DEFAULT_CLASS) : 9));
    this.model = new DispatchModel(highs, grid, [], prices);
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
    const dispatch = model.solve();
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

/** 1 for class 9, ten times as much for each class below. */
function priceOf(priority: number): number {
  let price = 1;
  for (let c = 9; c > priority; c--) price *= CLASS_FACTOR;
  return price;
}
