import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../../src/engine/event-queue.js';
import { asset, hazard, need, system, trip } from './system.js';

/** `taken` is another array once the queue has grown. */
function takenBy(queue: EventQueue): number[] {
  const n = queue.take();
  return [...queue.taken.subarray(0, n)];
}

describe('event queue', () => {
  const PUSHES = {
    plain: (queue: EventQueue, key: number, payload: number) => { queue.push(key, payload); },
    from: (queue: EventQueue, key: number, payload: number) => { queue.pushFrom(Float64Array.of(0, key), 1, payload); },
    // Said of entries that mostly come in order; these do not always.
    inOrder: (queue: EventQueue, key: number, payload: number) => { queue.pushInOrder(Float64Array.of(0, key), 1, payload); },
  };

  test.each([['any', ['plain', 'from', 'inOrder']], ['in order', ['inOrder']]] as const)('gives entries by key, whatever the order of pushes (%s) and pops; none is lost beyond the places it was made for', (_, ways) => {
    const push = fc.record({ key: fc.nat(50), way: fc.constantFrom(...ways) }), pop = fc.constant(undefined);
    fc.assert(fc.property(fc.array(fc.oneof(push, pop), { maxLength: 900 }), (steps) => {
      const queue = new EventQueue(4, 3), model: [number, number][] = [];
      steps.forEach((step, payload) => {
        if (step !== undefined) { PUSHES[step.way](queue, step.key, payload); model.push([step.key, payload]); return; }
        if (model.length === 0) return;
        const least = Math.min(...model.map(([k]) => k));
        expect(queue.peek()).toBe(least);
        const got = queue.pop(), at = model.findIndex(([k, p]) => k === least && p === got);
        expect(at).toBeGreaterThanOrEqual(0);
        model.splice(at, 1);
      });
      const order = ([p, a]: [number, number], [q, b]: [number, number]): number => p - q || a - b, left = model.map((): [number, number] => [queue.peek(), queue.pop()]);
      expect(left.map(([key]) => key)).toEqual(model.map(([key]) => key).sort((p, q) => p - q));
      expect(left.sort(order)).toEqual(model.sort(order));
      expect(queue.peek()).toBe(Infinity);
    }));
  });

  test.each([['few', 6], ['more than are sorted one by one', 60]])('takes all entries of the least key together (%s), in order of payload; of tasks, which are negative, the one scheduled first in front', (_, most) => {
    const entry = fc.record({ key: fc.nat(2), payload: fc.integer({ min: -9, max: 9 }), way: fc.constantFrom('plain', 'from', 'inOrder') });
    fc.assert(fc.property(fc.array(entry, { minLength: most / 2, maxLength: 3 * most }), (entries) => {
      const queue = new EventQueue(4, 30), keys = [...new Set(entries.map(({ key }) => key))].sort((p, q) => p - q);
      for (const { key, payload, way } of entries) PUSHES[way](queue, key, payload);
      for (const key of keys) {
        expect(queue.peek()).toBe(key);
        const all = entries.filter((e) => e.key === key).map(({ payload }) => payload), tasks = all.filter((p) => p < 0), others = all.filter((p) => p >= 0);
        expect(takenBy(queue)).toEqual([...tasks.sort((p, q) => q - p), ...others.sort((p, q) => p - q)]);
      }
      expect(queue.peek()).toBe(Infinity);
    }));
  });

  test('what was taken can still be read when the queue grows meanwhile', () => {
    const queue = new EventQueue(1, 0);
    for (let i = 0; i < 40; i++) queue.push(8, i);
    const n = queue.take();
    for (let i = 0; i < 500; i++) queue.push(16, 1000 + i);
    expect([...queue.taken.subarray(0, n)]).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  test('an empty queue has no next entry', () => {
    const queue = new EventQueue(2, 2);
    queue.push(8, 1);
    queue.pushInOrder(Float64Array.of(9), 0, 2);
    queue.clear();
    expect(queue.peek()).toBe(Infinity);
    queue.pushInOrder(Float64Array.of(3), 0, 3);
    expect([queue.peek(), queue.pop(), queue.peek()]).toEqual([3, 3, Infinity]);
  });

  test('keys of ten years in ticks keep their order', () => {
    const queue = new EventQueue(2, 2), last = 87_600 * 460_800 * 8;
    queue.push(last + 1, 2);
    queue.push(last, 1);
    expect([queue.pop(), queue.pop()]).toEqual([1, 2]);
  });
});

test('what comes up together is in the order of keys, not of entry: reserves of two needs that end in one instant', () => {
  const reserve = (hours: number) => ({ hours, refillHours: 0, cover: 100, initial: 100, working: false });
  const assets = [asset(), asset(), asset({ needs: [need([0], { buffer: reserve(3) }), need([1], { service: 1, buffer: reserve(4) })] })];
  const needs: (string | undefined)[] = [];
  // That of the second need begins to drain first; both are empty at 5 h.
  system(assets, [hazard('h', 2, [0], { effects: [trip], durationHours: 50 }), hazard('i', 1, [1], { effects: [trip], durationHours: 50 })]).events(0).subscribe((e) => { if (e.kind === 'buffer-end') needs.push(e.need); });
  expect(needs).toEqual(['a02/s0#0', 'a02/s1#1']);
});
