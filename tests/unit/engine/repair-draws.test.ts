/** Repair times of an instant are drawn together where the source of draws can: they are those drawn one by one. */
import { describe, expect, test } from 'vitest';
import type { DrawSource } from '../../../src/engine/contracts.js';
import { CounterDraws } from '../../../src/random/draws.js';
import { damage, kind, replicatorOf } from '../../validation/study.js';

const times = [{ lognormal: { median: '12h', sigma: 0.6 } }, '5h', { uniform: { min: '1h', max: '9h' }, shared: true }, { triangular: { min: '1h', mode: '2h', max: '30h' } }];
const model = {
  kinds: Object.fromEntries(times.map((time, i) => [`kind-${i}`, kind('power', { repair: { slight: '1h', moderate: '1h', extensive: { uniform: { min: '2h', max: '4h' } }, complete: time } })])),
  assets: Array.from({ length: 60 }, (_, i) => ({ id: `a${String(i).padStart(2, '0')}`, kind: `kind-${i % 4}`, needs: [] })),
};
const more = (id: string, onset: string, probability: number, state: string) => ({ ...damage({ select: { all: true } }, probability), id, onset, effects: [{ damage: { probability, state } }] });
const scenario = { horizon: '200h', hazards: [more('first', '1h', 0.6, 'extensive'), more('second', '1h', 0.3, 'complete'), more('third', '9h', 0.05, 'complete')], recovery: { order: 'first-come', crews: [{ id: 'crews', skills: [], count: 7, from: '0h' }] } };

/** The study with draws made together or not, and how many were made together. */
async function study(together: boolean): Promise<{ ends: string[]; asked: number[] }> {
  const draws = new CounterDraws([3, 4]), asked: number[] = [];
  const source: DrawSource = {
    select: (...args) => { draws.select(...args); }, uniform: (subject0, subject1, n) => draws.uniform(subject0, subject1, n), draw: (...args) => { draws.draw(...args); },
    fill: (...args) => { draws.fill(...args); }, below: (...args) => draws.below(...args),
    ...(together ? { fillOnce: (assets, from, to, ...rest) => { asked.push(to - from); draws.fillOnce(assets, from, to, ...rest); } } : {}),
  };
  const replicator = await replicatorOf(model, scenario, source), ends: string[] = [];
  for (let k = 0; k < 20; k++) replicator.events(k).subscribe((event) => { if (event.kind === 'repair-end') ends.push(`${k} ${event.hours} ${event.asset}`); });
  return { ends, asked };
}

describe('repair draws', () => {
  test('made together, they are those made one by one', async () => {
    const [one, all] = [await study(false), await study(true)];
    expect(one.asked).toEqual([]);
    // The first two hazards strike in one instant: jobs of each are drawn together.
    expect(Math.max(...all.asked)).toBeGreaterThan(12);
    expect(all.asked.length).toBeGreaterThan(40);
    expect(all.ends.length).toBeGreaterThan(600);
    expect(all.ends).toEqual(one.ends);
  });
});
