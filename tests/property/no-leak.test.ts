/**
 * Nothing of one replication is left for the next: a simulation that has done a random series of replications, counterfactuals, watched
 * and abandoned streams and failures, in any order of numbers, gives what a fresh one gives, every field, bit for bit.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { take } from 'rxjs';
import type { CascadeEvent, Counterfactual, DrawSource } from '../../src/engine/contracts.js';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { CounterDraws } from '../../src/random/draws.js';
import { assemble, type Assembled } from '../../src/study/assemble.js';
import { Simulation } from '../../src/study/simulation.js';
import { specs } from '../oracle/arbitrary.js';
import { modelOf, scenarioOf } from '../oracle/build.js';
import type { Spec } from '../oracle/spec.js';

type Act =
  | { act: 'run'; replication: number; counterfactual?: Counterfactual }
  | { act: 'watch'; replication: number; events: number }
  | { act: 'fail'; replication: number; afterDraws: number };

interface Subject { simulation: Simulation; /** Calls of draws until one throws. */ budget: { left: number } }

function simulationOf({ network, names, scenario }: Assembled): Subject {
  const budget = { left: Infinity };
  const draws = new Proxy<DrawSource>(new CounterDraws([scenario.studyKey0, scenario.studyKey1]), {
    get: (target, name) => (...args: unknown[]): unknown => {
      if (--budget.left < 0) throw new Error('no more draws');
      return Reflect.apply(Reflect.get(target, name) as (...given: unknown[]) => unknown, target, args);
    },
  });
  return { simulation: new Simulation({ network, names, scenario, layers: [], draws }), budget };
}

/** All that an act shows. */
function outcomeOf({ simulation, budget }: Subject, act: Act): unknown {
  if (act.act === 'watch') {
    const events: CascadeEvent[] = [];
    simulation.events(act.replication).pipe(take(act.events)).subscribe((event) => events.push(event));
    return events;
  }
  if (act.act === 'fail') {
    budget.left = act.afterDraws;
    try { simulation.replicate(act.replication); return 'completed'; } catch (error) { return (error as Error).message; } finally { budget.left = Infinity; }
  }
  const r = simulation.replicate(act.replication, act.counterfactual), touched = [...r.touched.subarray(0, r.touchedCount)].sort((a, b) => a - b);
  return {
    values: [...r.values], curves: [...r.curves], assets: touched.map((a) => [a, r.assetFlags[a], r.lostHours[a], r.firstFallHours[a]]),
    flagged: [...r.assetFlags].reduce((sum, flags) => sum + flags, 0), transmitted: [...r.transmitted.subarray(0, r.transmittedCount)], loss: [...r.lossByOrigin],
    failure: r.failure, events: r.events,
  };
}

function acts(assets: number, needs: number): fc.Arbitrary<Act> {
  const replication = fc.nat(5);
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ act: fc.constant('run' as const), replication }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('run' as const), replication, counterfactual: fc.record({ shield: fc.nat(assets - 1) }) }) },
    { weight: needs > 0 ? 2 : 0, arbitrary: fc.record({ act: fc.constant('run' as const), replication, counterfactual: fc.record({ need: fc.nat(Math.max(0, needs - 1)), bufferHours: fc.constantFrom(1, 5, 24) }) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('run' as const), replication, counterfactual: fc.record({ repairOrder: fc.uniqueArray(fc.nat(assets - 1), { maxLength: 4 }) }) }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('watch' as const), replication, events: fc.constantFrom(1, 3, 20, 1e9) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('fail' as const), replication, afterDraws: fc.integer({ min: 1, max: 400 }) }) },
  );
}

function check(assembled: Assembled, series: Act[]): void {
  const used = simulationOf(assembled), fresh = new Map<string, unknown>();
  series.forEach((act, i) => {
    const name = JSON.stringify(act);
    if (!fresh.has(name)) fresh.set(name, outcomeOf(simulationOf(assembled), act));
    expect(outcomeOf(used, act), `act ${i}: ${name}`).toEqual(fresh.get(name));
  });
}

const drawn = { dist: 'uniform' as const, min: 1, max: 9 };

/** Effects by chance, own failures and drawn times, so that replications differ. */
function assembledOf(spec: Spec): Assembled {
  const model = modelOf(spec), scenario = scenarioOf(spec);
  return assemble(
    {
      ...model,
      assets: model.assets.map((a, i) => (i % 2 === 0 ? a : {
        ...a, kind: { ...a.kind, failuresPerYear: 200, restart: drawn, repair: a.kind.repair.map(() => drawn) },
        needs: a.needs.map((n) => ({ ...n, buffer: n.buffer && { ...n.buffer, hours: drawn } })),
      })),
    },
    { ...scenario, hazards: scenario.hazards.map((h) => ({ ...h, effects: h.effects.map((e) => ({ ...e, probability: 0.6 })) })) },
  );
}

/** Function needs only: a counterfactual buffer is for these. */
const functionNeeds = ({ network }: Assembled): number[] => Array.from(network.needRole.keys()).filter((x) => network.needRole[x] === 0);

describe('a used simulation gives what a fresh one gives', () => {
  test('random models, random series', () => {
    fc.assert(fc.property(specs(8), fc.array(acts(1000, 1000), { minLength: 4, maxLength: 12 }), (spec, series) => {
      const assembled = assembledOf(spec), needs = functionNeeds(assembled), n = spec.assets.length;
      check(assembled, series.flatMap((act): Act[] => {
        if (act.act !== 'run' || act.counterfactual === undefined) return [act];
        const c = act.counterfactual;
        if ('repairOrder' in c) return [{ ...act, counterfactual: { repairOrder: [...new Set(c.repairOrder.map((a) => a % n))] } }];
        if ('shield' in c) return [{ ...act, counterfactual: { shield: c.shield % n } }];
        return needs.length === 0 ? [] : [{ ...act, counterfactual: { ...c, need: needs[c.need % needs.length]! } }];
      }));
    }), { numRuns: 150, seed: 11 });
  });

  test.each(['winter-storm', 'cyber-heatwave', 'payment-outage', 'earthquake', 'tutorial'])('%s', (id) => {
    const { model, scenario } = readStudyInput(`scenarios/${id}.yaml`), assembled = assemble(model, scenario), needs = functionNeeds(assembled);
    const series = fc.sample(acts(model.assets.length, needs.length), { numRuns: 40, seed: 7 }).map((act): Act => {
      if (act.act === 'run' && act.counterfactual !== undefined && 'need' in act.counterfactual) return { ...act, counterfactual: { ...act.counterfactual, need: needs[act.counterfactual.need]! } };
      return act;
    });
    check(assembled, series);
  });
});
