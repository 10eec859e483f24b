/** Backlogs worked by hand: 40 an hour for the 30 that come. */
import { expect, it } from 'vitest';
import { FULL } from '../../../src/engine/units.js';
import { backlog } from '../../../src/sectors/backlog.js';
import { ask, make, outcomesOf, type Situation } from '../../contracts/sector-example.js';

const at = (...levels: number[]): Situation => ({ up: (a) => levels[a]! > 0, offered: (a) => levels[a]! * FULL });
const one = { params: { stations: { a: { capacity: 40, arrivals: 30 } } } };

it('a day shut: 720 wait, are dealt with at 10 an hour more than come, and the last of them waited 24 hours', async () => {
  const model = await make(backlog, one);
  ask(model, at(0), 6);
  ask(model, at(1), 30);
  // Peak 24 x 30; a triangle up over 24 h, down over 72 h.
  expect(outcomesOf(model, 200)).toEqual([720, 720 * (24 + 72) / 2, 24]);
});
it('half the staff: 20 an hour, so the backlog grows by 10; what is left at the horizon counts as far as it has waited', async () => {
  const model = await make(backlog, one);
  ask(model, at(0.5), 10);
  expect(outcomesOf(model, 22)).toEqual([120, 120 * 12 / 2, 4]);
});
it('stations add up at the time, not each at its peak', async () => {
  const model = await make(backlog, { params: { stations: { a: { capacity: 40, arrivals: 30 }, b: { capacity: 20, arrivals: 10 } } } });
  ask(model, at(0, 1), 0);
  ask(model, at(1, 0), 4);
  ask(model, at(1, 1), 10);
  // a: 120 at hour 4, 60 at hour 10; b: 60 at hour 10. Together 120 at both.
  expect(outcomesOf(model, 100)[0]).toBe(120);
  expect(outcomesOf(model, 100)[2]).toBe(6);
});
it('two that catch up in the same moment but for rounding take nothing from one that is still shut', async () => {
  const stations = { a: { capacity: 10, arrivals: 6 }, b: { capacity: 15, arrivals: 9 }, c: { capacity: 2, arrivals: 1 } };
  for (let shut = 0.1; shut < 10; shut += 0.1) {
    const model = await make(backlog, { params: { stations } });
    ask(model, at(0, 0, 0), 0);
    ask(model, at(1, 1, 0), shut);
    // c is shut for all 100 hours: 100 wait.
    expect(outcomesOf(model, 100)[2], `${shut} h`).toBeCloseTo(100, 9);
  }
});
it('more than it can do from the start is a warning', () => {
  expect(backlog.check({ stations: { a: { capacity: 1, arrivals: 2 } } }).map(({ code }) => code)).toEqual(['BACKLOG_GROWS']);
});
