/** What people pay with: cards through switches and banks, cash from points that tours fill. */
import { SAME_INSTANT, type Moment } from './calendar.js';
import type { CompiledFinance } from './compile.js';
import type { SettlementState } from './state.js';

const HOURS_PER_DAY = 24;

export class Retail {
  /** Nominal capacity of all payment switches, at most 1. */
  private readonly switchCapacity: number;
  /** Cash usually taken in each area, money an hour. */
  private readonly rateOfArea: Float64Array;

  /** @param operatesFrom least level at which a depot sends a tour, and a point takes it */
  constructor(private readonly finance: CompiledFinance, private readonly operatesFrom: number) {
    const { switches, areas, cashPoints } = finance.system;
    this.switchCapacity = Math.min(1, switches.reduce((sum, s) => sum + s.capacity, 0));
    this.rateOfArea = new Float64Array(areas.length);
    for (const { area, withdrawnPerHour } of cashPoints) if (area >= 0) this.rateOfArea[area]! += withdrawnPerHour;
  }

  /** Stocks as they are undisturbed just before an instant. */
  startUndisturbed(state: SettlementState, { hour }: Moment): void {
    this.finance.system.cashPoints.forEach(({ stock, withdrawnPerHour, tours }, p) => {
      const last = tours.filter((tour) => tour < hour - SAME_INSTANT).at(-1) ?? tours.at(-1)! - HOURS_PER_DAY;
      state.stock[p] = stock - withdrawnPerHour * (hour - last);
    });
    state.astray.fill(0);
  }

  /** What an instant does: tours, then who can pay. @param operates by participant */
  act(state: SettlementState, levels: Float64Array, moment: Moment, operates: Uint8Array): void {
    this.bringCash(state, levels, moment);
    this.measureCards(state, levels, operates);
    this.measureCash(state, levels);
    state.peopleWithout = 0;
    this.finance.system.areas.forEach(({ people, cardOnly, cashOnly }, a) => {
      const noCash = Math.min(1, state.noCash[a]!), noCard = 1 - state.cards[a]!;
      state.cannotPay[a] = cardOnly * noCard + cashOnly * noCash + (1 - cardOnly - cashOnly) * noCard * noCash;
      state.peopleWithout += people * state.cannotPay[a]!;
    });
  }

  /** A tour fills a point to its stock if depot and point work; else it is missed. */
  private bringCash(state: SettlementState, levels: Float64Array, moment: Moment): void {
    const { calendar, rows, tours: allTours, system: { cashPoints } } = this.finance;
    if (!allTours.some((tour) => calendar.is(moment, tour))) return;
    cashPoints.forEach(({ stock, depot, tours }, p) => {
      if (!tours.some((tour) => calendar.is(moment, tour))) return;
      const brought = levels[rows.depot + depot]! >= this.operatesFrom && levels[rows.cashPoint + p]! >= this.operatesFrom;
      if (brought) state.stock[p] = stock;
      state.astray[p] = brought ? 0 : 1;
    });
  }

  private measureCards({ cards }: SettlementState, levels: Float64Array, operates: Uint8Array): void {
    const { rows, system: { areas, switches } } = this.finance;
    let capacity = 0;
    switches.forEach((s, i) => { capacity += s.capacity * levels[rows.switch + i]!; });
    const switching = switches.length === 0 ? 1 : this.switchCapacity > 0 ? Math.min(1, capacity / this.switchCapacity) : 0;
    areas.forEach(({ banks }, a) => {
      let failing = 0;
      for (const { participant, share } of banks) if (operates[participant] === 0) failing += share;
      cards[a] = Math.max(0, 1 - failing) * switching;
    });
  }

  /** What leaves each point, and the share of the cash usually taken in each area that cannot be had. */
  private measureCash({ cards, noCash, stock, outflow, unmet, astray }: SettlementState, levels: Float64Array): void {
    const { rows, system: { cashPoints, surge } } = this.finance;
    noCash.fill(0);
    cashPoints.forEach(({ area, withdrawnPerHour }, p) => {
      const served = stock[p]! > 0 ? levels[rows.cashPoint + p]! : 0;
      unmet[p] = withdrawnPerHour * (1 - served);
      if (area >= 0) noCash[area]! += unmet[p]! / this.rateOfArea[area]!;
      outflow[p] = withdrawnPerHour * (1 + surge * (area >= 0 ? 1 - cards[area]! : 0)) * served;
      if (outflow[p] !== withdrawnPerHour) astray[p] = 1;
    });
  }
}
