import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SectorModel } from '../../../src/engine/sector-model.js';
import { FULL } from '../../../src/engine/units.js';
import { Memo, memoised } from '../../../src/sectors/memo.js';

const N = 40;
const ups = (...down: number[]) => { const up = new Uint8Array(N).fill(1); for (const i of down) up[i] = 0; return up; };
const offers = (...weak: [number, number][]) => { const offered = new Int32Array(N).fill(FULL); for (const [i, parts] of weak) offered[i] = parts; return offered; };

describe('Memo', () => {
  it('knows what was asked, by outages, offers and state', () => {
    const memo = new Memo<string>(1);
    const ask = (up: Uint8Array, offered: Int32Array, state?: number[]) => { const found = memo.find(up, offered, state); if (found === undefined) memo.keep(`${memo.asked}`); return found; };
    const questions: [Uint8Array, Int32Array, number[]?][] = [
      [ups(), offers()], [ups(0), offers()], [ups(39), offers()], [ups(), offers([3, 7])], [ups(), offers([7, 3])], [ups(), offers([3, FULL - 1])], [ups(), offers(), [0]], [ups(), offers(), [5]], [ups(), offers([0, 5])], [ups(), offers(), [0, 0]],
    ];
    expect(questions.map((q) => ask(...q))).toEqual(questions.map(() => undefined));
    expect(questions.map((q) => ask(...q))).toEqual(questions.map((_, i) => `${i + 1}`));
    expect([memo.asked, memo.hits, memo.hitRate, memo.size]).toEqual([20, 10, 0.5, 10]);
  });

  it('different questions have different keys', () => {
    const question = fc.record({ down: fc.uniqueArray(fc.nat(N - 1), { maxLength: 3 }), weak: fc.uniqueArray(fc.tuple(fc.nat(N - 1), fc.nat(FULL - 1)), { selector: ([i]) => i, maxLength: 3 }), state: fc.array(fc.nat(2 ** 30 - 1), { maxLength: 2 }) });
    fc.assert(fc.property(question, question, (p, q) => {
      const memo = new Memo<boolean>(1), same = (a: typeof p) => JSON.stringify([a.down.sort(), [...a.weak].sort(([i], [j]) => i - j), a.state]);
      memo.find(ups(...p.down), offers(...p.weak), p.state);
      memo.keep(true);
      expect(memo.find(ups(...q.down), offers(...q.weak), q.state) === true).toBe(same(p) === same(q));
    }), { seed: 2, numRuns: 500 });
  });

  it('is bounded by number and by bytes; the least recently used goes', () => {
    const memo = new Memo<number>(1, { entries: 2 });
    for (const i of [0, 1]) { memo.find(ups(i), offers()); memo.keep(i); }
    expect(memo.find(ups(0), offers())).toBe(0);
    memo.find(ups(2), offers());
    memo.keep(2);
    expect([0, 1, 2].map((i) => memo.find(ups(i), offers()))).toEqual([0, undefined, 2]);
    const small = new Memo<number>(1000, { bytes: 3500 });
    for (let i = 0; i < 10; i++) { small.find(ups(i), offers()); small.keep(i); }
    expect(small.size).toBe(3);
  });
});

it('a memoised model answers as the model does, and asks it once', () => {
  let solved = 0;
  const plain: SectorModel & { outcomes?: undefined; travelTimes?: undefined } = {
    components: Int32Array.from({ length: N }, (_, i) => i), reset: () => undefined,
    solve(_, up, offered, shares) { solved++; for (let i = 0; i < N; i++) shares[i] = up[i]! * Math.floor(offered[(i + 1) % N]! / 2); return up[0] === 0 ? { trips: [{ asset: 1, afterHours: 2 }] } : {}; },
  };
  const kept = memoised(plain), shares = new Int32Array(N), expected = new Int32Array(N);
  for (let round = 0; round < 3; round++) {
    kept.reset();
    for (const [up, offered] of [[ups(0), offers([5, 10])], [ups(4), offers()]] as const) {
      const answer = kept.solve(round, up, offered, shares);
      expect(answer).toEqual(plain.solve(0, up, offered, expected));
      expect(shares).toEqual(expected);
    }
  }
  expect([solved, kept.memo.hits]).toEqual([6 + 2, 4]);
});
