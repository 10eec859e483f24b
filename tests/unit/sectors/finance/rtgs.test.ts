import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Offsetting } from '../../../../src/imports/finance-json.js';
import { Ledger, Rtgs } from '../../../../src/sectors/finance/settlement/rtgs.js';
import type { Schedule } from '../../../../src/sectors/finance/settlement/schedule.js';

type Payment = readonly [from: number, to: number, cents: number];

const scheduleOf = (n: number, payments: readonly Payment[]): Schedule => ({
  count: payments.length, from: Int32Array.from(payments, (p) => p[0]), to: Int32Array.from(payments, (p) => p[1]), cents: Float64Array.from(payments, (p) => p[2]),
  at: new Float64Array(payments.length), times: Float64Array.of(0), net: new Float64Array(n),
});

/** Settles payments that all arrive at once; gives what is left in the queue, and accounts. */
function settle(balances: number[], payments: readonly Payment[], offsetting: Offsetting = 'none', { credit = balances.map(() => 0), up = balances.map(() => 1) } = {}): { waiting: number[]; balances: number[] } {
  const ledger = new Ledger(balances.length);
  ledger.balance.set(balances);
  payments.forEach((_, k) => ledger.add(k, 0));
  new Rtgs(scheduleOf(balances.length, payments), Float64Array.from(credit), offsetting).settle(ledger, Uint8Array.from(up));
  return { waiting: Array.from(ledger.waiting.subarray(0, ledger.count)), balances: Array.from(ledger.balance) };
}

describe('one by one', () => {
  it('what comes in goes out again', () => {
    expect(settle([10, 0, 0], [[1, 2, 10], [2, 0, 10], [0, 1, 10]])).toEqual({ waiting: [], balances: [10, 0, 0] });
  });
  it('a payment that is not covered holds up those behind it, others pass', () => {
    expect(settle([5, 5], [[0, 1, 8], [0, 1, 3], [1, 0, 2]])).toEqual({ waiting: [0, 1], balances: [7, 3] });
    expect(settle([5, 5], [[0, 1, 8], [0, 1, 3], [1, 0, 2]], 'none', { credit: [4, 0] })).toEqual({ waiting: [], balances: [-4, 14] });
  });
  it('who is down receives, and sends nothing', () => {
    expect(settle([10, 0, 0], [[0, 1, 10], [1, 2, 10]], 'none', { up: [1, 0, 1] })).toEqual({ waiting: [1], balances: [0, 10, 0] });
  });
});

describe('offsetting', () => {
  const ring: Payment[] = [[0, 1, 10], [1, 2, 10], [2, 0, 10]], pair: Payment[] = [[0, 1, 10], [1, 0, 8]];
  it('nobody has money: a ring waits, unless all settle together', () => {
    expect(settle([0, 0, 0], ring).waiting).toEqual([0, 1, 2]);
    expect(settle([0, 0, 0], ring, 'bilateral').waiting).toEqual([0, 1, 2]);
    expect(settle([0, 0, 0], ring, 'multilateral')).toEqual({ waiting: [], balances: [0, 0, 0] });
    expect(settle([0, 0, 0], ring, 'multilateral', { up: [1, 0, 1] }).waiting).toEqual([0, 1, 2]);
  });
  it('two settle the difference', () => {
    expect(settle([2, 0], pair).waiting).toEqual([0, 1]);
    expect(settle([2, 0], pair, 'bilateral')).toEqual({ waiting: [], balances: [0, 2] });
    expect(settle([1, 0], pair, 'bilateral').waiting).toEqual([0, 1]);
  });
  it('bilateral passes what waits for third parties, multilateral does not', () => {
    const payments: Payment[] = [[0, 2, 50], [0, 1, 10], [1, 0, 10]];
    expect(settle([0, 0, 0], payments, 'bilateral')).toEqual({ waiting: [0], balances: [0, 0, 0] });
    expect(settle([0, 0, 0], payments, 'multilateral').waiting).toEqual([0, 1, 2]);
  });
  it('leaves out the last of a queue first', () => {
    // 0 owes 10 and then 5, receives 10: only its second payment stays.
    expect(settle([0, 0], [[0, 1, 10], [1, 0, 10], [0, 1, 5]], 'multilateral')).toEqual({ waiting: [2], balances: [0, 0] });
  });
});

it('keeps the money, overdraws nobody, keeps every queue in order, and stops only when no more can settle', () => {
  const system = fc.integer({ min: 2, max: 5 }).chain((n) => fc.record({
    balances: fc.array(fc.nat(20), { minLength: n, maxLength: n }), credit: fc.array(fc.nat(5), { minLength: n, maxLength: n }), up: fc.array(fc.nat(9).map((x) => (x > 0 ? 1 : 0)), { minLength: n, maxLength: n }),
    payments: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.integer({ min: 1, max: 30 })).filter(([from, to]) => from !== to), { maxLength: 12 }),
    offsetting: fc.constantFrom<Offsetting>('none', 'bilateral', 'multilateral'),
  }));
  fc.assert(fc.property(system, ({ balances, credit, up, payments, offsetting }) => {
    const { waiting, balances: after } = settle(balances, payments, offsetting, { credit, up });
    expect(after.reduce((a, b) => a + b, 0)).toBe(balances.reduce((a, b) => a + b, 0));
    after.forEach((b, i) => expect(b).toBeGreaterThanOrEqual(-credit[i]!));
    for (let i = 0; i < balances.length; i++) {
      const own = payments.flatMap(([from], k) => (from === i ? [k] : [])), left = waiting.filter((k) => payments[k]![0] === i);
      if (offsetting !== 'bilateral') expect(left).toEqual(own.slice(own.length - left.length));
      const front = left[0];
      if (front !== undefined && up[i] === 1) expect(after[i]! + credit[i]!).toBeLessThan(payments[front]![2]);
    }
    if (offsetting !== 'multilateral' || waiting.length > 8) return;
    // By trying all: no choice of fronts of queues leaves every account covered.
    const mine = balances.map((_, i) => waiting.filter((k) => payments[k]![0] === i && up[i] === 1));
    const choose = (i: number, taken: number[]): boolean => {
      if (i === mine.length) {
        if (taken.length === 0) return false;
        const net = after.slice();
        for (const k of taken) { net[payments[k]![0]]! -= payments[k]![2]; net[payments[k]![1]]! += payments[k]![2]; }
        return net.every((b, j) => b + credit[j]! >= 0);
      }
      return Array.from({ length: mine[i]!.length + 1 }, (_, m) => m).some((m) => choose(i + 1, [...taken, ...mine[i]!.slice(0, m)]));
    };
    expect(choose(0, [])).toBe(false);
  }), { numRuns: 400 });
});
