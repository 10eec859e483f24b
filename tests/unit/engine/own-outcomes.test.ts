import { expect, test } from 'vitest';
import { FULL } from '../../../src/engine/units.js';
import { BlockRunner } from '../../../src/study/block.js';
import { asset, hazard, outcome, withModel } from './system.js';

/** Served less while a00 is damaged: the integral of what is missing, and the number of questions. */
function metered(repairHours: number) {
  let missing = 0, since = 0, short = 0, asked = 0;
  const book = (hours: number): void => { missing += short * (hours - since); since = hours; };
  return withModel([asset({ repair: [1, 1, 1, repairHours] })], [hazard('h', 2, [0])], [0], (hours, _, shares, up) => {
    book(hours);
    short = up[0] === 1 ? 0 : 1;
    asked++;
    shares[0] = FULL;
    return {};
  }, {
    outcomes: [{ measure: 'missing', unit: 'MWh', title: 'Energy not delivered' }, { measure: 'asked', unit: 'times', title: 'Questions' }],
    reset: () => { missing = since = short = asked = 0; },
    readOutcomes: (hours, values) => { book(hours); values[0] = missing; values[1] = asked; },
  });
}

test('own outcomes are outcomes like others, named after their layer, anew in each replication', () => {
  const simulation = metered(5);
  expect(simulation.outcomes.slice(-2)).toEqual([
    { name: 'missing.net', unit: 'MWh', title: 'Energy not delivered', censored: false, binary: false }, { name: 'asked.net', unit: 'times', title: 'Questions', censored: false, binary: false },
  ]);
  for (let i = 0; i < 3; i++) expect([outcome(simulation, 'missing.net'), outcome(simulation, 'asked.net')]).toEqual([5, 3]); // down, whole again, up
});

test('integrals run to the horizon', () => expect(outcome(metered(500), 'missing.net')).toBe(98));

test('a name that is taken is refused; no finite number fails the replication, not the study', () => {
  const outcomes = [{ measure: 'lost-asset-hours', unit: '', title: '' }];
  expect(() => withModel([asset()], [], [0], () => ({}), { outcomes: [...outcomes, ...outcomes] })).toThrowError(expect.objectContaining({ code: 'OUTCOME_TWICE' }));
  const broken = withModel([asset()], [], [0], (_, __, shares) => { shares.fill(FULL); return {}; }, { outcomes });
  const { completed, failures } = new BlockRunner(broken).run({ kind: 'block', index: 0, first: 0, count: 2 });
  expect([...completed]).toEqual([0, 0]);
  expect(failures[0]!.message).toContain('lost-asset-hours.net');
});
