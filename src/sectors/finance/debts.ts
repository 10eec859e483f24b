/** Debts between participants as sparse rows, by debtor and by creditor, in an order that does not depend on the file. */

/** One debt: `debtor` owes `creditor` so much (positions of participants, amount in money). */
export interface Debt { debtor: number; creditor: number; amount: number }

/** Entries of row i are start[i] .. start[i + 1] - 1. */
export interface SparseRows { readonly start: Int32Array; readonly other: Int32Array; readonly amount: Float64Array }

/** A system of participants as clearing and DebtRank see it; all amounts in the same money. */
export interface DebtNetwork {
  readonly count: number;
  /** Ids, for messages. */
  readonly names: readonly string[];
  /** By debtor: `other` is the creditor. */
  readonly owed: SparseRows;
  /** By creditor: `other` is the debtor; what the creditor holds as claims. */
  readonly claims: SparseRows;
  /** What is held outside the system, before any shock. */
  readonly externalAssets: Float64Array;
  /** What is owed outside the system, of the same rank as debts inside. */
  readonly externalLiabilities: Float64Array;
  /** All that a participant owes, inside and outside. */
  readonly liabilities: Float64Array;
}

/**
 * @param debts any order; several between the same two are added up; amounts > 0, no debt to oneself
 * @param names, externalAssets, externalLiabilities by participant
 */
export function debtNetwork(names: readonly string[], debts: readonly Debt[], externalAssets: ArrayLike<number>, externalLiabilities: ArrayLike<number>): DebtNetwork {
  const count = names.length;
  const sorted = [...debts].sort((a, b) => a.debtor - b.debtor || a.creditor - b.creditor || a.amount - b.amount);
  const merged: Debt[] = [];
  for (const debt of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && last.debtor === debt.debtor && last.creditor === debt.creditor) last.amount += debt.amount;
    else merged.push({ ...debt });
  }
  const owed = rowsOf(count, merged.map(({ debtor, creditor, amount }) => ({ row: debtor, other: creditor, amount })));
  const claims = rowsOf(count, [...merged].sort((a, b) => a.creditor - b.creditor || a.debtor - b.debtor).map(({ debtor, creditor, amount }) => ({ row: creditor, other: debtor, amount })));
  const liabilities = Float64Array.from(externalLiabilities);
  for (const { debtor, amount } of merged) liabilities[debtor]! += amount;
  return { count, names, owed, claims, externalAssets: Float64Array.from(externalAssets), externalLiabilities: Float64Array.from(externalLiabilities), liabilities };
}

function rowsOf(count: number, entries: readonly { row: number; other: number; amount: number }[]): SparseRows {
  const start = new Int32Array(count + 1);
  for (const { row } of entries) start[row + 1]!++;
  for (let i = 0; i < count; i++) start[i + 1]! += start[i]!;
  return { start, other: Int32Array.from(entries, (e) => e.other), amount: Float64Array.from(entries, (e) => e.amount) };
}

/** Equity at book value: external assets, less a shock to them, plus claims at face value, less all that is owed. */
export function bookEquity(network: DebtNetwork, shock: ArrayLike<number>, out: Float64Array): Float64Array {
  const { claims, externalAssets, liabilities } = network;
  for (let i = 0; i < network.count; i++) {
    let assets = externalAssets[i]! - shock[i]!;
    for (let e = claims.start[i]!; e < claims.start[i + 1]!; e++) assets += claims.amount[e]!;
    out[i] = assets - liabilities[i]!;
  }
  return out;
}
