// A flow model written for one study (modules/rationing.mjs): two plants of 60 MW feed towns that want 90 MW.
// By needs alone either plant would do; by the flow model each town gets two thirds when one plant is lost.
import { normalizeModel, normalizeScenario, simulate } from 'hazcade';

const town = (id) => ({ id, kind: 'homes', people: 1000, needs: [{ service: 'electricity', from: `${id}-substation` }] });
const substation = (id) => ({ id: `${id}-substation`, kind: 'substation', needs: [{ service: 'electricity', from: ['east', 'west'], required: 1 }] });
const region = {
  format: 'hazcade-model/1', id: 'two-plants', title: 'Two plants', description: 'Shared shortage.', timeZone: 'UTC',
  assets: [{ id: 'east', kind: 'gas-plant', restart: '0h' }, { id: 'west', kind: 'gas-plant', restart: '0h' }, ...['a', 'b', 'c'].flatMap((id) => [substation(id), town(id)])],
};
const physics = [{
  id: 'grid', sector: 'power', model: 'rationing',
  params: { sources: { east: 60, west: 60 }, loads: { 'a-substation': 30, 'b-substation': 30, 'c-substation': 30 } },
}];
const { scenario } = normalizeScenario({
  format: 'hazcade-scenario/1', id: 'trip', title: 'The east plant trips', story: 'Ten hours without it.', sources: [], limits: ['Invented.'],
  model: 'two-plants', start: '2026-06-01T00:00:00Z', horizon: '1d', seed: 'trip', replications: 64,
  hazards: [{
    id: 'trip', type: 'software-failure', title: 'East trips', onset: '2h', duration: '10h', measure: 'none', unit: '1', intensity: 1,
    footprint: { assets: ['east'] }, common: 0, effects: [{ trip: { select: { all: true }, probability: 1 } }],
  }],
  recovery: { order: 'first-come', crews: [] },
});

const replicatorModule = new URL('./modules/rationing.mjs', import.meta.url).href;
for (const [title, input] of [['needs alone', region], ['with the flow model', { ...region, physics }]]) {
  const { outcomes } = await simulate(normalizeModel(input).model, scenario, { replicatorModule, workers: 0 });
  console.log(`${title}: ${outcomes['person-hours.electricity'].mean.toFixed(1)} person-hours without electricity`);
}
