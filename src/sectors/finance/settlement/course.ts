/** How the state of settlement moves: what an instant does to it under given levels of components, and what passes between instants. */
import type { CompiledFinance } from './compile.js';
import type { Moment } from './calendar.js';
import { SAME_INSTANT } from './calendar.js';
import type { Solvency } from './solvency.js';
import type { SettlementState } from './state.js';

const CENTS = 100, HOURS_PER_DAY = 24;
/** Less cash than this is none: it is what rounding leaves where a stock runs out. */
const NO_CASH = 1e-6;

export class Course {
  private readonly mayPay: Uint8Array;
  private readonly operates: Uint8Array;
  /** Nominal capacity of all payment switches, at most 1. */
  private readonly switchCapacity: number;
  private readonly rateOfArea: Float64Array;

  /** @param operatesFrom least level at which a participant, the settlement system or a depot works */
  constructor(private readonly finance: CompiledFinance, private readonly solvency: Solvency, private readonly operatesFrom: number) {
    const { participants, switches, areas, cashPoints } = finance.system;
    this.mayPay = new Uint8Array(participants.length);
    this.operates = new Uint8Array(participants.length);
    this.switchCapacity = Math.min(1, switches.reduce((sum, s) => sum + s.capacity, 0));
    this.rateOfArea = new Float64Array(areas.length);
    for (const { area, withdrawnPerHour } of cashPoints) if (area >= 0) this.rateOfArea[area]! += withdrawnPerHour;
  }

  /** Accounts, queues and stocks as they are undisturbed just before an instant; what was counted stays. */
  startUndisturbed(state: SettlementState, hours: number): void {
    state.hours = hours;
    this.undisturbedLedger(state, hours);
    const { calendar, system: { cashPoints } } = this.finance, { hour } = calendar.at(hours);
    state.astray.fill(0);
    cashPoints.forEach(({ stock, withdrawnPerHour, tours }, p) => {
      const last = tours.filter((tour) => tour < hour - SAME_INSTANT).at(-1) ?? tours.at(-1)! - HOURS_PER_DAY;
      state.stock[p] = stock - withdrawnPerHour * (hour - last);
      state.outflow[p] = withdrawnPerHour;
    });
    state.cancelled = state.overdue = state.peopleWithout = 0;
    state.gridlocked = false;
    for (const zero of [state.withheld, state.cannotPay, state.unmet]) zero.fill(0);
    state.cards.fill(1);
  }

  /** The undisturbed ledger just before an instant. */
  undisturbedLedger({ ledger }: SettlementState, hours: number): void {
    const { calendar, plan, opening, schedule, rtgs } = this.finance, moment = calendar.at(hours);
    ledger.count = 0;
    const running = isOpen(this.finance, moment) && !calendar.is(moment, plan.open);
    for (let i = 0; i < opening.length; i++) ledger.balance[i] = opening[i]! + (running ? 0 : schedule.net[i]!);
    if (!running) return;
    this.mayPay.fill(1);
    let next = 0;
    for (const at of schedule.times) {
      if (at >= moment.hour - SAME_INSTANT) break;
      for (; next < schedule.count && schedule.at[next] === at; next++) ledger.add(next, moment.day);
      rtgs.settle(ledger, this.mayPay);
    }
  }

  /** What the instant itself does to an undisturbed ledger. */
  settleInstant(state: SettlementState, hours: number): void {
    const { calendar, plan, rtgs } = this.finance, moment = calendar.at(hours);
    state.hours = hours;
    if (!isOpen(this.finance, moment)) return;
    this.mayPay.fill(1);
    if (calendar.is(moment, plan.open)) this.openDay(state);
    this.receive(state, moment);
    rtgs.settle(state.ledger, this.mayPay);
  }

  /** From the state's instant, whose doings are done, to just before another, under unchanging levels. */
  run(state: SettlementState, levels: Float64Array, until: number): void {
    for (let at = this.next(state); at < until - SAME_INSTANT; at = this.next(state)) {
      this.pass(state, levels, at);
      this.act(state, levels);
    }
    this.pass(state, levels, until);
  }

  /** The next instant at which something may change though levels do not. */
  next(state: SettlementState): number {
    let next = this.finance.calendar.next(state.hours);
    for (let p = 0; p < state.stock.length; p++) {
      if (state.stock[p]! > 0 && state.outflow[p]! > 0) next = Math.min(next, Math.max(state.hours + 2 * SAME_INSTANT, state.hours + state.stock[p]! / state.outflow[p]!));
    }
    return next;
  }

  /** Time passes: integrals are booked, cash is taken. */
  private pass(state: SettlementState, levels: Float64Array, until: number): void {
    const hours = until - state.hours, { totals } = state, { rows } = this.finance;
    state.hours = until;
    if (!(hours > 0)) return;
    totals.unsettledValueHours += state.overdue * hours;
    if (state.gridlocked) totals.gridlockHours += hours;
    totals.cannotPayHours += state.peopleWithout * hours;
    totals.cannotPayPeak = Math.max(totals.cannotPayPeak, state.peopleWithout);
    for (let p = 0; p < state.stock.length; p++) {
      totals.cashUnmet += state.unmet[p]! * hours;
      const left = state.stock[p]! - state.outflow[p]! * hours;
      state.stock[p] = left > NO_CASH ? left : 0;
    }
    for (let x = 0; x < state.lowest.length; x++) {
      const missing = 1 - levels[rows.exposure + x]!;
      if (missing > 0) { state.missingDays[x]! += (missing * hours) / HOURS_PER_DAY; state.uncleared = true; }
    }
  }

  /** What an instant does under these levels: payments fall due and settle, cash is brought, the day closes; then what is in force. */
  act(state: SettlementState, levels: Float64Array): void {
    const { calendar, plan, rtgs, rows, system } = this.finance, moment = calendar.at(state.hours);
    const open = isOpen(this.finance, moment), running = open && levels[rows.rtgs]! >= this.operatesFrom;
    for (let i = 0; i < this.operates.length; i++) {
      this.operates[i] = state.defaulted[i] === 0 && levels[rows.participant + i]! >= this.operatesFrom ? 1 : 0;
      this.mayPay[i] = running ? this.operates[i]! : 0;
    }
    for (let x = 0; x < system.exposures.length; x++) {
      const level = levels[rows.exposure + x]!;
      if (level < state.lowest[x]!) { state.lowest[x] = level; state.uncleared = true; }
    }
    if (open) {
      if (calendar.is(moment, plan.open)) this.openDay(state);
      this.receive(state, moment);
      rtgs.settle(state.ledger, this.mayPay);
    }
    this.bringCash(state, levels, moment);
    if (open && calendar.is(moment, calendar.close)) this.closeDay(state);
    this.measurePayments(state, moment);
    this.measureRetail(state, levels);
  }

  /** Overnight the day's usual net flows have come back, so that an undisturbed day opens as the last did; what did not settle did not flow. */
  private openDay({ ledger: { balance } }: SettlementState): void {
    for (let i = 0; i < balance.length; i++) balance[i]! -= this.finance.schedule.net[i]!;
  }

  private receive(state: SettlementState, moment: Moment): void {
    const { schedule } = this.finance;
    // The schedule is in order of hours: only those of this instant are looked at.
    for (let k = firstAtLeast(schedule.at, moment.hour - SAME_INSTANT); k < schedule.count && schedule.at[k]! <= moment.hour + SAME_INSTANT; k++) {
      if (this.involvesDefault(state, k)) state.cancelled += schedule.cents[k]! / CENTS;
      else state.ledger.add(k, moment.day);
    }
  }

  private involvesDefault({ defaulted }: SettlementState, k: number): boolean {
    const { from, to } = this.finance.schedule;
    return defaulted[from[k]!] === 1 || defaulted[to[k]!] === 1;
  }

  /** A tour fills a point to its stock if depot and point work; else it is missed. */
  private bringCash(state: SettlementState, levels: Float64Array, moment: Moment): void {
    const { calendar, rows, system: { cashPoints } } = this.finance;
    cashPoints.forEach(({ stock, depot, tours }, p) => {
      if (!tours.some((tour) => calendar.is(moment, tour))) return;
      const brought = levels[rows.depot + depot]! >= this.operatesFrom && levels[rows.cashPoint + p]! >= this.operatesFrom;
      if (brought) state.stock[p] = stock;
      state.astray[p] = brought ? 0 : 1;
    });
  }

  private closeDay(state: SettlementState): void {
    const { ledger, totals } = state, { cents } = this.finance.schedule;
    let left = state.cancelled;
    for (let w = 0; w < ledger.count; w++) left += cents[ledger.waiting[w]!]! / CENTS;
    totals.unsettledAtClose += left;
    state.cancelled = 0;
    const before = totals.defaults;
    this.solvency.assess(state);
    if (totals.defaults === before) return;
    for (let i = 0; i < state.defaulted.length; i++) if (state.defaulted[i] === 1) this.operates[i] = this.mayPay[i] = 0;
    // Payments from and to those newly in default are cancelled.
    let kept = 0;
    for (let w = 0; w < ledger.count; w++) {
      if (this.involvesDefault(state, ledger.waiting[w]!)) continue;
      ledger.waiting[kept] = ledger.waiting[w]!;
      ledger.day[kept++] = ledger.day[w]!;
    }
    ledger.count = kept;
  }

  /** Overdue: waiting beyond the hour at which the payment settles on an undisturbed day. */
  private measurePayments(state: SettlementState, moment: Moment): void {
    const { ledger, withheld } = state, { schedule: { from, cents }, settlesAt } = this.finance;
    withheld.fill(0);
    state.overdue = 0;
    state.gridlocked = false;
    const closes = this.finance.calendar.is(moment, this.finance.calendar.close);
    for (let w = 0; w < ledger.count; w++) {
      const k = ledger.waiting[w]!, amount = cents[k]! / CENTS;
      if (ledger.day[w] === moment.day && settlesAt[k]! > moment.hour + SAME_INSTANT) continue;
      state.overdue += amount;
      if (this.mayPay[from[k]!] === 1 && !closes) state.gridlocked = true;
      // What a participant that is down has not sent would go out with its coming up.
      if (this.operates[from[k]!] === 1) withheld[from[k]!]! += amount;
    }
  }

  private measureRetail(state: SettlementState, levels: Float64Array): void {
    const { rows, system: { areas, cashPoints, switches, surge } } = this.finance, { cards, cannotPay, stock, outflow, unmet } = state;
    let capacity = 0;
    switches.forEach((s, i) => { capacity += s.capacity * levels[rows.switch + i]!; });
    const switching = switches.length === 0 ? 1 : this.switchCapacity > 0 ? Math.min(1, capacity / this.switchCapacity) : 0;
    areas.forEach(({ banks }, a) => {
      let failing = 0;
      for (const { participant, share } of banks) if (this.operates[participant] === 0) failing += share;
      cards[a] = Math.max(0, 1 - failing) * switching;
    });
    // Share of the cash usually taken in an area that can be had: unmet is first used to gather what cannot.
    cannotPay.fill(0);
    cashPoints.forEach(({ area, withdrawnPerHour }, p) => {
      const served = stock[p]! > 0 ? levels[rows.cashPoint + p]! : 0;
      unmet[p] = withdrawnPerHour * (1 - served);
      if (area >= 0) cannotPay[area]! += unmet[p]! / this.rateOfArea[area]!;
      const failing = area >= 0 ? 1 - cards[area]! : 0;
      outflow[p] = withdrawnPerHour * (1 + surge * failing) * served;
      if (outflow[p] !== withdrawnPerHour) state.astray[p] = 1;
    });
    state.peopleWithout = 0;
    areas.forEach(({ people, cardOnly, cashOnly }, a) => {
      const noCash = Math.min(1, cannotPay[a]!), noCard = 1 - cards[a]!;
      cannotPay[a] = cardOnly * noCard + cashOnly * noCash + (1 - cardOnly - cashOnly) * noCard * noCash;
      state.peopleWithout += people * cannotPay[a]!;
    });
  }
}

/** Opening and closing instants included. */
const isOpen = ({ calendar, plan }: CompiledFinance, moment: Moment): boolean => moment.business && moment.hour >= plan.open - SAME_INSTANT && moment.hour <= calendar.close + SAME_INSTANT;

/** First place of an ascending list whose value is at least x. */
function firstAtLeast(list: Float64Array, x: number): number {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < x) low = middle + 1; else high = middle;
  }
  return low;
}
