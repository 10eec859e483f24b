/** Capacity that comes back by steps, time that does not queue, and hazards that leave no work possible: instants by hand. */
import { describe, expect, it } from 'vitest';
import { normalizeModel, type CascadeEvent } from '../../../src/index.js';
import { sinkHours } from '../../../src/engine/fields.js';
import { kind, replicatorOf } from '../../validation/study.js';

const hit = (id: string, onset: string, state: string, more: object = {}): object => ({ id, type: 'x', onset, duration: '1h', footprint: { select: { all: true } }, effects: [{ damage: { probability: 1, state } }], ...more });
const works = (more: object): object => kind('x', { cutOff: 0, capacityLeft: { slight: 0.5, moderate: 0.2, extensive: 0, complete: 0 }, ...more });

async function eventsOf(things: Record<string, object>, hazards: object[], recovery?: object): Promise<string[]> {
  const assets = Object.keys(things).map((id) => ({ id, kind: `k-${id}` })), kinds = Object.fromEntries(Object.entries(things).map(([id, k]) => [`k-${id}`, k]));
  const events: CascadeEvent[] = [];
  (await replicatorOf({ kinds, assets }, { horizon: '200h', hazards, recovery })).events(0).subscribe((e) => events.push(e));
  return events.filter((e) => e.asset !== undefined && e.kind !== 'derate' && e.kind !== 'repair-wait').map((e) => `${+e.hours.toFixed(4)} ${e.asset} ${e.kind}${e.to === undefined ? '' : ` ${+e.to.toFixed(4)}`}`);
}

describe('steps of capacity', () => {
  it('at durations: the one of 100 % ends the job; the level follows, from 0 after a restart', async () => {
    const a = works({ restart: '2h', repair: {}, restoration: { extensive: [['24h', 0.3], ['72h', '60%'], ['90h', 1]] } });
    expect(await eventsOf({ a }, [hit('h', '1h', 'extensive')])).toEqual([
      '1 a damage', '1 a fall 0', '1 a repair-start', '25 a restore 0.3', '25 a restart', '27 a rise 0.3', '73 a restore 0.6', '73 a rise 0.6', '91 a repair-end', '91 a rise 1',
    ]);
  });

  it('at shares of the job; nothing below what the state leaves', async () => {
    const a = works({ repair: { slight: '10h' }, restoration: { slight: [['20%', 0.4], ['50%', 0.8]] } });
    expect(await eventsOf({ a }, [hit('h', '1h', 'slight')])).toEqual(['1 a damage', '1 a fall 0.5', '1 a repair-start', '3 a restore 0.4', '6 a restore 0.8', '6 a rise 0.8', '11 a repair-end', '11 a rise 1']);
  });

  it('a worse state takes back what came, and its own steps begin anew; an equal one changes nothing', async () => {
    const a = works({ repair: {}, restoration: { slight: [['4h', 0.9], ['10h', 1]], moderate: [['5h', 0.6], ['20h', 1]] } });
    expect(await eventsOf({ a }, [hit('h', '1h', 'slight'), hit('i', '3h', 'slight'), hit('j', '7h', 'moderate')])).toEqual([
      '1 a damage', '1 a fall 0.5', '1 a repair-start', '5 a restore 0.9', '5 a rise 0.9', '7 a damage', '7 a fall 0.2', '7 a repair-start', '12 a restore 0.6', '12 a rise 0.6', '27 a repair-end', '27 a rise 1',
    ]);
  });

  it('count from when the crew begins', async () => {
    const a = works({ repair: {}, restoration: { slight: [['4h', 0.9], ['10h', 1]] } }), b = works({ repair: { slight: '3h' } });
    // a, by key, comes first; b's crew is a's: one pool of one.
    expect(await eventsOf({ a: b, b: a }, [hit('h', '1h', 'slight')], { crews: [{ id: 'p', count: 1 }] })).toEqual([
      '1 a damage', '1 b damage', '1 a fall 0.5', '1 b fall 0.5', '1 a repair-start', '4 a repair-end', '4 b repair-start', '4 a rise 1', '8 b restore 0.9', '8 b rise 0.9', '14 b repair-end', '14 b rise 1',
    ]);
  });

  it('are put back between replications', async () => {
    const a = works({ repair: {}, restoration: { slight: [['4h', 0.9], ['400h', 1]] } });
    const replicator = await replicatorOf({ kinds: { k: a }, assets: [{ id: 'a', kind: 'k' }] }, { horizon: '100h', hazards: [hit('h', '1h', 'slight')] });
    const at = replicator.outcomes.findIndex((o) => o.name === 'lost-asset-hours.all'), lost = [0, 1, 0].map((k) => replicator.replicate(k).values[at]!);
    // 4 h at 0.5, then 95 h at 0.9.
    lost.forEach((hours) => expect(hours).toBeCloseTo(2 + 9.5, 6));
  });

  it.each([
    [{ restoration: { slight: [['4h', 0.9]] } }, /steps at durations end with one of 100 %, found 0.9/],
    [{ repair: { slight: '9h' }, restoration: { slight: [['4h', 0.9], ['9h', 1]] } }, /gives the end of the job, and so does repair slight/],
    [{ restoration: { slight: [['4h', 0.9], ['50%', 1]] } }, /all after a share of the job, found both/],
    [{ restoration: { slight: [['40%', 0.9], ['30%', 1]] } }, /times of steps must rise/],
    [{ restoration: { slight: [['40%', 0.9], ['50%', 0.8]] } }, /capacity must not fall/],
    [{ restoration: { slight: [['100%', 0.9]] } }, /between 0 and 100 %/],
    [{ workLimit: [{ measure: 'depth', unit: 'm', below: 1 }, { measure: 'depth', unit: 'm', below: 2 }] }, /two work limits/],
  ])('refuses %j', (more, message) => {
    expect(() => normalizeModel({ format: 'hazcade-model/1', id: 'm', kinds: { k: { sector: 'x', ...more } }, assets: [{ id: 'a', kind: 'k' }] })).toThrow(message);
  });
});

describe('elapsed time', () => {
  it('begins at once and takes no crew; work queues', async () => {
    const elapsed = works({ repair: { slight: '5h' }, repairTime: 'elapsed', skill: 'rare' }), work = works({ repair: { slight: '5h' } });
    const events = await eventsOf({ a: elapsed, b: work, c: elapsed, d: work }, [hit('h', '1h', 'slight')], { crews: [{ id: 'p', count: 1 }] });
    expect(events.filter((e) => e.includes('repair-'))).toEqual([
      '1 a repair-start', '1 b repair-start', '1 c repair-start', '6 a repair-end', '6 b repair-end', '6 c repair-end', '6 d repair-start', '11 d repair-end',
    ]);
  });
});

describe('work limits', () => {
  const flood = (id: string, onset: string, duration: string, intensity: number, more: object = {}): object => ({ id, type: 'x', onset, duration, measure: 'depth', unit: 'm', intensity, footprint: { select: { all: true } }, ...more });
  const limited = (more: object = {}): object => works({ repair: { slight: '5h', moderate: '5h' }, fragility: [{ measure: 'depth', unit: 'm', step: { slight: 0.5 } }], workLimit: [{ measure: 'depth', unit: 'm', below: 0.4 }], ...more });
  const work = async (things: Record<string, object>, hazards: object[], recovery?: object): Promise<string[]> => (await eventsOf(things, hazards, recovery)).filter((e) => e.includes('repair-'));

  it('a job waits until the occurrence ends; with crews too, and elapsed ones', async () => {
    for (const [more, recovery] of [[{}, undefined], [{}, { crews: [{ id: 'p', count: 1 }] }], [{ repairTime: 'elapsed' }, { crews: [{ id: 'p', count: 1, skills: ['other'] }] }]] as const) {
      expect(await work({ a: limited(more) }, [flood('f', '1h', '10h', 1)], recovery)).toEqual(['11 a repair-start', '16 a repair-end']);
    }
  });

  it('under a profile until the intensity sinks below the limit', async () => {
    // 1 m x 0.4 is passed on the way down from 1 at 4 h to 0 at 14 h: 10 h after the onset.
    expect(await work({ a: limited() }, [flood('f', '1h', '2h', 1, { profile: [['0h', 0], ['4h', 1], ['14h', 0]] })])).toEqual(['11 a repair-start', '16 a repair-end']);
  });

  it('work begun goes on; below the limit, or by another measure, none is held', async () => {
    expect(await work({ a: limited() }, [hit('h', '1h', 'slight'), flood('f', '2h', '20h', 0.45)])).toEqual(['1 a repair-start', '6 a repair-end']);
    expect(await work({ a: limited() }, [hit('h', '3h', 'slight'), flood('f', '2h', '20h', 0.45)])).toEqual(['22 a repair-start', '27 a repair-end']);
    expect(await work({ a: limited() }, [hit('h', '3h', 'slight'), flood('f', '2h', '20h', 0.39)])).toEqual(['3 a repair-start', '8 a repair-end']);
  });

  it('overlapping occurrences hold it until the last has gone, and a further peril holds it as well', async () => {
    expect(await work({ a: limited() }, [hit('h', '3h', 'slight'), flood('f', '2h', '20h', 0.45), flood('g', '10h', '30h', 0.45)])).toEqual(['40 a repair-start', '45 a repair-end']);
    const storm = { id: 's', type: 'x', onset: '2h', duration: '8h', measure: 'gust', unit: 'm/s', intensity: 30, footprint: { select: { all: true } }, effects: [{ damage: { measure: 'depth', unit: 'm', intensity: 0.6 } }] };
    expect(await work({ a: limited() }, [storm])).toEqual(['10 a repair-start', '15 a repair-end']);
  });

  it('the last hour at or above a share of a profile', () => {
    const hours = Float64Array.of(0, 2, 4, 6, 8), factors = Float64Array.of(0, 1, 0.2, 0.6, 0.2);
    expect(sinkHours(hours, factors, 0.4, 20)).toBe(7);
    expect(sinkHours(hours, factors, 0.8, 20)).toBe(2.5);
    expect(sinkHours(hours, factors, 0.2, 20)).toBe(20);
    expect(sinkHours(hours, factors, 0.2, 5)).toBe(8);
  });
});
