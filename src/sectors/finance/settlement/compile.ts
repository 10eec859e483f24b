/** What a settlement model is made of: a financial system in the order of ids, its schedule, its calendar, and whether its undisturbed day is sound. */
import type { FinanceSystem, SettlementPlan } from '../../../imports/finance-json.js';
import { Clearing } from '../clearing.js';
import { networkOf } from '../system.js';
import { Calendar } from './calendar.js';
import { Ledger, Rtgs } from './rtgs.js';
import { scheduleOf, sufficientBalances, type Schedule } from './schedule.js';

const CENTS = 100;

/** Rows of components, one kind after the other. */
export interface ComponentRows {
  readonly names: string[];
  /** First row of each kind. */
  readonly participant: number;
  readonly settlement: number;
  readonly switch: number;
  readonly area: number;
  readonly cashPoint: number;
  readonly depot: number;
  readonly exposure: number;
}

export interface CompiledFinance {
  readonly system: FinanceSystem;
  readonly plan: SettlementPlan;
  readonly schedule: Schedule;
  readonly calendar: Calendar;
  readonly rtgs: Rtgs;
  readonly rows: ComponentRows;
  /** Hours of the day at which cash is brought anywhere, ascending. */
  readonly tours: readonly number[];
  /** Accounts when a business day opens, cents. */
  readonly opening: Float64Array;
  /** Hour of the day at which each payment settles on an undisturbed day; Infinity: it does not. */
  readonly settlesAt: Float64Array;
}

/** The system with every list in the order of ids, so that nothing depends on the order of a file. */
export function inOrderOfIds(system: FinanceSystem): FinanceSystem {
  const participants = rank(system.participants.map((p) => p.id)), areas = rank(system.areas.map((a) => a.id)), depots = rank(system.depots);
  const byId = <T extends { id: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  const moved = <T extends { from: number; to: number }>(transfer: T): T => ({ ...transfer, from: participants[transfer.from]!, to: participants[transfer.to]! });
  return {
    ...system,
    participants: byId(system.participants), obligations: system.obligations.map(moved), switches: byId(system.switches), depots: [...system.depots].sort(),
    ...(system.settlement === undefined ? {} : { settlement: { ...system.settlement, payments: system.settlement.payments.map(moved) } }),
    exposures: byId(system.exposures).map((x) => ({ ...x, participant: participants[x.participant]! })),
    areas: byId(system.areas).map((area) => ({ ...area, banks: area.banks.map((b) => ({ ...b, participant: participants[b.participant]! })).sort((a, b) => a.participant - b.participant) })),
    cashPoints: byId(system.cashPoints).map((p) => ({ ...p, area: p.area < 0 ? -1 : areas[p.area]!, depot: depots[p.depot]!, tours: [...new Set(p.tours.map((hour) => hour % 24))].sort((a, b) => a - b) })),
  };
}

/** Place of each entry in the order of ids. */
function rank(ids: readonly string[]): number[] {
  const sorted = ids.map((id, i) => ({ id, i })).sort((a, b) => (a.id < b.id ? -1 : 1)), places = new Array<number>(ids.length);
  sorted.forEach(({ i }, place) => { places[i] = place; });
  return places;
}

/** Names of components as the table writes them: `participant:ID`, `settlement`, `switch:ID`, `area:ID`, `point:ID`, `depot:ID`, `exposure:ID`. */
export function componentRows({ participants, switches, areas, cashPoints, depots, exposures }: FinanceSystem): ComponentRows {
  const names: string[] = [];
  const begin = (kind: string, ids: readonly string[]): number => names.push(...ids.map((id) => `${kind}:${id}`)) - ids.length;
  const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
  return {
    names, participant: begin('participant', ids(participants)), settlement: names.push('settlement') - 1, switch: begin('switch', ids(switches)), area: begin('area', ids(areas)),
    cashPoint: begin('point', ids(cashPoints)), depot: begin('depot', depots), exposure: begin('exposure', ids(exposures)),
  };
}

/** @param written with a settlement plan */
export function compileFinance(written: FinanceSystem & { settlement: SettlementPlan }, startHourOfWeek: number): CompiledFinance {
  const system = inOrderOfIds(written), plan = system.settlement!, schedule = scheduleOf(system, plan);
  const least = sufficientBalances(schedule);
  const opening = Float64Array.from(system.participants, (p, i) => (p.balance === undefined ? least[i]! : Math.round(p.balance * CENTS)));
  const rtgs = new Rtgs(schedule, Float64Array.from(system.participants, (p) => Math.round(p.credit * CENTS)), plan.offsetting);
  const calendar = new Calendar(plan, schedule.times, startHourOfWeek);
  const tours = [...new Set(system.cashPoints.flatMap((p) => p.tours))].sort((a, b) => a - b);
  return { system, plan, schedule, calendar, rtgs, tours, rows: componentRows(system), opening, settlesAt: undisturbedDay(schedule, rtgs, opening) };
}

function undisturbedDay(schedule: Schedule, rtgs: Rtgs, opening: Float64Array): Float64Array {
  const ledger = new Ledger(opening.length), all = new Uint8Array(opening.length).fill(1), settlesAt = new Float64Array(schedule.count).fill(Infinity);
  ledger.balance.set(opening);
  let next = 0;
  for (const at of schedule.times) {
    for (; next < schedule.count && schedule.at[next] === at; next++) ledger.add(next, 0);
    rtgs.settle(ledger, all, (k) => { settlesAt[k] = at; });
  }
  return settlesAt;
}

/** What keeps an undisturbed run from serving everybody: code and text of each. */
export function unsound({ system, schedule, settlesAt }: CompiledFinance): { code: string; message: string }[] {
  const found: { code: string; message: string }[] = [], { participants } = system;
  const stuck = Array.from(settlesAt.keys()).filter((k) => settlesAt[k] === Infinity);
  if (stuck.length > 0) {
    const k = stuck[0]!, name = (i: number): string => participants[i]!.id;
    found.push({ code: 'FINANCE_DAY_UNSETTLED', message: `the undisturbed day leaves ${stuck.length} of ${schedule.count} payments unsettled, the first of ${schedule.cents[k]! / CENTS} from "${name(schedule.from[k]!)}" to "${name(schedule.to[k]!)}" at hour ${schedule.at[k]}: expecting larger balances or credit (a balance that is left out is just enough)` });
  }
  const { defaulted, equity } = new Clearing(networkOf(system)).solve(new Float64Array(participants.length));
  participants.forEach((p, i) => { if (defaulted[i] === 1) found.push({ code: 'FINANCE_INSOLVENT', message: `participant "${p.id}" is in default before anything happens: its equity is ${equity[i]}` }); });
  for (const { id, stock, withdrawnPerHour, tours } of system.cashPoints) {
    const longest = Math.max(...tours.map((tour, i) => (i + 1 < tours.length ? tours[i + 1]! - tour : tours[0]! + 24 - tour)));
    if (withdrawnPerHour * longest > stock) found.push({ code: 'FINANCE_CASH_SHORT', message: `cash point "${id}" runs dry on an undisturbed day: ${longest} hours between tours take ${withdrawnPerHour * longest}, its stock is ${stock}` });
  }
  return found;
}
