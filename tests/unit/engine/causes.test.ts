/** The cause of a fall where several things could be it: what limits first, which need binds, whose shortage counts. */
import { expect, test } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import { asset, hazard, need, system, trip } from './system.js';

const out = (id: string, onset: number, assets: number[]) => hazard(id, onset, assets, { effects: [trip], durationHours: 50 });

/** Of each fall of an asset: the hour, and the event that caused it as kind and asset, back to the fall of another. */
function causesOf(id: string, simulation: ReturnType<typeof system>): string[] {
  const events = new Map<number, CascadeEvent>(), lines: string[] = [];
  simulation.events(0).subscribe((event) => {
    events.set(event.id, event);
    if (event.kind !== 'fall' || event.asset !== id) return;
    let at = events.get(event.cause!)!, line = `${event.hours} ${at.kind} ${at.asset}`;
    while (at.kind === 'buffer-end') { at = events.get(at.cause!)!; line += ` ${at.kind} ${at.asset}`; }
    lines.push(line);
  });
  return lines;
}

test('capacity and a need that leave the same: capacity comes first', () => {
  const half = hazard('half', 5, [1], { effects: [{ effect: 'derate', probability: 1, to: 0.5 }], durationHours: 50 });
  // The supply that failed at 2 h is felt at 5 h, and leaves a half as well.
  const simulation = system([asset(), asset({ needs: [need([0], { impact: 500_000, delay: 3 })] })], [out('h', 2, [0]), half]);
  expect(causesOf('a01', simulation)).toEqual(['5 derate a01']);
});

test('needs that contribute the same: the first by key binds, whatever its supplier', () => {
  for (const [first, second] of [[0, 1], [1, 0]] as const) {
    const simulation = system([asset(), asset(), asset({ needs: [need([first]), need([second], { service: 1 })] })], [out('h', 2, [0, 1])]);
    expect(causesOf('a02', simulation)).toEqual([`2 fall a0${first}`]);
  }
});

test('who fills a reserve is a cause once it is empty, not before', () => {
  const buffer = { hours: 4, refillHours: 4, cover: 50, initial: 100, working: false, refill: { from: [{ from: 2, weight: 1_000_000 }], required: 1_000_000, best: false } };
  // The supply that failed at 1 h is felt at 3 h; the refill failed between. Half an hour of the full need goes each hour: empty at 11 h.
  const simulation = system([asset(), asset({ needs: [need([0], { delay: 2, buffer })] }), asset()], [out('h', 1, [0]), out('i', 2, [2])]);
  expect(causesOf('a01', simulation)).toEqual(['3 fall a00', '11 buffer-end a01 fall a02']);
});
