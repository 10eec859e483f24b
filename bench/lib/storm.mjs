/** The shipped winter storm as a prepared study. */
import { join } from 'node:path';
import { createReplicator, prepareStudy, readStudyInput } from '../../dist/index.js';
import { ROOT } from './processes.mjs';

export const SCENARIO = join(ROOT, 'scenarios/winter-storm.yaml');

/** Ready for studies. @param replications instead of those of the scenario */
export function stormStudy(replications) {
  const { model, scenario } = readStudyInput(SCENARIO);
  return prepareStudy(model, replications === undefined ? scenario : { ...scenario, replications });
}

/** Its Replicator, with every default outcome. */
export const stormReplicator = () => createReplicator(stormStudy().packet);

/** Replications 0 to count - 1: counted events, share of assets hit or stopped. Throws when one failed. */
export function survey(replicator, count) {
  const events = new Float64Array(count), touched = new Float64Array(count), { assets } = replicator.network.sizes;
  for (let k = 0; k < count; k++) {
    const record = replicator.replicate(k);
    if (record.failure !== undefined) throw new Error(`bench: replication ${k} failed: ${record.failure.message}`);
    let hitOrStopped = 0;
    for (let i = 0; i < record.touchedCount; i++) if ((record.assetFlags[record.touched[i]] & HIT_OR_FELL) !== 0) hitOrStopped++;
    events[k] = record.events;
    touched[k] = hitOrStopped / assets;
  }
  return { events, touched };
}

/** Bits of assetFlags (src/engine/contracts.ts): hit, or fell below its start level. */
const HIT_OR_FELL = 3;
