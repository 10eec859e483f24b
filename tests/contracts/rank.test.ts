/**
 * The ranking of the shipped model against full studies: what the counterfactual replay of an asset (or of a need with a buffer) gives is what
 * a variant in which it is invulnerable (or has that buffer) gives when every replication is run, bit for bit in every outcome.
 */
import { lastValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { readStudyInput } from '../../src/model/read-scenario.js';
import type { Change } from '../../src/model/types.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { inProcessRunner } from '../../src/runners/in-process.js';
import { assemble } from '../../src/study/assemble.js';
import { compareStudies } from '../../src/study/compare.js';
import { studyDigest } from '../../src/study/digest.js';
import { loadReplicator } from '../../src/study/load-replicator.js';
import type { MergedStudy } from '../../src/study/merged-study.js';
import { prepareStudy, prepareVariant, type PreparedStudy } from '../../src/study/prepare.js';
import type { RankQuestion } from '../../src/study/rank-block.js';
import { counterfactualOf } from '../../src/study/rank-block.js';
import { rankSubjects } from '../../src/study/rank.js';
import { runStudy } from '../../src/study/run.js';
import type { Runner } from '../../src/study/runner.js';

const REPLICATIONS = 128;
const { model, scenario } = readStudyInput('scenarios/winter-storm.yaml');
const base = prepareStudy(model, scenario);

const runnerOf = async ({ packet }: PreparedStudy): Promise<Runner> => inProcessRunner(await loadReplicator(packet));
const studyOf = async (runner: Runner, counterfactual?: ReturnType<typeof counterfactualOf>): Promise<MergedStudy> =>
  (await lastValueFrom(runStudy(runner, { replications: REPLICATIONS, counterfactual }))).study;
const variantStudy = async (change: Change): Promise<MergedStudy> => studyOf(await runnerOf(prepareVariant(base, { id: 'v', title: '', changes: [change] })));

/** Of every outcome of every replication, all curves and the tallies of every asset and need, but not of the inputs. */
const digest = (study: MergedStudy): string => studyDigest({ modelHash: '', scenarioHash: '', seed: '' }, study);

/** Different elements of a list, in a random order that is the same each time. */
function sample<T>(list: readonly T[], count: number): T[] {
  const uniform = seededGenerator('rank'), left = [...list];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(uniform() * left.length), 1)[0]!);
}

/** Ranks the subjects, and compares each with the counterfactual and the variant run in full. */
async function check(question: RankQuestion, subjects: readonly number[], variant: (subject: number) => Change): Promise<void> {
  const runner = await runnerOf(base), whole = await studyOf(runner);
  const { ranking } = await lastValueFrom(rankSubjects(runner, { replications: REPLICATIONS, question, subjects }));
  const entries = new Map(ranking!.entries.map((entry) => [entry.subject, entry]));
  expect(ranking!.pairs).toBe(ranking!.entries.reduce((sum, entry) => sum + entry.pairs, 0));
  let rerun = 0;
  for (const subject of subjects) {
    const full = await variantStudy(variant(subject)), name = (question.ask === 'shield' ? base.labels.asset(subject) : base.labels.need(subject)).id;
    expect(digest(await studyOf(runner, counterfactualOf(question, subject))), name).toBe(digest(full));
    const avoided = compareStudies(whole, full)[ranking!.outcome]!, entry = entries.get(subject);
    expect({ mean: entry?.mean ?? 0, standardError: entry?.standardError ?? 0, interval: entry?.interval ?? [0, 0] }, name)
      .toEqual({ mean: avoided.mean, standardError: avoided.standardError, interval: avoided.interval });
    rerun += entry?.pairs ?? 0;
  }
  expect(rerun).toBe(ranking!.pairs);
  expect(rerun).toBeLessThan(subjects.length * REPLICATIONS);
}

describe('winter storm on harbour-city, sampled subjects', () => {
  test('assets that cannot be hit', async () => {
    const subjects = sample([...model.assets.keys()], 10);
    await check({ ask: 'shield' }, subjects, (a) => ({ change: 'invulnerable', select: { id: [model.assets[a]!.id] } }));
  }, 120_000);

  test('needs with eight hours of buffer, drawn ones among them', async () => {
    const alone = model.assets.flatMap((asset) => asset.needs.filter((need) => need.role === 'function' && asset.needs.filter((other) => other.service === need.service).length === 1));
    const drawn = alone.filter((need) => typeof (need.buffer?.hours ?? 0) !== 'number');
    expect(drawn.length).toBeGreaterThan(0);
    const needs = new Map([...sample(drawn, 2), ...sample(alone, 4)].map((need) => [need.id, need]));
    const { names } = assemble(model, scenario);
    await check({ ask: 'buffer', bufferHours: 8 }, [...needs.keys()].map((id) => names.needs.indexOf(id)), (x) => {
      const need = needs.get(names.needs[x]!)!, usual = { refillHours: 0, cover: 1, initial: 1, drain: 'always' as const };
      return { change: 'add-buffer', select: { id: [need.asset] }, service: need.service, buffer: { ...usual, ...need.buffer, hours: 8 } };
    });
  }, 120_000);
});
