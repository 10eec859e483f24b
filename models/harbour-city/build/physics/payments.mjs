/**
 * Banks, settlement, cards and cash of the region as `hazcade-finance/1` and its table asset <-> component, from the same assets: a bank a district, the
 * acquirer, two switches, the cash centre and the cash machines. Euro. Figures without a source are assumptions of the size usual for regional banks.
 */

/** Deposits a head (euro), equity and interbank debt as shares of deposits. */
const BALANCE = { deposits: 25_000, equity: 0.07, interbank: 0.015 };
/** Loans: [borrower, bank, million euro]; of a borrower that stands still a share is lost at once and for each day. */
const LOANS = [['port-container', 'oldport', 60], ['port-bulk', 'northquay', 30], ['port-ferry', 'oldport', 15], ['airport', 'airfield', 50], ['mall-centre', 'exchange', 25], ['mall-south', 'heath', 15], ['stadium', 'brickworks', 10],
  ['fuel-terminal', 'fishmarket', 30], ['depot-harbour', 'docklands', 8], ['depot-inland', 'lockend', 8], ['dc-north', 'university', 20], ['dc-south', 'southgate', 20], ['landing', 'northquay', 5], ['broadcaster', 'castle', 5], ['museum', 'oldport', 3]];
const LOST = { atOnce: 0.01, perDay: 0.005 };
/** Shares of the planning figure for payments made by card and in cash. */
const CARDS = 0.8;
const CASH = 0.2;
/** Settlement day by the hour: what issuers owe for cards, what the acquirer passes on, then wages and bills between customers of two banks. */
const DAY = { open: 7, close: 18, cards: 8, merchants: 9.5, wages: [10.5, 16.5] };
/** Money in the settlement account over the first payment of the day: a bank of every other size needs what comes in to pay what goes out. */
const SPARE = 0.1;
const CORE_BANKS = ['exchange', 'oldport', 'university', 'southgate'];
/** Cash machines hold this many days and are filled before six where the cash centre says so. */
const MACHINES = { days: 4, tour: 5 };

const sum = (values) => values.reduce((total, value) => total + value, 0);
const share = (values) => { const total = sum(values); return values.map((value) => value / total); };

/** Daily payments to the euro; every account ends the day as it began it. */
function dailyPayments(banks, cards, sales, residents) {
  const total = sum(cards), [s, r] = [share(sales), share(residents)];
  const wages = banks.flatMap((from, i) => banks.flatMap((to, j) => (i === j ? [] : [{ from: i, to: j, amount: Math.max(1, Math.round(total * s[i] * r[j])) }])));
  const net = banks.map((_, i) => sum(wages.filter((p) => p.from === i).map((p) => p.amount)) - sum(wages.filter((p) => p.to === i).map((p) => p.amount)));
  const step = (DAY.wages[1] - DAY.wages[0]) / wages.length;
  return [
    ...banks.map((from, i) => ({ from, to: 'acquirer', amount: cards[i], at: DAY.cards })),
    ...banks.map((to, i) => ({ from: 'acquirer', to, amount: cards[i] + net[i], at: DAY.merchants })),
    // Each bank in turn, so that none pays all it owes before it has received.
    ...wages.map((p, n) => ({ ...p, turn: n % (banks.length - 1) })).sort((a, b) => a.turn - b.turn || a.from - b.from)
      .map(({ from, to, amount }, n) => ({ from: banks[from], to: banks[to], amount, at: Number((DAY.wages[0] + n * step).toFixed(2)) })),
  ];
}

/** Interbank debt: the small ones with two of the four large, the large ones among each other. */
function obligationsOf(banks, deposits) {
  return banks.flatMap((from, i) => {
    const partners = CORE_BANKS.includes(from) ? CORE_BANKS.filter((to) => to !== from) : [CORE_BANKS[i % 4], CORE_BANKS[(i + 1) % 4]];
    return partners.flatMap((to) => {
      const amount = Math.round(deposits[i] * BALANCE.interbank / partners.length);
      return CORE_BANKS.includes(from) ? [{ from, to, amount }] : [{ from, to, amount }, { from: to, to: from, amount: Math.round(amount * 0.6) }];
    });
  });
}

/** @returns the file's text, the rows of the map, and the size in words */
export function paymentFiles(region, districts, plan) {
  const banks = districts.map(({ id }) => id);
  const peopleOf = (id, kinds) => sum(region.assets.filter((asset) => asset.district === id && kinds.includes(asset.kind)).map((asset) => asset.people));
  const residents = banks.map((id) => peopleOf(id, ['homes', 'hamlet']));
  const sales = banks.map((id, i) => peopleOf(id, ['businesses']) + 0.1 * residents[i]);
  const cards = residents.map((people) => Math.round(people * plan.paymentsEuroPerDay * CARDS));
  const deposits = residents.map((people) => people * BALANCE.deposits);
  const obligations = obligationsOf(banks, deposits);
  const claims = (id) => sum(obligations.filter(({ to }) => to === id).map(({ amount }) => amount)), debts = (id) => sum(obligations.filter(({ from }) => from === id).map(({ amount }) => amount));
  const system = {
    format: 'hazcade-finance/1', title: 'Harbour City, fictional. Written by build.mjs: change that, not this.', currency: 'EUR',
    participants: [
      ...banks.map((id, i) => ({ id, externalAssets: Math.round(deposits[i] * (1 + BALANCE.equity) + debts(id) - claims(id)), externalLiabilities: deposits[i], balance: Math.round(cards[i] * (1 + SPARE)), credit: 0 })),
      { id: 'acquirer', externalAssets: 20_000_000, externalLiabilities: 15_000_000, balance: 0, credit: Math.round(sum(cards) * 0.05) },
    ],
    obligations,
    settlement: { open: DAY.open, close: DAY.close, days: [0, 1, 2, 3, 4], offsetting: 'bilateral', payments: dailyPayments(banks, cards, sales, residents) },
    exposures: LOANS.map(([id, participant, millions]) => ({ id, participant, value: millions * 1e6, lossAtOnce: LOST.atOnce, lossPerDay: LOST.perDay })),
    switches: [{ id: 'main', capacity: 1 }, { id: 'standby', capacity: 0.5 }],
    areas: banks.map((id, i) => ({ id, people: residents[i], cardOnly: 0.1, cashOnly: 0.05, banks: id === 'exchange' ? [{ participant: id, share: 1 }] : [{ participant: id, share: 0.7 }, { participant: 'exchange', share: 0.3 }] })),
    cash: {
      depots: [{ id: 'cash-centre' }],
      points: banks.map((id, i) => ({ id: `atm-${id}`, area: id, depot: 'cash-centre', stock: Math.round(residents[i] * plan.paymentsEuroPerDay * CASH * MACHINES.days), withdrawnPerHour: Math.round(residents[i] * plan.paymentsEuroPerDay * CASH / 24), tours: [MACHINES.tour] })),
      surge: 1,
    },
  };
  const map = [
    ...banks.map((id) => ({ asset: `bank-${id}`, component: `participant:${id}` })), { asset: 'acquirer', component: 'participant:acquirer' }, { asset: 'clearing', component: 'settlement' },
    { asset: 'switch-main', component: 'switch:main' }, { asset: 'switch-standby', component: 'switch:standby' }, { asset: 'cash-centre', component: 'depot:cash-centre' },
    ...banks.map((id) => ({ asset: `atm-${id}`, component: `point:atm-${id}` })), ...LOANS.map(([id]) => ({ asset: id, component: `exposure:${id}` })),
  ];
  const { payments } = system.settlement;
  return { text: jsonRows(system), map, size: `${system.participants.length} participants, ${obligations.length} debts, ${payments.length} payments of ${(sum(payments.map(({ amount }) => amount)) / 1e6).toFixed(1)} million euro a working day` };
}

/** JSON with one row of a list on a line. */
function jsonRows(system) {
  const value = (v) => (Array.isArray(v) && typeof v[0] === 'object' ? `[\n${v.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
    : typeof v === 'object' && Object.values(v).some((part) => Array.isArray(part) && typeof part[0] === 'object') ? `{\n${Object.entries(v).map(([key, part]) => `   "${key}": ${value(part)}`).join(',\n')}\n  }` : JSON.stringify(v));
  return `{\n${Object.entries(system).map(([key, part]) => `  "${key}": ${value(part)}`).join(',\n')}\n}\n`;
}
