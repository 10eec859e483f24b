import type { SectorExample } from '../sector-example.js';

export const EXAMPLES: Record<string, SectorExample[]> = {
  backlog: [{ params: { stations: { a: { capacity: 40, arrivals: 30 }, c: { capacity: 12, arrivals: 12 } }, item: 'consignments' } }],
};
