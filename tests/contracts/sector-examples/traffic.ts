import type { SectorExample } from '../sector-example.js';

/** Three zones on a ring of four nodes; node 4 has no trips. */
const NETWORK = `<NUMBER OF ZONES> 3
<NUMBER OF NODES> 4
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 8
<END OF METADATA>
~ init_node term_node capacity length free_flow_time b power speed toll link_type ;
1 2 900 1 6 0.15 4 0 0 1 ;
2 1 900 1 6 0.15 4 0 0 1 ;
2 3 700 1 5 0.15 4 0 0 1 ;
3 2 700 1 5 0.15 4 0 0 1 ;
3 4 800 1 4 0.15 2.5 0 0 1 ;
4 3 800 1 4 0.15 2.5 0 0 1 ;
4 1 600 1 7 0.15 4 0 0 1 ;
1 4 600 1 7 0.15 4 0 0 1 ;
`;
const TRIPS = `<NUMBER OF ZONES> 3
<END OF METADATA>
Origin 1
 2 : 500; 3 : 400;
Origin 2
 1 : 300; 2 : 50; 3 : 250;
Origin 3
 1 : 600; 2 : 100;
`;
const profile = {
  weekday: [0, 0.1, 0.1, 0.1, 0.1, 0.3, 0.8, 1.2, 1.2, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 1, 1.3, 1.3, 1, 0.6, 0.4, 0.4, 0.3, 0.1],
  weekend: [0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.6, 0.5, 0.4, 0.4, 0.3, 0.2],
};

const example: SectorExample = {
  // Areas a (zones 1 and half of 2), b (the other half), c (zone 3), d without trips; roads e to h, of which g also bears half of another.
  params: { gap: 1e-6, profile, lines: [{ id: 'ferry', zones: ['1', '3'], share: 0.2, capacity: 150, toRoads: 0.4 }] },
  files: { network: NETWORK, trips: TRIPS },
  map: [
    ['a', 'node:1'], ['a', 'node:2', 0.5], ['b', 'node:2', 0.5], ['c', 'node:3'], ['d', 'node:4'],
    ['e', 'road:1-2'], ['f', 'road:2-3'], ['g', 'road:3-4'], ['h', 'link:4-1'], ['h', 'link:1-4', 0.5], ['g', 'link:1-4', 0.5], ['g', 'signal:2'], ['h', 'line:ferry'],
  ],
  supply: ['e', 'f', 'g', 'h'],
};

export const EXAMPLES: Record<string, SectorExample[]> = { traffic: [example, { ...example, mode: 'surrogate' }] };
