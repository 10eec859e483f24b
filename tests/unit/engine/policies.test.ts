/** Reactive plans in RxJS, on simulated time. */
import type { Observable} from 'rxjs';
import { asyncScheduler, delay, filter, interval, map, merge, mergeMap, of, take, takeUntil, timer, type SchedulerLike } from 'rxjs';
import { describe, expect, test } from 'vitest';
import type { Action, Policy, PolicyContext } from '../../../src/engine/contracts.js';
import { asset, hazard, need, outcome, system, timeline, trip } from './system.js';

const HOUR = 3_600_000;

/** Runs a policy that only notes the simulated hours at which its stream fires. */
function hoursOf(stream: (clock: SchedulerLike, context: PolicyContext) => Observable<unknown>): string[] {
  const noted: string[] = [];
  const policy: Policy = (context) => stream(context.clock, context).pipe(map((x) => { noted.push(`${context.clock.now() / HOUR}:${String(x)}`); }), filter((_): _ is never => false), map((x): Action => x));
  system([asset()], [hazard('h', 50, [0])], { policies: [policy] }).replicate(0);
  return noted;
}

describe('clock', () => {
  test('timer and interval fire at simulated times, within the horizon of 100 h', () => {
    expect(hoursOf((clock) => timer(5 * HOUR, clock))).toEqual(['5:0']);
    expect(hoursOf((clock) => interval(30 * HOUR, clock))).toEqual(['30:0', '60:1', '90:2']);
  });
  test('delay and takeUntil', () => {
    expect(hoursOf((clock) => of('x').pipe(delay(7 * HOUR, clock)))).toEqual(['7:x']);
    expect(hoursOf((clock) => interval(10 * HOUR, clock).pipe(takeUntil(timer(25 * HOUR, clock))))).toEqual(['10:0', '20:1']);
  });
  test('ties run in the order in which they were scheduled', () => {
    expect(hoursOf((clock) => merge(timer(5 * HOUR, clock).pipe(map(() => 'first')), timer(5 * HOUR, clock).pipe(map(() => 'second'))))).toEqual(['5:first', '5:second']);
    // Many, which the engine sorts in another way than few.
    const many = Array.from({ length: 50 }, (_, i) => i);
    expect(hoursOf((clock) => merge(...many.map((i) => timer(5 * HOUR, clock).pipe(map(() => i)))))).toEqual(many.map((i) => `5:${i}`));
  });
  test('unsubscribing cancels what was scheduled', () => {
    expect(hoursOf((clock) => interval(HOUR, clock).pipe(take(2)))).toEqual(['1:0', '2:1']);
  });
  test('work for now runs in this instant', () => {
    expect(hoursOf((clock) => timer(5 * HOUR, clock).pipe(mergeMap(() => timer(0, clock))))).toEqual(['5:0']);
  });
});

describe('policies', () => {
  const policy: Policy = ({ events$, clock }) => events$.pipe(
    filter((e) => e.kind === 'fall' && e.asset === 'a00'), delay(2 * HOUR, clock), map((): Action => ({ do: 'release', asset: 'a00' })),
  );
  const build = (policies: Policy[]) => system([asset(), asset({ needs: [need([0])] })], [hazard('h', 3, [0], { effects: [trip], durationHours: 20 })], { policies });

  test('an answer to a fall, two hours later, changes the outcome', () => {
    expect(timeline(build([policy]), 'fall', 'rise')).toEqual(['3 fall a00', '3 fall a01', '5 rise a00', '5 rise a01']);
    expect(outcome(build([]), 'lost-asset-hours.all')).toBe(40);
    expect(outcome(build([policy]), 'lost-asset-hours.all')).toBe(4);
  });

  test('every replication begins with fresh subscriptions', () => {
    const simulation = build([policy]), values = [0, 1].map((k) => [...simulation.replicate(k).values]);
    expect(values[1]).toEqual(values[0]);
  });

  test('levels and draws are at hand; draws depend on name, n and replication only', () => {
    const seen: number[] = [];
    const curious: Policy = ({ clock, level, uniform }) => timer(4 * HOUR, clock).pipe(map(() => { seen.push(level('a01'), uniform('dice'), uniform('dice', 1)); }), filter((_): _ is never => false), map((x): Action => x));
    const simulation = build([curious]);
    simulation.replicate(0);
    simulation.replicate(0);
    simulation.replicate(1);
    expect(seen[0]).toBe(0);
    expect(seen.slice(3, 6)).toEqual(seen.slice(0, 3));
    expect(new Set([seen[1], seen[2], seen[7], seen[8]]).size).toBe(4);
  });

  test('an unknown asset is named', () => {
    const wrong: Policy = ({ clock }) => timer(HOUR, clock).pipe(map((): Action => ({ do: 'trip', asset: 'a99' })));
    expect(() => build([wrong]).replicate(0)).toThrow(/a99/);
  });

  test('wall-clock time plays no part', () => {
    const late: Policy = () => timer(0, asyncScheduler).pipe(map((): Action => ({ do: 'trip', asset: 'a01' })));
    expect(outcome(build([late]), 'lost-asset-hours.all')).toBe(40);
  });
});
