/** What is promised of plans, on random models: who never fires changes nothing, file order changes nothing, people stay as many. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Hazard, Measure, Plan, Scenario } from '../../src/model/types.js';
import { assemble } from '../../src/study/assemble.js';
import { Simulation } from '../../src/study/simulation.js';
import { specs } from '../oracle/arbitrary.js';
import { assetId, modelOf, scenarioOf, serviceId } from '../oracle/build.js';
import { eventsOf } from '../oracle/compare.js';
import type { Spec } from '../oracle/spec.js';

const select = (a: number) => ({ id: [assetId(a)] });
const hours = fc.integer({ min: 0, max: 12 });

function measure(n: number): fc.Arbitrary<Measure> {
  const a = fc.nat(n - 1).map(select), share = fc.constantFrom(0, 0.3, 0.75, 1);
  return fc.oneof<fc.Arbitrary<Measure>[]>(
    fc.record({ do: fc.constantFrom('trip' as const, 'release' as const, 'repair-first' as const), select: a }), fc.record({ do: fc.constant('derate' as const), select: a, to: share }),
    fc.record({ do: fc.constant('cover' as const), select: a, service: fc.nat(2).map(serviceId), share, short: fc.boolean(), unit: fc.constantFrom(undefined, 'units'), with: fc.option(fc.nat(n - 1).map(assetId), { nil: undefined }) }),
    fc.record({ do: fc.constant('evacuate' as const), select: a, share, overHours: hours, travelHours: hours, to: fc.option(fc.nat(n - 1).map(assetId), { nil: undefined }) }),
    fc.record({ do: fc.constant('warn' as const), select: a, compliance: share, leadHours: hours }),
  );
}

function condition(n: number): fc.Arbitrary<Plan['when']> {
  const leaf = fc.oneof<fc.Arbitrary<Plan['when']>[]>(
    hours.map((atHours) => ({ on: 'time' as const, atHours })), fc.constantFrom('hazard' as const, 'hazard-ends' as const, 'detected' as const).map((on) => ({ on, hazard: 'h0' })),
    fc.nat(n - 1).map((a) => ({ on: 'fall' as const, select: select(a) })), fc.record({ on: fc.constant('level' as const), asset: fc.nat(n - 1).map(assetId), below: fc.constant(0.5), forHours: hours }),
    fc.record({ on: fc.constant('people' as const), service: fc.nat(2).map(serviceId), above: fc.nat(300), forHours: hours }), fc.constant({ on: 'working' as const, select: { all: true as const }, below: 0.7, forHours: 0 }),
  );
  return fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: fc.record({ on: fc.constantFrom('all' as const, 'any' as const), of: fc.array(leaf, { minLength: 1, maxLength: 3 }) }) });
}

const plans = (n: number): fc.Arbitrary<Plan[]> => fc.array(fc.record({
  when: condition(n), afterHours: fc.constantFrom(0, 0, 1), measures: fc.array(measure(n), { minLength: 1, maxLength: 3 }), precedence: fc.nat(1), once: fc.boolean(),
  forHours: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }), uses: fc.constantFrom(undefined, { units: 1 }), probability: fc.constantFrom(undefined, 0.5),
}), { minLength: 1, maxLength: 4 }).map((list) => list.map((plan, i) => ({ id: `q${i}`, key: `q${i}`, ...plan })));

const withPlans = fc.tuple(specs(7), fc.nat()).chain(([spec]) => plans(spec.assets.length).map((list) => ({ spec, plans: list })));

/** Hazards hurt and expose people too. */
const harmful = (hazard: Hazard): Hazard => ({ ...hazard, effects: [...hazard.effects, { effect: 'casualties', share: { dist: 'uniform', min: 0, max: 0.4 } }, { effect: 'exposure', share: 0.1, perHour: 0.05 }] });

function simulationOf(spec: Spec, more: (scenario: Scenario) => Partial<Scenario>): Simulation {
  const scenario = scenarioOf(spec), { network, names, scenario: compiled } = assemble(modelOf(spec), { ...scenario, ...more(scenario) });
  return new Simulation({ network, names, scenario: compiled, layers: [] });
}

const valuesOf = (simulation: Simulation, replication: number): Record<string, number> => {
  const { values, failure } = simulation.replicate(replication);
  expect(failure).toBeUndefined();
  return Object.fromEntries(simulation.outcomes.map((o, i) => [o.name, values[i]!]));
};

test('a plan that never fires changes no bit', () => fc.assert(fc.property(withPlans, ({ spec, plans: list }) => {
  // People are counted in both, so that only the plans differ.
  const base = simulationOf(spec, (s) => ({ hazards: s.hazards.map(harmful) }));
  const never = simulationOf(spec, (s) => ({ hazards: s.hazards.map(harmful), planResources: [{ id: 'units', count: 2 }], plans: [...s.plans, ...list.map((plan): Plan => ({ ...plan, when: { on: 'all', of: [{ on: 'time', atHours: 9999 }, plan.when] } }))] }));
  for (const k of [0, 1]) expect(valuesOf(never, k)).toMatchObject(valuesOf(base, k));
}), { numRuns: 30, seed: 11 }));

test('the order of plans and resources in the file changes nothing', () => fc.assert(fc.property(withPlans, ({ spec, plans: list }) => {
  const resources = [{ id: 'units', count: 1 }, { id: 'others', count: 1 }];
  const forth = simulationOf(spec, (s) => ({ hazards: s.hazards.map(harmful), planResources: resources, plans: [...s.plans, ...list] }));
  const back = simulationOf(spec, (s) => ({ hazards: s.hazards.map(harmful), planResources: [...resources].reverse(), plans: [...s.plans, ...list].reverse() }));
  for (const k of [0, 1]) {
    expect(valuesOf(back, k)).toEqual(valuesOf(forth, k));
    expect(eventsOf(back, k)).toEqual(eventsOf(forth, k));
  }
}), { numRuns: 25, seed: 12 }));

test('the trace is sound: causes come before, people who leave and are hurt are at most those there are; another run gives the same', () => fc.assert(fc.property(withPlans, ({ spec, plans: list }) => {
  const simulation = simulationOf(spec, (s) => ({ hazards: s.hazards.map(harmful), planResources: [{ id: 'units', count: 1 }], plans: [...s.plans, ...list] }));
  const first = valuesOf(simulation, 0), events = eventsOf(simulation, 0), all = spec.assets.reduce((sum, a) => sum + a.people, 0);
  let hurt = 0;
  events.forEach((event, i) => {
    expect(event.id).toBe(i + 1);
    expect(event.hours).toBeLessThan(spec.horizon);
    for (const cause of event.causes) expect(cause).toBeLessThan(event.id);
    if (event.people !== undefined) expect(Number.isInteger(event.people) && event.people > 0 && event.people <= all).toBe(true);
    if (event.kind === 'casualties') hurt += event.people!;
  });
  expect(first['casualties.all']).toBe(hurt);
  expect(hurt).toBeLessThanOrEqual(all);
  expect(first['exposed-people.all']).toBeLessThanOrEqual(all + 1e-6);
  valuesOf(simulation, 1);
  expect(valuesOf(simulation, 0)).toEqual(first);
  expect(eventsOf(simulation, 0)).toEqual(events);
}), { numRuns: 40, seed: 13 }));
