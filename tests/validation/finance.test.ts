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
 * DebtRank, original rule: worked example of the R package NetworkRiskMeasures (its README). Payments can be checked by hand in the first cases.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFinance, type FinanceSystem } from '../../src/imports/finance-json.js';
import { Clearing } from '../../src/sectors/finance/clearing.js';
import { DebtRank } from '../../src/sectors/finance/debtrank.js';
import { debtNetwork } from '../../src/sectors/finance/debts.js';
import { networkOf } from '../../src/sectors/finance/system.js';
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

test.skipIf(!present)('docs/validation.md says so (skipped where the data are not present)', () => table.compareWithDocument());
