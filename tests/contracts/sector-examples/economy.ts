import type { SectorExample } from '../sector-example.js';

const table = JSON.stringify({
  format: 'hazcade-economy/1', currency: 'EUR', kind: 'technical',
  sectors: [{ id: 'power', output: 100, resilience: 4 }, { id: 'industry', output: 400, recovery: { days: 5 } }, { id: 'trade', output: 250 }],
  matrix: [[0.1, 0.04, 0.02], [0.2, 0.3, 0.1], [0.05, 0.02, 0.01]],
});

export const EXAMPLES: Record<string, SectorExample[]> = {
  inoperability: [{ params: { stepHours: 0.5, sensitivity: 0.9 }, files: { table }, map: [['a', 'sector:power', 0.5], ['b', 'sector:power', 0.5], ['c', 'sector:trade', 0.8]] }],
};
