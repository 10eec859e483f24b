/** The order of the trace within a pass, against a plain sort of the four numbers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TraceOrder } from '../../../src/engine/trace-order.js';

// Small numbers too, so that many entries are equal.
const few = fc.nat(1), place = fc.oneof(fc.tuple(fc.constant(3), few, few, few), fc.tuple(fc.integer({ min: 1, max: 7 }), fc.nat(2 ** 31 - 1), fc.nat(34), fc.nat(2 ** 31 - 1)));

test('any part of a list is sorted by step, wave, kind and key, equal entries as they came; the rest stays', () => {
  fc.assert(fc.property(fc.array(place, { maxLength: 200 }), fc.nat(200), fc.nat(200), (places, a, b) => {
    const order = new TraceOrder(16), from = Math.min(a, b, places.length), to = Math.min(Math.max(a, b), places.length);
    if (places.length > 16) order.grow(2 * places.length);
    places.forEach(([step, wave, kind, key], d) => { order.set(d, step, wave, kind, key); });
    const list = Int32Array.from(places.keys()), wanted = Array.from(places.keys());
    wanted.splice(from, to - from, ...wanted.slice(from, to).sort((p, q) => { const i = [0, 1, 2, 3].find((n) => places[p]![n] !== places[q]![n]); return i === undefined ? p - q : places[p]![i]! - places[q]![i]!; }));
    order.sort(list, from, to);
    expect(Array.from(list)).toEqual(wanted);
    places.forEach(([step, wave, , key], d) => { expect([order.stepOf(d), order.waveOf(d), order.keyOf(d)]).toEqual([step, wave, key]); });
  }));
});
