/** The lanes give the words of threefry2x32, which is held to Random123's known answers in threefry.test.ts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threefry2x32 } from '../../../src/random/threefry.js';
import { ThreefryLanes, toUniform } from '../../../src/random/threefry-lanes.js';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

/** Draw n of a counter, straight from the definition in docs/draws.md. */
function drawn(k0: number, k1: number, c0: number, c1: number, n: number): number {
  const out = new Int32Array(2);
  threefry2x32(k0, k1, c0, c1, out);
  if (n > 0) threefry2x32(out[0]!, out[1]!, n | 0, Math.floor(n / 2 ** 32), out);
  return toUniform(out[0]!, out[1]!);
}

function counters(length: number): { list: Int32Array; c0: Uint32Array; c1: Uint32Array } {
  return {
    list: Int32Array.from({ length }, (_, i) => (7 * i + 3) % length),
    c0: Uint32Array.from({ length }, (_, i) => Math.imul(i + 1, 0x9e3779b1)),
    c1: Uint32Array.from({ length }, (_, i) => Math.imul(i + 7, 0x85ebca6b)),
  };
}

describe('threefry in lanes', () => {
  it('gives the uniforms of the definition, for lists of any length and repeats n of any size', () => {
    const lanes = new ThreefryLanes();
    fc.assert(fc.property(word, word, fc.integer({ min: 1, max: 41 }), fc.constantFrom(0, 1, 3, 2 ** 32 + 5, 2 ** 53 - 1), (k0, k1, length, n) => {
      const { list, c0, c1 } = counters(length), out = new Float64Array(length);
      lanes.fill(k0, k1, list, c0, c1, n, out);
      expect([...out]).toEqual([...list].map((i) => drawn(k0, k1, c0[i]!, c1[i]!, n)));
    }));
  });

  it('gives the first uniforms of a part of a list that is there only once, of any length', () => {
    const lanes = new ThreefryLanes(), kept = counters(100), before = new Float64Array(100), after = new Float64Array(100);
    lanes.fill(8, 9, kept.list, kept.c0, kept.c1, 0, before);
    fc.assert(fc.property(word, word, fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 700 }), (k0, k1, p, q) => {
      const { list, c0, c1 } = counters(700), out = new Float64Array(700), from = Math.min(p, q), to = Math.max(p, q);
      lanes.fillOnce(k0, k1, list, from, to, c0, c1, out);
      expect([...out]).toEqual([...list].map((i, at) => (at >= from && at < to ? drawn(k0, k1, c0[i]!, c1[i]!, 0) : 0)));
    }), { numRuns: 30, examples: [[1, 2, 0, 256], [1, 2, 0, 257], [1, 2, 5, 6]] });
    // Lists that stay are where they were.
    lanes.fill(8, 9, kept.list, kept.c0, kept.c1, 0, after);
    expect([...after]).toEqual([...before]);
  });

  it('finds those below a probability, be it as small as one word or 1, in the order of the list', () => {
    const lanes = new ThreefryLanes();
    fc.assert(fc.property(word, word, fc.integer({ min: 1, max: 41 }), fc.constantFrom(0, 2 ** -40, 1e-9, 0.02, 0.5, 1 - 2 ** -53, 1), fc.constantFrom(0, 2), (k0, k1, length, probability, n) => {
      const { list, c0, c1 } = counters(length), out = new Int32Array(length);
      const count = lanes.below(k0, k1, list, c0, c1, n, probability, out);
      expect([...out.subarray(0, count)]).toEqual([...list].filter((i) => drawn(k0, k1, c0[i]!, c1[i]!, n) < probability));
    }));
  });

  it.each([0, 3, 2 ** 32 + 5, 2 ** 53 - 1])('decides by all 52 bits where the first word is the limit itself, n = %d', (n) => {
    const lanes = new ThreefryLanes(), { list, c0, c1 } = counters(64), uniforms = new Float64Array(64), out = new Int32Array(64);
    lanes.fill(1, 2, list, c0, c1, n, uniforms);
    for (const u of uniforms) {
      const strictly = lanes.below(1, 2, list, c0, c1, n, u, out), next = lanes.below(1, 2, list, c0, c1, n, u + 2 ** -52, out);
      expect(next - strictly).toBe(1);
    }
  });

  it('keeps many lists apart while its memory is made anew, larger', () => {
    const lanes = new ThreefryLanes(), lists = Array.from({ length: 5 }, (_, i) => counters(3000 + i)), outs = lists.map(({ list }) => new Float64Array(list.length));
    for (let round = 0; round < 2; round++) lists.forEach(({ list, c0, c1 }, i) => { lanes.fill(5, 6, list, c0, c1, 0, outs[i]!); });
    const once = new Float64Array(3000), { list, c0, c1 } = lists[0]!;
    lanes.fillOnce(5, 6, list, 0, 3000, c0, c1, once);
    expect([...once]).toEqual([...outs[0]!]);
    lists.forEach(({ list, c0, c1 }, i) => { expect([...outs[i]!]).toEqual([...list].map((j) => drawn(5, 6, c0[j]!, c1[j]!, 0))); });
  });
});
