import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { CURVE_PARTS } from '../../../src/engine/contracts.js';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { representativesBy, representativesOfCurve } from '../../../src/study/representatives.js';
import { runStudy } from '../../../src/study/run.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const replicator = createReplicator({ throwAt: [7] }), { study } = await lastValueFrom(runStudy(inProcessRunner(replicator), { replications: 320 }));
const { name } = study.shape.outcomes[0]!, values = Array.from({ length: 320 }, (_, replication) => ({ replication, value: study.value(replication, 0) })).filter(({ replication }) => replication !== 7);
const sorted = values.map(({ value }) => value).sort((p, q) => p - q);

describe('by an outcome, from the stored values', () => {
  it('the worst and the mildest', () => {
    expect(representativesBy(study, { by: 'worst', outcome: name }).replications[0]!.value).toBe(sorted.at(-1));
    expect(representativesBy(study, { by: 'mildest', outcome: name }).replications[0]!.value).toBe(sorted[0]);
  });
  it('the median and a quantile are values of the sample: the first replication that has it', () => {
    const { looked, replications: [found], studied, target } = representativesBy(study, { by: 'median', outcome: name });
    expect([target, looked, studied]).toEqual([sorted[Math.ceil(319 / 2) - 1], 319, 320]);
    expect(found).toEqual(values.find(({ value }) => value === target));
    expect(representativesBy(study, { by: 'quantile', share: 0.9, outcome: name }).target).toBe(sorted[Math.ceil(0.9 * 319) - 1]);
  });
  it('several: the nearest first', () => {
    const { replications, target } = representativesBy(study, { by: 'quantile', share: 0.5, outcome: name }, 20), far = replications.map(({ value }) => Math.abs(value - target));
    expect(replications).toHaveLength(20);
    expect(far).toEqual([...far].sort((p, q) => p - q));
  });
  it('refuses a share beyond 1 and an outcome that is not there', () => {
    expect(() => representativesBy(study, { by: 'quantile', share: 1.5 })).toThrow(expect.objectContaining({ code: 'RULE_INVALID' }));
    expect(() => representativesBy(study, { by: 'worst', outcome: 'person-hour.total' })).toThrow(expect.objectContaining({ code: 'OUTCOME_UNKNOWN' }));
  });
});

describe('by a curve, run again', () => {
  const curve = replicator.curves[0]!, valueOf = (k: number, point: number): number => (replicator.replicate(k).curves[point]! / CURVE_PARTS) * curve.scale;
  it('the one nearest to a point, of those looked at', () => {
    const { hours, looked, replications: [found], studied } = representativesOfCurve(replicator, 320, { by: 'nearest', curve: curve.name, hours: 13, value: 0.3 * curve.scale }, 1, 100);
    const all = Array.from({ length: 100 }, (_, k) => k).filter((k) => k !== 7).map((k) => ({ k, far: Math.abs(valueOf(k, 2) - 0.3 * curve.scale) })).sort((p, q) => p.far - q.far || p.k - q.k);
    expect([hours, looked, studied, found!.replication]).toEqual([12, 100, 320, all[0]!.k]);
  });
  it('refuses a curve that is not there, and a time beyond the horizon', () => {
    expect(() => representativesOfCurve(replicator, 9, { by: 'nearest', curve: 'nothing', hours: 1, value: 1 })).toThrow(expect.objectContaining({ code: 'CURVE_UNKNOWN' }));
    expect(() => representativesOfCurve(replicator, 9, { by: 'nearest', curve: curve.name, hours: 1e6, value: 1 })).toThrow(expect.objectContaining({ code: 'RULE_INVALID' }));
  });
});
