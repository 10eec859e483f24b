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
  /** Hours at which something may happen on a business day, and on other days; ascending. */
  private readonly onBusinessDays: readonly number[];
  private readonly onOtherDays: readonly number[];

  /**
   * @param times hours at which payments are due
   * @param tours hours at which cash is brought, every day
   * @param startHourOfWeek 0 = Monday 0:00
   */
  constructor(private readonly plan: SettlementPlan, times: Iterable<number>, tours: readonly number[], private readonly startHourOfWeek: number) {
    const ascending = (hours: Iterable<number>): number[] => [...new Set([...hours].map((hour) => hour % HOURS_PER_DAY))].sort((a, b) => a - b);
    this.onOtherDays = ascending(tours);
    // A day that closes at 24 closes as the next begins: an instant before, so that it stays on its day.
    this.onBusinessDays = ascending([plan.open, this.close, ...times, ...tours]);
  }

  /** Closing hour, before midnight. */
  get close(): number { return Math.min(this.plan.close, HOURS_PER_DAY - 1e-3); }

  at(hours: number): Moment {
    const hourOfAll = this.startHourOfWeek + hours + SAME_INSTANT, day = Math.floor(hourOfAll / HOURS_PER_DAY);
    return { day, hour: Math.max(0, hourOfAll - SAME_INSTANT - day * HOURS_PER_DAY), business: this.isBusiness(day) };
  }

  /** Is this moment the given hour of the day? */
  is(moment: Moment, hour: number): boolean { return Math.abs(moment.hour - hour) <= SAME_INSTANT; }

  /** The next instant after `hours` at which a day opens or closes, payments are due, or cash is brought; Infinity: never. */
  next(hours: number): number {
    const { day: today } = this.at(hours);
    for (let day = today; day <= today + DAYS_PER_WEEK; day++) {
      for (const hour of this.isBusiness(day) ? this.onBusinessDays : this.onOtherDays) {
        const instant = day * HOURS_PER_DAY + hour - this.startHourOfWeek;
        if (instant > hours + SAME_INSTANT) return instant;
      }
    }
    return Infinity;
  }

  private isBusiness(day: number): boolean { return this.plan.days.includes(((day % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK); }
}
