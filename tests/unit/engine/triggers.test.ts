import { describe, expect, test } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import type { Trigger } from '../../../src/model/types.js';
import { asset, hazard, need, system, timeline, trip } from './system.js';

const rule = (id: string, cause: Trigger['cause'], hazardId: string, fields: Partial<Trigger> = {}): Trigger => ({ id, key: id, cause, probability: 1, lagHours: 0, hazard: hazardId, repeat: false, ...fields });
const three = [asset(), asset(), asset()];
const happen = (hazards: Parameters<typeof system>[1], triggers: Trigger[], assets = three) => timeline(system(assets, hazards, { scenario: { triggers } }), 'hazard');

describe('triggers', () => {
  test('a hazard follows another after its lag; its name is its path', () => {
    const lines = happen([hazard('storm', 2, [0]), hazard('flood', undefined, [1])], [rule('surge', { on: 'hazard', hazard: 'storm' }, 'flood', { lagHours: 3 })]);
    expect(lines).toEqual(['2 hazard storm', '5 hazard storm > flood']);
  });

  test('without lag in the same instant, and its damage with the other\'s', () => {
    const simulation = system(three, [hazard('storm', 2, [0]), hazard('flood', undefined, [1])], { scenario: { triggers: [rule('surge', { on: 'hazard', hazard: 'storm' }, 'flood')] } });
    expect(timeline(simulation, 'damage')).toEqual(['2 damage a00', '2 damage a01']);
  });

  test('a rule fires once along a chain of causes, with `repeat` again and again', () => {
    const chain = (repeat: boolean) => happen([hazard('shock', 2, [0])], [rule('after', { on: 'hazard', hazard: 'shock' }, 'shock', { lagHours: 30, repeat })]).map((line) => line.split(' ')[0]);
    expect(chain(false)).toEqual(['2', '32']);
    expect(chain(true)).toEqual(['2', '32', '62', '92']);
  });

  test('a hazard marked `once` occurs once', () => {
    const lines = happen([hazard('a', 2, [0]), hazard('b', 3, [0]), hazard('fire', undefined, [1], { once: true })], [rule('r', { on: 'hazard', hazard: 'a' }, 'fire'), rule('s', { on: 'hazard', hazard: 'b' }, 'fire')]);
    expect(lines).toEqual(['2 hazard a', '2 hazard a > fire', '3 hazard b']);
  });

  test('damage of a chosen asset from the given state on', () => {
    const on = (state: 'slight' | 'complete') => happen([hazard('h', 2, [0], { effects: [{ effect: 'damage', probability: 1, state: 'moderate' }] }), hazard('leak', undefined, [2])],
      [rule('r', { on: 'damage', select: { id: ['a00'] }, state }, 'leak', { lagHours: 1 })]);
    expect(on('slight')).toEqual(['2 hazard h', '3 hazard h > leak']);
    expect(on('complete')).toEqual(['2 hazard h']);
  });

  test('an outage that lasts; not one that ends before, nor its sum with the next', () => {
    const consumer = [asset(), asset({ needs: [need([0])] }), asset()];
    const outages = (hours: number) => happen([hazard('h', 2, [0], { effects: [trip], durationHours: hours }), hazard('i', 6, [0], { effects: [trip], durationHours: 3 }), hazard('flood', undefined, [2])],
      [rule('r', { on: 'outage', select: { id: ['a01'] }, afterHours: 4 }, 'flood')], consumer).filter((line) => line.includes('flood'));
    expect(outages(3)).toEqual([]);
    expect(outages(5).map((line) => line.split(' ')[0])).toEqual(['6']);
  });

  test('occurrences of one hazard in one instant go by their paths, words of which are compared unsigned', () => {
    const assets = Array.from({ length: 8 }, () => asset()), events: CascadeEvent[] = [];
    const simulation = system(assets, [hazard('h', 2, [0, 1, 2, 3, 4, 5, 6, 7]), hazard('leak', undefined, [0])], { scenario: { triggers: [rule('r', { on: 'damage', select: { all: true }, state: 'slight' }, 'leak', { lagHours: 1 })] } });
    simulation.events(0).subscribe((event) => events.push(event));
    const causes = events.filter(({ kind, source }) => kind === 'hazard' && source === 'h > leak').map(({ cause }) => events.find(({ id }) => id === cause)?.asset);
    expect(causes).toEqual(['a04', 'a03', 'a00', 'a01', 'a02', 'a07', 'a05', 'a06']);
  });

  test('more than 64 occurrences in one instant all begin, in the first replication of a simulation as in any other', () => {
    const n = 70, assets = Array.from({ length: n }, () => asset());
    const simulation = system(assets, [hazard('h', 2, Array.from({ length: n }, (_, a) => a)), hazard('leak', undefined, [0])], { scenario: { triggers: [rule('r', { on: 'damage', select: { all: true }, state: 'slight' }, 'leak', { lagHours: 1 })] } });
    for (const replication of [0, 0, 1]) {
      let leaks = 0;
      simulation.events(replication).subscribe(({ kind, source }) => { if (kind === 'hazard' && source === 'h > leak') leaks++; });
      expect(leaks).toBe(n);
    }
  });

  // a02 is damaged from the start, its work ends as the hazard comes.
  const broken = asset({ initialDamage: 4, elapsed: true, repair: [2, 2, 2, 2] });
  const all = ['hazard', 'damage', 'trigger', 'trip', 'fall', 'repair-end', 'rise'] as const;

  test('by damage at once: steps 1 and 2 once more, each event after its cause, and then the rest of the instant', () => {
    const simulation = system([asset(), asset(), broken], [hazard('h', 2, [0]), hazard('fire', undefined, [1])], { scenario: { triggers: [rule('r', { on: 'damage', select: { id: ['a00'] }, state: 'slight' }, 'fire')] } });
    expect(timeline(simulation, ...all).filter((line) => line.startsWith('2 '))).toEqual([
      '2 hazard h', '2 damage a00', '2 trigger a00', '2 hazard h > fire', '2 damage a01', '2 fall a00', '2 fall a01', '2 repair-end a02', '2 rise a02',
    ]);
  });

  test('by an outage at once: what ends in the instant ends first, then the instant starts again', () => {
    const simulation = system([asset(), asset(), broken], [hazard('h', 2, [0], { effects: [trip] }), hazard('fire', undefined, [1])], { scenario: { triggers: [rule('r', { on: 'outage', select: { id: ['a00'] }, afterHours: 0 }, 'fire')] } });
    expect(timeline(simulation, ...all).filter((line) => line.startsWith('2 '))).toEqual([
      '2 hazard h', '2 trip a00', '2 fall a00', '2 repair-end a02', '2 rise a02', '2 trigger a00', '2 hazard h > fire', '2 damage a01', '2 fall a01',
    ]);
  });

  test('a probability is drawn once for each cause: about half of the replications', () => {
    const simulation = system(three, [hazard('storm', 2, [0]), hazard('flood', undefined, [1])], { scenario: { triggers: [rule('surge', { on: 'hazard', hazard: 'storm' }, 'flood', { probability: 0.5 })] } });
    const at = simulation.outcomes.findIndex((o) => o.name === 'damages.all');
    const floods = Array.from({ length: 400 }, (_, k) => simulation.replicate(k).values[at]! - 1).reduce((sum, x) => sum + x, 0);
    // Binomial(400, 1/2): five standard deviations are 50.
    expect(Math.abs(floods - 200)).toBeLessThan(50);
  });
});
