import type { SectorExample } from '../sector-example.js';

/** Two plants and three loads on a ring with a spur; ratings hold intact, but not after every loss. */
const RING = `function mpc = ring
mpc.version = '2';
mpc.baseMVA = 100;
mpc.bus = [
  1 3 0 0 0 0 1 1 0 110 1 1.1 0.9;
  2 1 60 0 0 0 1 1 0 110 1 1.1 0.9;
  3 2 30 0 0 0 1 1 0 110 1 1.1 0.9;
  4 1 40 0 0 0 1 1 0 110 1 1.1 0.9;
  5 1 20 0 1 0 1 1 0 110 1 1.1 0.9;
];
mpc.gen = [
  1 101 0 0 0 1 100 1 160 0;
  3 50 0 0 0 1 100 1 80 10;
];
mpc.branch = [
  1 2 0 0.1 0 70 0 0 0 0 1 -360 360;
  2 3 0 0.1 0 50 0 0 0 0 1 -360 360;
  3 4 0 0.1 0 50 0 0 0 0 1 -360 360;
  4 1 0 0.1 0 70 0 0 0 0 1 -360 360;
  4 5 0 0.2 0 40 0 0 0 0 1 -360 360;
];
mpc.gencost = [
  2 0 0 3 0.01 10 0;
  2 0 0 3 0.02 15 0;
];
`;

const MAP: SectorExample['map'] = [
  ['a', 'gen:1'], ['a', 'bus:1'], ['b', 'bus:2', 0.5], ['c', 'bus:2', 0.25], ['h', 'gen:3'], ['d', 'bus:4'], ['d', 'branch:4-5'], ['e', 'bus:5'], ['f', 'branch:1-2'], ['g', 'branch:1-4'],
];
const common = { files: { network: RING }, map: MAP, supply: ['a', 'h'] };

export const EXAMPLES: Record<string, SectorExample[]> = {
  'dc-power-flow': [
    { ...common, params: {} },
    { ...common, params: { balancing: 'proportional', shedding: 'priority', priorities: { b: 1, d: 5, e: 9 }, relay: { multiple: 1.2, seconds: 600 }, recloseHours: 3 } },
    { ...common, params: { balancing: 'governor', blackStart: { generators: ['gen:1'], startMinutes: 90, minutesPerStep: 20 }, memoEntries: 0 } },
    { ...common, params: { shedding: 'least-cost', dispatch: 'least-cost', priorities: { b: 2, e: 7 }, relay: 'none' } },
  ],
};
