/** How the state of settlement moves: what an instant does to it under given levels of components, and what passes between instants. */
import { SAME_INSTANT } from './calendar.js';
import type { CompiledFinance } from './compile.js';
import { Payments } from './payments.js';
import { Retail } from './retail.js';
import type { Solvency } from './solvency.js';
import type { SettlementState } from './state.js';

const CENTS = 100, HOURS_PER_DAY = 24;
/** Less cash than this is none: it is what rounding leaves where a stock runs out. */
const NO_CASH = 1e-6;

export class Course {
  private readonly payments: Payments;
  private readonly retail: Retail;

  /** @param operatesFrom least level at which a participant, the settlement system or a depot works */
  constructor(private readonly finance: CompiledFinance, solvency: Solvency, operatesFrom: number) {
    this.payments = new Payments(finance, solvency, operatesFrom);
    this.retail = new Retail(finance, operatesFrom);
  }

  /** Payments and stocks as they are undisturbed just before an instant; what was counted, lost and failed stays. */
  startUndisturbed(state: SettlementState, hours: number): void {
    state.hours = hours;
    state.paymentsUndisturbed = true;
    state.ledger.count = state.counted = state.overdueCents = state.withheldCents = state.cancelled = 0;
    state.withheld.fill(0);
    state.gridlocked = false;
    this.retail.startUndisturbed(state, this.finance.calendar.at(hours));
  }

  /** From the state's instant, whose doings are done, to just before another, under unchanging levels. */
  run(state: SettlementState, levels: Float64Array, until: number): void {
    for (let at = this.next(state, levels); at < until - SAME_INSTANT; at = this.next(state, levels)) {
      this.pass(state, levels, at);
      this.act(state, levels, false);
    }
    this.pass(state, levels, until);
  }

  /** The next instant at which something may change though levels do not; Infinity: nothing will. */
  next(state: SettlementState, levels: Float64Array): number {
    const { calendar, tours } = this.finance;
    let next = calendar.nextOf(tours, state.hours);
    if (!state.paymentsUndisturbed) next = Math.min(next, calendar.nextPayments(state.hours));
    else if (state.uncleared || this.loses(levels)) next = Math.min(next, calendar.nextClose(state.hours));
    for (let p = 0; p < state.stock.length; p++) {
      if (state.stock[p]! > 0 && state.outflow[p]! > 0) next = Math.min(next, Math.max(state.hours + 2 * SAME_INSTANT, state.hours + state.stock[p]! / state.outflow[p]!));
    }
    return next;
  }

  /** What an instant does under these levels: payments, defaults, cash; then what is in force. @param changed levels may have changed since the last call */
  act(state: SettlementState, levels: Float64Array, changed: boolean): void {
    const moment = this.finance.calendar.at(state.hours), { exposure } = this.finance.rows;
    for (let x = 0; x < state.lowest.length; x++) {
      if (levels[exposure + x]! >= state.lowest[x]!) continue;
      state.lowest[x] = levels[exposure + x]!;
      state.uncleared = true;
    }
    this.payments.act(state, levels, moment, changed);
    this.retail.act(state, levels, moment, this.payments.operates);
  }

  /** Does any exposure lose more as time passes? */
  private loses(levels: Float64Array): boolean {
    const { exposure } = this.finance.rows;
    for (let row = exposure; row < levels.length; row++) if (levels[row]! < 1) return true;
    return false;
  }

  /** Time passes: integrals are booked, cash is taken. */
  private pass(state: SettlementState, levels: Float64Array, until: number): void {
    const hours = until - state.hours, { totals } = state, { exposure } = this.finance.rows;
    state.hours = until;
    if (!(hours > 0)) return;
    totals.unsettledValueHours += (state.overdueCents / CENTS) * hours;
    if (state.gridlocked) totals.gridlockHours += hours;
    totals.cannotPayHours += state.peopleWithout * hours;
    totals.cannotPayPeak = Math.max(totals.cannotPayPeak, state.peopleWithout);
    for (let p = 0; p < state.stock.length; p++) {
      totals.cashUnmet += state.unmet[p]! * hours;
      const left = state.stock[p]! - state.outflow[p]! * hours;
      state.stock[p] = left > NO_CASH ? left : 0;
    }
    for (let x = 0; x < state.lowest.length; x++) {
      const missing = 1 - levels[exposure + x]!;
      if (!(missing > 0)) continue;
      state.missingDays[x]! += (missing * hours) / HOURS_PER_DAY;
      state.uncleared = true;
    }
  }
}
