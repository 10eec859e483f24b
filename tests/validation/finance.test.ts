/**
 * Clearing of debts and DebtRank.
 *
 * L. Eisenberg, T. H. Noe, Systemic Risk in Financial Systems, Management Science 47 (2001) 236-249; L. C. G. Rogers, L. A. M. Veraart, Failure and Rescue
 * in an Interbank Network, Management Science 59 (2013) 882-898; M. Bardoscia et al., DebtRank: A Microscopic Foundation for Shock Propagation, PLoS ONE
 * 10 (2015) e0130406; S. Battiston et al., DebtRank: Too Central to Fail?, Scientific Reports 2 (2012) 541.
 *
 * Clearing vectors: by linear programming (scipy's HiGHS; any increasing objective over the feasible payments is largest at the greatest clearing vector,
 * Eisenberg and Noe, lemma 4). Systems of 3 to 300 banks: the NEVA package (P. Barucca et al., arXiv 1606.05164; commit 6ced7f7), debts outside the system of
 * the same rank. Its figures are given to 8 decimals, and two things about them are to be known, each shown below by taking the same rule:
 * - its iteration stops when twice the sum of |change| / (|before| + |after|) is at most 0.001 (the package's default), which is up to 1e-4 from where it leads;
 * - the run that made the linear DebtRank figures valued every claim by the equity of the LAST bank of its list before the shock (where all banks of a system
 *   have the same equity, as in the ring, that makes no difference). The system in which every bank's loss counts only from there on has these figures.
 * Gridlock: M. L. Bech, K. Soramaki, Gridlock Resolution in Interbank Payment Systems, Bank of Finland Discussion Paper 9/2001.
 * DebtRank, original rule: worked example of the R package NetworkRiskMeasures (its README). Payments can be checked by hand in the first cases.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFinance, type FinanceSystem } from '../../src/imports/finance-json.js';
import { Clearing, type DefaultCosts } from '../../src/sectors/finance/clearing.js';
import { DebtRank } from '../../src/sectors/finance/debtrank.js';
import { debtNetwork } from '../../src/sectors/finance/debts.js';
import { Ledger, Rtgs } from '../../src/sectors/finance/settlement/rtgs.js';
import { networkOf } from '../../src/sectors/finance/system.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('finance', 'NEVA 6ced7f7');
const DATA = new URL('../../../shared/data/finance/expected/', import.meta.url);
const present = existsSync(DATA);

const matrix = (e: number[], L: number[][]): Clearing => new Clearing(networkOf(readFinance('matrix', JSON.stringify({ e, L }))));
const none = (n: number): Float64Array => new Float64Array(n);
const listed = (values: ArrayLike<number>, digits = 6): string => Array.from(values, (x) => Number(x.toFixed(digits))).join(', ');

test('by hand', () => {
  const exact = (check: string, e: number[], L: number[][], paid: number[], defaults: number): void => {
    const cleared = matrix(e, L).solve(none(e.length));
    table.exact(`${check}: paid; in default`, `${listed(paid)}; ${defaults}`, `${listed(cleared.payments)}; ${cleared.defaults}`, 'by hand');
  };
  exact('chain, 1 owes 2 to 2, 2 owes 2 to 3, 1 has 1', [1, 0, 0], [[0, 2, 0], [0, 0, 2], [0, 0, 0]], [1, 1, 0], 2);
  exact('gridlock, two owe each other 1 and have nothing', [0, 0], [[0, 1], [1, 0]], [1, 1], 0);
  exact('three banks, L = [[0,8,4],[2,0,6],[3,5,0]], e = 2, 1, 3', [2, 1, 3], [[0, 8, 4], [2, 0, 6], [3, 5, 0]], [7, 8, 8], 1);
  exact('the same, e = 1, 1, 1', [1, 1, 1], [[0, 8, 4], [2, 0, 6], [3, 5, 0]], [6, 8, 8], 1);
  // 1 pays 0.8 x 1 = 0.8 of 2; 2 has 0.8 of 2 and realises half of that claim.
  const costly = matrix([1, 0, 0], [[0, 2, 0], [0, 0, 2], [0, 0, 0]]).solve(none(3), { alpha: 0.8, beta: 0.5 });
  table.exact('the chain with costs of default, alpha 0.8, beta 0.5: paid', '0.8, 0.4, 0', listed(costly.payments), 'by hand');
});

test('DebtRank: a worked example', () => {
  // a holds 1 on b; b holds 10 on a and 3 on c; c holds 3 on a and 2 on b. External assets so that equities are 2, 5, 2.
  const debts = [[1, 0, 1], [0, 1, 10], [2, 1, 3], [0, 2, 3], [1, 2, 2]].map(([debtor, creditor, amount]) => ({ debtor: debtor!, creditor: creditor!, amount: amount! }));
  const network = debtNetwork(['a', 'b', 'c'], debts, [14, 5, 2], [0, 10, 2]), model = new DebtRank(network, [10, 100, 30]);
  expect(listed(model.equityBefore)).toBe('2, 5, 2');
  const hit = (i: number): number[] => [0, 1, 2].map((j) => (i === j ? model.equityBefore[i]! : 0));
  const added = (rule: 'linear' | 'original'): string => listed([0, 1, 2].map((i) => model.solve(hit(i), rule).debtRank), 7);
  table.exact('original DebtRank, one of three loses all its equity: added by contagion', '0.9285714, 0.25, 0.6642857', added('original'), 'NetworkRiskMeasures');
  const all = model.solve([0.2, 0.5, 0.2], 'original');
  table.exact('original DebtRank, all lose a tenth: final distress; added', '0.15, 0.26, 0.3; 0.1607', `${listed(all.distress)}; ${listed([all.debtRank], 4)}`, 'NetworkRiskMeasures');
  table.exact('linear DebtRank, one of three loses all its equity: added by contagion', '0.928571, 0.25, 0.75', listed([0, 1, 2].map((i) => model.solve(hit(i), 'linear').debtRank)), 'by hand');
});

interface LpCase { name: string; e: number[]; L: number[][]; clearing: number[]; defaults: number }
interface NevaResult { shock_to_external_assets: number[]; equity_eisenberg_noe: number[]; equity_linear_dr: number[]; naive_equity_before: number[] }
interface NevaCase { name: string; banks: { name: string; extasset: number; extliab: number; ibasset: Record<string, number> }[]; results: NevaResult[] }
const data = <T>(file: string): T => (JSON.parse(readFileSync(new URL(file, DATA), 'utf8')) as { cases: T }).cases;

/** Half a unit of the eighth decimal, to which the data are rounded, and 1e-9. */
const ROUNDED = 6e-9, TOLERANCE = 1e-9;
const agreeing = (a: ArrayLike<number>, b: ArrayLike<number>, within: number): number => Array.from(a).filter((x, i) => Math.abs(x - b[i]!) <= within).length;

test.skipIf(!present)('clearing vectors by linear programming (skipped where the data are not present)', () => {
  for (const { name, e, L, clearing, defaults } of data<LpCase[]>('eisenberg_noe_lp.json')) {
    const cleared = matrix(e, L).solve(none(e.length));
    table.exact(`${name.split(/[:,]/)[0]}: payments equal to the 8 decimals given; in default`, `${e.length}; ${defaults}`, `${agreeing(cleared.payments, clearing, ROUNDED)}; ${cleared.defaults}`, 'linear programming (HiGHS)');
  }
});

/** The value of a claim on bank j, as a share, from j's equity. */
type Valuation = (equity: number, j: number) => number;

/** Equities by plain iteration, all at once, from the shocked books; `stop` is given the change as NEVA measures it. */
function iterate(system: FinanceSystem, shock: readonly number[], value: Valuation, stop: (change: number) => boolean): number[] {
  const claims = system.participants.map((_, i) => system.obligations.filter((o) => o.to === i));
  const owed = system.participants.map((p, i) => p.externalLiabilities + system.obligations.filter((o) => o.from === i).reduce((sum, o) => sum + o.amount, 0));
  const revalued = (worth: Valuation, equity: readonly number[]): number[] =>
    system.participants.map((p, i) => p.externalAssets - shock[i]! - owed[i]! + claims[i]!.reduce((sum, o) => sum + o.amount * worth(equity[o.from]!, o.from), 0));
  let equity = revalued(() => 1, owed);
  for (let k = 0; k < 10_000; k++) {
    const next = revalued(value, equity);
    const change = 2 * equity.reduce((sum, e, i) => (e === 0 && next[i] === 0 ? sum : sum + Math.abs(e - next[i]!) / (Math.abs(e) + Math.abs(next[i]!))), 0);
    equity = next;
    if (stop(change)) break;
  }
  return equity;
}
const asTheyStop = (change: number): boolean => change <= 0.001;
const toTheEnd = (change: number): boolean => change <= 1e-15;

const SYSTEMS = present ? data<NevaCase[]>('neva_systems.json').map((c) => ({ ...c, system: readFinance(c.name, JSON.stringify({ banks: c.banks })) })) : [];

test.skipIf(!present)('equities after clearing, NEVA (skipped where the data are not present)', () => {
  for (const { name, system, results } of SYSTEMS) {
    const network = networkOf(system), clearing = new Clearing(network), n = network.count * results.length;
    let given = 0, converged = 0, stopped = 0, settled = 0;
    for (const { shock_to_external_assets: shock, equity_eisenberg_noe: expected } of results) {
      const recovery: Valuation = (equity, j) => (equity > 0 ? 1 : Math.max(0, (equity + network.liabilities[j]!) / network.liabilities[j]!));
      const { equity } = clearing.solve(shock), theirs = iterate(system, shock, recovery, toTheEnd);
      given += agreeing(equity, expected, ROUNDED);
      stopped += agreeing(iterate(system, shock, recovery, asTheyStop), expected, ROUNDED);
      settled += agreeing(equity, theirs, TOLERANCE);
      converged += agreeing(expected, theirs, ROUNDED);
    }
    table.exact(`${name}, 5 shocks: equities after Eisenberg-Noe clearing equal to their iteration, carried on until nothing moves, to 1e-9`, n, settled, 'plain iteration of NEVA\'s map');
    table.exact(`${name}: equities in the file equal to that iteration where it stops by their rule, to the 8 decimals given`, n, stopped);
    table.exact(`${name}: equities in the file equal to ours as they stand, of ${n}; expected: those that had settled when they stopped`, converged, given);
  }
});

test.skipIf(!present)('equities after linear DebtRank, NEVA (skipped where the data are not present)', () => {
  for (const { name, system, results } of SYSTEMS) {
    const network = networkOf(system), model = new DebtRank(network), n = network.count * results.length, before = model.equityBefore, last = before[network.count - 1]!;
    // Every bank's equity counts up to that of the last one; what it has beyond is a gain, what it lacks a loss, of which the claims on it know from the start.
    const spare = Array.from(before, (e) => e - last);
    const theirs = new DebtRank(debtNetwork(network.names, system.obligations.map((o) => ({ debtor: o.from, creditor: o.to, amount: o.amount })),
      system.participants.map((p, i) => p.externalAssets - spare[i]!), system.participants.map((p) => p.externalLiabilities)));
    let settled = 0, asGiven = 0;
    for (const { shock_to_external_assets: shock, equity_linear_dr: expected } of results) {
      settled += agreeing(model.solve(shock).equity, iterate(system, shock, (equity, j) => Math.min(1, Math.max(0, equity / before[j]!)), toTheEnd), TOLERANCE);
      asGiven += agreeing(theirs.solve(shock.map((s, i) => s - spare[i]!)).equity, expected, ROUNDED);
    }
    table.exact(`${name}, 5 shocks: equities after linear DebtRank equal to plain iteration until nothing moves, to 1e-9`, n, settled, 'plain iteration of Bardoscia et al., equation 8');
    table.exact(`${name}: equities in the file equal to ours with every claim valued by the last bank's equity, to the 8 decimals given`, n, asGiven);
  }
});

/** The greatest clearing vector by its definition: of all sets of defaulters the largest payments that are consistent. */
function byTryingAll(e: number[], L: number[][], { alpha, beta }: DefaultCosts): number[] {
  const n = e.length, owed = L.map((row) => row.reduce((a, b) => a + b, 0));
  let best: number[] | undefined;
  for (let set = 0; set < 1 << n; set++) {
    const inDefault = (i: number): boolean => (set >> i) % 2 === 1;
    // p_i = alpha e_i + beta sum_j pi_ji p_j for defaulters, else what is owed: plain Gauss-Jordan.
    const rows = owed.map((pbar, i) => [...owed.map((other, j) => (i === j ? 1 : 0) - (inDefault(i) && other > 0 ? (beta * L[j]![i]!) / other : 0)), inDefault(i) ? alpha * e[i]! : pbar]);
    for (let k = 0; k < n; k++) {
      const pivot = rows.slice(k).reduce((at, row, r) => (Math.abs(row[k]!) > Math.abs(rows[at]![k]!) ? r + k : at), k);
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      rows.forEach((row, r) => { if (r !== k) { const f = row[k]! / rows[k]![k]!; row.forEach((_, c) => { row[c]! -= f * rows[k]![c]!; }); } });
    }
    const p = rows.map((row, k) => row[n]! / row[k]!);
    const has = e.map((x, i) => x + owed.reduce((sum, other, j) => sum + (other > 0 ? (L[j]![i]! / other) * p[j]! : 0), 0));
    const consistent = p.every((x, i) => Number.isFinite(x) && (inDefault(i) ? has[i]! < owed[i]! - 1e-10 : has[i]! >= owed[i]! - 1e-10));
    if (consistent && (best === undefined || p.every((x, i) => x >= best![i]! - 1e-9))) best = p;
  }
  return best!;
}

test('clearing with and without costs of default, by trying all sets of defaulters', () => {
  const uniform = seededGenerator('all sets');
  for (const costs of [{ alpha: 1, beta: 1 }, { alpha: 0.7, beta: 0.9 }, { alpha: 1, beta: 0.5 }]) {
    let equal = 0, defaults = 0;
    for (let s = 0; s < 200; s++) {
      const n = 2 + (s % 5), e = Array.from({ length: n }, () => Math.round(uniform() * 300) / 100);
      const L = e.map((_, i) => e.map((__, j) => (i !== j && uniform() < 0.5 ? Math.round(uniform() * 400) / 100 : 0)));
      const cleared = matrix(e, L).solve(none(n), costs), best = byTryingAll(e, L, costs);
      defaults += cleared.defaults;
      if (agreeing(cleared.payments, best, TOLERANCE) === n) equal++;
    }
    expect(defaults).toBeGreaterThan(100);
    table.exact(`200 random systems of 2 to 6 banks, alpha ${costs.alpha}, beta ${costs.beta}: clearing vectors equal to 1e-9`, 200, equal, 'trying all sets of defaulters');
  }
});

test('gridlock resolution: the largest set, by trying all', () => {
  const uniform = seededGenerator('gridlock');
  let equal = 0, released = 0;
  for (let s = 0; s < 200; s++) {
    const n = 3 + (s % 3), whole = (most: number): number => Math.floor(uniform() * most);
    const balance = Array.from({ length: n }, () => whole(8)), payments = Array.from({ length: 8 }, () => { const from = whole(n); return { from, to: (from + 1 + whole(n - 1)) % n, cents: 3 + whole(10) }; });
    const ledger = new Ledger(n), schedule = { count: 8, from: Int32Array.from(payments, (p) => p.from), to: Int32Array.from(payments, (p) => p.to), cents: Float64Array.from(payments, (p) => p.cents), at: none(8), times: none(1), net: none(n) };
    ledger.balance.set(balance);
    payments.forEach((_, k) => ledger.add(k, 0));
    new Rtgs(schedule, none(n), 'multilateral').settle(ledger, new Uint8Array(n).fill(1));
    // Every choice of so many payments from the front of each queue that overdraws nobody.
    const queues = balance.map((_, i) => payments.filter((p) => p.from === i));
    const most = (i: number, net: number[], count: number): number =>
      i === n ? (net.every((x) => x >= 0) ? count : 0) : Math.max(...Array.from({ length: queues[i]!.length + 1 }, (_, taken) => {
        const after = net.slice();
        for (const p of queues[i]!.slice(0, taken)) { after[p.from]! -= p.cents; after[p.to]! += p.cents; }
        return most(i + 1, after, count + taken);
      }));
    if (most(0, balance, 0) === 8 - ledger.count) equal++;
    released += 8 - ledger.count;
  }
  expect(released).toBeGreaterThan(400);
  table.exact('200 random gridlocks of 8 payments, multilateral offsetting: the most payments that can settle, queues from their fronts', 200, equal, 'trying all choices (Bech & Soramaki 2001)');
});

test.skipIf(!present)('docs/validation.md says so (skipped where the data are not present)', () => table.compareWithDocument());
