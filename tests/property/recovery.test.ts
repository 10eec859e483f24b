/** Laws of crews and of what their work needs, on random models and scenarios. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_KINDS, type CascadeEvent } from '../../src/engine/contracts.js';
import type { CrewPool, RepairOrder, Resources, Scenario } from '../../src/model/types.js';
import { REPAIR_ORDERS } from '../../src/model/types-recovery.js';
import { assemble } from '../../src/study/assemble.js';
import { Simulation } from '../../src/study/simulation.js';
import { specs } from '../oracle/arbitrary.js';
import { assetId, modelOf, scenarioOf } from '../oracle/build.js';
import { eventsOf } from '../oracle/compare.js';
import type { Spec } from '../oracle/spec.js';

const hours = fc.integer({ min: 0, max: 12 });
const pools: fc.Arbitrary<CrewPool[]> = fc.array(fc.record({
  count: fc.integer({ min: 0, max: 2 }), from: fc.oneof(fc.constant(0), hours, hours.map((min) => ({ dist: 'uniform' as const, min, max: min + 6 }))), skilled: fc.boolean(),
  probability: fc.option(fc.constantFrom(0, 0.5, 1), { nil: undefined }), based: fc.boolean(),
  shift: fc.option(fc.record({ windows: fc.constantFrom<[number, number][][]>([[8, 16], [32, 40]], [[0, 6], [20, 24]], [[5, 30]]), overtime: fc.constantFrom('finish' as const, 'pause' as const) }), { nil: undefined }),
}), { minLength: 1, maxLength: 3 }).map((list) => list.map(({ count, from, probability, shift, skilled, based }, i) => ({
  id: `p${i}`, skills: skilled ? ['skill1'] : [], count, fromHours: from, ...(probability === undefined ? {} : { probability }), ...(shift === undefined ? {} : { shift }), ...(based ? { base: assetId(0) } : {}),
})));
const all = { all: true as const };
const resources: fc.Arbitrary<Resources> = fc.record({
  amount: fc.integer({ min: 0, max: 3 }), reorder: fc.option(fc.record({ at: fc.integer({ min: 0, max: 1 }), lagHours: fc.integer({ min: 1, max: 9 }) }), { nil: undefined }),
  inspected: fc.boolean(), scene: fc.boolean(), slow: fc.boolean(), crossing: fc.boolean(), tankers: fc.integer({ min: 0, max: 2 }),
}).map(({ amount, crossing, inspected, reorder, scene, slow, tankers }): Resources => ({
  stocks: [{ id: 'spares', amount, ...(reorder === undefined ? {} : { reorder: { ...reorder, to: reorder.at + 2 } }), deliveries: [{ atHours: 20, amount: 1 }] }],
  parts: [{ stock: 'spares', select: { id: [assetId(0), assetId(1)] }, amount: [0, 1, 1, 2] }],
  inspections: inspected ? [{ select: all, state: 'moderate', hours: 1 }] : [], scenes: scene ? [{ hazards: [], types: ['test'], hours: 3 }] : [],
  slowdowns: slow ? [{ select: all, asset: assetId(1), below: 1, factor: 1.5 }] : [],
  ...(crossing ? { travel: { kmPerHour: 50, detour: 1, crossings: [{ into: { id: [assetId(0)] }, over: [assetId(1)] }] } } : {}),
  tankers: [{ id: 'fuel', base: assetId(0), count: tankers, loadHours: 2, loadingHours: 0.5, unloadingHours: 0.5, needs: [], of: { select: all, service: 's0' }, below: 0.5 }],
}));
const orders = fc.constantFrom(...REPAIR_ORDERS);

function simulationOf(spec: Spec, crews: CrewPool[], given: Resources | undefined, repairOrder: RepairOrder = 'first-come', more: Partial<Scenario> = {}): Simulation {
  const { network, names, scenario } = assemble(modelOf(spec), { ...scenarioOf(spec), crews, repairOrder, ...(given === undefined ? {} : { resources: given }), ...more });
  return new Simulation({ network, names, scenario, layers: [] });
}

/** Replays the trace: who works where. */
class Watch {
  readonly at = new Map<string, string>();
  readonly busy = new Map<string, number>();
  most = new Map<string, number>();

  see({ kind, asset, source }: CascadeEvent): void {
    if (kind === 'repair-start' || kind === 'inspection-start') {
      // Work that starts anew keeps its crew.
      if (this.at.has(asset!)) { expect(this.at.get(asset!)).toBe(source); return; }
      this.at.set(asset!, source!);
      this.busy.set(source!, (this.busy.get(source!) ?? 0) + 1);
      this.most.set(source!, Math.max(this.most.get(source!) ?? 0, this.busy.get(source!)!));
    } else if (kind === 'repair-end' || kind === 'inspection-end' || (kind === 'repair-wait' && this.at.has(asset!))) {
      const pool = this.at.get(asset!)!;
      this.at.delete(asset!);
      this.busy.set(pool, this.busy.get(pool)! - 1);
    }
  }
}

/** In the order of what happens: crews come free before they leave again. */
const acted = (events: CascadeEvent[]): CascadeEvent[] => {
  const rank = ({ kind }: CascadeEvent): number => (kind.endsWith('-end') ? 0 : kind === 'repair-wait' ? 1 : 2);
  return events.map((e, i) => ({ e, i })).sort((p, q) => p.e.tick - q.e.tick || rank(p.e) - rank(q.e) || p.i - q.i).map(({ e }) => e);
};

test('no crew works at two jobs, none off duty, no part is used twice', () => {
  fc.assert(fc.property(specs(7), pools, resources, orders, (spec, crews, given, order) => {
    const watched = { ...spec, assets: spec.assets.map((a) => ({ ...a, initialDamage: 0, elapsed: false })) }, simulation = simulationOf(watched, crews, given, order), events = eventsOf(simulation), watch = new Watch();
    const away = new Map(crews.map((pool) => [pool.id, pool]));
    for (const event of acted(events)) {
      watch.see(event);
      const shift = event.kind === 'repair-start' || event.kind === 'inspection-start' ? away.get(event.source!)?.shift : undefined;
      // A crew leaves in its hours; work that starts anew, later, goes on.
      if (shift !== undefined && !events.some((e) => e.kind === 'damage' && e.asset === event.asset && e.tick === event.tick)) expect(shift.windows.some(([from, to]) => event.hours % 168 >= from && event.hours % 168 < to)).toBe(true);
    }
    for (const [pool, most] of watch.most) expect(most).toBeLessThanOrEqual(away.get(pool)!.count);
    const delivered = events.filter((e) => e.kind === 'parts-delivery').reduce((sum, e) => sum + e.amount!, 0);
    const used = simulation.replicate(0).values[simulation.outcomes.findIndex((o) => o.name === 'parts-used.spares')]!;
    expect(used).toBeLessThanOrEqual(given.stocks[0]!.amount + delivered);
  }), { numRuns: 150, seed: 21 });
});

test('the trace is in order, and causes come before', () => {
  fc.assert(fc.property(specs(7), pools, resources, orders, (spec, crews, given, order) => {
    const events = eventsOf(simulationOf(spec, crews, given, order));
    events.forEach((event, i) => {
      for (const cause of [...event.causes, event.cause ?? 0]) expect(cause).toBeLessThan(event.id);
      const before = events[i - 1];
      if (before?.tick === event.tick && before.step === event.step && before.wave === event.wave && before.kind !== event.kind) expect(EVENT_KINDS.indexOf(before.kind)).toBeLessThan(EVENT_KINDS.indexOf(event.kind));
    });
  }), { numRuns: 100, seed: 22 });
});

test('replications leave nothing in each other', () => {
  fc.assert(fc.property(specs(6), pools, resources, orders, (spec, crews, given, order) => {
    const half: Partial<Scenario> = { hazards: scenarioOf(spec).hazards.map((h) => ({ ...h, effects: h.effects.map((e) => ({ ...e, probability: 0.5 })) })) };
    const one = simulationOf(spec, crews, given, order, half), forward = [0, 1, 2, 3, 4].map((k) => [...one.replicate(k).values]);
    for (const k of [3, 0, 4]) expect([...one.replicate(k).values]).toEqual(forward[k]);
    expect([...simulationOf(spec, crews, given, order, half).replicate(4).values]).toEqual(forward[4]);
  }), { numRuns: 100, seed: 23 });
});

test('identical jobs, first come: one crew more, and no repair ends later', () => {
  const job = fc.record({ repair: fc.constant(4), late: fc.integer({ min: 0, max: 9 }) });
  fc.assert(fc.property(fc.array(job, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 4 }), fc.boolean(), (jobs, count, paused) => {
    const assets = jobs.map(() => ({ cutOff: 0, restart: 0, capacity: [0, 0, 0, 0], repair: [4, 4, 4, 4], skill: 0, sector: 0, area: false, people: 0, critical: 0, initialDamage: 0, needs: [], steps: [] })) as unknown as Spec['assets'];
    const spec: Spec = { assets, hazards: jobs.map(({ late }, a) => ({ onset: late, duration: 1, effects: [{ effect: 'damage', assets: [a], state: 4, to: 0 }] })), pools: [], order: 'first-come', horizon: 500 };
    const ends = (crews: number): number[] => {
      const shift = paused ? { shift: { windows: [[8, 16]] as [number, number][], overtime: 'pause' as const } } : {};
      const found = new Map(eventsOf(simulationOf(spec, [{ id: 'p', skills: [], count: crews, fromHours: 0, ...shift }], undefined)).flatMap((e) => (e.kind === 'repair-end' ? [[e.asset!, e.hours]] : [])));
      return jobs.map((_, a) => found.get(assetId(a)) ?? Infinity);
    };
    const few = ends(count), more = ends(count + 1);
    few.forEach((end, a) => expect(more[a]!).toBeLessThanOrEqual(end));
  }), { numRuns: 100, seed: 24 });
});
