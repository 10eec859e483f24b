/** The payments of a business day, and what an undisturbed day does with them. */
import { CascadeError } from '../../../errors.js';
import type { FinanceSystem, ScheduledPayment, SeededPayments, SettlementPlan } from '../../../imports/finance-json.js';
import { log } from '../../../numerics/elementary.js';
import { seededGenerator } from '../../../random/seeded.js';

const CENTS = 100, MINUTES = 60;

/** Payments in the order in which they are due; of one hour: by payer, payee and amount. Amounts in whole cents. */
export interface Schedule {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cents: Float64Array;
  /** Hour of the day at which each is due. */
  readonly at: Float64Array;
  /** Hours of the day at which payments are due, ascending, once each. */
  readonly times: Float64Array;
  /** What each participant receives less what it pays in a whole day, cents. */
  readonly net: Float64Array;
}

/** @param system participants in the order of their ids, so that ties are broken by ids */
export function scheduleOf(system: FinanceSystem, plan: SettlementPlan): Schedule {
  const drawn = plan.seeded === undefined ? [] : drawPayments(system, plan, plan.seeded);
  const payments = [...plan.payments, ...drawn].map((p) => ({ ...p, amount: Math.round(p.amount * CENTS) })).sort((a, b) => a.at - b.at || a.from - b.from || a.to - b.to || a.amount - b.amount);
  const net = new Float64Array(system.participants.length);
  for (const { from, to, amount } of payments) { net[from]! -= amount; net[to]! += amount; }
  return {
    count: payments.length, net,
    from: Int32Array.from(payments, (p) => p.from), to: Int32Array.from(payments, (p) => p.to), cents: Float64Array.from(payments, (p) => p.amount), at: Float64Array.from(payments, (p) => p.at),
    times: Float64Array.from(new Set(payments.map((p) => p.at))),
  };
}

/**
 * Payments from a seed: payer and payee in proportion to external assets, hours on a grid from opening to closing, amounts exponential about a mean
 * (at least a cent). Every study of the model has the same day.
 */
function drawPayments({ participants }: FinanceSystem, { open, close }: SettlementPlan, { seed, payments, everyMinutes, meanAmount }: SeededPayments): ScheduledPayment[] {
  if (participants.length < 2) throw new CascadeError('FINANCE_SEEDED', 'payments from a seed need two participants at least');
  const uniform = seededGenerator(seed), slots = Math.max(1, Math.ceil(((close - open) * MINUTES) / everyMinutes - 1e-9));
  const reach = new Float64Array(participants.length);
  let total = 0;
  // One who has nothing outside still pays a little.
  participants.forEach((p, i) => { total += p.externalAssets > 0 ? p.externalAssets : 1e-9; reach[i] = total; });
  const pick = (): number => { const x = uniform() * total; const i = reach.findIndex((r) => x < r); return i < 0 ? participants.length - 1 : i; };
  return Array.from({ length: payments }, () => {
    const at = open + (Math.floor(uniform() * slots) * everyMinutes) / MINUTES, from = pick();
    let to = pick();
    if (to === from) to = (from + 1 + Math.floor(uniform() * (participants.length - 1))) % participants.length;
    return { from, to, at, amount: Math.max(1, Math.round(-meanAmount * CENTS * log(1 - uniform()))) / CENTS };
  });
}

/** The least opening balances with which every payment of an undisturbed day settles when it is due, cents. */
export function sufficientBalances({ count, from, to, cents, net }: Schedule): Float64Array {
  const flow = new Float64Array(net.length), least = new Float64Array(net.length);
  for (let k = 0; k < count; k++) {
    flow[from[k]!]! -= cents[k]!;
    least[from[k]!] = Math.max(least[from[k]!]!, -flow[from[k]!]!);
    flow[to[k]!]! += cents[k]!;
  }
  return least;
}
