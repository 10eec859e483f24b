import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readStudyInput } from '../../src/model/read-scenario.js';

const scenarios = readdirSync('scenarios').filter((file) => file.endsWith('.yaml'));

test.each(scenarios)('%s reads without a warning and tells its story, sources and limits', (file) => {
  const { scenario, warnings } = readStudyInput(`scenarios/${file}`);
  expect(warnings).toEqual([]);
  expect(scenario.story.length).toBeGreaterThan(100);
  expect(scenario.sources.length).toBeGreaterThan(0);
  expect(scenario.limits.length).toBeGreaterThan(0);
  expect(scenario.variants.length).toBeGreaterThanOrEqual(2);
});

test('the winter storm runs 2,000 replications over 14 days with crews of five skills', () => {
  const { scenario } = readStudyInput('scenarios/winter-storm.yaml');
  expect(scenario.replications).toBe(2000);
  expect(scenario.horizonHours).toBe(336);
  expect(new Set(scenario.crews.flatMap((pool) => pool.skills))).toEqual(new Set(['electric', 'civil', 'water', 'digital', 'building']));
});

test('the winter storm with physics is the same storm with the same crews, for a week', () => {
  const { scenario: plain } = readStudyInput('scenarios/winter-storm.yaml'), { scenario } = readStudyInput('scenarios/winter-storm-physics.yaml');
  for (const part of ['start', 'seed', 'hazards', 'triggers', 'repairOrder', 'plans'] as const) expect(scenario[part], part).toEqual(plain[part]);
  // But crews come from somewhere here.
  expect(scenario.crews.map(({ base: _, ...crew }) => crew)).toEqual(plain.crews);
  expect(scenario.horizonHours).toBe(168);
});
