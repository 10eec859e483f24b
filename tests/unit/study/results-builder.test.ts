import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { MergedStudy } from '../../../src/study/merged-study.js';
import { buildResults, type ResultsInput, type StudyLabels } from '../../../src/study/results-builder.js';
import { runStudy } from '../../../src/study/run.js';
import { shapeOf } from '../../../src/study/shape.js';
import { summarizeOutcome } from '../../../src/study/summarize.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const inputs = { modelHash: 'm', scenarioHash: 's', seed: 'one' };
const info = {
  model: 'model.yaml', scenario: 'storm.yaml', modelTitle: 'Model', scenarioTitle: 'Storm', version: '0.1.0', start: '2026-01-16T18:00:00+01:00',
  horizonHours: 48, partial: false, command: 'hazcade run storm.yaml --replications 400 --seed one',
};
const labels: StudyLabels = {
  asset: (i) => ({ id: `a${i}`, name: `Asset ${i}`, sector: 'power', kind: 'substation', lon: null, lat: null }),
  need: (i) => ({ id: `a${i}/electricity`, asset: `a${i}`, service: 'electricity', suppliers: [`a${i + 1}`] }),
  sectors: ['power', 'water', 'telecom'],
};
const run = async (packet: object, replications = 400, shield?: number) =>
  (await lastValueFrom(runStudy(inProcessRunner(createReplicator({ ...packet })), { replications, ...(shield === undefined ? {} : { counterfactual: { shield } }) }))).study;
const build = async (packet: object, more: Partial<ResultsInput> = {}) => buildResults({ study: await run(packet), inputs, labels, info, ...more });

describe('results', () => {
  it('say of each outcome what its replications say', async () => {
    const replicator = createReplicator({});
    const losses = Array.from({ length: 400 }, (_, k) => replicator.replicate(k).values[0]!);
    const { outcomes, study, typical } = await build({});
    const found = outcomes['person-hours.total']!;
    expect(found.mean).toBeCloseTo(losses.reduce((a, b) => a + b) / 400, 10);
    expect(found.quantiles.p95).toBe([...losses].sort((a, b) => a - b)[379]);
    expect(found.quantileIntervals.p50![0]).toBeLessThan(found.quantiles.p50!);
    expect(found.probability.value).toBe(losses.filter((loss) => loss > 0).length / 400);
    expect(outcomes['any-loss.total']!.mean).toBe(found.probability.value);
    expect(outcomes['any-loss.total']!.interval).toEqual(found.probability.interval);
    expect(losses[typical.bad]).toBe(found.quantiles.p95);
    expect(losses[typical.median]).toBe(found.quantiles.p50);
    expect([study.replications, study.digest.length]).toEqual([400, 64]);
  });

  it('print censored values as such', () => {
    const info = { name: 'recovery-hours.total', unit: 'h', title: 'Recovery', censored: true, limit: 72, binary: false };
    const found = summarizeOutcome(info, Float64Array.of(10, Infinity, 20, 0, 30, Infinity, 40, 5, 6, 7));
    expect(found.mean).toBeCloseTo((10 + 20 + 30 + 40 + 5 + 6 + 7 + 2 * 72) / 10, 12);
    expect([found.notByHorizon, found.max, found.min, found.quantiles.p75, found.quantiles.p95]).toEqual([0.2, null, 0, 40, null]);
    expect(found.exceedance.at(-1)).toEqual([40, 0.2]);
  });

  it('turn counts into probabilities of assets and needs', async () => {
    const replicator = createReplicator({});
    let hit = 0;
    let lost = 0;
    let falls = 0;
    let firstFall = 0;
    for (let k = 0; k < 400; k++) {
      const record = replicator.replicate(k);
      if (!record.touched.subarray(0, record.touchedCount).includes(4)) continue;
      hit += record.assetFlags[4]! & 1;
      lost += record.lostHours[4]!;
      falls++;
      firstFall += record.firstFallHours[4]!;
    }
    const { assets, needs, loss } = await build({});
    const asset = assets[4]!;
    expect([asset.id, asset.hitProbability, asset.failureProbability]).toEqual(['a4', hit / 400, falls / 400]);
    expect(asset.meanLostHours).toBeCloseTo(lost / 400, 10);
    expect(asset.meanFirstFailureHoursIfFailed).toBeCloseTo(firstFall / falls, 10);
    expect(asset.meanFirstFailureHours).toBeCloseTo((firstFall + 48 * (400 - falls)) / 400, 10);
    const total = assets.reduce((sum, { meanLostHours }) => sum + meanLostHours, 0);
    expect(loss.hours.flat().reduce((a, b) => a + b)).toBeCloseTo(total, 8);
    expect(needs.find((need) => need.id === 'a4/electricity')).toMatchObject({ asset: 'a4', suppliers: ['a5'] });
  });

  it('give curves with bands in order', async () => {
    const curve = (await build({})).curves['people-without.water']!;
    expect(curve.hours).toEqual([0, 6, 12, 24, 48]);
    for (const point of curve.hours.keys()) {
      const band = [curve.p05, curve.p25, curve.p50, curve.p75, curve.p95].map((values) => values[point]!);
      expect(band).toEqual([...band].sort((a, b) => a - b));
      expect(band.every((share) => share >= 0 && share <= 1)).toBe(true);
    }
  });

  it('hold variants, whose digests enter the study\'s', async () => {
    const plain = await build({});
    const variant = { id: 'wall', title: 'A wall', costEuro: 2e6, study: await run({}, 400, 19), inputs };
    const found = await build({}, { variants: [variant] });
    expect(found.variants[0]!.avoided['person-hours.total']!.perMillionEuro).toBe(found.variants[0]!.avoided['person-hours.total']!.mean / 2);
    expect(found.study.digest).not.toBe(plain.study.digest);
    expect({ ...found, variants: [], study: { ...found.study, digest: '' } }).toEqual({ ...plain, study: { ...plain.study, digest: '' } });
  });

  it('name failed replications, and refuse to speak of none', async () => {
    const { failures, warnings } = await build({ throwAt: [3, 9] });
    expect(failures.map((failure) => failure.replication)).toEqual([3, 9]);
    expect(warnings).toEqual(['2 of 400 replications failed and are left out of all figures (3, 9)']);
    await expect(run({ throwAt: [0, 1] }, 2)).rejects.toThrow('all 2 replications failed; replication 0: REPLICATION_THREW thrown at 0');
    expect(() => buildResults({ study: new MergedStudy(shapeOf(createReplicator({}))), inputs, labels, info })).toThrow('all 0 replications failed');
  });

  it('are plain JSON', async () => {
    const results = await build({ failAt: [1] });
    expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  });
});
