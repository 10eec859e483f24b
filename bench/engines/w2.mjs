/**
 * W2 on this engine as a process of its own, like the other engines: `node w2.mjs N REPLICATIONS WARM-UP w2|own [MODEL FOLDER]`.
 * Prints one JSON line: time to a ready Replicator, CPU seconds after the warm-up, counted events, means, memory.
 */
import { secondsSince } from '../lib/measure.mjs';
import { w2Replicator } from './w2-study.mjs';

const [n, replications, warmUp] = process.argv.slice(2, 5).map(Number), [draws, folder] = process.argv.slice(5);
const startedAt = performance.now();
const replicator = await w2Replicator(n, { folder, draws });
const loadSeconds = (performance.now() - startedAt) / 1000, loadCpuSeconds = secondsSince();
for (let k = 0; k < warmUp; k++) replicator.replicate(replications + k);
const before = process.cpuUsage();
let events = 0, failures = 0;
for (let k = 0; k < replications; k++) {
  const record = replicator.replicate(k);
  events += record.events;
  if (record.failure !== undefined) failures++;
}
const cpuSeconds = secondsSince(before);
process.stdout.write(`${JSON.stringify({ n, replications, loadSeconds, loadCpuSeconds, cpuSeconds, events, failures, peakMB: process.resourceUsage().maxRSS / 1024 })}\n`);
