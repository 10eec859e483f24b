/**
 * The winter storm with flow models as a process of its own: `node physics.mjs LAYERS WARM-UP REPLICATIONS [blind]`, LAYERS as JSON: a mode for
 * all, or modes by layer; "none" takes the layers out of the model. Every replication is a new one, so that what is remembered is what a study
 * would remember; `blind`: nothing is. Prints one JSON line.
 */
import { join } from 'node:path';
import { createReplicator, prepareStudy, readStudyInput } from '../../dist/index.js';
import { Memo } from '../../dist/sectors/memo.js';
import { secondsSince } from '../lib/measure.mjs';
import { ROOT } from '../lib/processes.mjs';

const layers = JSON.parse(process.argv[2]), [warmUp, replications] = process.argv.slice(3, 5).map(Number), blind = process.argv[5] === 'blind';
const { find } = Memo.prototype, counts = { asked: 0, hits: 0 };
Memo.prototype.find = function counted(...question) {
  const known = find.apply(this, question);
  counts.asked++;
  if (known !== undefined) counts.hits++;
  return blind ? undefined : known;
};
const { model, scenario } = readStudyInput(join(ROOT, 'scenarios/winter-storm-physics.yaml'));
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
process.stdout.write(`${JSON.stringify({ secondsEach: secondsSince(before) / replications, failures, ...counts })}\n`);
