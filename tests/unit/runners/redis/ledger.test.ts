/** What the owner of a study knows of its orders, whatever Redis forgets. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ledger, type Open } from '../../../../src/runners/redis/ledger.js';
import { blockJob } from '../../../../src/study/block.js';

const ledgerOf = (orders: number): { ledger: Ledger<string>; all: Open<string>[] } => {
  const ledger = new Ledger<string>();
  return { ledger, all: Array.from({ length: orders }, (_, i) => ledger.add(blockJob(i, 64 * orders), `waiter ${i}`)) };
};
const numbers = (orders: readonly Open<string>[]): number[] => orders.map(({ order }) => order.number);
const file = (ledger: Ledger<string>, job: string, most: number): number[] => {
  const orders = ledger.nextOrders(most);
  ledger.file(job, orders);
  ledger.arrived(job);
  return numbers(orders);
};

describe('ledger', () => {
  it('files orders in their order, and hands on only from the first that is open', () => {
    const { ledger, all } = ledgerOf(5);
    expect([file(ledger, 'a', 2), file(ledger, 'b', 2), ledger.waiting, ledger.ahead]).toEqual([[0, 1], [2, 3], 1, 4]);
    for (const number of [1, 2, 3, 77]) ledger.markDone(number);
    expect(numbers(ledger.ready(9))).toEqual([]);
    expect(ledger.settle()).toEqual([]);
    expect(ledger.jobs).toBe(1);
    ledger.markDone(0);
    expect([numbers(ledger.ready(3)), numbers(ledger.ready(9))]).toEqual([[0, 1, 2], [0, 1, 2, 3]]);
    expect([ledger.takeOff(all[0]!), ledger.takeOff(all[0]!), ledger.ahead]).toEqual([true, false, 3]);
  });

  it('a lost job goes back to the head, without what is done or given up', () => {
    const { ledger, all } = ledgerOf(6);
    file(ledger, 'a', 4);
    ledger.markDone(1);
    ledger.takeOff(all[2]!);
    ledger.jobLost('a');
    expect(numbers(ledger.nextOrders(9))).toEqual([0, 3, 4, 5]);
    ledger.jobLost('never');
  });

  it('lost results are ordered again, and only those', () => {
    const { ledger } = ledgerOf(4);
    file(ledger, 'a', 4);
    for (const number of [0, 1, 3]) ledger.markDone(number);
    ledger.resultsLost(new Set([1]));
    expect(numbers(ledger.nextOrders(9))).toEqual([0, 3]);
    expect(numbers(ledger.ready(9))).toEqual([]);
  });

  it('names jobs that need not be done any more, once', () => {
    const { ledger, all } = ledgerOf(4);
    file(ledger, 'a', 2);
    file(ledger, 'b', 2);
    for (const open of all) if (open.order.number !== 2) ledger.takeOff(open);
    expect([ledger.settle(), ledger.jobs]).toEqual([['a'], 1]);
    ledger.markDone(2);
    expect([ledger.settle(), ledger.settle(), ledger.jobs]).toEqual([['b'], [], 0]);
  });

  it('whatever is lost on the way, every order is handed on once, in its order', () => {
    const step = fc.oneof(fc.record({ kind: fc.constantFrom('file', 'compute', 'take', 'lose job', 'lose results') as fc.Arbitrary<string>, n: fc.nat(9) }));
    fc.assert(fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const { ledger } = ledgerOf(12), there = new Set<number>(), handed: number[] = [];
      let job = 0;
      const act = (kind: string, n: number): void => {
        const jobs = ledger.jobsArrived(), one = jobs[n % Math.max(1, jobs.length)];
        if (kind === 'file') { const orders = ledger.nextOrders(1 + (n % 4)); if (orders.length > 0) { ledger.file(`${job}`, orders); ledger.arrived(`${job++}`); } }
        if (kind === 'compute' && one !== undefined) for (const { order } of ledger.ordersOf(one)) if (ledger.isOpen(order.number)) { there.add(order.number); ledger.markDone(order.number); }
        if (kind === 'lose job' && one !== undefined) ledger.jobLost(one);
        if (kind === 'lose results') there.clear();
        if (kind === 'take') {
          const ready = ledger.ready(3);
          if (ready.some(({ order }) => !there.has(order.number))) ledger.resultsLost(there);
          else for (const open of ready) { ledger.takeOff(open); there.delete(open.order.number); handed.push(open.order.number); }
        }
        ledger.settle();
      };
      for (const { kind, n } of steps) act(kind, n);
      for (let rounds = 0; rounds < 200 && handed.length < 12; rounds++) for (const kind of ['file', 'compute', 'take']) act(kind, 3);
      expect(handed).toEqual(Array.from({ length: 12 }, (_, i) => i));
    }), { numRuns: 500 });
  });
});
