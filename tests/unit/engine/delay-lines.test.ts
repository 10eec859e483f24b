import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DelayLines } from '../../../src/engine/delay-lines.js';
import { allocateNetwork } from '../../../src/network/compiled-network.js';
import { FULL } from '../../../src/engine/units.js';

function lines(delay: number): DelayLines {
  const network = allocateNetwork({ assets: 1, needs: 1, edges: 0, kinds: 1, services: 1, sectors: 1, profiles: 1, slots: 0 });
  network.needDelay[0] = delay;
  return new DelayLines(network);
}

test('what is felt is the highest supply of the last d ticks, those held for some time and the present one', () => {
  const changes = fc.array(fc.record({ after: fc.integer({ min: 1, max: 4 }), q: fc.nat(5) }), { maxLength: 30 });
  fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), changes, (delay, list) => {
    const line = lines(delay), held: { q: number; until: number }[] = [];
    let t = 0, present = FULL;
    for (const { after, q } of list) {
      for (let step = 1; step <= after; step++) {
        t++;
        const wanted = Math.max(present, ...held.filter((h) => h.until > t - delay).map((h) => h.q));
        expect(line.feel(0, present, t)).toBe(wanted);
      }
      if (q !== present) held.push({ q: present, until: t });
      present = q;
      expect(line.feel(0, present, t)).toBe(Math.max(present, ...held.filter((h) => h.until > t - delay).map((h) => h.q)));
      const next = line.expiry(0);
      if (next < Infinity) expect(next).toBeGreaterThan(t);
    }
  }));
});

test('a supply that was there only within an instant is not remembered', () => {
  const line = lines(10);
  line.feel(0, 0, 5);
  line.feel(0, FULL, 5);
  expect(line.feel(0, 0, 5)).toBe(FULL); // the supply before the start, until tick 15
  expect(line.expiry(0)).toBe(15);
  line.feel(0, 0, 15);
  line.feel(0, FULL, 20);
  expect(line.feel(0, 0, 20)).toBe(0);
});

test('reset goes back to the supply of the start', () => {
  const line = lines(3);
  line.feel(0, 7, -1);
  line.setBaseline();
  line.feel(0, 0, 4);
  line.reset();
  expect(line.feel(0, 0, 1)).toBe(7);
  expect(line.expiry(0)).toBe(4);
});
