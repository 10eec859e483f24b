/** One power network solved alone: power flow with outages, screening, cascades, best dispatch. What `hazcade solve power` does. */
import type { PowerNetwork } from '../../imports/power-network.js';
import { Balance, type BalanceSettings } from './balance.js';
import { CascadeRunner, type CascadeResult } from './cascade.js';
import type { Component } from './components.js';
import { DcFlow } from './dc-flow.js';
import { DispatchModel, loadSolver, type Dispatch } from './dispatch-model.js';
import { EUROPEAN_GOVERNORS } from './frequency.js';
import { gridOf, type Grid } from './grid.js';
import { RELAY_15_S } from './relay.js';
import { Screening } from './screening.js';
import { slackBalance } from './slack.js';
import { GridState } from './state.js';

export const DEFAULT_BALANCE: BalanceSettings = { rule: 'ramp', rampMinutes: 1, shedding: 'proportional', governor: EUROPEAN_GOVERNORS };

export interface FlowResult {
  flow: DcFlow;
  state: GridState;
  /** Load before the outages and what is lost of it, MW. */
  loadMw: number;
  lostMw: number;
  /** Buses that are not with the main island (the one with most buses), by island. */
  separated: number[][];
}

export class PowerCase {
  /** With the dispatch that flows start from. */
  grid: Grid;

  constructor(private readonly network: PowerNetwork, private readonly balance = DEFAULT_BALANCE) {
    this.grid = gridOf(network);
    this.settleSlack();
  }

  /** Makes the dispatch of the file one that balances: its slack takes the rest. */
  private settleSlack(): void {
    const state = new GridState(this.grid), flow = new DcFlow(this.grid);
    slackBalance(state, flow.islands);
    this.setDispatch(state.generatorMw);
  }

  private setDispatch(generatorMw: Float64Array): void {
    this.grid = { ...this.grid, generatorMw: Float64Array.from(generatorMw) };
  }

  /** Dispatch at least cost; it is the state from which later flows, screenings and cascades start. @returns undefined if the limits allow none */
  async optimise(): Promise<Dispatch | undefined> {
    const model = new DispatchModel(await loadSolver(), this.grid, this.network.generators.map((generator) => generator.cost));
    try {
      const dispatch = model.solve();
      if (dispatch !== undefined) this.setDispatch(dispatch.generatorMw);
      return dispatch;
    } finally {
      model.dispose();
    }
  }

  /** Flows after outages, islands balanced by the rule. */
  flows(outages: readonly Component[] = []): FlowResult {
    const state = new GridState(this.grid), flow = new DcFlow(this.grid), loadMw = state.servedMw();
    applyOutages(state, outages);
    flow.setTopology(state.branchUp, state.busUp);
    if (outages.length > 0) new Balance(state, this.balance).run(flow.islands);
    flow.solve(state.inject());
    return { flow, state, loadMw, lostMw: loadMw - state.servedMw(), separated: separatedBuses(flow) };
  }

  /** Rows of the branches in service. */
  rowsInService(): number[] {
    return Array.from(this.grid.branchInService.keys()).filter((row) => this.grid.branchInService[row] === 1);
  }

  /** Screening from the state without outages. */
  screening(): Screening {
    return new Screening(this.flows().flow);
  }

  /** Cascade of overloads from outages at second 1, to second 900. */
  cascade(outages: readonly Component[]): CascadeResult {
    const settings = { balance: this.balance, relay: RELAY_15_S, startSeconds: 1, endSeconds: 900 }, runner = new CascadeRunner(this.grid, settings);
    return runner.run((state) => applyOutages(state, outages));
  }
}

/** Takes components out of a state. Loads that are out ask for nothing. */
export function applyOutages(state: GridState, outages: readonly Component[]): void {
  for (const { kind, rows } of outages) {
    for (const row of rows) {
      if (kind === 'branch') state.branchUp[row] = 0;
      else if (kind === 'bus') state.busUp[row] = 0;
      else if (kind === 'gen') state.generatorUp[row] = 0;
      else state.served[row] = 0;
    }
  }
  state.dropAtDeadBuses();
}

function separatedBuses({ islands }: DcFlow): number[][] {
  const members = Array.from({ length: islands.count }, (): number[] => []);
  islands.of.forEach((island, bus) => members[island]!.push(bus));
  const main = members.reduce((best, list) => (list.length > best.length ? list : best), members[0]!);
  return members.filter((list) => list !== main);
}
