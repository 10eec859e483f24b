/** Restarts, deadlocks and own failures. */
import { describe, expect, test } from 'vitest';
import { asset, hazard, need, outcome, system, timeline, trip } from './system.js';

const out = (id: string, onset: number, assets: number[], durationHours: number) => hazard(id, onset, assets, { effects: [trip], durationHours });

describe('restart', () => {
  test('counts from the return of the supply; a loss of it voids the count', () => {
    const simulation = system([asset(), asset({ restart: 3, needs: [need([0])] })], [out('h', 2, [0], 2), out('i', 5, [0], 1)]);
    expect(timeline(simulation, 'fall', 'rise')).toEqual(['2 fall a00', '2 fall a01', '4 rise a00', '5 fall a00', '6 rise a00', '9 rise a01']);
  });
});

describe('deadlock', () => {
  const pair = (reserve: boolean) => [asset({ needs: [need([1])] }), asset({ needs: [need([0], reserve ? { buffer: { hours: 50, refillHours: 0, cover: 100, initial: 100, working: true } } : {})] })];

  test('two that wait for each other after a trip stay down', () => {
    const simulation = system(pair(false), [out('h', 2, [0], 1)]);
    expect(outcome(simulation, 'waiting-at-horizon.all')).toBe(2);
    expect(outcome(simulation, 'deadlocked-at-horizon.all')).toBe(2);
  });

  test('a black-start reserve resolves it', () => {
    const simulation = system(pair(true), [out('h', 2, [0, 1], 1)]);
    expect(outcome(simulation, 'deadlocked-at-horizon.all')).toBe(0);
    expect(timeline(simulation, 'rise').sort()).toEqual(['3 rise a00', '3 rise a01']);
  });

  test('who waits for an asset under repair is not deadlocked', () => {
    const simulation = system([asset({ repair: [99, 99, 99, 99] }), asset({ needs: [need([0])] })], [hazard('h', 2, [0])]);
    expect(outcome(simulation, 'waiting-at-horizon.all')).toBe(1);
    expect(outcome(simulation, 'deadlocked-at-horizon.all')).toBe(0);
  });

  test('who waits for an asset that will wait for it is, though that one is still under repair', () => {
    const simulation = system([asset({ repair: [99, 99, 99, 99], needs: [need([1])] }), asset({ needs: [need([0])] })], [hazard('h', 2, [0])]);
    expect(outcome(simulation, 'deadlocked-at-horizon.all')).toBe(1);
  });

  test('a partner that is up but too low keeps it locked', () => {
    // a01 gives 0.5 while a00 is down; a00 needs 0.8 of it.
    const simulation = system([asset({ cutOff: 80, needs: [need([1])] }), asset({ needs: [need([0], { impact: 500_000 })] })], [out('h', 2, [0], 1)]);
    expect(outcome(simulation, 'deadlocked-at-horizon.all')).toBe(1);
  });
});

describe('own failures', () => {
  const failing = (failuresPerYear: number, hazards: ReturnType<typeof hazard>[] = []) => system([asset({ repair: [10, 10, 10, 10] })], hazards, {
    spec: { horizon: 2000 }, model: (model) => ({ ...model, assets: model.assets.map((a) => ({ ...a, kind: { ...a.kind, failuresPerYear } })) }),
  });

  test('the clock stands while the asset is down: availability is mean up time over the whole', () => {
    // 87.6 failures a year of work: 100 h between failures, 10 h of repair.
    const simulation = failing(87.6), at = simulation.outcomes.findIndex((o) => o.name === 'lost-asset-hours.all');
    const lost = Array.from({ length: 300 }, (_, k) => simulation.replicate(k).values[at]! / 2000).reduce((sum, x) => sum + x, 0) / 300;
    // Alternating renewal: 10 / 110 = 0.0909; 300 x 2,000 h hold about 5,450 cycles, so the standard error is about 0.0011.
    expect(Math.abs(lost - 10 / 110)).toBeLessThan(0.006);
  });

  test('a gap that an outage interrupts goes on where it stood: the failure comes later by the outage, and none comes in it', () => {
    const firsts = (hazards: ReturnType<typeof hazard>[]): number[] => {
      const simulation = failing(87.6, hazards);
      return Array.from({ length: 40 }, (_, k) => { let first = Infinity; simulation.events(k).subscribe((e) => { if (e.kind === 'damage') first = Math.min(first, e.tick); }); return first; });
    };
    const free = firsts([]), paused = firsts([out('h', 20, [0], 5), out('i', 50, [0], 7)]), late = (tick: number): number => (tick <= 20 * 60 ? tick : tick <= 45 * 60 ? tick + 5 * 60 : tick + 12 * 60);
    expect(new Set(free.map((tick) => late(tick) - tick))).toEqual(new Set([0, 300, 720]));
    expect(paused).toEqual(free.map(late));
  });

  test('they are roots, and count as hit', () => {
    const simulation = failing(8760);
    const first: unknown[] = [];
    simulation.events(0).subscribe((e) => { if (e.kind === 'damage') first.push(e.cause); });
    expect(first[0]).toBeUndefined();
    expect(outcome(simulation, 'assets-hit.all')).toBe(1);
  });
});
