/**
 * Balanced flows of a layer for what is in service: a function of its inputs alone, so answers may be remembered. Heat of lines and black starts,
 * which time moves on, are kept elsewhere (layer-model.ts).
 */
import { Memo } from '../memo.js';
import { Balance, type BalanceSettings } from './balance.js';
import { DcFlow } from './dc-flow.js';
import type { LayerMap } from './layer-map.js';
import { LayerShares } from './layer-shares.js';
import { LayerSupply } from './layer-supply.js';
import type { LeastCostShedding } from './least-cost.js';
import type { GridState } from './state.js';

export interface LayerAnswer {
  shares: Int32Array;
  /** MW by branch. */
  flows: Float64Array;
  ratingMw: Float64Array;
  shedMw: number;
  islands: number;
  /** Lowest frequency of an island that lives, Hz; 0: not asked for, or none lives. */
  lowestHz: number;
  /** Buses whose island went black by its frequency. */
  blackBuses: readonly number[];
  /** Set where least-cost shedding found no answer. */
  unsolved?: string;
}

export class LayerAnswers {
  readonly flow: DcFlow;
  private readonly balance: Balance;
  readonly supply: LayerSupply;
  private readonly sharesOf: LayerShares;
  /** Undefined: nothing is remembered. */
  readonly memo: Memo<LayerAnswer> | undefined;
  private readonly nominalMw: number;
  private readonly shares: Int32Array;
  /** 1 for buses that a black start brought back: their islands take load only as far as generation goes. */
  readonly restored: Uint8Array;

  constructor(map: LayerMap, readonly state: GridState, dispatchMw: Float64Array, private readonly settings: BalanceSettings, classes: Int32Array | undefined, memoEntries: number, private readonly leastCost?: LeastCostShedding) {
    const { grid } = state;
    this.flow = new DcFlow(grid);
    this.restored = new Uint8Array(grid.buses);
    this.shares = new Int32Array(map.assets.length);
    this.balance = new Balance(state, settings, classes);
    this.supply = new LayerSupply(map, state, dispatchMw, map.assets.length);
    this.sharesOf = new LayerShares(map, state, this.supply, this.flow.closed, map.assets.length);
    this.memo = memoEntries === 0 ? undefined : new Memo(8 * grid.branches + 4 * map.assets.length, { entries: memoEntries });
    this.nominalMw = grid.loadMw.subarray(0, grid.shuntsFrom).reduce((sum, mw) => sum + mw, 0);
  }

  /** The answer for inputs that `supply` has read into the state. @param up, offered as the engine gave them; @param more what else it depends on, as whole numbers */
  answer(up: Uint8Array, offered: Int32Array, more: readonly number[]): LayerAnswer {
    const { factorCodes } = this.supply, known = this.memo?.find(up, offered, factorCodes.length === 0 ? more : [...more, ...factorCodes]);
    if (known !== undefined) return known;
    const found = this.compute(up);
    this.memo?.keep(found);
    return found;
  }

  private compute(up: Uint8Array): LayerAnswer {
    const { state, flow, supply, settings } = this, ratingMw = supply.ratings();
    flow.reset();
    flow.setTopology(state.branchUp, state.busUp);
    const unsolved = this.leastCost?.run(flow.closed, ratingMw, settings.rampMinutes) === false;
    this.balance.run(flow.islands, this.restored);
    flow.solve(state.inject());
    // Without a memo nobody keeps an answer beyond the next one.
    const shares = this.memo === undefined ? this.shares : new Int32Array(up.length), flows = this.memo === undefined ? flow.flows : flow.flows.slice();
    this.sharesOf.fill(flow.islands, up, supply.down, shares);
    const governed = settings.rule === 'governor' ? this.frequencies() : { lowestHz: 0, blackBuses: [] };
    return { shares, flows, ratingMw, shedMw: Math.max(0, this.demandMw() - state.servedMw()), islands: flow.islands.count, ...governed, ...(unsolved ? { unsolved: 'HiGHS found no dispatch' } : {}) };
  }

  /** What all loads would draw if all were well. */
  private demandMw(): number {
    const { supply: { factorCodes, loadFactor }, state: { grid } } = this;
    return factorCodes.length === 0 ? this.nominalMw : grid.loadMw.subarray(0, grid.shuntsFrom).reduce((sum, mw, l) => sum + mw * loadFactor[l]!, 0);
  }

  private frequencies(): { lowestHz: number; blackBuses: number[] } {
    const { frequencyHz } = this.balance, { of, count } = this.flow.islands;
    const alive = Array.from(frequencyHz.subarray(0, count)).filter((hz) => hz > 0);
    return { lowestHz: alive.length === 0 ? 0 : Math.min(...alive), blackBuses: Array.from(of.keys()).filter((bus) => frequencyHz[of[bus]!] === 0) };
  }
}
