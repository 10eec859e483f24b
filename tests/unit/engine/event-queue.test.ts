import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../../src/engine/event-queue.js';
import { asset, hazard, need, system, trip } from './system.js';

describe('event queue', () => {
  test('gives entries by key, whatever the order of pushes and pops; none is lost beyond the places it was made for', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(50), fc.constant(-1)), { maxLength: 900 }), (steps) => {
      const queue = new EventQueue(4), model: [number, number][] = [];
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
    const queue = new EventQueue(2);
    queue.push(8, 1);
    queue.clear();
    expect(queue.peek()).toBe(Infinity);
  });

  test('keys of ten years in ticks keep their order', () => {
    const queue = new EventQueue(2), last = 87_600 * 460_800 * 8;
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
