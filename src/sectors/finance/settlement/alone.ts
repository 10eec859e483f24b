/** Settlement by itself, from Monday 0:00: given outages of components instead of a model's assets. */
import type { SectorOutcome } from '../../../engine/sector-model.js';
import { FULL } from '../../../engine/units.js';
import { CascadeError, nearest } from '../../../errors.js';
import type { FinanceSystem, SettlementPlan } from '../../../imports/finance-json.js';
import { NO_COSTS, type DefaultCosts } from '../clearing.js';
import type { DebtRankRule } from '../debtrank.js';
import { compileFinance, unsound } from './compile.js';
import { Settlement } from './model.js';
import { Solvency } from './solvency.js';

/** A component is down from one hour to another. */
export interface Outage { component: string; from: number; to: number }

/** A component that is served less than in full, from an hour on. */
export interface ToldShare { hours: number; component: string; share: number }

export interface SettledAlone { outcomes: readonly SectorOutcome[]; values: Float64Array; told: ToldShare[] }

const OPERATES_FROM = 0.5;

/** @throws CascadeError COMPONENT_UNKNOWN, and what makes an undisturbed day unsound (FINANCE_DAY_UNSETTLED, FINANCE_INSOLVENT, FINANCE_CASH_SHORT) */
export function settleAlone(system: FinanceSystem & { settlement: SettlementPlan }, outages: readonly Outage[], hours: number, costs: DefaultCosts = NO_COSTS, contagion?: DebtRankRule): SettledAlone {
  const finance = compileFinance(system, 0), { names } = finance.rows, n = names.length;
  const [wrong] = unsound(finance);
  if (wrong !== undefined) throw new CascadeError(wrong.code, wrong.message);
  for (const { component } of outages) {
    if (names.includes(component)) continue;
    const near = nearest(component, names);
    throw new CascadeError('COMPONENT_UNKNOWN', `there is no component "${component}". Expecting one such as ${names[0]!} or settlement.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
  const all = Int32Array.from({ length: n }, (_, row) => row);
  const model = new Settlement(finance, { assets: all, position: all, row: all, share: new Float64Array(n).fill(1) }, new Solvency(finance, costs, contagion), OPERATES_FROM, 0);
  const told = follow(model, names, outages, hours), values = new Float64Array(model.outcomes.length);
  model.readOutcomes(hours, values);
  return { outcomes: model.outcomes, values, told };
}

/** Asks as the engine does: when a component changes, and when the model wants. */
function follow(model: Settlement, names: readonly string[], outages: readonly Outage[], until: number): ToldShare[] {
  const n = names.length, up = new Uint8Array(n), offered = new Int32Array(n).fill(FULL), shares = new Int32Array(n), last = new Int32Array(n).fill(FULL), told: ToldShare[] = [];
  const changes = [...new Set(outages.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let wanted = Infinity;
  for (let next = 0; ; ) {
    const change = changes[next] ?? Infinity, hours = Math.min(change, wanted);
    if (hours >= until) return told;
    if (hours === change) next++;
    names.forEach((name, row) => { up[row] = outages.some(({ component, from, to }) => component === name && from <= hours && hours < to) ? 0 : 1; });
    const { againInHours } = model.solve(hours, up, offered, shares);
    wanted = againInHours === undefined ? Infinity : hours + againInHours;
    for (let row = 0; row < n; row++) if (shares[row] !== last[row]) told.push({ hours, component: names[row]!, share: shares[row]! / FULL });
    last.set(shares);
  }
}
