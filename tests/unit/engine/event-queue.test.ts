import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../../src/engine/event-queue.js';

describe('event queue', () => {
  test('gives entries by key, whatever the order of pushes and pops; none is lost beyond its first 256 places', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(50), fc.constant(-1)), { maxLength: 900 }), (steps) => {
      const queue = new EventQueue(), model: [number, number][] = [];
      steps.forEach((key, payload) => {
        if (key >= 0) { queue.push(key, payload); model.push([key, payload]); return; }
        if (model.length === 0) return;
        const least = Math.min(...model.map(([k]) => k));
        expect(queue.peek()).toBe(least);
        const got = queue.pop(), at = model.findIndex(([k, p]) => k === least && p === got);
        expect(at).toBeGreaterThanOrEqual(0);
        model.splice(at, 1);
      });
      expect(queue.size).toBe(model.length);
    }));
  });

  test('an empty queue has no next entry', () => {
    const queue = new EventQueue();
    queue.push(8, 1);
    queue.clear();
    expect(queue.peek()).toBe(Infinity);
  });

  test('keys of ten years in ticks keep their order', () => {
    const queue = new EventQueue(), last = 87_600 * 460_800 * 8;
    queue.push(last + 1, 2);
    queue.push(last, 1);
    expect([queue.pop(), queue.pop()]).toEqual([1, 2]);
  });
});
