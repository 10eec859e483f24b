import { expect, it } from 'vitest';
import { Purpose, type DrawSource } from '../../../src/engine/contracts.js';
import { CounterDraws } from '../../../src/random/draws.js';
import { GivenDraws } from '../../../src/random/given-draws.js';

it('gives the engine what a function says, one by one or many at once', () => {
  const own = new CounterDraws([1, 2]);
  const given: DrawSource = new GivenDraws(({ replication, purpose, context, subject, n }) => {
    own.select(replication, purpose, context[0], context[1]);
    return own.uniform(subject[0], subject[1], n);
  });
  const subject0 = Uint32Array.of(7, 8, 9), subject1 = Uint32Array.of(1, 2, 3), assets = Int32Array.of(2, 0), a = new Float64Array(2), b = new Float64Array(2), struck = new Int32Array(2);
  given.select(4, Purpose.Hit, 5, 6);
  given.fill(assets, subject0, subject1, 1, a);
  own.select(4, Purpose.Hit, 5, 6);
  own.fill(assets, subject0, subject1, 1, b);
  expect(a).toEqual(b);
  expect(given.below((a[0]! + a[1]!) / 2, assets, subject0, subject1, 1, struck)).toBe(1);
  expect(struck[0]).toBe(a[0]! < a[1]! ? 2 : 0);
});
