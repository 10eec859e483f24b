import { describe, expect, test } from 'vitest';
import { asset, hazard, levels, need, system, trip } from './system.js';

const out = (id: string, at: number, hours: number) => hazard(id, at, [0], { effects: [trip], durationHours: hours });

describe('impact', () => {
  // f = max(0, 1 - impact x (1 - seen)): docs/semantics.md.
  test.each([1, 2, 298, 299, 596, 596.5, 597, 700, 1000])('a need with impact %d that is lost takes all of the function', (impact) => {
    expect(levels(system([asset(), asset({ needs: [need([0], { impact: impact * 1_000_000 })] })], [out('h', 1, 2)]))).toEqual(['1 a00 0', '1 a01 0', '3 a00 1', '3 a01 1']);
  });

  test('half of it is enough from impact 2 on, and beside a need that is whole', () => {
    for (const [impact, left] of [[0.5, 0.75], [1, 0.5], [1.9, 0.05], [2, 0], [1000, 0]] as const) {
      const half = [asset({ capacity: [50, 50, 50, 50] }), asset(), asset({ needs: [need([0], { impact: impact * 1_000_000 }), need([1])] })];
      expect(levels(system(half, [hazard('h', 1, [0])])).slice(0, 2)).toEqual(['1 a00 0.5', `1 a02 ${left}`]);
    }
  });
});

describe('the end of a plain buffer', () => {
  const consumer = (refillHours: number, from = [0]) => asset({ needs: [need(from, { buffer: { hours: 2, refillHours, cover: 100, initial: 100, working: false } })] });

  test('is felt after its hours; refilled at once, it lasts as long the next time', () => {
    expect(levels(system([asset(), asset(), consumer(0)], [out('h', 1, 4), out('i', 10, 5)])).filter((line) => line.includes('a02'))).toEqual(['3 a02 0', '5 a02 1', '12 a02 0', '15 a02 1']);
  });

  test('empty, it stands still while its supply is short, and refills from empty: 3 of 6 hours bring half of its 2 hours', () => {
    expect(levels(system([asset(), asset(), consumer(6)], [out('h', 1, 4), out('i', 8, 5)])).filter((line) => line.includes('a02'))).toEqual(['3 a02 0', '5 a02 1', '9 a02 0', '13 a02 1']);
  });

  test('is of its supply: half of it is short, so 2 hours last 4; then half is seen, and nothing more drains', () => {
    const lines = levels(system([asset(), asset(), consumer(0, [0, 1])], [out('h', 1, 9), hazard('i', 6, [1], { effects: [trip], durationHours: 1 })])).filter((line) => line.includes('a02'));
    expect(lines).toEqual(['5 a02 0.5', '6 a02 0', '7 a02 0.5', '10 a02 1']);
  });
});
