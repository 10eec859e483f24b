// A region and a scenario of one's own in plain JavaScript: what model.yaml and a scenario file would say.
import { assemble, checkScenario, normalizeModel, normalizeScenario, simulate } from 'hazcade';

const { model, warnings } = normalizeModel({
  format: 'hazcade-model/1', id: 'island', title: 'An island', description: 'One plant, two pumps, one village.', timeZone: 'UTC',
  assets: [
    { id: 'plant', kind: 'gas-plant' },
    { id: 'feeder', kind: 'substation', needs: [{ service: 'electricity', from: 'plant' }] },
    { id: 'pump-a', kind: 'water-pump', needs: [{ service: 'electricity', from: 'feeder', buffer: '6h' }] },
    { id: 'pump-b', kind: 'water-pump', needs: [{ service: 'electricity', from: 'feeder', buffer: 'none' }] },
    { id: 'village', kind: 'homes', people: 400, needs: [
      { service: 'electricity', from: 'feeder' },
      { service: 'water', from: ['pump-a', 'pump-b'], required: 1 },
    ] },
  ],
});
const { scenario } = normalizeScenario({
  format: 'hazcade-scenario/1', id: 'breaker', title: 'A breaker fails', story: 'The feeder is out for some hours.', sources: [], limits: ['Invented.'],
  model: 'island', start: '2026-06-01T00:00:00Z', horizon: '2d', seed: 'island', replications: 256,
  hazards: [{
    id: 'fault', type: 'equipment-failure', title: 'Breaker fault', onset: '1h', duration: { lognormal: { median: '5h', sigma: 0.5 } },
    footprint: { assets: ['feeder'] }, common: 0, effects: [{ trip: { select: { all: true }, probability: 1 } }],
  }],
  recovery: { order: 'first-come', crews: [] },
});
const problems = [...warnings, ...checkScenario(scenario, model), ...assemble(model, scenario).warnings];
console.log(problems.length === 0 ? 'no problems' : problems.map((p) => p.message).join('\n'));

const { outcomes } = await simulate(model, scenario);
for (const service of ['electricity', 'water']) {
  const { mean, quantiles, probability } = outcomes[`person-hours.${service}`];
  console.log(`${service}: lost in ${(probability.value * 100).toFixed(0)} % of replications; ${mean.toFixed(0)} person-hours on average, ${quantiles.p95.toFixed(0)} in the worst 5 %`);
}
