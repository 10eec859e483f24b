/** The winter storm on the harbour city for a week with all layers: speed exact and with surrogates, what surrogates miss, what remembered answers save, what layers cost that do not run. */
import { join } from 'node:path';
import { createReplicator, prepareStudy, readStudyInput } from '../../dist/index.js';
import { assertWork, note, row, short } from '../lib/figure.mjs';
import { interleaved, ratios } from '../lib/measure.mjs';
import { ROOT, scriptJson } from '../lib/processes.mjs';
import { measurePhysics } from '../engines/physics-study.mjs';
import { yardstick } from '../lib/yardstick.mjs';

export const title = 'Winter storm with flow models, seven days';

const HEADLINES = ['person-hours.electricity', 'person-hours.water', 'person-hours.access', 'person-hours.wastewater', 'person-hours.communications', 'person-hours.payments', 'person-hours.health', 'person-hours.all', 'assets-lost.all',
  'unserved-energy.grid', 'undelivered-water.pipes', 'delay-hours.roads', 'unreachable-trips.roads', 'unsettled-value-hours.payments', 'cannot-pay-hours.payments'];

const study = readStudyInput(join(ROOT, 'scenarios/winter-storm-physics.yaml'));

const replicatorOf = (all) => createReplicator(prepareStudy(study.model, { ...study.scenario, physics: { all, layers: {} } }).packet);

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

/** In a process of its own, of replications that it has not seen; `here`: in this one, which has read the model and is warm. */
async function timed(layers, [warmUp, replications], { blind = false, here = false } = {}) {
  const result = here ? await measurePhysics(study, layers, warmUp, replications, blind)
    : await scriptJson('engines/physics.mjs', [JSON.stringify(layers), warmUp, replications, ...(blind ? ['blind'] : [])]);
  assertWork(result.failures === 0, `${result.failures} replications failed`);
  return result;
}

export async function run({ rounds = 5, toy = false }) {
  const turns = toy ? 1 : rounds, compared = toy ? 2 : 40, slow = toy ? [1, 2] : [200, 150], quick = toy ? [1, 2] : [1000, 2000];
  // Toy sizes: one process shows that the script works.
  const rate = (layers, size) => async () => 1 / (await timed(layers, size, { here: toy })).secondsEach;
  const taken = await interleaved(turns, { exact: rate('exact', slow), surrogate: rate('surrogate', slow), off: rate('off', quick), none: rate('none', quick) });
  const alone = [];
  for (const { id } of study.model.physics) alone.push(note(`replications per CPU second, ${id} alone, exact`, short(await rate({ [id]: 'exact' }, slow)())));
  const knowing = await timed('exact', slow, { here: toy }), blind = await timed('exact', toy ? [1, 1] : [10, 15], { blind: true });
  return [
    row('replications per CPU second, all layers exact (assignment to 1e-4)', taken.exact, { least: 5 }),
    row('replications per CPU second, all layers by surrogates', taken.surrogate, { least: 50 }),
    row('replications per CPU second, layers off', taken.off),
    row('CPU time with layers in the model that do not run, over a model without', ratios(taken.none, taken.off), { unit: 'x', most: 1.05 }),
    ...alone,
    note('questions to remembered answers that were known, exact', `${short((100 * knowing.hits) / Math.max(1, knowing.asked))} % of ${short(knowing.asked / slow[1])} a replication`),
    note('replications per CPU second, exact, nothing remembered', short(1 / blind.secondsEach)),
    ...errorRows(sample(await replicatorOf('exact'), compared), sample(await replicatorOf('surrogate'), compared)),
    ...(toy ? [] : [await yardstick()]),
  ];
}
