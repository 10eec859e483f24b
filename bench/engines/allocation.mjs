/**
 * Bytes that a replication without subscribers allocates: `node --expose-gc --min-semi-space-size=256
 * --max-semi-space-size=256 allocation.mjs REPLICATIONS`.
 * After a collection the young space is large enough for all of them, so what the heap has grown by is what they allocated:
 * no collection comes between (checked), and the compiler's own code is not on this heap once the code is warm.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { stormReplicator } from '../lib/storm.mjs';

const replications = Number(process.argv[2]);
const replicator = await stormReplicator();
let collections = 0;
new PerformanceObserver((list) => { collections += list.getEntries().length; }).observe({ entryTypes: ['gc'] });
const all = () => { for (let k = 0; k < replications; k++) replicator.replicate(k); };
all();
all();
globalThis.gc();
await new Promise((resolve) => { setTimeout(resolve, 200); });
collections = 0;
const before = process.memoryUsage();
all();
const after = process.memoryUsage();
await new Promise((resolve) => { setTimeout(resolve, 50); });
process.stdout.write(`${JSON.stringify({
  heapBytes: (after.heapUsed - before.heapUsed) / replications, bufferBytes: (after.arrayBuffers - before.arrayBuffers) / replications, collections,
})}\n`);
