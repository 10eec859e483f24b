/**
 * Every feature in one scenario: a replication alone gives what it gives after any others, watched or abandoned; the order of files, and who
 * works, change no bit; in a catalogue of years nothing of one timeline is left for the next.
 */
import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { take } from 'rxjs';
import { normalizeModel, normalizeScenario, simulate, type CascadeEvent } from '../../src/index.js';
import type { Course } from '../../src/engine/contracts.js';
import type { SectorModel } from '../../src/engine/sector-model.js';
import { sectorPlugin } from '../../src/sectors/index.js';
import { readCatalogue } from '../../src/model/read-catalogue.js';
import { runCatalogue } from '../../src/risk/run-catalogue.js';
import { catalogueStudies } from '../../src/risk/studies.js';
import { yearsPlan, yearsStudy } from '../../src/risk/years-plan.js';
import { assemble } from '../../src/study/assemble.js';
import { createReplicator } from '../../src/study/replicator.js';
import { Simulation } from '../../src/study/simulation.js';
import { everythingModel, everythingScenario, hazards } from '../fixtures/everything.js';
import { folderOf } from '../unit/model/files.js';

const { model } = normalizeModel(everythingModel), { scenario } = normalizeScenario(everythingScenario), assembled = assemble(model, scenario);
/** Flow models of their own, as each worker has them. */
const layersOf = ({ names, network, scenario: { layers } }: Pick<typeof assembled, 'names' | 'network' | 'scenario'>): SectorModel[] =>
  layers.map((layer) => sectorPlugin(layer.plugin).create(layer.params, network, (id) => names.assets.indexOf(id), { ...layer, startHourOfWeek: 0, kindOf: (a) => names.kinds[network.assetKind[a]!]!.id }) as SectorModel);
const fresh = (): Simulation => new Simulation({ ...assembled, layers: layersOf(assembled) });

function resultOf(simulation: Pick<Simulation, 'replicate'>, replication: number, course?: Course): unknown {
  const r = simulation.replicate(replication, undefined, course), touched = [...r.touched.subarray(0, r.touchedCount)].sort((a, b) => a - b);
  return { values: [...r.values], curves: [...r.curves], assets: touched.map((a) => [a, r.assetFlags[a], r.lostHours[a], r.firstFallHours[a]]), loss: [...r.lossByOrigin], failure: r.failure, events: r.events, at: r.atCheckpoints && [...r.atCheckpoints] };
}

function eventsOf(simulation: Simulation, replication: number, count = Infinity): CascadeEvent[] {
  const list: CascadeEvent[] = [];
  simulation.events(replication).pipe(take(count)).subscribe((event) => list.push(event));
  return list;
}

test('it does use everything', () => {
  const kinds = new Set<string>(), sources = new Set<string>();
  for (let k = 0; k < 40; k++) for (const event of eventsOf(fresh(), k)) { kinds.add(event.kind); if (event.kind === 'hazard') sources.add(event.source!.split(/\W/).at(-1)!); }
  const expected: CascadeEvent['kind'][] = [
    'hazard', 'trigger', 'damage', 'derate', 'trip', 'demand', 'buffer-end', 'fall', 'repair-start', 'repair-end', 'restore', 'rise', 'plan', 'crews-arrive', 'crews-absent', 'inspection-start', 'inspection-end',
    'parts-order', 'parts-delivery', 'repair-wait', 'tanker-leaves', 'tanker-unloads', 'cover', 'cover-end', 'detection', 'casualties', 'departure', 'arrival', 'plan-end', 'plan-fail',
  ];
  expect(expected.filter((kind) => !kinds.has(kind))).toEqual([]);
});

const drawnNeeds = [...assembled.network.needBuffer.keys()].filter((x) => assembled.network.needBuffer[x]! < 0);

test('a replication alone, after others, watched or abandoned before', () => {
  const used = fresh(), order = [3, 0, 7, 3, 11, 1, 0, 5, 9, 2, 3, 10, 4, 8, 6];
  for (const [i, k] of order.entries()) {
    if (i % 3 === 1) eventsOf(used, (k * 7) % 12, 5 + 40 * i);
    if (i % 4 === 2) used.replicate(k, { shield: i % model.assets.length });
    if (i % 4 === 3) used.replicate(k, { repairOrder: [2, 5, i % 5] });
    if (i % 5 === 4) used.replicate(k, { need: drawnNeeds[i % drawnNeeds.length]!, bufferHours: 3 });
    const alone = fresh();
    expect(resultOf(used, k), `replication ${k}`).toEqual(resultOf(alone, k));
    expect(eventsOf(used, k), `events of ${k}`).toEqual(eventsOf(fresh(), k));
  }
});

test('the order of files changes no bit', () => {
  const turned = <T>(list: T[]): T[] => [...list].reverse(), listed = (value: object): object => Object.fromEntries(Object.entries(value).map(([name, part]: [string, unknown]) => [name, Array.isArray(part) ? turned(part) : part]));
  const { recovery, ...others } = everythingScenario;
  const other = normalizeModel({ ...everythingModel, assets: turned(everythingModel.assets), kinds: Object.fromEntries(turned(Object.entries(everythingModel.kinds as object))) }).model;
  const turnedScenario = normalizeScenario({ ...listed(others), correlations: everythingScenario.correlations, recovery: listed(recovery as object) }).scenario;
  const { network, names, scenario: compiled } = assemble(other, turnedScenario), simulation = new Simulation({ network, names, scenario: compiled, layers: layersOf({ network, names, scenario: compiled }) }), straight = fresh();
  const byName = (s: Simulation, k: number): Record<string, number> => { const { values } = s.replicate(k); return Object.fromEntries(s.outcomes.map((o, i): [string, number] => [o.name, values[i]!]).sort(([a], [b]) => (a < b ? -1 : 1))); };
  for (let k = 0; k < 12; k++) expect(byName(simulation, k), `replication ${k}`).toEqual(byName(straight, k));
});

test('no worker, one, two', async () => {
  const digests: string[] = [];
  for (const workers of [0, 1, 2]) { const { study, failures } = await simulate(model, scenario, { workers, replications: 40 }); digests.push(study.digest); expect(failures).toEqual([]); }
  expect(new Set(digests).size).toBe(1);
}, 60_000);

test('years of a catalogue', async () => {
  const events = [
    { id: 'storms', rate: 2, peril: 'wind', hazard: 'storm' }, { id: 'quakes', rate: 1, hazard: 'quake' }, { id: 'gale', rate: 2, peril: 'wind', hazard: 'gusts', at: [4.02, 51.02] },
    { id: 'both', rate: 1, peril: 'wind', strikes: [{ hazard: 'gusts' }, { hazard: 'aftershock', onset: '5h' }, { hazard: 'taint', onset: '1d', duration: '3d' }] }, { id: 'flood', rate: 1, hazard: 'flood' },
  ];
  const catalogue = { format: 'hazcade-catalogue/1', id: 'c', scenario: 's.yaml', loss: 'person-hours.all', perils: { wind: { clustering: { negativeBinomial: { dispersion: 0.4 } } } }, events, years: { count: 24, timeline: '2y' } };
  const read = readCatalogue(`${folderOf({ 'model.yaml': stringify(everythingModel), 's.yaml': stringify({ ...everythingScenario, hazards }), 'c.yaml': stringify(catalogue) })}/c.yaml`);
  const study = yearsStudy(catalogueStudies(read, 'years', [], true).base, read.catalogue.years!), { groups: [group] } = yearsPlan(read.catalogue, study, (event) => event.ratePerYear);
  const used = await createReplicator(study.packet), outcome = used.outcomes.findIndex((o) => o.name === 'person-hours.all');
  for (const row of [0, 3, 1, 0]) {
    const { replication, course } = group!.build(row);
    expect(course!.occurrences.length).toBeGreaterThan(2);
    expect(resultOf(used, replication, { ...course!, outcome })).toEqual(resultOf(await createReplicator(study.packet), replication, { ...course!, outcome }));
  }
  const digest = async (workers: number): Promise<string> => (await runCatalogue(read, { workers }))!.results.study.digest;
  expect(await digest(1)).toBe(await digest(0));
  expect(await digest(2)).toBe(await digest(0));
}, 60_000);
