/**
 * A cascade of overloads: outages, balancing of every island, flows, relays, the next trip, and so on until nothing is overloaded or time is up
 * (M. J. Eppstein, P. D. H. Hines, IEEE Trans. Power Systems 27 (2012) 1698-1705; between trips flows do not change, so time jumps from trip to trip).
 */
import { Balance, type BalanceSettings } from './balance.js';
import { DcFlow } from './dc-flow.js';
import type { Grid } from './grid.js';
import { OverloadRelays, type RelaySettings } from './relay.js';
import { GridState } from './state.js';

export interface CascadeSettings {
  balance: BalanceSettings;
  relay: RelaySettings;
  /** When the outages happen, and when the cascade is cut off, seconds. */
  startSeconds: number;
  endSeconds: number;
}

export interface CascadeTrip { seconds: number; branch: number }

export interface CascadeResult {
  trips: CascadeTrip[];
  /** Load lost in the end, MW, and the last instant at which something tripped (`startSeconds` if nothing did). */
  lostMw: number;
  lastSeconds: number;
  islands: number;
  /** Branches still above their rating: time was up. */
  overloads: number;
}

/** Runs cascades on one grid; reused from run to run. */
export class CascadeRunner {
  readonly state: GridState;
  readonly flow: DcFlow;
  private readonly balance: Balance;
  private readonly relays: OverloadRelays;

  constructor(readonly grid: Grid, private readonly settings: CascadeSettings, classes?: Int32Array) {
    this.state = new GridState(grid);
    this.flow = new DcFlow(grid);
    this.balance = new Balance(this.state, settings.balance, classes);
    this.relays = new OverloadRelays(grid, settings.relay);
  }

  /** @param outages takes out of the state what is lost at the start */
  run(outages: (state: GridState) => void): CascadeResult {
    const { state, flow, relays, settings } = this, before = (state.reset(), state.servedMw());
    flow.reset();
    relays.reset();
    outages(state);
    const trips: CascadeTrip[] = [];
    let seconds = settings.startSeconds;
    for (;;) {
      flow.setTopology(state.branchUp, state.busUp);
      this.balance.run(flow.islands);
      flow.solve(state.inject());
      const next = relays.nextTrip(flow.flows);
      if (seconds + next > settings.endSeconds) break;
      seconds += next;
      relays.advance(flow.flows, next);
      relays.release(flow.flows, (branch) => { trips.push({ seconds, branch }); state.branchUp[branch] = 0; });
    }
    return { trips, lostMw: before - state.servedMw(), lastSeconds: trips.at(-1)?.seconds ?? settings.startSeconds, islands: flow.islands.count, overloads: relays.overloads(flow.flows) };
  }
}
