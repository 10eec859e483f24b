import { lastValueFrom, toArray } from 'rxjs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { fullCounterfactual, rankSubjects, type RankPlan, type Ranking } from '../../../src/study/rank.js';
import { asset, hazard, need, system } from '../engine/system.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const rank = async (plan: RankPlan, packet = {}): Promise<Ranking> =>
  (await lastValueFrom(rankSubjects(inProcessRunner(createReplicator(packet)), plan))).ranking!;

describe('ranking by counterfactual replay', () => {
  it('agrees with full studies of all twenty assets, bit for bit, at a fraction of their replications', async () => {
    const plan: RankPlan = { replications: 300, question: { ask: 'shield' } };
    const ranking = await rank(plan);
    expect(ranking.entries).toHaveLength(20);
    for (const { pairs, ...entry } of ranking.entries) {
      expect(entry).toEqual(await fullCounterfactual(inProcessRunner(createReplicator({})), plan, entry.subject));
      expect(pairs).toBeGreaterThan(0);
    }
    const replicator = createReplicator({});
    let hits = 0;
    for (let k = 0; k < 300; k++) for (const flags of replicator.replicate(k).assetFlags) hits += flags & 1;
    expect(ranking.entries.reduce((sum, entry) => sum + entry.pairs, 0)).toBe(ranking.pairs);
    expect(ranking.pairs).toBe(hits);
    expect(ranking.pairs).toBeLessThan(6000 * 0.2);
  });

  it('does so for any outcome, for buffers, and with failed replications', async () => {
    const packet = { throwAt: [4], failAt: [90] };
    await fc.assert(fc.asyncProperty(fc.nat(18), fc.constantFrom('person-hours.total', 'recovery-hours.total', 'any-loss.total'), fc.boolean(), async (subject, outcome, buffer) => {
      const plan: RankPlan = { replications: 130, outcome, question: buffer ? { ask: 'buffer', bufferHours: 4 } : { ask: 'shield' }, subjects: [subject] };
      const { entries, failed } = await rank(plan, packet);
      expect(failed).toBe(2);
      expect(entries.map(({ pairs: _, ...entry }) => entry)).toEqual(entries.length === 0 ? [] : [await fullCounterfactual(inProcessRunner(createReplicator(packet)), plan, subject)]);
    }), { numRuns: 15 });
  });

  it('does so for assets whose demand alone a hazard raises', async () => {
    const simulation = system([asset(), asset({ area: true, people: 100, needs: [need([0])] })], [hazard('heat', 1, [1], { effects: [{ effect: 'demand', probability: 1, service: 's0', by: 2 }], durationHours: 5 })]);
    const plan: RankPlan = { replications: 8, question: { ask: 'shield' }, outcome: 'person-hours.all' };
    const [{ pairs: _, ...entry }] = (await lastValueFrom(rankSubjects(inProcessRunner(simulation), plan))).ranking!.entries as [Ranking['entries'][0]];
    expect(entry).toEqual(await fullCounterfactual(inProcessRunner(simulation), plan, 1));
    expect(entry.mean).toBe(250);
  });

  it('sorts by what is avoided and reports progress', async () => {
    const progress = await lastValueFrom(rankSubjects(inProcessRunner(createReplicator({})), { replications: 20, question: { ask: 'shield' }, subjects: [3, 12, 7] }).pipe(toArray()));
    expect(progress.map((p) => [p.replications, p.planned, p.ranking !== undefined])).toEqual([[8, 20, false], [16, 20, false], [20, 20, true]]);
    const { entries, outcome, unit } = progress.at(-1)!.ranking!;
    expect([outcome, unit]).toEqual(['person-hours.total', 'person-h']);
    expect(entries.map((entry) => entry.subject).sort()).toEqual([12, 3, 7]);
    expect(entries.map((entry) => entry.mean)).toEqual(entries.map((entry) => entry.mean).sort((a, b) => b - a));
  });

  it('goes on from any number of jobs, to the same ranking, and runs none of them again', async () => {
    const plan: RankPlan = { replications: 100, question: { ask: 'shield' } }, packet = { throwAt: [4], failAt: [90] };
    const whole = await lastValueFrom(rankSubjects(inProcessRunner(createReplicator(packet)), plan).pipe(toArray())), partials = whole.map(({ partial }) => partial!);
    expect(partials).toHaveLength(13);
    for (const kept of [0, 1, 7, 12, 13]) {
      const runner = inProcessRunner(createReplicator(packet)), run = vi.spyOn(runner, 'run');
      const { ranking, replications } = await lastValueFrom(rankSubjects(runner, { ...plan, done: partials.slice(0, kept) }));
      expect([ranking, replications]).toEqual([whole.at(-1)!.ranking, 100]);
      expect(run.mock.calls.map(([job]) => job.index)).toEqual(Array.from({ length: 13 - kept }, (_, i) => kept + i));
    }
  });

  it('says which outcome it does not know', async () => {
    await expect(rank({ replications: 10, question: { ask: 'shield' }, outcome: 'damage' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});
