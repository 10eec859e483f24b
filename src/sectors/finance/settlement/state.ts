/** The state of settlement at one instant: what time moves on, what is in force now, and what has been counted. Copied whole, without allocating. */
import type { CompiledFinance } from './compile.js';
import { Ledger } from './rtgs.js';

/** Counted over a replication. Money in the currency's unit. */
export interface Totals {
  /** Integral of overdue value, money x h. */
  unsettledValueHours: number;
  /** Value left unsettled when business days close, summed. */
  unsettledAtClose: number;
  /** Opening hours in which payments of participants that are up wait for money. */
  gridlockHours: number;
  defaults: number;
  /** Largest share of economic value distressed (DebtRank, the shock included). */
  distress: number;
  cannotPayHours: number;
  cannotPayPeak: number;
  /** Cash that was wanted (at the usual rate) and not had. */
  cashUnmet: number;
}

const noTotals = (): Totals => ({ unsettledValueHours: 0, unsettledAtClose: 0, gridlockHours: 0, defaults: 0, distress: 0, cannotPayHours: 0, cannotPayPeak: 0, cashUnmet: 0 });

export class SettlementState {
  /** Hours from the scenario's start. */
  hours = 0;
  /** Payments are as on an undisturbed day: the ledger is not kept up, and is made when that ends. */
  paymentsUndisturbed = true;
  readonly ledger: Ledger;
  /** 1 in default: it pays and receives nothing more. */
  readonly defaulted: Uint8Array;
  /** Payments that defaults cancelled since the last close, money. */
  cancelled = 0;
  /** Cash at each point, money; 1 where it is not what it would be undisturbed. */
  readonly stock: Float64Array;
  readonly astray: Uint8Array;
  /** Lowest level of each exposure's assets so far, and integral of the level missing, days. */
  readonly lowest: Float64Array;
  readonly missingDays: Float64Array;
  /** Losses have grown since the last clearing. */
  uncleared = false;

  /** In force until something changes: overdue payments, those of participants that work (by participant, and all), whether they wait for money alone. Cents. */
  overdueCents = 0;
  readonly withheld: Float64Array;
  withheldCents = 0;
  gridlocked = false;
  /** Front part of the queue that these sums hold already; 0: count all again. */
  counted = 0;
  /** By area: share of card payments that work, of the usual cash that cannot be had, of people who cannot pay; all such people. */
  readonly cards: Float64Array;
  readonly noCash: Float64Array;
  readonly cannotPay: Float64Array;
  peopleWithout = 0;
  /** Money leaving each point per hour, and money wanted there and not had. */
  readonly outflow: Float64Array;
  readonly unmet: Float64Array;

  readonly totals = noTotals();

  constructor({ system: { participants, cashPoints, exposures, areas } }: CompiledFinance) {
    const floats = (n: number): Float64Array => new Float64Array(n);
    this.ledger = new Ledger(participants.length);
    this.defaulted = new Uint8Array(participants.length);
    this.stock = floats(cashPoints.length);
    this.astray = new Uint8Array(cashPoints.length);
    this.lowest = floats(exposures.length);
    this.missingDays = floats(exposures.length);
    this.withheld = floats(participants.length);
    this.cards = floats(areas.length);
    this.noCash = floats(areas.length);
    this.cannotPay = floats(areas.length);
    this.outflow = floats(cashPoints.length);
    this.unmet = floats(cashPoints.length);
  }

  /** As if nothing had ever happened; accounts, stocks and what is in force are set by the model when it is first disturbed. */
  reset(): void {
    this.paymentsUndisturbed = true;
    this.ledger.count = this.counted = 0;
    for (const zero of [this.defaulted, this.astray, this.missingDays]) zero.fill(0);
    this.lowest.fill(1);
    this.cancelled = 0;
    this.uncleared = false;
    Object.assign(this.totals, noTotals());
  }

  copyFrom(other: SettlementState): void {
    this.hours = other.hours;
    this.paymentsUndisturbed = other.paymentsUndisturbed;
    if (!other.paymentsUndisturbed) this.ledger.copyFrom(other.ledger);
    this.defaulted.set(other.defaulted);
    this.cancelled = other.cancelled;
    this.stock.set(other.stock);
    this.astray.set(other.astray);
    this.lowest.set(other.lowest);
    this.missingDays.set(other.missingDays);
    this.uncleared = other.uncleared;
    this.withheld.set(other.withheld);
    this.overdueCents = other.overdueCents;
    this.withheldCents = other.withheldCents;
    this.counted = other.counted;
    this.gridlocked = other.gridlocked;
    this.cards.set(other.cards);
    this.noCash.set(other.noCash);
    this.cannotPay.set(other.cannotPay);
    this.peopleWithout = other.peopleWithout;
    this.outflow.set(other.outflow);
    this.unmet.set(other.unmet);
    Object.assign(this.totals, other.totals);
  }
}
