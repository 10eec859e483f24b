/** Clearing and DebtRank of 300 banks: the time of one solve by a warm solver. */
import { readFinance } from '../../dist/imports/finance-json.js';
import { Clearing } from '../../dist/sectors/finance/clearing.js';
import { DebtRank } from '../../dist/sectors/finance/debtrank.js';
import { networkOf } from '../../dist/sectors/finance/system.js';
import { seededGenerator } from '../../dist/random/seeded.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { interleaved, perCall } from '../lib/measure.mjs';

export const title = 'Finance';

const BANKS = 300, CLAIMS = 4;

/** Banks with about four debtors each and thin equity, so that a loss of a twentieth of external assets brings half of them down. */
function banks() {
  const uniform = seededGenerator('bench finance');
  const list = Array.from({ length: BANKS }, (_, i) => ({ name: `B${i}`, extasset: 2 + 20 * uniform(), ibasset: {}, owed: 0, held: 0 }));
  for (const [i, bank] of list.entries()) {
    for (let c = 0; c < CLAIMS; c++) {
      const j = Math.floor(uniform() * BANKS), amount = 0.2 + 2 * uniform();
      if (j === i || bank.ibasset[`B${j}`] !== undefined) continue;
      bank.ibasset[`B${j}`] = amount;
      bank.held += amount;
      list[j].owed += amount;
    }
  }
  // Equity: 3 % of all assets, and the rest is owed outside.
  return list.map(({ name, extasset, ibasset, owed, held }) => {
    const outside = 0.97 * (extasset + held) - owed;
    return { name, extasset: extasset + Math.max(0, -outside), extliab: Math.max(0, outside), ibasset };
  });
}

/** Largest miss of p = min(owed, what is there). */
function violation({ claims, externalAssets, liabilities, count }, shock, { payments }) {
  let worst = 0;
  for (let i = 0; i < count; i++) {
    let has = externalAssets[i] - shock[i];
    for (let e = claims.start[i]; e < claims.start[i + 1]; e++) has += (claims.amount[e] / liabilities[claims.other[e]]) * payments[claims.other[e]];
    worst = Math.max(worst, Math.abs(payments[i] - Math.min(liabilities[i], has)));
  }
  return worst;
}

export async function run({ rounds = 9, toy = false }) {
  const network = networkOf(readFinance('bench', JSON.stringify({ banks: banks() }))), clearing = new Clearing(network), debtRank = new DebtRank(network);
  // Two dozen shocks in turn, from a tenth to three tenths of external assets of some and a twentieth of the others.
  const uniform = seededGenerator('shocks'), shocks = Array.from({ length: 24 }, () => network.externalAssets.map((e) => e * (uniform() < 0.2 ? 0.1 + 0.2 * uniform() : 0.05 * uniform())));
  let defaults = 0, distressed = 0;
  for (const shock of shocks) {
    const cleared = clearing.solve(shock);
    defaults += cleared.defaults;
    const wrong = violation(network, shock, cleared);
    assertWork(wrong < 1e-9, `a payment misses its equation by ${wrong}`);
    const { distress } = debtRank.solve(shock);
    distressed += distress.filter((h) => h > 0).length;
  }
  assertWork(defaults / shocks.length > BANKS / 4, `only ${defaults / shocks.length} defaults a shock`);
  assertWork(distressed / shocks.length > BANKS * 0.9, `only ${distressed / shocks.length} banks lose equity`);
  const seconds = toy ? 0.01 : 0.3, at = (k) => shocks[k % shocks.length], ms = (call) => () => perCall(call, seconds).seconds * 1e3;
  const taken = await interleaved(toy ? 1 : rounds, {
    clearing: ms((k) => clearing.solve(at(k))),
    costs: ms((k) => clearing.solve(at(k), { alpha: 0.8, beta: 0.6 })),
    linear: ms((k) => debtRank.solve(at(k))),
    original: ms((k) => debtRank.solve(at(k), 'original')),
  });
  return [
    note('banks, debts, defaults a shock', `${BANKS}, ${network.owed.amount.length}, ${Math.round(defaults / shocks.length)}`),
    row('ms of CPU, Eisenberg-Noe clearing', taken.clearing, { most: 1 }),
    row('ms of CPU, Rogers-Veraart clearing', taken.costs),
    row('ms of CPU, linear DebtRank', taken.linear),
    row('ms of CPU, original DebtRank', taken.original),
  ];
}
