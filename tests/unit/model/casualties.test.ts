/** Shares of casualties: a number, a percentage, or a distribution of either. */
import { expect, test } from 'vitest';
import { normalizeScenario } from '../../../src/index.js';

const effectOf = (share: unknown): unknown => normalizeScenario({
  format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '1d',
  hazards: [{ id: 'h', type: 'fire', onset: '1h', footprint: { select: { all: true } }, effects: [{ casualties: { share } }] }],
}).scenario.hazards[0]!.effects[0];

test('a percentage means the same as the number', () => {
  expect(effectOf('0.3%')).toEqual(effectOf(0.003));
  expect(effectOf({ uniform: { min: '1%', max: '4%' } })).toEqual(effectOf({ uniform: { min: 0.01, max: 0.04 } }));
  expect(effectOf(0.003)).toMatchObject({ effect: 'casualties', share: 0.003 });
});

test.each([1.5, '150%', -0.1, 'many', { uniform: { min: 0.5, max: 1.5 } }])('%j is no share', (share) => { expect(() => effectOf(share)).toThrow(/share/); });
