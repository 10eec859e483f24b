import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Replicator } from '../../src/engine/contracts.js';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { applyVariant } from '../../src/model/variant.js';
import { eventsOf, outcomesOf, replicatorOf } from './replicate.js';

interface Move { hours: number; asset: string; from: number; to: number }
interface Expected {
  personHours: Record<string, number>; peakPeople: Record<string, number>; timeBack90: Record<string, number>; timeBack100: Record<string, number>;
  lostAssetHours: Record<string, number>; hit: number; lost: number; timeline: Move[]; variants: Record<string, { personHours: Record<string, number> }>;
}

// Derived by hand in docs/tutorial.md.
const expected = JSON.parse(readFileSync('models/tutorial/expected.json', 'utf8')) as Expected;
const { model, scenario } = readStudyInput('scenarios/tutorial.yaml');

describe('the engine finds what docs/tutorial.md derives by hand', () => {
  let replicator: Replicator;
  let outcomes: Record<string, number>;
  beforeAll(async () => {
    replicator = await replicatorOf(model, scenario);
    outcomes = outcomesOf(replicator, replicator.replicate(0));
  });

  test.each([['personHours', 'person-hours'], ['peakPeople', 'peak-people'], ['timeBack90', 'hours-to-90'], ['timeBack100', 'hours-to-100'], ['lostAssetHours', 'lost-asset-hours']] as const)('%s', (field, measure) => {
    for (const [subject, value] of Object.entries(expected[field])) expect(outcomes[`${measure}.${subject}`], `${measure}.${subject}`).toBeCloseTo(value, 9);
  });

  test('two assets hit, ten lost, service areas apart', () => {
    const flags = replicator.replicate(0).assetFlags;
    const assets = [...flags].map((flag, i) => ({ flag, area: replicator.network.assetIsArea[i] === 1 }));
    expect(assets.filter(({ flag }) => (flag & 1) !== 0).length).toBe(expected.hit);
    expect(assets.filter(({ flag, area }) => !area && (flag & 3) !== 0).length).toBe(expected.lost);
  });

  test('every fall and rise, at its hour', () => {
    const order = (a: Move, b: Move) => a.hours - b.hours || (a.asset < b.asset ? -1 : 1);
    const moves = eventsOf(replicator, 0).filter((event) => event.kind === 'fall' || event.kind === 'rise')
      .map((event): Move => ({ hours: event.hours, asset: event.asset!, from: event.from!, to: event.to! }));
    expect(moves.sort(order)).toEqual([...expected.timeline].sort(order));
  });

  test('every replication is the same', () => {
    expect(outcomesOf(replicator, replicator.replicate(63))).toEqual(outcomes);
  });
});

test.each(scenario.variants.map((variant) => variant.id))('variant %s', async (id) => {
  const changed = applyVariant(model, scenario, scenario.variants.find((variant) => variant.id === id)!);
  const replicator = await replicatorOf(changed.model, changed.scenario);
  const outcomes = outcomesOf(replicator, replicator.replicate(0));
  for (const [service, value] of Object.entries(expected.variants[id]!.personHours)) expect(outcomes[`person-hours.${service}`], service).toBeCloseTo(value, 9);
});
