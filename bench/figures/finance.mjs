/** Clearing and DebtRank of 300 banks: the time of one solve by a warm solver. Settlement: a week in which the system is out for a business day. */
import { readFinance } from '../../dist/imports/finance-json.js';
import { Clearing } from '../../dist/sectors/finance/clearing.js';
import { DebtRank } from '../../dist/sectors/finance/debtrank.js';
import { settlement } from '../../dist/sectors/finance/settlement.js';
import { networkOf } from '../../dist/sectors/finance/system.js';
import { seededGenerator } from '../../dist/random/seeded.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { interleaved, perCall } from '../lib/measure.mjs';
import { yardstick } from '../lib/yardstick.mjs';

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

const FULL = 3_603_600, WEEK = 168;

/** Twenty-one participants with 400 payments a business day; asset i stands for the i-th component. */
function settlementModel() {
  const ids = Array.from({ length: 21 }, (_, i) => `p${i + 10}`);
  const text = JSON.stringify({
    format: 'hazcade-finance/1', participants: ids.map((id) => ({ id, externalAssets: 100, externalLiabilities: 90 })),
    settlement: { open: 7, close: 18, offsetting: 'multilateral', seeded: { seed: 'bench', payments: 400, everyMinutes: 1, meanAmount: 1 } },
  });
  const components = [...ids.map((id) => `participant:${id}`), 'settlement'], map = components.map((component, i) => ({ asset: String(i), component, share: 1, line: i + 2 }));
  return settlement.create({}, undefined, Number, { files: { network: { path: 'bench', text } }, map, mapPath: 'map', mode: 'exact', startHourOfWeek: 0 });
}

/** As the engine asks: when something changes, and when the model wants. @returns outcomes, and how often it was asked */
function week(model, outages) {
  const n = model.components.length, up = new Uint8Array(n).fill(1), offered = new Int32Array(n).fill(FULL), shares = new Int32Array(n), values = new Float64Array(model.outcomes.length);
  model.reset();
  let asked = 0, again, hours = 0, next = 0;
  for (;;) {
    const change = next < outages.length ? outages[next].at : Infinity, wanted = again === undefined ? Infinity : hours + again;
    if (Math.min(change, wanted) >= WEEK) break;
    hours = Math.min(change, wanted);
    if (hours === change) up[outages[next].component] = outages[next++].up;
    again = model.solve(hours, up, offered, shares).againInHours;
    asked++;
  }
  model.readOutcomes(WEEK, values);
  return { values, asked };
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
  const payments = settlementModel(), out = [{ at: 6, component: 21, up: 0 }, { at: 20, component: 21, up: 1 }], { values, asked } = week(payments, out);
  assertWork(values[0] > 1000 && values[1] > 100 && asked > 20, `a day without settlement left ${values[1]} unsettled, ${values[0]} value-hours, in ${asked} questions`);
  assertWork(week(payments, []).asked === 0, 'the undisturbed model was asked');
  const seconds = toy ? 0.01 : 0.3, at = (k) => shocks[k % shocks.length], ms = (call) => () => perCall(call, seconds).seconds * 1e3;
  const taken = await interleaved(toy ? 1 : rounds, {
    clearing: ms((k) => clearing.solve(at(k))),
    costs: ms((k) => clearing.solve(at(k), { alpha: 0.8, beta: 0.6 })),
    linear: ms((k) => debtRank.solve(at(k))),
    original: ms((k) => debtRank.solve(at(k), 'original')),
    settlement: ms(() => week(payments, out)),
  });
  return [
    note('banks, debts, defaults a shock', `${BANKS}, ${network.owed.amount.length}, ${Math.round(defaults / shocks.length)}`),
    row('ms of CPU, Eisenberg-Noe clearing', taken.clearing, { most: 1 }),
    row('ms of CPU, Rogers-Veraart clearing', taken.costs),
    row('ms of CPU, linear DebtRank', taken.linear),
    row('ms of CPU, original DebtRank', taken.original),
    row(`ms of CPU, a week of settlement, out on one business day: 21 participants, 400 payments a day, ${asked} questions`, taken.settlement),
    ...(toy ? [] : [await yardstick()]),
  ];
}
