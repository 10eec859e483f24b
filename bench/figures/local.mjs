/** A hazard that strikes 200 neighbours costs as much among a million assets as among a thousand: cost goes with what is touched. */
import { assemble, createReplicator, normalizeScenario, readModel } from '../../dist/index.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { interleaved, perCall, ratios } from '../lib/measure.mjs';
import { withFolder } from '../lib/processes.mjs';
import { w2Id, w2Scenario, writeW2Model } from '../workloads/w2.mjs';

export const title = 'A local hazard in small and large models';

const STRUCK = 200;
/** First asset struck: needs look back 200 assets, so the surroundings are alike in both models. */
const FIRST = 400;

async function localReplicator(n) {
  const model = await withFolder((folder) => {
    writeW2Model(folder, n, 7, 'own');
    return readModel(folder).model;
  });
  const assets = Array.from({ length: STRUCK }, (_, i) => w2Id(FIRST + i)), whole = w2Scenario(n);
  const [pulse] = whole.hazards, crews = [{ ...whole.recovery.crews[0], count: 10 }];
  const hazard = { ...pulse, footprint: { assets }, effects: [{ damage: { probability: 0.2, state: 'complete' } }] };
  const { scenario } = normalizeScenario({ ...whole, hazards: [hazard], recovery: { ...whole.recovery, crews } });
  return createReplicator(assemble(model, scenario, { causes: false }).packet);
}

export async function run({ rounds = 9, toy = false }) {
  const [few, many] = toy ? [1000, 4000] : [1000, 1_000_000], seconds = toy ? 0.02 : 1;
  const replicators = { few: await localReplicator(few), many: await localReplicator(many) };
  const taker = (name) => () => perCall((k) => replicators[name].replicate(k), seconds).seconds;
  for (const name of ['few', 'many']) {
    let damaged = 0;
    for (let k = 0; k < 50; k++) damaged += damagesOf(replicators[name], k);
    assertWork(damaged > 50 * STRUCK * 0.15 && damaged < 50 * STRUCK * 0.25, `${damaged / 50} assets damaged a replication; a fifth of ${STRUCK} is meant`);
  }
  const takers = { few: taker('few'), many: taker('many') };
  await interleaved(1, takers);
  const taken = await interleaved(toy ? 1 : rounds, takers);
  return [
    note('assets struck; in models of', `${STRUCK}; ${few} and ${many}`),
    row(`microseconds of CPU a replication, ${few} assets`, taken.few.map((s) => s * 1e6)),
    row(`microseconds of CPU a replication, ${many} assets`, taken.many.map((s) => s * 1e6)),
    row('ratio', ratios(taken.many, taken.few), { unit: 'x', most: 1.5 }),
  ];
}

const damagesOf = (replicator, k) => {
  const record = replicator.replicate(k);
  return record.values[replicator.outcomes.findIndex((o) => o.name === 'damages.all')];
};
