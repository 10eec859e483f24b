/** The winter storm with flow models: what a replication takes, and how often a question to remembered answers was known. */
import { createReplicator, prepareStudy } from '../../dist/index.js';
import { Memo } from '../../dist/sectors/memo.js';
import { secondsSince } from '../lib/measure.mjs';

/**
 * Every replication is a new one, so that what is remembered is what a study would remember.
 * @param layers a mode for all, or modes by layer; "none" takes the layers out of the model
 * @param blind nothing is remembered
 */
export async function measurePhysics({ model, scenario }, layers, warmUp, replications, blind = false) {
  const { find } = Memo.prototype, counts = { asked: 0, hits: 0 };
  Memo.prototype.find = function counted(...question) {
    const known = find.apply(this, question);
    counts.asked++;
    if (known !== undefined) counts.hits++;
    return blind ? undefined : known;
  };
  try {
    const physics = typeof layers === 'string' ? { all: layers === 'none' ? 'off' : layers, layers: {} } : { all: 'off', layers };
    const replicator = await createReplicator(prepareStudy(layers === 'none' ? { ...model, physics: [] } : model, { ...scenario, physics }).packet);
    for (let k = 0; k < warmUp; k++) replicator.replicate(replications + k);
    counts.asked = counts.hits = 0;
    const before = process.cpuUsage();
    let failures = 0;
    for (let k = 0; k < replications; k++) {
      const { failure, mark } = replicator.replicate(k);
      if (failure !== undefined || mark !== undefined) failures++;
    }
    return { secondsEach: secondsSince(before) / replications, failures, ...counts };
  } finally {
    Memo.prototype.find = find;
  }
}
