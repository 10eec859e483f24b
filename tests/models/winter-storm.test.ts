import { expect, test } from 'vitest';
import { normalizeScenario, readStudyInput } from '../../src/model/read-scenario.js';
import { eventsOf, outcomesOf, replicatorOf } from './replicate.js';

const { model, scenario } = readStudyInput('scenarios/winter-storm.yaml');
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

test('the median winter storm has at least 500 events and hits or stops a tenth of the assets', async () => {
  const replicator = await replicatorOf(model, scenario);
  const events: number[] = [], struck: number[] = [];
  for (let k = 0; k < 101; k++) {
    events.push(replicator.replicate(k).events);
    struck.push(new Set(eventsOf(replicator, k).filter((e) => e.kind === 'damage' || e.kind === 'trip' || e.kind === 'derate' || (e.kind === 'fall' && e.to === 0)).map((e) => e.asset)).size);
  }
  expect(median(events)).toBeGreaterThanOrEqual(500);
  expect(median(struck)).toBeGreaterThanOrEqual(model.assets.length / 10);
});

test('nobody is left waiting for somebody else for good', async () => {
  const replicator = await replicatorOf(model, scenario);
  for (let k = 0; k < 100; k++) expect(outcomesOf(replicator, replicator.replicate(k))['deadlocked-at-horizon.all']).toBe(0);
});

/** Both feeders of the Hook hospital are out for six days; the Hook bridge is closed or not. */
async function hookHospital(bridge: boolean): Promise<number | undefined> {
  const { scenario: cut } = normalizeScenario({
    format: 'hazcade-scenario/1', id: 'hook', model: 'models/harbour-city', start: '2026-01-16T18:00:00+01:00', horizon: '7d', seed: 'hook',
    hazards: [
      { id: 'dark', type: 'power-outage', onset: '1h', duration: '6d', footprint: { assets: ['feeder-hook-1', 'feeder-fishmarket-3'] }, effects: [{ trip: {} }] },
      ...(bridge ? [] : [{ id: 'closed', type: 'storm-surge', onset: '1h', duration: '6d', footprint: { assets: ['br-hook'] }, effects: [{ trip: {} }] }]),
    ],
  });
  const replicator = await replicatorOf(model, cut);
  return eventsOf(replicator, 0).find((event) => event.kind === 'fall' && event.asset === 'hospital-hook' && event.to === 0)?.hours;
}

test('a closed bridge lets a hospital run dry: its generator stops after two days, unless the tanker gets through', async () => {
  // 48 h of the full need, of which the generator carries 0.9: 48 / 0.9 h from the cut at 1 h.
  expect(await hookHospital(false)).toBeCloseTo(1 + 48 / 0.9, 5);
  expect(await hookHospital(true)).toBeUndefined();
});
