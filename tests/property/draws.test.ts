/**
 * The draws of neighbours look like independent uniforms: chi-square tests with fixed seeds (each passes or fails for good;
 * limits at a false alarm of about 1 in 30,000 each). The public battery is bench/battery, its verdict docs/draws.md.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CounterDraws } from '../../src/random/draws.js';
import { hashKey } from '../../src/random/hash.js';
import { studyKey } from '../../src/random/study-key.js';

const subjects = Array.from({ length: 1000 }, (_, i) => hashKey(`asset-${i}`));
const key = studyKey('neighbours');

/** One draw, all of its identity given. */
function draw(draws: CounterDraws, replication: number, purpose: number, context: number, subject: number, n: number): number {
  draws.select(replication, purpose, 0, context);
  return draws.uniform(...subjects[subject]!, n);
}

/** Is a chi-square statistic within 4 standard deviations of what it should be, in the normal scale of Wilson and Hilferty (1931)? */
function plausible(statistic: number, freedom: number): boolean {
  const z = (Math.cbrt(statistic / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
  return Math.abs(z) < 4;
}

function chiSquare(counts: Uint32Array): number {
  const expected = counts.reduce((a, b) => a + b) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** The draw at step i, and what stands beside it. */
const NEIGHBOURS: Record<string, (draws: CounterDraws, i: number) => [number, number]> = {
  replications: (d, i) => [draw(d, i, 1, 0, 7, 0), draw(d, i + 1, 1, 0, 7, 0)],
  'distant replications': (d, i) => [draw(d, i, 1, 0, 7, 0), draw(d, i + 2 ** 32, 1, 0, 7, 0)],
  assets: (d, i) => [draw(d, i >> 9, 1, 0, i & 511, 0), draw(d, i >> 9, 1, 0, (i & 511) + 1, 0)],
  repeats: (d, i) => [draw(d, i >> 6, 9, 0, 3, i & 63), draw(d, i >> 6, 9, 0, 3, (i & 63) + 1)],
  purposes: (d, i) => [draw(d, i, 1, 0, 7, 0), draw(d, i, 2, 0, 7, 0)],
  occurrences: (d, i) => [draw(d, i >> 4, 1, i & 15, 7, 0), draw(d, i >> 4, 1, (i & 15) + 1, 7, 0)],
};

describe.each(Object.keys(NEIGHBOURS))('neighbouring %s', (name) => {
  const pairs = NEIGHBOURS[name]!;
  const STEPS = 200_000;
  const BINS = 16;
  const single = new Uint32Array(1024);
  const joint = new Uint32Array(BINS * BINS);
  const bits = new Uint32Array(52);
  let products = 0;
  const draws = new CounterDraws(key);
  for (let i = 0; i < STEPS; i++) {
    const [u, v] = pairs(draws, i);
    single[Math.floor(u * 1024)]!++;
    joint[Math.floor(u * BINS) * BINS + Math.floor(v * BINS)]!++;
    products += (u - 0.5) * (v - 0.5);
    let low = (u * 2 ** 52) % 2 ** 26;
    let high = Math.floor(u * 2 ** 26);
    for (let b = 0; b < 26; b++) { bits[b]! += low & 1; bits[b + 26]! += high & 1; low >>= 1; high >>= 1; }
  }
  it('each is uniform in 1024 bins', () => expect(plausible(chiSquare(single), 1023)).toBe(true));
  it('a pair is uniform in 16 x 16 bins', () => expect(plausible(chiSquare(joint), BINS * BINS - 1)).toBe(true));
  it('they are not correlated', () => expect(Math.abs(products / STEPS)).toBeLessThan(4 / (12 * Math.sqrt(STEPS))));
  it('each of the 52 bits is set half of the time', () => {
    for (const count of bits) expect(Math.abs(count - STEPS / 2)).toBeLessThan(4.5 * Math.sqrt(STEPS / 4));
  });
});

it('studies whose seeds differ in a digit share nothing', () => {
  const one = new CounterDraws(studyKey('1'));
  const two = new CounterDraws(studyKey('2'));
  const joint = new Uint32Array(256);
  for (let i = 0; i < 100_000; i++) joint[Math.floor(draw(one, i, 1, 0, 7, 0) * 16) * 16 + Math.floor(draw(two, i, 1, 0, 7, 0) * 16)]!++;
  expect(plausible(chiSquare(joint), 255)).toBe(true);
});

it('is a pure function: no draw depends on which were made before', () => {
  const identity = fc.tuple(fc.maxSafeNat(), fc.nat(2047), fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff), fc.nat(0xffffffff), fc.oneof(fc.constant(0), fc.maxSafeNat()));
  fc.assert(fc.property(fc.array(identity, { minLength: 1, maxLength: 30 }), (identities) => {
    const used = new CounterDraws(key);
    for (const [replication, purpose, c0, c1, s0, s1, n] of identities) {
      const fresh = new CounterDraws(key);
      fresh.select(replication, purpose, c0, c1);
      used.select(replication, purpose, c0, c1);
      const u = used.uniform(s0, s1, n);
      expect(u).toBe(fresh.uniform(s0, s1, n));
      expect(u > 0 && u < 1).toBe(true);
    }
  }), { seed: 5 });
});
