/**
 * Settlement over time as a sector model. Undisturbed it does nothing and costs nothing: losses are counted against the undisturbed run. At the first
 * disturbance it takes up the state of the undisturbed day at that instant; from then on it is asked as payments fall due, days open and close, and cash
 * comes or runs out, until everything is again as it would have been. Payments that nothing disturbs are not followed.
 *
 * What time has moved on so far (`before`) stays apart from what the present instant does (`now`): asked again in the same instant, it settles that instant
 * anew under the new levels.
 */
import type { SectorAnswer, SectorModel, SectorOutcome } from '../../../engine/sector-model.js';
import { FULL, partsDown } from '../../../engine/units.js';
import type { PlacedLinks } from '../../component-map.js';
import { SAME_INSTANT } from './calendar.js';
import type { CompiledFinance } from './compile.js';
import { Course } from './course.js';
import type { Solvency } from './solvency.js';
import { SettlementState } from './state.js';

const NOTHING_MORE: SectorAnswer = Object.freeze({});

export class Settlement implements SectorModel {
  readonly components: Int32Array;
  readonly outcomes: readonly SectorOutcome[];
  private readonly course: Course;
  /** Just before the last instant asked about, and after what that instant does. */
  private readonly before: SettlementState;
  private readonly now: SettlementState;
  private readonly levels: Float64Array;
  private readonly rowShares: Float64Array;
  /** What each participant pays on a business day, cents. */
  private readonly paysADay: Float64Array;
  private readonly wantedPerHour: number;
  private quiet = true;

  constructor(private readonly finance: CompiledFinance, private readonly links: PlacedLinks, private readonly solvency: Solvency, operatesFrom: number, private readonly tellHours: number) {
    const { rows, schedule, system } = finance, { currency } = system;
    this.components = links.assets;
    this.course = new Course(finance, solvency, operatesFrom);
    this.before = new SettlementState(finance);
    this.now = new SettlementState(finance);
    this.levels = new Float64Array(rows.names.length);
    this.rowShares = new Float64Array(rows.names.length);
    this.paysADay = new Float64Array(system.participants.length);
    for (let k = 0; k < schedule.count; k++) this.paysADay[schedule.from[k]!]! += schedule.cents[k]!;
    this.wantedPerHour = system.cashPoints.reduce((sum, p) => sum + p.withdrawnPerHour, 0);
    this.outcomes = [
      { measure: 'unsettled-value-hours', unit: `${currency} h`, title: 'Overdue payments, value times hours' },
      { measure: 'unsettled-at-close', unit: currency, title: 'Payments unsettled when business days close' },
      { measure: 'gridlock-hours', unit: 'h', title: 'Opening hours in which payments wait for money alone' },
      { measure: 'defaults', unit: 'participants', title: 'Participants in default' },
      { measure: 'distress', unit: 'share', title: 'Largest share of economic value in distress (DebtRank)' },
      { measure: 'cannot-pay-hours', unit: 'person-h', title: 'People who cannot pay, times hours' },
      { measure: 'cannot-pay-peak', unit: 'people', title: 'Most people who cannot pay at one time' },
      { measure: 'cash-coverage', unit: 'share', title: 'Share of the cash usually taken that could be had' },
    ];
    this.reset();
  }

  reset(): void {
    this.quiet = true;
    // What the end of a replication found unsolved is no affair of the next.
    this.solvency.problem = undefined;
    this.before.reset();
    this.now.reset();
  }

  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer {
    const { before, now, course, levels } = this;
    if (this.quiet) {
      if (isIntact(up, offered)) { shares.fill(FULL); return NOTHING_MORE; }
      // What was counted in earlier disturbances is in `now`.
      before.copyFrom(now);
      course.startUndisturbed(before, hours);
      this.quiet = false;
    } else if (hours > before.hours + SAME_INSTANT) {
      course.run(now, levels, hours);
      before.copyFrom(now);
    }
    this.takeLevels(up, offered);
    now.copyFrom(before);
    course.act(now, levels, true);
    this.fillShares(shares);
    const { problem } = this.solvency;
    if (problem !== undefined) {
      this.solvency.problem = undefined;
      return { unsolved: problem, againInHours: this.onGrid(course.next(now, levels)) - hours };
    }
    if (isIntact(up, offered) && this.isUndisturbed()) { this.quiet = true; return NOTHING_MORE; }
    const next = course.next(now, levels);
    return next < Infinity ? { againInHours: this.onGrid(next) - hours } : NOTHING_MORE;
  }

  readOutcomes(hours: number, values: Float64Array): void {
    const { now, before, course, solvency } = this, { totals } = now;
    if (!this.quiet && hours > now.hours) {
      course.run(now, this.levels, hours);
      before.copyFrom(now);
    }
    solvency.assess(now);
    const wanted = this.wantedPerHour * hours;
    values.set([
      totals.unsettledValueHours, totals.unsettledAtClose, totals.gridlockHours, totals.defaults, totals.distress, totals.cannotPayHours, totals.cannotPayPeak,
      wanted > 0 ? Math.max(0, 1 - totals.cashUnmet / wanted) : 1,
    ]);
  }

  /** Shares are told at most every so often; what happens in between is done at its own time all the same. */
  private onGrid(hours: number): number {
    const { tellHours } = this;
    return tellHours > 0 ? Math.max(hours, Math.ceil(hours / tellHours - 1e-9) * tellHours) : hours;
  }

  /** Level of each component: what its assets lack of their parts is missing. */
  private takeLevels(up: Uint8Array, offered: Int32Array): void {
    const { links: { position, row, share }, levels } = this;
    levels.fill(1);
    for (let l = 0; l < row.length; l++) {
      const i = position[l]!, missing = up[i] === 1 ? (FULL - offered[i]!) / FULL : 1;
      if (missing > 0) levels[row[l]!] = Math.max(0, levels[row[l]!]! - share[l]! * missing);
    }
  }

  /** An asset is served the least of what its components are. */
  private fillShares(shares: Int32Array): void {
    const { now, finance: { rows, system }, rowShares, paysADay, links } = this;
    rowShares.fill(1);
    for (let i = 0; i < paysADay.length; i++) {
      if (now.defaulted[i] === 1) rowShares[rows.participant + i] = 0;
      else if (now.withheld[i]! > 0) rowShares[rows.participant + i] = Math.max(0, 1 - now.withheld[i]! / paysADay[i]!);
    }
    for (let a = 0; a < system.areas.length; a++) rowShares[rows.area + a] = 1 - now.cannotPay[a]!;
    for (let p = 0; p < system.cashPoints.length; p++) rowShares[rows.cashPoint + p] = now.stock[p]! > 0 ? 1 : 0;
    shares.fill(FULL);
    for (let l = 0; l < links.row.length; l++) {
      const i = links.position[l]!;
      shares[i] = Math.min(shares[i]!, partsDown(rowShares[links.row[l]!]!));
    }
  }

  /** Is everything as it would be if nothing had happened? */
  private isUndisturbed(): boolean {
    const { now } = this;
    return now.paymentsUndisturbed && !now.uncleared && !now.astray.includes(1);
  }
}

function isIntact(up: Uint8Array, offered: Int32Array): boolean {
  for (let i = 0; i < up.length; i++) if (up[i] === 0 || offered[i]! < FULL) return false;
  return true;
}
