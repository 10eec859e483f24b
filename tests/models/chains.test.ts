/** Chains across hazards, outages and damage that planners ask for, said in a scenario on harbour-city and seen in the trace with their causes. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { assemble, checkScenario, createReplicator, normalizeModel, normalizeScenario, readModel, type CascadeEvent, type Model } from '../../src/index.js';

let model: Model;
beforeAll(() => { model = readModel(fileURLToPath(new URL('../../models/harbour-city', import.meta.url))).model; });

const everywhere = { select: { all: true } };
/** Substations, and what would carry the pumps and signals on: nothing works there for two days. */
const blackout = { id: 'blackout', type: 'power-outage', onset: '5h', duration: '48h', footprint: everywhere, effects: [{ trip: { select: { sector: ['power'] } } }] };

async function events(parts: object, on = model): Promise<CascadeEvent[]> {
  const { scenario } = normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-11-05T00:00:00Z', horizon: '5d', ...parts });
  expect(checkScenario(scenario, on)).toEqual([]);
  const replicator = await createReplicator(assemble(on, scenario).packet), all: CascadeEvent[] = [];
  replicator.events(0).subscribe((e) => all.push(e));
  return all;
}

/** What led to the first occurrence of a hazard: `hazard blackout, fall polder-x, trigger no-pumping, hazard flood`. */
function chainTo(all: readonly CascadeEvent[], hazard: string, on = model): string[] {
  const byId = new Map(all.map((e) => [e.id, e])), chain: CascadeEvent[] = [];
  for (let e = all.find((x) => x.kind === 'hazard' && x.source!.split(' > ').at(-1) === hazard); e !== undefined; e = e.cause === undefined ? undefined : byId.get(e.cause)) chain.unshift(e);
  return chain.map((e) => `${e.kind} ${e.kind === 'hazard' ? e.source!.split(' > ').at(-1)! : e.kind === 'trigger' ? e.source! : on.assets.find((a) => a.id === e.asset)!.kind.id}`);
}

test('no pumping, then surface water, but only while it rains', async () => {
  const flood = { id: 'flood', type: 'surface-water-flood', duration: '12h', measure: 'depth', unit: 'm', intensity: 0.6, footprint: everywhere };
  const said = (rainfall: string) => ({
    hazards: [blackout, { id: 'rain', type: 'heavy-rain', onset: '0h', duration: rainfall, footprint: everywhere, effects: [{ derate: { select: { kind: ['lift-station'] }, to: 0.9 } }] }, flood],
    triggers: [{ id: 'no-pumping', when: { outage: { select: { kind: ['polder-pump'] }, after: '6h' } }, while: { hazard: 'rain', window: '3h' }, hazard: 'flood' }],
  });
  expect(chainTo(await events(said('4d')), 'flood').slice(-3)).toEqual(['fall polder-pump', 'trigger no-pumping', 'hazard flood']);
  expect(chainTo(await events(said('4d')), 'flood')[0]).toBe('hazard blackout');
  expect(chainTo(await events(said('6h')), 'flood')).toEqual([]);
});

test('no traffic signals, then accidents', async () => {
  const all = await events({
    hazards: [blackout, { id: 'crash', type: 'road-accident', duration: '3h', footprint: everywhere, effects: [{ derate: { select: { kind: ['arterial-road'] }, to: 0.4, probability: 0.3 } }] }],
    triggers: [{ id: 'dark-signals', when: { outage: { select: { kind: ['traffic-control'] }, after: '1h' } }, hazard: 'crash' }],
  });
  const chain = chainTo(all, 'crash');
  expect(chain[0]).toBe('hazard blackout');
  expect(chain.slice(-3)).toEqual(['fall traffic-control', 'trigger dark-signals', 'hazard crash']);
  expect(all.some((e) => e.kind === 'derate' && model.assets.find((a) => a.id === e.asset)!.kind.id === 'arterial-road')).toBe(true);
});

test('an earthquake damages a fuel depot, which burns and drives crews away', async () => {
  const all = await events({
    hazards: [
      { id: 'quake', type: 'earthquake', onset: '1h', measure: 'pga', unit: 'g', intensity: 1.5, footprint: everywhere },
      { id: 'tank-fire', type: 'industrial-fire', duration: '24h', footprint: everywhere, effects: [{ trip: { select: { kind: ['port-terminal'] } } }, { crews: { to: 0.5 } }], once: true },
    ],
    triggers: [{ id: 'tanks-burn', when: { damage: { select: { kind: ['fuel-depot'] }, state: 'extensive' } }, lag: '15min', hazard: 'tank-fire' }],
    recovery: { crews: [{ id: 'all', count: 20 }] },
  });
  expect(chainTo(all, 'tank-fire')).toEqual(['hazard quake', 'damage fuel-depot', 'trigger tanks-burn', 'hazard tank-fire']);
});

describe('a damaged asset becomes a hazard to what lies near it', () => {
  const kind = (title: string, sector: string, pga: number): object => ({ title, sector, services: [], repair: { extensive: '30d' }, fragility: [{ measure: 'pga', unit: 'g', step: { extensive: pga } }] });
  const near = 0.02, homes = { id: 'homes', kind: 'homes', people: 4000, place: [4 + near, 51] }, road = { id: 'road', kind: 'district-road', place: [4, 51 + near] }, farm = { id: 'farm', kind: 'hamlet', people: 90, place: [4, 51.4] };
  const quake = { id: 'quake', type: 'earthquake', onset: '1h', measure: 'pga', unit: 'g', intensity: 0.5, footprint: everywhere };

  test.each([
    ['dam', 'dam-failure', '10min', { flood: { level: [['0h', 0], ['1h', 6], ['8h', 0]], ground: 'elevationM' } }, { measure: 'depth', unit: 'm', effects: [{ derate: { select: { kind: 'district-road' }, to: 0, above: 0.3 } }] }],
    ['tank farm', 'industrial-fire', '15min', { circle: { center: [4, 51], radius: '3km' } }, { duration: '20h', measure: 'heat-flux', unit: 'kW/m2', intensity: 20, effects: [{ trip: { select: { kind: 'district-road' }, above: 12.5 } }] }],
    ['chemical site', 'toxic-release', '5min', { plume: { at: [4, 51], windFrom: 180, windSpeed: 3, sector: 60, bands: [['5km', 1]] } }, { duration: '6h', measure: 'concentration', unit: 'mg/m3', intensity: 40, effects: [{ trip: { select: { kind: 'district-road' }, above: 20 } }] }],
    ['pipeline', 'fire', '1min', { circle: { center: [4, 51], radius: '3km' } }, { duration: '3h', effects: [{ trip: { select: { kind: 'district-road' } } }] }],
    ['reactor', 'nuclear-accident', '2h', { circle: { center: [4, 51], radius: '10km' } }, { duration: '3d', effects: [{ trip: { select: { kind: 'district-road' } } }] }],
  ])('%s: %s', async (title, type, lag, footprint, more) => {
    const made = (strong: number): Model => normalizeModel({
      format: 'hazcade-model/1', id: 'near', kinds: { source: kind(title, 'industry', strong) },
      assets: [{ id: 'source', kind: 'source', place: [4, 51] }, homes, road, farm].map((asset) => ({ ...asset, attributes: { elevationM: 2 } })),
    }).model;
    const follows = { id: 'follows', type, footprint, ...more }, parts = {
      hazards: [quake, follows], triggers: [{ id: 'breaks', when: { damage: { select: { id: 'source' }, state: 'extensive' } }, lag, hazard: 'follows' }],
      // People within reach are taken away as a precaution, whether or not more comes of it.
      plans: [{ id: 'precaution', when: { hazard: 'follows' }, for: '2d', do: [{ evacuate: { select: { id: 'homes' }, to: 'farm', over: '1h', travel: '0h' } }] }],
    };
    const all = await events(parts, made(0.4));
    expect(chainTo(all, 'follows', made(0.4))).toEqual(['hazard quake', 'damage source', 'trigger breaks', 'hazard follows']);
    expect(all.some(({ kind, asset }) => (kind === 'trip' || kind === 'derate') && asset === 'road')).toBe(true);
    expect(all.some(({ kind, source }) => kind === 'plan' && source === 'precaution')).toBe(true);
    // What holds sets nothing off.
    expect(chainTo(await events(parts, made(0.6)), 'follows', made(0.6))).toEqual([]);
  });
});
