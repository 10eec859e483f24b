import { describe, expect, it } from 'vitest';
import { Was } from '../../../src/engine/flags.js';
import { normalizeModel } from '../../../src/model/read.js';
import { normalizeScenario } from '../../../src/model/read-scenario.js';
import { dryRunReport } from '../../../src/report/dry-run.js';
import { dryRun } from '../../../src/study/dry-run.js';
import { loadReplicator } from '../../../src/study/load-replicator.js';
import { prepareStudy } from '../../../src/study/prepare.js';

const lognormal = Object.fromEntries(['slight', 'moderate', 'extensive', 'complete'].map((state, i) => [state, [30 + 10 * i, 0.3]])), place = (lat: number) => [4, lat];
const { model } = normalizeModel({
  format: 'hazcade-model/1', id: 'm', kinds: { mast: { title: 'Mast', sector: 'telecom', services: [], sources: {}, fragility: [{ measure: 'gust', unit: 'm/s', lognormal }] }, quarter: { title: 'Quarter', sector: 'population', services: [], sources: {} } },
  assets: [{ id: 'a', kind: 'mast', place: place(51) }, { id: 'b', kind: 'mast', place: place(51.2) }, { id: 'h', kind: 'quarter', place: place(51), people: 500 }, { id: 'far', kind: 'mast', place: place(10) }],
});
const scenarioOf = (hazards: object[]) => normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '10d', replications: 5000, hazards }).scenario;
const gale = { id: 'gale', type: 'wind-storm', onset: { uniform: { min: '2h', max: '6h' } }, duration: '5h', measure: 'gust', unit: 'm/s', intensity: { lognormal: { median: 28, sigma: 0.2 } }, footprint: { circle: { center: [4, 51], radius: '100km' } } };
let ms = 0;
const clock = { workers: 2, now: () => (ms += 5) };

describe('a dry run', () => {
  it('tells who is in reach, how strong, and how likely it is damaged: as often as replications do', async () => {
    const study = prepareStudy(model, scenarioOf([gale])), { hazards: [found], people } = await dryRun(study, clock), replicator = await loadReplicator(study.packet);
    expect([found!.assets, found!.bySector, found!.people, people, found!.occurs, found!.computed]).toEqual([3, { population: 1, telecom: 2 }, 500, 500, 'onset', false]);
    const a = found!.reached.find(({ asset }) => asset === 'a')!;
    expect(a.intensity!.map((x) => Number(x.toFixed(2)))).toEqual([20.15, 28, 38.91]);
    // P(threshold <= intensity) of two lognormals: Phi(ln(28 / 30) / sqrt(0.3^2 + 0.2^2)) = Phi(-0.1914) = 0.4241.
    expect(a.damage).toBeCloseTo(0.4241, 3);
    let hit = 0;
    for (let k = 0; k < 4000; k++) { const record = replicator.replicate(k); for (let i = 0; i < record.touchedCount; i++) if (record.touched[i] === 0 && (record.assetFlags[0]! & Was.Hit) !== 0) hit++; }
    expect(Math.abs(hit / 4000 - a.damage!)).toBeLessThan(4 * Math.sqrt(0.25 / 4000));
    expect(found!.damagedMean).toBeCloseTo(a.damage! + found!.reached.find(({ asset }) => asset === 'b')!.damage!, 12);
    expect(found!.reached.find(({ asset }) => asset === 'h')!.damage).toBe(0);
  });

  it('of several effects at least one; trips apart; a select narrows', async () => {
    const effects = [{ damage: { probability: 0.5, state: 'slight' } }, { damage: { probability: 0.2, state: 'complete' } }, { trip: { probability: 0.25, select: { id: ['b'] } } }];
    const { hazards: [found] } = await dryRun(prepareStudy(model, scenarioOf([{ ...gale, effects }])), clock), of = (id: string) => found!.reached.find(({ asset }) => asset === id)!;
    expect([of('a').damage, of('a').stopped, of('b').stopped].map((x) => Number(x!.toFixed(12)))).toEqual([0.6, 0, 0.25]);
  });

  it('knows from which intensity an effect acts, and how much of its peak a profile gets to', async () => {
    const effects = ['damage', { trip: { above: 32, probability: 0.5 } }], of = async (more: object) => (await dryRun(prepareStudy(model, scenarioOf([{ ...gale, effects, ...more }])), clock)).hazards[0]!.reached.find(({ asset }) => asset === 'a')!;
    // P(gust >= 32) = Phi(-ln(32 / 28) / 0.2) = 0.252, in 64 parts a quarter.
    expect((await of({})).stopped).toBe(0.125);
    const half = await of({ profile: [['0h', 0], ['2h', 0.5], ['5h', 0]] });
    // Phi(ln(14 / 30) / sqrt(0.3^2 + 0.2^2)) = Phi(-2.1138) = 0.0173; nothing gets to 32 m/s.
    expect([half.stopped, half.intensity![1]]).toEqual([0, 14]);
    expect(half.damage).toBeCloseTo(0.0173, 3);
  });

  it('what is computed in each occurrence is told as reach only', async () => {
    const { hazards: [found] } = await dryRun(prepareStudy(model, scenarioOf([{ ...gale, place: { shift: '10km' } }])), clock);
    expect([found!.computed, found!.damagedMean, found!.reached[0]!.damage, found!.reached[0]!.intensity]).toEqual([true, null, null, null]);
  });

  it('estimates from a few replications, by the clock it is given', async () => {
    ms = 0;
    const { estimate } = await dryRun(prepareStudy(model, scenarioOf([gale])), clock);
    // Each look at the clock is 5 ms: loading one; a replication, its look at the limit.
    expect(estimate).toMatchObject({ replications: 5000, workers: 2, pilot: 64, failed: 0, secondsToStart: 0.005 });
    expect(estimate.seconds).toBeCloseTo(0.005 + (estimate.secondsPerReplication * 5000) / 2, 9);
    expect(estimate.valueBytes).toBe(8 * 5000 * (await loadReplicator(prepareStudy(model, scenarioOf([gale])).packet)).outcomes.length);
  });

  it('carries warnings, and reads well', async () => {
    const study = prepareStudy(model, scenarioOf([gale, { ...gale, id: 'idle', footprint: { circle: { center: [100, 0], radius: '1km' } } }])), found = await dryRun(study, clock), text = dryRunReport(found, 100);
    expect(found.warnings.map(({ code }) => code)).toContain('HAZARD_HITS_NOTHING');
    expect(text).toContain('gust 28 (20.2–38.9) m/s');
    expect(text).toContain('HAZARD_HITS_NOTHING');
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  });

  it('says no length of what has none, or whose model says how long it is there', async () => {
    const span = { id: 'span', type: 'bridge-collapse', onset: '2h', duration: '0h', footprint: { select: { id: 'a' } }, effects: [{ damage: { state: 'complete', probability: 1 } }] };
    const storm = { id: 'storm', type: 'tropical-cyclone', onset: '2h', measure: 'gust', unit: 'm/s', footprint: { storm: { track: [{ time: '0h', at: [3, 50], pressure: 960, radius: '40km' }, { time: '12h', at: [5, 52], pressure: 970, radius: '40km' }] } } };
    const report = dryRunReport(await dryRun(prepareStudy(model, scenarioOf([span, storm, gale])), clock));
    expect(report).not.toContain('for 0 h');
    expect(report).toContain('(storm): at 2 h, as long as it is there');
    expect(report).toContain(', for 5 h');
  });
});
