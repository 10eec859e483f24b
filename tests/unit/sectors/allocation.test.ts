import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL } from '../../../src/engine/units.js';
import { allocateNetwork } from '../../../src/network/compiled-network.js';
import { allocation } from '../../../src/sectors/allocation.js';
import { NO_FILES } from '../../../src/sectors/sector.js';

const network = allocateNetwork({ assets: 10, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });
type Consumers = Record<string, number | { demand: number; class?: number; reserved?: number }>;

/** Shares 0..1 by id; ids are 's0', 's1' for suppliers, then 'c0'...; `state`: offered 0..1 or 'down'. */
function shares(rule: string, suppliers: Record<string, number>, consumers: Consumers, state: Record<string, number | 'down'> = {}): Record<string, number> {
  const ids = [...Object.keys(consumers), ...Object.keys(suppliers)].sort(), model = allocation.create({ rule, suppliers, consumers }, network, (id) => ids.indexOf(id), NO_FILES);
  const out = new Int32Array(ids.length);
  model.solve(0, Uint8Array.from(ids, (id) => (state[id] === 'down' ? 0 : 1)), Int32Array.from(ids, (id) => (typeof state[id] === 'number' ? state[id] * FULL : FULL)), out);
  return Object.fromEntries(ids.map((id, i) => [id, out[i]! / FULL]));
}

describe('by hand', () => {
  it('proportional: a half for all when there is a half', () => {
    expect(shares('proportional', { s0: 50, s1: 50 }, { c0: 20, c1: 80 }, { s0: 'down' })).toMatchObject({ c0: 0.5, c1: 0.5 });
  });

  it('what one cannot use is shared among the others: 60 for 100 (can take 20) and 100 is 20 and 40', () => {
    expect(shares('proportional', { s0: 60 }, { c0: 100, c1: 100 }, { c0: 0.2 })).toMatchObject({ c0: 0.4, c1: 0.4 });
  });

  it('priority: the first class whole, the second in part, the third not at all', () => {
    const consumers = { c0: { demand: 30, class: 2 }, c1: { demand: 20, class: 1 }, c2: { demand: 50, class: 3 }, c3: { demand: 10, class: 2 } };
    expect(shares('priority', { s0: 110 }, consumers, { s0: 40 / 110 })).toMatchObject({ c0: 0.5, c1: 1, c2: 0, c3: 0.5 });
  });

  it('reserved: guaranteed parts first, the rest in proportion to what is still asked for', () => {
    // 100 for demands of 100 and 100, the first with 60 guaranteed: 40 left for 40 + 100, so 2/7 of each.
    const consumers = { c0: { demand: 100, reserved: 0.6 }, c1: 100 };
    const found = shares('reserved', { s0: 100 }, consumers);
    expect([found.c0, found.c1].map((x) => Math.round(x! * FULL))).toEqual([Math.floor((0.6 + 0.4 * (2 / 7)) * FULL), (2 / 7) * FULL].map(Math.floor));
    // 30 are half of what is guaranteed.
    expect(shares('reserved', { s0: 30 }, consumers)).toMatchObject({ c0: 0.3, c1: 0 });
  });

  it('one that is down frees its part, and is told what it would have', () => {
    expect(shares('proportional', { s0: 100 }, { c0: 100, c1: 100 }, { c1: 'down' })).toMatchObject({ c0: 1, c1: 0.5 });
  });

  it('a supplier that offers a half gives a half', () => {
    expect(shares('proportional', { s0: 80, s1: 20 }, { c0: 100 }, { s0: 0.5 })).toMatchObject({ c0: 0.6, s0: 1, s1: 1 });
  });

  it('scarce from the start on is a warning; one that is both is an error', () => {
    expect(allocation.check({ rule: 'proportional', suppliers: { a: 1 }, consumers: { b: 0.4, c: 0.7 } }).map((p) => p.code)).toEqual(['ALLOCATION_SHORT']);
    expect(allocation.check({ rule: 'proportional', suppliers: { a: 0.3 }, consumers: { b: 0.1, c: 0.2 } })).toEqual([]);
    expect(() => shares('proportional', { a: 1 }, { a: 1 })).toThrowError(expect.objectContaining({ code: 'ALLOCATION_BOTH' }));
  });
});

describe('laws', () => {
  const consumer = fc.record({ demand: fc.integer({ min: 1, max: 100 }), class: fc.integer({ min: 1, max: 3 }), reserved: fc.integer({ min: 0, max: 10 }).map((x) => x / 10) });
  const situation = fc.record({
    rule: fc.constantFrom('proportional', 'priority', 'reserved'), capacity: fc.integer({ min: 1, max: 300 }), consumers: fc.array(consumer, { minLength: 1, maxLength: 6 }), offers: fc.array(fc.integer({ min: 0, max: 10 }).map((x) => x / 10), { minLength: 6, maxLength: 6 }),
  });
  const run = ({ rule, capacity, consumers, offers }: { rule: string; capacity: number; consumers: { demand: number }[]; offers: number[] }) => {
    const found = shares(rule, { s0: capacity }, Object.fromEntries(consumers.map((c, i) => [`c${i}`, c])), Object.fromEntries(consumers.map((_, i) => [`c${i}`, offers[i]!])));
    return consumers.map((_, i) => found[`c${i}`]!);
  };

  it('no more is used than there is; all is used while anybody could use more', () => {
    fc.assert(fc.property(situation, (s) => {
      const got = run(s), used = s.consumers.reduce((total, c, i) => total + c.demand * Math.min(got[i]!, s.offers[i]!), 0), asked = s.consumers.reduce((total, c, i) => total + c.demand * s.offers[i]!, 0);
      expect(used).toBeLessThanOrEqual(s.capacity + 1e-9);
      expect(used).toBeGreaterThanOrEqual(Math.min(s.capacity, asked) - 600 / FULL);
    }), { seed: 4, numRuns: 400 });
  });

  it('more capacity lowers no share; less use by others lowers no share', () => {
    fc.assert(fc.property(situation, fc.integer({ min: 1, max: 50 }), fc.nat(5), (s, more, other) => {
      const before = run(s);
      run({ ...s, capacity: s.capacity + more }).forEach((share, i) => expect(share).toBeGreaterThanOrEqual(before[i]! - 2 / FULL));
      const less = s.offers.map((o, i) => (i === other % s.consumers.length ? o / 2 : o));
      run({ ...s, offers: less }).forEach((share, i) => expect(share).toBeGreaterThanOrEqual(before[i]! - 2 / FULL));
    }), { seed: 6, numRuns: 400 });
  });

  it('of equal rank, nobody is served less than in proportion to another', () => {
    fc.assert(fc.property(situation, (s) => {
      const got = run({ ...s, rule: 'proportional' });
      expect(new Set(got).size).toBe(1);
    }), { seed: 8, numRuns: 100 });
  });
});
