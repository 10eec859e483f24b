/** The winter storm on the harbour city for a week with all four layers: speed exact and with surrogates, what surrogates miss, what remembered answers save, what layers cost that do not run. */
import { join } from 'node:path';
import { createReplicator, prepareStudy, readStudyInput } from '../../dist/index.js';
import { Memo } from '../../dist/sectors/memo.js';
import { assertWork, note, row, short } from '../lib/figure.mjs';
import { interleaved, perCall, ratios } from '../lib/measure.mjs';
import { ROOT } from '../lib/processes.mjs';

export const title = 'Winter storm with flow models, seven days';

const HEADLINES = ['person-hours.electricity', 'person-hours.water', 'person-hours.access', 'person-hours.wastewater', 'person-hours.communications', 'person-hours.payments', 'person-hours.health', 'person-hours.all', 'assets-lost.all',
  'unserved-energy.grid', 'undelivered-water.pipes', 'delay-hours.roads', 'unreachable-trips.roads', 'unsettled-value-hours.payments', 'cannot-pay-hours.payments'];

const study = readStudyInput(join(ROOT, 'scenarios/winter-storm-physics.yaml'));

/** @param physics exact | surrogate | off, or a mode by layer */
function replicatorOf(physics, model = study.model) {
  const chosen = typeof physics === 'string' ? { all: physics, layers: {} } : { all: 'off', layers: physics };
  return createReplicator(prepareStudy(model, { ...study.scenario, physics: chosen }).packet);
}

/** Every Memo of the process counts what it was asked and what it knew; while `blind`, it knows nothing. */
function watchMemos() {
  const counts = { asked: 0, hits: 0, blind: false }, { find } = Memo.prototype;
  Memo.prototype.find = function watched(...question) {
    const known = find.apply(this, question);
    counts.asked++;
    if (known !== undefined) counts.hits++;
    return counts.blind ? undefined : known;
  };
  return { counts, stop: () => { Memo.prototype.find = find; } };
}

/** Replications 0 to count - 1: values by outcome, in the order of HEADLINES. */
function sample(replicator, count) {
  const at = HEADLINES.map((name) => replicator.outcomes.findIndex((outcome) => outcome.name === name));
  return Array.from({ length: count }, (_, k) => {
    const record = replicator.replicate(k);
    assertWork(record.failure === undefined && record.mark === undefined, `replication ${k}: ${(record.failure ?? record.mark)?.message}`);
    return at.map((i) => (i < 0 ? NaN : record.values[i]));
  });
}

/** Error of the surrogates under the same draws: of the mean, and the mean size of a replication's, both over the exact mean. */
function errorRows(exact, fast) {
  const mean = (values) => values.reduce((sum, x) => sum + x, 0) / values.length;
  return HEADLINES.map((name, i) => {
    const all = mean(exact.map((values) => values[i]));
    const error = mean(fast.map((values, k) => values[i] - exact[k][i])), size = mean(fast.map((values, k) => Math.abs(values[i] - exact[k][i])));
    return note(`surrogates: ${name}, exact mean; error of the mean, mean size of a replication's`, `${short(all)}; ${all === 0 ? short(error) : `${short((100 * error) / all)} %, ${short((100 * size) / all)} %`}`);
  });
}

const perSecond = ({ seconds }) => 1 / seconds;

/** What remembered answers give: share of questions known, and speed without. */
async function memoRows(seconds) {
  const { counts, stop } = watchMemos();
  try {
    const knowing = await replicatorOf('exact');
    perCall((k) => knowing.replicate(k), seconds);
    const share = counts.hits / Math.max(1, counts.asked);
    counts.blind = true;
    const blind = await replicatorOf('exact');
    const without = perCall((k) => blind.replicate(k), seconds);
    return [note('questions to remembered answers that were known, exact', `${short(100 * share)} % of ${short(counts.asked)}`), note('replications per CPU second, exact, nothing remembered', short(perSecond(without)))];
  } finally {
    stop();
  }
}

export async function run({ rounds = 5, toy = false }) {
  const seconds = toy ? 0.02 : 2, turns = toy ? 1 : rounds, compared = toy ? 2 : 40;
  const [exact, surrogate, off, bare] = await Promise.all([replicatorOf('exact'), replicatorOf('surrogate'), replicatorOf('off'), replicatorOf('off', { ...study.model, physics: [] })]);
  const errors = errorRows(sample(exact, compared), sample(surrogate, compared));
  const timer = (replicator) => () => perCall((k) => replicator.replicate(k), seconds);
  const timers = { exact: timer(exact), surrogate: timer(surrogate), off: timer(off), bare: timer(bare) };
  await interleaved(1, timers);
  const taken = await interleaved(turns, timers);
  const alone = [];
  for (const { id } of study.model.physics) {
    const replicator = await replicatorOf({ [id]: 'exact' });
    timer(replicator)();
    alone.push(note(`replications per CPU second, ${id} alone, exact`, short(perSecond(timer(replicator)()))));
  }
  return [
    row('replications per CPU second, all layers exact (assignment to 1e-4)', taken.exact.map(perSecond), { least: 5 }),
    row('replications per CPU second, all layers by surrogates', taken.surrogate.map(perSecond), { least: 50 }),
    row('replications per CPU second, layers off', taken.off.map(perSecond)),
    row('CPU time with layers in the model that do not run, over a model without', ratios(taken.off.map(({ seconds: s }) => s), taken.bare.map(({ seconds: s }) => s)), { unit: 'x', most: 1.05 }),
    ...alone, ...await memoRows(seconds), ...errors,
  ];
}
