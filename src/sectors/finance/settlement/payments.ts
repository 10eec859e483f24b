/** Payments of business days: they fall due, settle, wait, are overdue, and are left when the day closes. */
import { SAME_INSTANT, type Moment } from './calendar.js';
import type { CompiledFinance } from './compile.js';
import { Ledger } from './rtgs.js';
import type { Solvency } from './solvency.js';
import type { SettlementState } from './state.js';

const CENTS = 100;

export class Payments {
  /** By participant: it works and is not in default; it can send now. Set by `act`. */
  readonly operates: Uint8Array;
  private readonly mayPay: Uint8Array;
  private readonly undisturbed: Ledger;
  private readonly everybody: Uint8Array;

  /** @param operatesFrom least level at which a participant or the settlement system works */
  constructor(private readonly finance: CompiledFinance, private readonly solvency: Solvency, private readonly operatesFrom: number) {
    const { participants } = finance.system;
    this.operates = new Uint8Array(participants.length);
    this.mayPay = new Uint8Array(participants.length);
    this.undisturbed = new Ledger(participants.length);
    this.everybody = new Uint8Array(participants.length).fill(1);
  }

  /**
   * What an instant does. Payments that nothing disturbs are not followed: the ledger is made when something does.
   * @param changed levels may have changed since the last call
   */
  act(state: SettlementState, levels: Float64Array, moment: Moment, changed: boolean): void {
    const { calendar, plan, rtgs, rows } = this.finance, { ledger } = state;
    const open = this.isOpen(moment), working = levels[rows.settlement]! >= this.operatesFrom;
    let allWork = working;
    for (let i = 0; i < this.operates.length; i++) {
      this.operates[i] = state.defaulted[i] === 0 && levels[rows.participant + i]! >= this.operatesFrom ? 1 : 0;
      this.mayPay[i] = open && working ? this.operates[i]! : 0;
      if (this.operates[i] === 0) allWork = false;
    }
    if (state.paymentsUndisturbed && !allWork) this.disturb(state);
    if (state.paymentsUndisturbed && !(open && calendar.is(moment, calendar.close))) return;
    if (open && !state.paymentsUndisturbed) {
      if (calendar.is(moment, plan.open)) this.openDay(ledger);
      this.receive(state, ledger, moment);
      const due = ledger.count;
      rtgs.settle(ledger, this.mayPay);
      if (ledger.count < due) state.counted = 0;
    }
    if (open && calendar.is(moment, calendar.close)) this.closeDay(state);
    this.count(state, moment, changed);
    state.gridlocked = open && working && !calendar.is(moment, calendar.close) && state.withheldCents > 0;
    if (!state.paymentsUndisturbed && allWork && state.overdueCents === 0 && state.totals.defaults === 0) this.compareWithUndisturbed(state, moment);
  }

  /** From now on the ledger is followed, beginning as it is undisturbed just before this instant. */
  private disturb(state: SettlementState): void {
    state.paymentsUndisturbed = false;
    state.counted = 0;
    this.makeUndisturbed(state.ledger, state.hours);
  }

  private makeUndisturbed(ledger: Ledger, hours: number): void {
    const { calendar, plan, opening, schedule, rtgs } = this.finance, moment = calendar.at(hours);
    const running = this.isOpen(moment) && !calendar.is(moment, plan.open);
    ledger.count = 0;
    for (let i = 0; i < opening.length; i++) ledger.balance[i] = opening[i]! + (running ? 0 : schedule.net[i]!);
    if (!running) return;
    let next = 0;
    for (const at of schedule.times) {
      if (at >= moment.hour - SAME_INSTANT) break;
      for (; next < schedule.count && schedule.at[next] === at; next++) ledger.add(next, moment.day);
      rtgs.settle(ledger, this.everybody);
    }
  }

  /** Opening and closing instants included. */
  private isOpen(moment: Moment): boolean {
    const { calendar, plan } = this.finance;
    return moment.business && moment.hour >= plan.open - SAME_INSTANT && moment.hour <= calendar.close + SAME_INSTANT;
  }

  /** Overnight the day's usual net flows have come back, so that an undisturbed day opens as the last did; what did not settle did not flow. */
  private openDay({ balance }: Ledger): void {
    for (let i = 0; i < balance.length; i++) balance[i]! -= this.finance.schedule.net[i]!;
  }

  /** Payments due at this instant queue up, or are cancelled where one side is in default. */
  private receive(state: SettlementState, ledger: Ledger, moment: Moment): void {
    const { schedule } = this.finance;
    for (let k = firstAtLeast(schedule.at, moment.hour - SAME_INSTANT); k < schedule.count && schedule.at[k]! <= moment.hour + SAME_INSTANT; k++) {
      if (this.involvesDefault(state, k)) state.cancelled += schedule.cents[k]! / CENTS;
      else ledger.add(k, moment.day);
    }
  }

  private involvesDefault({ defaulted }: SettlementState, k: number): boolean {
    const { from, to } = this.finance.schedule;
    return defaulted[from[k]!] === 1 || defaulted[to[k]!] === 1;
  }

  private closeDay(state: SettlementState): void {
    const { ledger, totals } = state, { cents } = this.finance.schedule;
    let left = 0;
    for (let w = 0; w < ledger.count; w++) left += cents[ledger.waiting[w]!]!;
    totals.unsettledAtClose += left / CENTS + state.cancelled;
    state.cancelled = 0;
    const before = totals.defaults;
    this.solvency.assess(state);
    if (totals.defaults === before) return;
    if (state.paymentsUndisturbed) this.disturb(state);
    for (let i = 0; i < state.defaulted.length; i++) if (state.defaulted[i] === 1) this.operates[i] = this.mayPay[i] = 0;
    let kept = 0;
    for (let w = 0; w < ledger.count; w++) {
      if (this.involvesDefault(state, ledger.waiting[w]!)) continue;
      ledger.waiting[kept] = ledger.waiting[w]!;
      ledger.day[kept++] = ledger.day[w]!;
    }
    ledger.count = kept;
    state.counted = 0;
  }

  /**
   * Overdue: waiting beyond the hour at which the payment settles on an undisturbed day. Whole cents, so sums go on from the queue's part that was counted
   * before, if nothing has left it.
   */
  private count(state: SettlementState, { day, hour }: Moment, changed: boolean): void {
    const { ledger, withheld } = state, { schedule: { from, cents }, settlesAt } = this.finance;
    if (changed || state.counted === 0) {
      state.counted = state.overdueCents = state.withheldCents = 0;
      withheld.fill(0);
    }
    let all = true;
    for (let w = state.counted; w < ledger.count; w++) {
      const k = ledger.waiting[w]!;
      if (ledger.day[w] === day && settlesAt[k]! > hour + SAME_INSTANT) { all = false; continue; }
      state.overdueCents += cents[k]!;
      // What a participant that is down has not sent would go out with its coming up.
      if (this.operates[from[k]!] === 0) continue;
      withheld[from[k]!]! += cents[k]!;
      state.withheldCents += cents[k]!;
    }
    state.counted = all ? ledger.count : 0;
  }

  /** The ledger is no longer followed if it is as on an undisturbed day. */
  private compareWithUndisturbed(state: SettlementState, moment: Moment): void {
    const { undisturbed: other, finance: { calendar, plan, rtgs } } = this, { ledger } = state;
    this.makeUndisturbed(other, state.hours);
    if (this.isOpen(moment)) {
      if (calendar.is(moment, plan.open)) this.openDay(other);
      this.receive(state, other, moment);
      rtgs.settle(other, this.everybody);
    }
    if (other.count !== ledger.count) return;
    for (let w = 0; w < other.count; w++) if (other.waiting[w] !== ledger.waiting[w] || other.day[w] !== ledger.day[w]) return;
    if (!other.balance.every((cents, i) => cents === ledger.balance[i])) return;
    state.paymentsUndisturbed = true;
    ledger.count = state.counted = 0;
  }
}

/** First place of an ascending list whose value is at least x. */
function firstAtLeast(list: Float64Array, x: number): number {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < x) low = middle + 1; else high = middle;
  }
  return low;
}
