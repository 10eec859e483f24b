/** Business days and hours on the clock of a scenario: hours from its start. */
import type { SettlementPlan } from '../../../imports/finance-json.js';

const HOURS_PER_DAY = 24, DAYS_PER_WEEK = 7;

/** Instants of the engine are within this of the hours meant (its tick is 2 x 10^-6 h or longer; asks are rounded up to it). */
export const SAME_INSTANT = 1e-9;

/** Where an instant lies. */
export interface Moment {
  /** Day counted from the Monday of the scenario's first week. */
  day: number;
  /** Hour of that day, 0 <= hour < 24. */
  hour: number;
  business: boolean;
}

export class Calendar {
  /** Hours of a business day at which it opens or closes, or payments are due; ascending. */
  private readonly instants: readonly number[];

  /**
   * @param times hours at which payments are due
   * @param startHourOfWeek 0 = Monday 0:00
   */
  constructor(private readonly plan: SettlementPlan, times: Iterable<number>, private readonly startHourOfWeek: number) {
    this.instants = [...new Set([plan.open, this.close, ...times])].sort((a, b) => a - b);
  }

  /** Closing hour; a day that closes at 24 closes an instant before, so that it stays on its day. */
  get close(): number { return Math.min(this.plan.close, HOURS_PER_DAY - 1e-6); }

  at(hours: number): Moment {
    const hourOfAll = this.startHourOfWeek + hours + SAME_INSTANT, day = Math.floor(hourOfAll / HOURS_PER_DAY);
    return { day, hour: Math.max(0, hourOfAll - SAME_INSTANT - day * HOURS_PER_DAY), business: this.isBusiness(day) };
  }

  /** Is this moment the given hour of the day? */
  is(moment: Moment, hour: number): boolean { return Math.abs(moment.hour - hour) <= SAME_INSTANT; }

  /** The next instant after `hours` at which a day opens or closes or payments are due; Infinity: never. */
  nextPayments(hours: number): number {
    const { day: today } = this.at(hours);
    for (let day = today; day <= today + DAYS_PER_WEEK; day++) {
      if (!this.isBusiness(day)) continue;
      const from = hours + SAME_INSTANT + this.startHourOfWeek - day * HOURS_PER_DAY;
      let low = 0, high = this.instants.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.instants[middle]! <= from) low = middle + 1; else high = middle;
      }
      if (low < this.instants.length) return day * HOURS_PER_DAY + this.instants[low]! - this.startHourOfWeek;
    }
    return Infinity;
  }

  /** The next close of a business day after `hours`; Infinity: never. */
  nextClose(hours: number): number {
    const { day: today } = this.at(hours);
    for (let day = today; day <= today + DAYS_PER_WEEK; day++) {
      const instant = day * HOURS_PER_DAY + this.close - this.startHourOfWeek;
      if (this.isBusiness(day) && instant > hours + SAME_INSTANT) return instant;
    }
    return Infinity;
  }

  /** The next hour of the day, every day, among these (ascending) after `hours`; Infinity: there are none. */
  nextOf(list: readonly number[], hours: number): number {
    const { day: today } = this.at(hours);
    for (let day = today; day <= today + 1; day++) {
      for (const hour of list) {
        const instant = day * HOURS_PER_DAY + hour - this.startHourOfWeek;
        if (instant > hours + SAME_INSTANT) return instant;
      }
    }
    return Infinity;
  }

  private isBusiness(day: number): boolean { return this.plan.days.includes(((day % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK); }
}
