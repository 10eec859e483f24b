/**
 * Buffers, delays, weights, restarts, crews and deadlocks, each derived by hand from docs/semantics.md. Every figure is exact: levels are whole parts of
 * 3,603,600 and times whole ticks, so thirds and quarters of hours and of levels come out as such.
 */
import { describe, test } from 'vitest';
import { kind, need, reader, replicatorOf } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('arithmetic', 'by hand');

const KINDS = {
  plant: kind('plants', { cutOff: 0 }),
  works: kind('works', { repair: { slight: '4h', moderate: '4h', extensive: '4h', complete: '4h' } }),
  slow: kind('works', { restart: '1h', repair: { slight: '4h', moderate: '4h', extensive: '4h', complete: '4h' } }),
  partial: kind('works', { cutOff: 0.2 }),
};
const plant = { id: 'plant', kind: 'plant' };

/** The plant, or other assets, offer only a part of their capacity for some hours. */
const derated = (from: number, to: number, level = 0, assets = ['plant']): object => ({
  id: `derated-${assets.join('-')}-${from}`, type: 'other', onset: `${from}h`, duration: `${to - from}h`, footprint: { assets }, effects: [{ derate: { to: level } }],
});
const tripped = (from: number, to: number, asset: string): object => ({ id: `tripped-${from}`, type: 'other', onset: `${from}h`, duration: `${to - from}h`, footprint: { assets: [asset] }, effects: [{ trip: {} }] });
const hits = (assets: string[]): object => ({ id: 'hits', type: 'other', onset: '1h', footprint: { assets }, effects: [{ damage: { probability: 1, state: 'complete' } }] });

interface Case { check: string; assets: object[]; hazards: object[]; crews?: object[]; outcome?: string; expected: number }

/** A consumer of the plant, with its need. */
const works = (more: object, ofKind = 'works', others: object[] = []): object[] => [plant, { id: 'works', kind: ofKind, needs: [need(['plant'], 1, more)] }, ...others];
const buffer = (hours: number, more: object = {}): object => ({ buffer: { hours: `${hours}h`, refill: `${hours}h`, ...more } });

const CASES: Record<string, Case[]> = {
  buffers: [
    { check: 'buffer of 8 h, outage of 24 h: lost hours 24 - 8', assets: works(buffer(8)), hazards: [derated(2, 26)], expected: 16 },
    { check: 'supply 0.75 drains a quarter an hour: 4 h last 16 h, then 0.25 x 8', assets: works(buffer(4), 'partial'), hazards: [derated(2, 26, 0.75)], expected: 2 },
    { check: 'outage of exactly the buffer is felt: one restart of 1 h', assets: works(buffer(8), 'slow'), hazards: [derated(2, 10)], expected: 1 },
    { check: 'outage a second shorter is not', assets: works(buffer(8), 'slow'), hazards: [derated(2, 10 - 1 / 3600)], expected: 0 },
    { check: 'refill at half speed: 8 - 6 + 4 x 0.5 = 4 h left for the second outage of 8 h', assets: works(buffer(8, { refill: '16h' })), hazards: [derated(2, 8), derated(12, 20)], expected: 4 },
    { check: 'refill at once: 8 h left for the second outage of 10 h', assets: works(buffer(8, { refill: '0h' })), hazards: [derated(2, 8), derated(12, 22)], expected: 2 },
    { check: 'cover 0.6: 9 h of full need last 15 h at a loss of 0.4, then 15 h at 1', assets: works(buffer(9, { cover: 0.6 }), 'partial'), hazards: [derated(2, 32)], expected: 21 },
    { check: 'half full at the start, then filled for 2 h at 1 h an hour: 24 - (4 + 2)', assets: works(buffer(8, { initial: 0.5, refill: '8h' })), hazards: [derated(2, 26)], expected: 18 },
    {
      check: 'refill group of half the burn: 4 h last 8 h, then a loss of 0.5 for 16 h',
      assets: works(buffer(4, { refill: '8h', refillFrom: { from: ['tanker'] } }), 'partial', [{ id: 'tanker', kind: 'plant' }]), hazards: [derated(2, 26)], expected: 8,
    },
    { check: 'consumer tripped for 5 h, outage of 18 h, buffer of 8 h that drains always: 5 + 10', assets: works(buffer(8)), hazards: [derated(2, 20), tripped(2, 7, 'works')], expected: 15 },
    { check: 'the same, drains while working: 5 + 5', assets: works(buffer(8, { drain: 'working' })), hazards: [derated(2, 20), tripped(2, 7, 'works')], expected: 10 },
  ],
  'delays and weights': [
    { check: 'delay of 2 h, dip of 1.5 h', assets: works({ delay: '2h' }, 'slow'), hazards: [derated(2, 3.5)], expected: 0 },
    { check: 'delay of 2 h, dip of exactly 2 h is felt: a restart of 1 h', assets: works({ delay: '2h' }, 'slow'), hazards: [derated(2, 4)], expected: 1 },
    { check: 'delay of 2 h, outage of 6 h: 4 h and a restart of 1 h', assets: works({ delay: '2h' }, 'slow'), hazards: [derated(2, 8)], expected: 5 },
    {
      check: 'weights 2 and 1, required 3, impact 0.5, the heavier out for 24 h: 24 x 0.5 x 2/3', hazards: [derated(2, 26)], expected: 8,
      assets: [plant, { id: 'small', kind: 'plant' }, { id: 'works', kind: 'partial', needs: [need([{ asset: 'plant', weight: 2 }, 'small'], 3, { impact: 0.5 })] }],
    },
    {
      check: 'second best of 0.9, 0.7, 0.4 for 10 h: 10 x 0.3', hazards: [derated(2, 12, 0.9), derated(2, 12, 0.7, ['b']), derated(2, 12, 0.4, ['c'])], expected: 3,
      assets: [plant, { id: 'b', kind: 'plant' }, { id: 'c', kind: 'plant' }, { id: 'works', kind: 'partial', needs: [need(['plant', 'b', 'c'], 2, { combine: 'best' })] }],
    },
  ],
  'restarts, crews, deadlocks': [
    { check: 'three repairs of 4 h, one crew: 4 + 8 + 12', assets: ['a', 'b', 'c'].map((id) => ({ id, kind: 'works' })), hazards: [hits(['a', 'b', 'c'])], crews: [{ id: 'crew', count: 1 }], expected: 24 },
    { check: 'two crews, restart of 1 h: 4 + 4 + 8 + 3', assets: ['a', 'b', 'c'].map((id) => ({ id, kind: 'slow' })), hazards: [hits(['a', 'b', 'c'])], crews: [{ id: 'crew', count: 2 }], expected: 19 },
    { check: 'one crew, there 4 h after the hit: 8 + 12 + 16', assets: ['a', 'b', 'c'].map((id) => ({ id, kind: 'works' })), hazards: [hits(['a', 'b', 'c'])], crews: [{ id: 'crew', count: 1, from: '5h' }], expected: 36 },
    {
      check: 'two assets that need each other, one tripped for 1 h at 2 h of 100 h: both lost to the end', hazards: [tripped(2, 3, 'a')], expected: 196,
      assets: [{ id: 'a', kind: 'works', needs: [need(['b'], 1)] }, { id: 'b', kind: 'works', needs: [need(['a'], 1)] }],
    },
    {
      check: 'the same: assets deadlocked at the horizon', hazards: [tripped(2, 3, 'a')], outcome: 'deadlocked-at-horizon.all', expected: 2,
      assets: [{ id: 'a', kind: 'works', needs: [need(['b'], 1)] }, { id: 'b', kind: 'works', needs: [need(['a'], 1)] }],
    },
    {
      check: 'a buffer of 2 h at one of them starts both again after 1 h', hazards: [tripped(2, 3, 'a')], expected: 2,
      assets: [{ id: 'a', kind: 'works', needs: [need(['b'], 1, buffer(2))] }, { id: 'b', kind: 'works', needs: [need(['a'], 1)] }],
    },
  ],
};

describe.each(Object.keys(CASES))('%s', (group) => {
  test.each(CASES[group]!)('$check', async ({ check, assets, hazards, crews, outcome = 'lost-asset-hours.works', expected }) => {
    const replicator = await replicatorOf({ kinds: KINDS, assets }, { horizon: '100h', hazards, recovery: crews === undefined ? {} : { crews } });
    table.exact(check, expected, reader(replicator)(outcome, 0));
  });
});

test('docs/validation.md says so', () => table.compareWithDocument());
