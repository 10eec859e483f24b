/** Layers from the files of a model to the results of a study. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.js';
import { htmlReport, readStudyInput, simulate, terminalReport, type SimulateOptions } from '../../../src/index.js';
import { physicsProblems } from '../../../src/study/check-physics.js';
import { assemble } from '../../../src/study/assemble.js';
import { modelOf, scenarioOf } from '../../oracle/build.js';
import { asset } from '../engine/system.js';
import { folderOf } from '../model/files.js';

const built = existsSync(new URL('../../../dist/runners/worker.js', import.meta.url));

const ASSETS = `
assets:
  - {id: plant, kind: works}
  - {id: town, kind: district, people: 100, needs: [{service: electricity, from: plant}]}
  - {id: port, kind: district, people: 50, needs: [{service: electricity, from: plant}]}
`;
/** The plant is shared out, town first: with half of it town has all and port nothing. */
const LAYER = `
physics:
  - id: pool
    sector: power
    model: allocation
    use: on-request
    carries: [electricity]
    params: {rule: priority, suppliers: {plant: 20}, consumers: {town: {demand: 10, class: 1}, port: {demand: 10, class: 2}}}
`;
const SCENARIO = `format: hazcade-scenario/1
id: s
model: model.yaml
start: 2026-01-05T00:00:00Z
horizon: 10h
replications: 70
hazards:
  - {id: derated, type: test, onset: {uniform: {min: 1h, max: 2h}}, duration: 2h, footprint: {assets: [plant]}, effects: [{derate: {select: {all: true}, to: 0.5}}]}
`;
const MODEL = 'format: hazcade-model/1\nid: m\nkinds: {works: {title: Works, sector: power, services: [electricity]}, district: {title: District, sector: population, serviceArea: true}}\n';
const study = async (options: SimulateOptions = {}, more = '', layer = LAYER) => {
  const { model, scenario } = readStudyInput(join(folderOf({ 'model.yaml': `${MODEL}${ASSETS}${layer}`, 's.yaml': SCENARIO + more }), 's.yaml'));
  return simulate(model, scenario, { workers: 0, ...options });
};
const hours = ({ outcomes }: Awaited<ReturnType<typeof study>>) => outcomes['person-hours.electricity']!.mean;

describe('a study with layers', () => {
  it('by dependencies both have a half; by the pool town has all and port nothing', async () => {
    expect(hours(await study())).toBeCloseTo(150 * 0.5 * 2, 6);
    expect(hours(await study({ physics: 'exact' }))).toBeCloseTo(50 * 2, 6);
    expect(hours(await study({}, 'physics: {pool: exact}\n'))).toBeCloseTo(100, 6);
  });

  it('results say which layers ran', async () => {
    expect((await study()).study.physics).toBeUndefined();
    const results = await study({ physics: 'surrogate' });
    expect(results.study.physics).toEqual({ pool: 'surrogate' });
    expect(terminalReport(results)).toContain('Physics  pool surrogate\n');
    expect(htmlReport({ results })).toContain('pool surrogate');
  });

  it('one that does not run leaves the digest as it was without; however it is switched on, it is the same study', async () => {
    const without = (await study({}, '', '')).study.digest;
    expect([(await study()).study.digest, (await study({ physics: 'off' })).study.digest, (await study({ physics: 'off' }, 'physics: {pool: exact}\n')).study.digest]).toEqual([without, without, without]);
    const exact = (await study({ physics: 'exact' })).study.digest;
    expect([(await study({}, 'physics: exact\n')).study.digest, (await study({}, 'physics: {pool: exact}\n')).study.digest]).toEqual([exact, exact]);
    expect(new Set([without, exact, (await study({ physics: 'surrogate' })).study.digest]).size).toBe(3);
  });

  it.skipIf(!built)('worker threads get all they need: the same bits (skipped without dist/runners/worker.js)', async () => {
    expect((await study({ physics: 'exact', workers: 2 })).study.digest).toBe((await study({ physics: 'exact' })).study.digest);
  });

  it('a variant that switches it on shows what it adds, under the same luck', async () => {
    const { variants } = await study({ variants: true }, 'variants:\n  - {id: with-physics, changes: [{scenario: {values: {physics: exact}}}]}\n');
    expect(variants[0]!.avoided['person-hours.electricity']).toMatchObject({ mean: expect.closeTo(50, 6) as number, interval: [expect.closeTo(50, 6), expect.closeTo(50, 6)] });
  });

  it('the command line says how it was switched on, and how to do so again', async () => {
    const folder = folderOf({ 'model.yaml': `${MODEL}${ASSETS}${LAYER}`, 's.yaml': SCENARIO }), lines: string[] = [];
    const io = { out: (text: string) => lines.push(text), err: () => undefined, columns: 80, color: false, debug: false, closed: false };
    expect(await main(['run', join(folder, 's.yaml'), '--physics', 'exact', '--json', '--quiet', '--workers', '0', '--out', join(folder, 'out')], io)).toBe(0);
    expect((JSON.parse(lines.join('')) as { study: { command: string } }).study.command).toMatch(/ --physics exact$/);
    expect(await main(['run', join(folder, 's.yaml'), '--physics', 'on'], io)).toBe(2);
  });

  it('a removed asset leaves the pool', async () => {
    const { variants } = await study({ variants: true, physics: 'exact' }, 'variants:\n  - {id: no-town, changes: [{remove: {id: town}}]}\n');
    expect(variants[0]!.outcomes['person-hours.electricity']!.mean).toBe(0);
  });
});

it('carries that carry nothing are a warning', async () => {
  const layer = LAYER.replace('[electricity]', '[water]'), { model } = readStudyInput(join(folderOf({ 'model.yaml': `${MODEL}${ASSETS}${layer}`, 's.yaml': SCENARIO }), 's.yaml'));
  expect((await physicsProblems(model, 'model.yaml')).map((p) => `${p.severity} ${p.code}`)).toEqual(['warning LAYER_CARRIES_NOTHING']);
});

it('says so when flow models are asked for and the model has none', () => {
  const spec = { assets: [asset()], hazards: [], pools: [], order: 'first-come' as const, horizon: 1 };
  const codes = (all?: 'exact' | 'off'): string[] => assemble(modelOf(spec), { ...scenarioOf(spec), physics: { ...(all === undefined ? {} : { all }), layers: {} } }).warnings.map((w) => w.code);
  expect(codes('exact')).toEqual(['PHYSICS_NONE']);
  expect(codes('off')).toEqual([]);
  expect(codes()).toEqual([]);
});
