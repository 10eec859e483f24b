import type { SectorExample } from '../sector-example.js';

/** Three banks on a business day of four hours, one switch, two areas, two cash points; b cannot pay before a has. */
const network = JSON.stringify({
  format: 'hazcade-finance/1', currency: 'EUR',
  participants: [
    { id: 'a', externalAssets: 100, externalLiabilities: 90, balance: 20, credit: 5 },
    { id: 'b', externalAssets: 100, externalLiabilities: 85, balance: 1 },
    { id: 'c', externalAssets: 50, externalLiabilities: 45 },
  ],
  obligations: [{ from: 'a', to: 'b', amount: 4 }, { from: 'b', to: 'c', amount: 6 }, { from: 'c', to: 'a', amount: 3 }],
  settlement: {
    open: 8, close: 12, offsetting: 'multilateral', seeded: { seed: 'example', payments: 40, everyMinutes: 30, meanAmount: 0.5 },
    payments: [{ from: 'a', to: 'b', amount: 10, at: 8 }, { from: 'b', to: 'c', amount: 9, at: 8.5 }, { from: 'c', to: 'a', amount: 9, at: 10 }],
  },
  exposures: [{ id: 'quay', participant: 'a', value: 12, lossAtOnce: 0.5, lossPerDay: 0.4 }],
  switches: [{ id: 'main', capacity: 0.7 }, { id: 'spare', capacity: 0.5 }],
  areas: [{ id: 'north', people: 1000, banks: [{ participant: 'a', share: 0.3 }, { participant: 'b', share: 0.7 }] }, { id: 'south', people: 500, cardOnly: 0.2, banks: [{ participant: 'c', share: 1 }] }],
  cash: {
    depots: [{ id: 'vault' }], surge: 0.5,
    points: [{ id: 'n1', area: 'north', depot: 'vault', stock: 100, withdrawnPerHour: 4, tours: [9] }, { id: 's1', area: 'south', depot: 'vault', stock: 30, withdrawnPerHour: 2, tours: [9, 21] }],
  },
});

/** Bank a has two sites; m is the switch and the settlement system at once. */
const map: SectorExample['map'] = [
  ['a', 'participant:a', 0.6], ['b', 'participant:a', 0.4], ['c', 'participant:b'], ['d', 'participant:c'], ['e', 'settlement'], ['e', 'switch:main'], ['f', 'switch:spare'],
  ['g', 'area:north'], ['h', 'area:south'], ['i', 'point:n1'], ['j', 'point:s1'], ['k', 'depot:vault'], ['l', 'exposure:quay'],
];
const assets = [...'abcdefghijkl'];

export const EXAMPLES: Record<string, SectorExample[]> = {
  settlement: [
    { params: {}, files: { network }, map, assets },
    { params: { operatesFrom: 0.8, clearing: 'rogers-veraart', alpha: 0.7, beta: 0.5, contagion: 'original' }, files: { network: network.replace('multilateral', 'bilateral') }, map, assets },
  ],
};
