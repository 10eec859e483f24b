import { describe, expect, it } from 'vitest';
import { Purpose, type DrawSource } from '../../../src/engine/contracts.js';
import { CounterDraws } from '../../../src/random/draws.js';
import { combine, hashKey } from '../../../src/random/hash.js';
import { seededGenerator } from '../../../src/random/seeded.js';
import { studyKey } from '../../../src/random/study-key.js';
import { threefry2x32 } from '../../../src/random/threefry.js';

const hex = (words: ArrayLike<number>): string => Array.from(words, (w) => (w >>> 0).toString(16).padStart(8, '0')).join(' ');

describe('threefry2x32', () => {
  // Random123 1.14, tests/kat_vectors: "threefry2x32 20 <counter> <key> <result>".
  it.each([
    [[0, 0], [0, 0], '6b200159 99ba4efe'],
    [[0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], '1cb996fc bb002be7'],
    [[0x243f6a88, 0x85a308d3], [0x13198a2e, 0x03707344], 'c4923a9c 483df7a0'],
  ])('known answer for counter %j, key %j', (counter, key, answer) => {
    const out = new Int32Array(2);
    threefry2x32(key[0]!, key[1]!, counter[0]!, counter[1]!, out);
    expect(hex(out)).toBe(answer);
    threefry2x32(key[0]! | 0, key[1]! | 0, counter[0]! | 0, counter[1]! | 0, out); // signed words are the same words
    expect(hex(out)).toBe(answer);
  });
});

describe('hashKey and combine', () => {
  // Values of an independent implementation in Python integers.
  it.each([['', '94fe7b4d dc1716be'], ['a', '89ad4892 3a6a6420'], ['sub-1', 'f4993ccd 3f772a3a'], ['Zürich', '024eb324 11c6afaf'], ['pump-7/electricity', '155293c7 19286ae9']])('hash of %j', (text, hash) => {
    expect(hex(hashKey(text))).toBe(hash);
  });
  it('tells padding from text, and order in a path', () => {
    expect(hashKey('a\0')).not.toEqual(hashKey('a'));
    const a = hashKey('a');
    const b = hashKey('b');
    expect(hex(combine(...a, ...b))).toBe('b1d801c0 9ee1123f');
    expect(hex(combine(...b, ...a))).toBe('e68d8ecd 128e71a6');
  });
  it('half of all bits change when one character does', () => {
    let changed = 0;
    for (let i = 0; i < 1000; i++) {
      const [a0, a1] = hashKey(`asset-${i}`);
      const [b0, b1] = hashKey(`asset-${i + 1}`);
      for (const word of [a0 ^ b0, a1 ^ b1]) for (let bit = 0; bit < 32; bit++) changed += (word >>> bit) & 1;
    }
    expect(Math.abs(changed / 64_000 - 0.5)).toBeLessThan(4 * 0.5 / Math.sqrt(64_000));
  });
  it('no two of 200,000 neighbouring keys share a hash, nor one word more often than chance has it', () => {
    const whole = new Set<number>();
    const first = new Set<number>();
    for (let i = 0; i < 200_000; i++) { const [h0, h1] = hashKey(`p-${i}`); whole.add(h0 * 2 ** 20 + (h1 >>> 12)); first.add(h0); }
    expect(whole.size).toBe(200_000);
    expect(200_000 - first.size).toBeLessThan(20); // expected 200,000^2 / 2^33 = 4.7
  });
});

describe('CounterDraws', () => {
  const sub1 = hashKey('sub-1');
  const a = hashKey('a');
  it('is a DrawSource, with the values of an independent implementation in Python integers', () => {
    const draws: DrawSource = new CounterDraws([1, 2]);
    draws.select(0, Purpose.Strength, 0, 0);
    expect(draws.uniform(...sub1, 0, -1)).toBe(0.4097560362470066);
    draws.select(2 ** 40 + 7, Purpose.Repair, ...a);
    expect(draws.uniform(...sub1, 3, -1)).toBe(0.5831500120058274);
    draws.select(5, Purpose.StrengthCommon, ...a);
    expect(draws.uniform(...hashKey('b'), 2 ** 33 + 1, -1)).toBe(0.7704652014944776);
  });
  it('never gives 0 or 1: the extreme words give 2^-53 and 1 - 2^-53', () => {
    const value = (w0: number, w1: number): number => ((w0 >>> 0) * 2 ** 20 + (w1 >>> 12) + 0.5) / 2 ** 52;
    expect(value(0, 0)).toBe(2 ** -53);
    expect(value(-1, -1)).toBe(1 - 2 ** -53);
  });
  it('every argument matters', () => {
    const base = [3, 4, 5, 6, 7, 8, 9] as const;
    const seen = new Set<number>();
    const draw = (key: [number, number], [replication, purpose, c0, c1, s0, s1, n]: number[]): void => {
      const draws = new CounterDraws(key);
      draws.select(replication!, purpose!, c0!, c1!);
      seen.add(draws.uniform(s0!, s1!, n!));
    };
    draw([1, 2], [...base]);
    draw([2, 2], [...base]);
    draw([1, 3], [...base]);
    for (let i = 0; i < base.length; i++) draw([1, 2], base.map((x, j) => (i === j ? x + 1 : x)));
    expect(seen.size).toBe(3 + base.length);
  });
});

describe('seeds', () => {
  it('studyKey: two words from seedrandom, an empty seed is refused', () => {
    expect(studyKey('winter-storm-1')).toEqual([1576624185, 1136056910]);
    expect(studyKey('1')).toEqual([1157273989, 671118191]);
    expect(() => studyKey('')).toThrowError(expect.objectContaining({ code: 'SEED_EMPTY' }));
  });
  it('seededGenerator: the same sequence for the same seed', () => {
    const generator = seededGenerator('region-1');
    expect([generator(), generator()]).toEqual([0.2947297829561082, 0.3550461438270368]);
    expect(() => seededGenerator('')).toThrowError(expect.objectContaining({ code: 'SEED_EMPTY' }));
  });
});

it.each([['one by one', 3], ['in lanes', 20]])('many uniforms in one call are those of single calls (%s), whichever call comes first after a selection and what was selected before', (_, length) => {
  const key = [0x1234_5678, 0x9abc_def0] as const, index = Array.from({ length }, (_, i) => i);
  const subject0 = Uint32Array.from(index, (i) => 7 + i), subject1 = Uint32Array.from(index, (i) => 1 + i), assets = Int32Array.from(index, (i) => length - 1 - i);
  for (const n of [0, 2]) {
    const single = new CounterDraws(key), filled = new CounterDraws(key), searched = new CounterDraws(key), once = new CounterDraws(key), out = new Float64Array(length), below = new Int32Array(length);
    // Nothing is drawn under the first two selections.
    for (const draws of [filled, searched, once]) { draws.select(5, 1, 9, 9); draws.select(6, 2, 2, 3); }
    for (const draws of [single, filled, searched, once]) draws.select(5, 1, 2, 3);
    const expected = [...assets].map((a) => single.uniform(subject0[a]!, subject1[a]!, n));
    filled.fill(assets, subject0, subject1, n, out);
    expect([...out]).toEqual(expected);
    const count = searched.below(0.5, assets, subject0, subject1, n, below);
    expect([...below.subarray(0, count)]).toEqual([...assets].filter((_, i) => expected[i]! < 0.5));
    if (n > 0) continue;
    once.fillOnce(assets, 1, length, subject0, subject1, out.fill(-1));
    expect([...out]).toEqual([-1, ...expected.slice(1)]);
  }
});
