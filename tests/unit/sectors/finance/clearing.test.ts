import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clearing, NO_COSTS, type DefaultCosts } from '../../../../src/sectors/finance/clearing.js';
import { DebtRank } from '../../../../src/sectors/finance/debtrank.js';
import { debtNetwork, type Debt, type DebtNetwork } from '../../../../src/sectors/finance/debts.js';

interface Case { assets: number[]; outside: number[]; debts: Debt[] }
const network = ({ assets, outside, debts }: Case): DebtNetwork => debtNetwork(assets.map((_, i) => `bank-${i + 1}`), debts, assets, outside);
const none = (n: number): Float64Array => new Float64Array(n);
const amount = (most: number) => fc.integer({ min: 0, max: most }).map((x) => x / 100);

/** Systems of 1 to 8 banks, some without external debt, so that defaulters may owe mainly among themselves. */
const systems: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 8 }).chain((n) => fc.record({
  assets: fc.array(amount(1000), { minLength: n, maxLength: n }),
  outside: fc.oneof(fc.constant(Array<number>(n).fill(0)), fc.array(amount(500), { minLength: n, maxLength: n })),
  debts: fc.array(fc.record({ debtor: fc.nat(n - 1), creditor: fc.nat(n - 1), amount: amount(900).map((x) => x + 0.01) }), { maxLength: 3 * n }).map((list) => list.filter((d) => d.debtor !== d.creditor)),
}));
const costs: fc.Arbitrary<DefaultCosts> = fc.record({ alpha: amount(100), beta: amount(100) });

const received = ({ claims, liabilities }: DebtNetwork, payments: Float64Array, i: number): number => {
  let sum = 0;
  for (let e = claims.start[i]!; e < claims.start[i + 1]!; e++) sum += (claims.amount[e]! / liabilities[claims.other[e]!]!) * payments[claims.other[e]!]!;
  return sum;
};

describe('clearing', () => {
  it('keeps limited liability, priority of debt over equity, and its own equation', () => {
    fc.assert(fc.property(systems, fc.oneof(fc.constant(NO_COSTS), costs), (system, rule) => {
      const net = network(system), { payments, defaulted, equity } = new Clearing(net).solve(none(net.count), rule);
      for (let i = 0; i < net.count; i++) {
        const owed = net.liabilities[i]!, from = received(net, payments, i), has = net.externalAssets[i]! + from;
        expect(payments[i]!).toBeGreaterThanOrEqual(0);
        expect(payments[i]!).toBeLessThanOrEqual(Math.min(owed, has) + 1e-9);
        if (defaulted[i] === 1) expect(payments[i]).toBeCloseTo(rule.alpha * net.externalAssets[i]! + rule.beta * from, 9);
        else expect(payments[i]).toBe(owed);
        expect(equity[i]).toBeCloseTo(has - owed, 9);
        expect(equity[i]! < -1e-9 ? defaulted[i] : 1).toBe(1);
      }
    }), { numRuns: 300 });
  });

  it('is the greatest: no vector that keeps the equation from above lies higher', () => {
    fc.assert(fc.property(systems, costs, (system, rule) => {
      const net = network(system), { payments } = new Clearing(net).solve(none(net.count), rule);
      // Plain iteration from above never passes below the greatest clearing vector.
      let p = Float64Array.from(net.liabilities);
      for (let k = 0; k < 3000; k++) {
        p = p.map((_, i) => {
          const from = received(net, p, i), owed = net.liabilities[i]!;
          return net.externalAssets[i]! + from >= owed - 1e-12 * owed ? owed : rule.alpha * net.externalAssets[i]! + rule.beta * from;
        });
      }
      for (let i = 0; i < net.count; i++) expect(payments[i]!).toBeCloseTo(p[i]!, 6);
    }), { numRuns: 100 });
  });

  it('pays no less with more assets, and no more with costs of default', () => {
    fc.assert(fc.property(systems, costs, fc.array(amount(300), { minLength: 8, maxLength: 8 }), (system, rule, more) => {
      const net = network(system), shock = Float64Array.from(net.externalAssets, (e, i) => Math.min(e, more[i]!));
      const clearing = new Clearing(net), poorer = clearing.solve(shock).payments.slice(), costly = clearing.solve(none(net.count), rule).payments.slice(), plain = clearing.solve(none(net.count)).payments;
      for (let i = 0; i < net.count; i++) {
        expect(poorer[i]!).toBeLessThanOrEqual(plain[i]! + 1e-9);
        expect(costly[i]!).toBeLessThanOrEqual(plain[i]! + 1e-9);
      }
    }), { numRuns: 200 });
  });

  it('costs nothing where default is free: the same as Eisenberg and Noe', () => {
    fc.assert(fc.property(systems, (system) => {
      const net = network(system), a = new Clearing(net).solve(none(net.count)), b = new Clearing(net).solve(none(net.count), { alpha: 1, beta: 1 });
      expect(Array.from(b.payments)).toEqual(Array.from(a.payments));
    }), { numRuns: 20 });
  });

  it('does not depend on the order of debts, nor on what was solved before', () => {
    fc.assert(fc.property(systems, (system) => {
      const net = network(system), clearing = new Clearing(net), first = Array.from(clearing.solve(none(net.count)).payments);
      clearing.solve(net.externalAssets);
      expect(Array.from(clearing.solve(none(net.count)).payments)).toEqual(first);
      const turned = network({ ...system, debts: [...system.debts].reverse() });
      expect(Array.from(new Clearing(turned).solve(none(net.count)).payments)).toEqual(first);
    }), { numRuns: 100 });
  });

  it('eliminates where payments hardly leave the circle of defaulters', () => {
    // Both owe 1 to each other and 1e-6 outside; together they have 1e-6 and owe 2e-6: each creditor outside gets half.
    const net = debtNetwork(['a', 'b'], [{ debtor: 0, creditor: 1, amount: 1 }, { debtor: 1, creditor: 0, amount: 1 }], [5e-7, 5e-7], [1e-6, 1e-6]);
    const { payments, defaults } = new Clearing(net).solve([0, 0]);
    expect(defaults).toBe(2);
    for (const p of payments) expect(p).toBeCloseTo(0.5 * (1 + 1e-6), 9);
  });

  it('refuses shocks beyond assets and shares that are none', () => {
    const clearing = new Clearing(debtNetwork(['a'], [], [1], [0]));
    expect(() => clearing.solve([2])).toThrowError(expect.objectContaining({ code: 'CLEARING_ASSETS', message: expect.stringContaining('"a"') as string }));
    expect(() => clearing.solve([0], { alpha: 1.5, beta: 1 })).toThrowError(expect.objectContaining({ code: 'CLEARING_COSTS' }));
    expect(() => clearing.solve([NaN])).toThrowError(expect.objectContaining({ code: 'CLEARING_ASSETS' }));
  });
});

describe('DebtRank', () => {
  it('linear: losses of equity add up over a chain, and go round a ring', () => {
    // A ring of three with equity 1 each and claims of 0.5: A holds on B, B on C, C on A (the NEVA package's first example).
    const ring = debtNetwork(['A', 'B', 'C'], [{ debtor: 1, creditor: 0, amount: 0.5 }, { debtor: 2, creditor: 1, amount: 0.5 }, { debtor: 0, creditor: 2, amount: 0.5 }], [10, 5, 3], [9, 4, 2]);
    const { equity, distress } = new DebtRank(ring).solve([1.2, 0, 0]);
    [-0.325, 0.75, 0.5].forEach((e, i) => expect(equity[i]).toBeCloseTo(e, 14));
    expect(Array.from(distress)).toEqual([1, 0.25, 0.5]);
  });
  it('original: is never above the linear one, and both are nothing without a shock', () => {
    fc.assert(fc.property(systems, fc.array(amount(100), { minLength: 8, maxLength: 8 }), (system, shares) => {
      const raw = network(system), short = raw.liabilities.map((l, i) => Math.max(0, l - raw.externalAssets[i]!) + 1);
      const net = network({ ...system, assets: system.assets.map((e, i) => e + short[i]!) }), model = new DebtRank(net);
      expect(model.solve(none(net.count)).total).toBe(0);
      expect(model.solve(none(net.count), 'original').total).toBe(0);
      const shock = model.equityBefore.map((e, i) => e * shares[i]! * 0.1);
      const once = model.solve(shock, 'original').distress.slice(), linear = model.solve(shock).distress;
      once.forEach((h, i) => expect(h).toBeLessThanOrEqual(linear[i]! + 1e-9));
    }), { numRuns: 100 });
  });
  it('needs equity to lose', () => {
    expect(() => new DebtRank(debtNetwork(['a', 'b'], [], [1, 1], [0, 2]))).toThrowError(expect.objectContaining({ code: 'DEBTRANK_EQUITY', message: expect.stringContaining('"b"') as string }));
  });
});
