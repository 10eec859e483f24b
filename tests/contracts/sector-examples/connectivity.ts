import type { SectorExample } from '../sector-example.js';

export const EXAMPLES: Record<string, SectorExample[]> = {
  connectivity: [
    { params: { mode: 'source', sources: ['c', 'h'], links: [['c', 'a'], ['a', 'b'], ['b', 'd'], ['d', 'c'], ['d', 'e'], ['h', 'g'], ['g', 'e'], ['f', 'h']] }, supply: ['c', 'h'] },
    { params: { mode: 'giant', links: [['a', 'b'], ['b', 'c'], ['c', 'a'], ['c', 'd'], ['d', 'e'], ['e', 'f']] }, tiesByOrder: true },
  ],
};
