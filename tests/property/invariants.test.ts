/** What docs/semantics.md promises of every replication, on random models: levels, causes, the trace's order, sums and reruns. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_KINDS, type CascadeEvent } from '../../src/engine/contracts.js';
import { assemble } from '../../src/study/assemble.js';
import { Simulation } from '../../src/study/simulation.js';
import { specs } from '../oracle/arbitrary.js';
import { assetId, modelOf, scenarioOf, serviceId, simulationOf, TICKS_PER_HOUR } from '../oracle/build.js';
import { eventsOf } from '../oracle/compare.js';
import { greatestLevels, supply, FULL } from '../oracle/levels.js';
import { Oracle } from '../oracle/oracle.js';
import type { Spec } from '../oracle/spec.js';

const ROOTS = new Set(['hazard', 'plan', 'damage', 'crews-arrive']);
const check = (runs: number, property: (spec: Spec) => void, follow = false): void => fc.assert(fc.property(specs(8, 2, follow), property), { numRuns: runs, seed: 5 });

/** All that a replication leaves, as plain data. */
function recordOf(simulation: Simulation, replication: number, counterfactual?: Parameters<Simulation['replicate']>[1]) {
  const r = simulation.replicate(replication, counterfactual), touched = [...r.touched.subarray(0, r.touchedCount)].sort((a, b) => a - b);
  return {
    values: [...r.values], curves: [...r.curves], flags: touched.map((a) => [a, r.assetFlags[a]!, r.lostHours[a]!, r.firstFallHours[a]!]).filter(([, flags, lost]) => flags !== 0 || lost !== 0),
    transmitted: [...r.transmitted.subarray(0, r.transmittedCount)].sort((a, b) => a - b), loss: [...r.lossByOrigin], failure: r.failure,
  };
}

const value = (simulation: Simulation, record: { values: number[] }, name: string): number => record.values[simulation.outcomes.findIndex((o) => o.name === name)]!;

/** Hazards that strike by chance: half of each effect. */
function chancy(spec: Spec): Simulation {
  const scenario = scenarioOf(spec);
  const hazards = scenario.hazards.map((h) => ({ ...h, effects: h.effects.map((e) => ({ ...e, probability: 0.5 })) }));
  const { network, names, scenario: compiled } = assemble(modelOf(spec), { ...scenario, hazards });
  return new Simulation({ network, names, scenario: compiled, layers: [] });
}

describe('trace', () => {
  test('ids run from 1, causes come before, order is (time, step, wave, kind, key) within a pass, levels stay in [0, 1]', () => check(150, (spec) => {
    const events = eventsOf(simulationOf(spec));
    events.forEach((event, i) => {
      expect(event.id).toBe(i + 1);
      for (const cause of [...event.causes, event.cause ?? 0]) expect(cause, JSON.stringify(events.slice(Math.max(0, i - 4), i + 6))).toBeLessThan(event.id);
      if (event.kind === 'fall') expect(event.to!).toBeLessThan(event.from!);
      if (event.kind === 'rise') expect(event.to!).toBeGreaterThan(event.from!);
      if (event.from !== undefined) expect(event.from >= 0 && event.from <= 1 && event.to! >= 0 && event.to! <= 1).toBe(true);
      if (i > 0) expect(compareEvents(events[i - 1]!, event)).toBeLessThanOrEqual(0);
    });
  }, true));

  test('no fall without a cause', () => check(150, (spec) => {
    const events = eventsOf(simulationOf(spec));
    for (const event of events) if (event.kind === 'fall') expect(event.cause, JSON.stringify(event)).toBeDefined();
    for (const event of events) if (event.cause === undefined) expect(ROOTS.has(event.kind) || startsAtStart(event, spec), JSON.stringify(event)).toBe(true);
  }, true));

  test('depth counts the falls from the root', () => check(100, (spec) => {
    const events = eventsOf(simulationOf(spec)), falls = new Map<number, number>();
    for (const event of events) {
      const above = event.cause === undefined ? -1 : (falls.get(event.cause) ?? -1);
      falls.set(event.id, event.kind === 'fall' ? above + 1 : above);
      if (event.kind === 'fall') expect(event.depth, JSON.stringify(event)).toBe(above + 1);
    }
  }));
});

/** What a state of the start brings: repairs of its damage, shortages that end, reserves that run out. */
const startsAtStart = (event: CascadeEvent, spec: Spec): boolean => event.kind !== 'fall' && spec.assets.some((asset) => asset.initialDamage > 0 || asset.needs.length > 0);

function compareEvents(p: CascadeEvent, q: CascadeEvent): number {
  if (p.tick !== q.tick) return p.tick - q.tick;
  // A later pass of the instant begins again at step 1.
  if (q.step < p.step) return 0;
  if (p.step !== q.step) return p.step - q.step;
  const before = p.wave - q.wave || EVENT_KINDS.indexOf(p.kind) - EVENT_KINDS.indexOf(q.kind);
  // Ids are keys here. What hazards do in one round may follow what they did in the round before.
  return before === 0 && (p.kind === 'fall' || p.kind === 'rise') && p.asset! > q.asset! ? 1 : before;
}

describe('sums', () => {
  test('losses by origin add up to the lost asset-hours', () => check(100, (spec) => {
    const simulation = simulationOf(spec), record = recordOf(simulation, 0), all = value(simulation, record, 'lost-asset-hours.all');
    expect(record.loss.reduce((sum, x) => sum + x, 0)).toBeCloseTo(all, 6);
  }, true));

  test('lost hours of each asset are the integral of its trace', () => check(100, (spec) => {
    const simulation = simulationOf(spec), events = eventsOf(simulation), record = recordOf(simulation, 0), oracle = new Oracle(spec, TICKS_PER_HOUR, simulation.network.assetServed);
    const lost = new Map<number, number>(record.flags.map(([a, , hours]) => [a!, hours!]));
    spec.assets.forEach((_, a) => {
      let sum = 0, level = oracle.startLevels[a]! / FULL, since = 0;
      for (const e of events) if (e.asset === assetId(a) && (e.kind === 'fall' || e.kind === 'rise')) { sum += (1 - level) * (e.hours - since); level = e.to!; since = e.hours; }
      expect(lost.get(a) ?? 0).toBeCloseTo(sum + (1 - level) * (spec.horizon - since), 6);
    });
  }, true));

  test('levels at the end are the greatest solution for the state reached', () => check(60, (spec) => {
    const simulation = simulationOf(spec), oracle = new Oracle(spec, TICKS_PER_HOUR, simulation.network.assetServed), levels = new Map(spec.assets.map((_, a) => [assetId(a), oracle.startLevels[a]! / FULL]));
    oracle.run();
    for (const e of eventsOf(simulation)) if (e.kind === 'fall' || e.kind === 'rise') levels.set(e.asset!, e.to!);
    greatestLevels(spec.assets, oracle.needs, oracle).forEach((level, a) => expect(levels.get(assetId(a))).toBe(level / FULL));
  }, true));
});

describe('reruns', () => {
  test('a replication alone is the same as in a run, after others and after one that threw', () => check(60, (spec) => {
    const run = chancy(spec), inRun = [0, 1, 2, 3].map((k) => recordOf(run, k));
    expect(recordOf(chancy(spec), 2)).toEqual(inRun[2]);
    expect(recordOf(run, 1)).toEqual(inRun[1]);
    const scenario = { ...assemble(modelOf(spec), scenarioOf(spec)) };
    const tight = new Simulation({ network: scenario.network, names: scenario.names, scenario: { ...scenario.scenario, eventBudget: 3 }, layers: [] });
    const first = recordOf(tight, 0);
    expect(recordOf(tight, 0)).toEqual(first);
  }, true));

  test('watching changes nothing', () => check(60, (spec) => {
    const simulation = chancy(spec), unwatched = recordOf(simulation, 3), first = eventsOf(simulation, 3);
    recordOf(simulation, 4);
    expect(eventsOf(simulation, 3)).toEqual(first);
    expect(recordOf(simulation, 3)).toEqual(unwatched);
    expect(first.filter((e) => e.kind === 'fall').length).toBe(value(simulation, unwatched, 'falls.all'));
    expect(first.filter((e) => e.kind === 'rise').length).toBe(value(simulation, unwatched, 'rises.all'));
    expect(first.filter((e) => e.kind === 'damage').length).toBe(value(simulation, unwatched, 'damages.all'));
    expect(Math.max(0, ...first.filter((e) => e.kind === 'fall').map((e) => e.depth))).toBe(value(simulation, unwatched, 'cascade-depth.all'));
  }, true));

  test('the order of assets, needs, suppliers and hazards in the input changes no bit, nor do new ids under the same keys', () => check(60, (spec) => {
    const model = modelOf(spec), scenario = scenarioOf(spec), rename = (id: string): string => `renamed-${90 - Number(id.slice(1))}`;
    const shuffled = {
      ...model,
      assets: model.assets.map((a) => ({
        ...a, id: rename(a.id), name: '',
        needs: a.needs.map((n) => ({
          ...n, id: n.id.replace(a.id, rename(a.id)), asset: rename(a.id), suppliers: n.suppliers.map((s) => ({ ...s, asset: rename(s.asset) })).reverse(),
          buffer: n.buffer && { ...n.buffer, refill: n.buffer.refill && { ...n.buffer.refill, suppliers: n.buffer.refill.suppliers.map((s) => ({ ...s, asset: rename(s.asset) })).reverse() } },
        })).reverse(),
      })),
    };
    // Model.assets is in asset order by contract; everything below it is free.
    const select = (s: { id?: string[] }) => ({ id: s.id!.map(rename).reverse() });
    const moved = {
      ...scenario, crews: [...scenario.crews].reverse(), plans: scenario.plans.map((plan) => ({ ...plan, measures: plan.measures.map((m) => ('select' in m ? { ...m, select: select(m.select) } : m)) })).reverse(), repairList: scenario.repairList.map(rename),
      hazards: scenario.hazards.map((h) => ({ ...h, footprint: { form: 'select' as const, select: select((h.footprint as { select: { id: string[] } }).select) }, effects: h.effects.map((e) => (e.effect === 'crews' ? e : { ...e, probability: 0.5, select: select(e.select!) })) })),
    };
    const { network, names, scenario: compiled } = assemble(shuffled, moved);
    const renamed = new Simulation({ network, names, scenario: compiled, layers: [] }), plain = chancy(spec);
    for (const k of [0, 1]) expect(recordOf(renamed, k)).toEqual(recordOf(plain, k));
  }));
});

describe('dependencies', () => {
  test('no need, no cascade', () => check(60, (spec) => {
    const alone = { ...spec, assets: spec.assets.map((a) => ({ ...a, needs: [] })) }, simulation = simulationOf(alone), record = recordOf(simulation, 0);
    expect(value(simulation, record, 'assets-lost.all')).toBe(value(simulation, record, 'assets-hit.all'));
    expect(value(simulation, record, 'cascade-depth.all')).toBe(0);
  }, true));

  test('more suppliers, larger buffers and milder damage lower no level at any time', () => check(120, (spec) => {
    // Dependencies alone: repair times that do not depend on the state, work that waits for nobody, reserves that drain always.
    const plain: Spec = {
      ...spec, pools: [], order: 'first-come',
      assets: spec.assets.map((a) => ({ ...a, initialDamage: 0, repair: [2, 2, 2, 2], needs: a.needs.filter((n) => !n.repair).map((n) => ({ ...n, buffer: n.buffer && { ...n.buffer, working: false } })) })),
      hazards: spec.hazards.slice(0, 1),
    };
    const better: Spec[] = [
      { ...plain, assets: plain.assets.map((a) => ({ ...a, needs: a.needs.map((n) => (n.best ? n : { ...n, from: [...n.from, { from: 0, weight: 500_000 }] })) })) },
      { ...plain, assets: plain.assets.map((a) => ({ ...a, needs: a.needs.map((n) => ({ ...n, buffer: n.buffer && { ...n.buffer, hours: n.buffer.hours * 2, refillHours: n.buffer.refillHours * 2 } })) })) },
      { ...plain, hazards: plain.hazards.map((h) => ({ ...h, effects: h.effects.map((e) => ({ ...e, state: Math.max(1, e.state - 1), to: Math.min(99, e.to + 20) })) })) },
    ];
    const base = courses(plain);
    better.forEach((variant, i) => { const course = courses(variant); for (const [a, levels] of base) for (const [tick, level] of levels) expect(levelAt(course.get(a)!, tick), `variant ${i}, ${a} at ${tick}`).toBeGreaterThanOrEqual(level); });
  }));
});

/** Level over time of every asset: [tick, level after the instant], from the start on. */
function courses(spec: Spec): Map<string, [number, number][]> {
  const simulation = simulationOf(spec), start = new Oracle(spec, TICKS_PER_HOUR, simulation.network.assetServed).startLevels;
  const of = new Map<string, [number, number][]>(spec.assets.map((_, a) => [assetId(a), [[-1, start[a]! / FULL]]]));
  for (const e of eventsOf(simulation)) if (e.kind === 'fall' || e.kind === 'rise') of.get(e.asset!)!.push([e.tick, e.to!]);
  return of;
}

/** Level that holds after tick t. */
function levelAt(course: [number, number][], t: number): number {
  let level = 1;
  for (const [tick, to] of course) if (tick <= t) level = to;
  return level;
}

describe('counterfactuals', () => {
  test('a shielded asset is one that no hazard touches', () => check(60, (spec) => {
    const shielded = spec.assets.length - 1;
    const spared = { ...spec, hazards: spec.hazards.map((h) => ({ ...h, effects: h.effects.map((e) => ({ ...e, assets: e.assets.filter((a) => a !== shielded) })) })) };
    for (const k of [0, 1, 2]) expect(recordOf(chancy(spec), k, { shield: shielded })).toEqual(recordOf(chancy(spared), k));
  }, true));

  test('a buffer given to a need is one in the model', () => check(60, (spec) => {
    const owner = spec.assets.findIndex((a) => a.needs.some((n) => n.buffer === undefined && !n.repair));
    if (owner < 0) return;
    const at = spec.assets[owner]!.needs.findIndex((n) => n.buffer === undefined && !n.repair);
    // A need that is short from the start is out of the counterfactual's reach: its model is in want of repair first.
    const start = new Oracle(spec, TICKS_PER_HOUR, chancy(spec).network.assetServed);
    if (supply(spec.assets[owner]!.needs[at]!, start.startLevels) < FULL) return;
    const equipped = { ...spec, assets: spec.assets.map((a, i) => (i !== owner ? a : { ...a, needs: a.needs.map((n, j) => (j !== at ? n : { ...n, buffer: { hours: 5, refillHours: 0, cover: 100, initial: 100, working: false } })) })) };
    const id = `${assetId(owner)}/${serviceId(spec.assets[owner]!.needs[at]!.service)}#${at}`, need = assemble(modelOf(spec), scenarioOf(spec)).names.needs.indexOf(id);
    const counterfactual = chancy(spec), built = chancy(equipped);
    for (const k of [0, 1]) expect(recordOf(counterfactual, k, { need, bufferHours: 5 })).toEqual(recordOf(built, k));
    expect(recordOf(counterfactual, 0)).toEqual(recordOf(chancy(spec), 0));
  }, true));
});
