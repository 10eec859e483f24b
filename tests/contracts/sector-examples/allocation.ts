import type { SectorExample } from '../sector-example.js';

const suppliers = { a: 60, b: 40 };

export const EXAMPLES: Record<string, SectorExample[]> = {
  allocation: [
    { params: { rule: 'proportional', suppliers, consumers: { c: 10, d: 20, e: 30, f: 40 } }, supply: ['a', 'b'] },
    { params: { rule: 'priority', suppliers, consumers: { c: { demand: 10, class: 2 }, d: 20, e: { demand: 30, class: 2 }, f: { demand: 40, class: 7 } } }, supply: ['a', 'b'] },
    { params: { rule: 'reserved', suppliers, consumers: { c: { demand: 10, reserved: 1 }, d: 20.5, e: { demand: 30, reserved: 0.25 }, f: { demand: 39.5, reserved: 0.1 } } }, supply: ['a', 'b'] },
  ],
};
