/** The winter storm on the harbour city, every default outcome on: speed, what is allocated, what a subscriber costs. */
import { assertWork, note, row, short } from '../lib/figure.mjs';
import { interleaved, median, perCall, ratios } from '../lib/measure.mjs';
import { scriptJson } from '../lib/processes.mjs';
import { stormReplicator, survey } from '../lib/storm.mjs';

export const title = 'Winter storm on the harbour city';

export async function run({ rounds = 9, toy = false }) {
  const seconds = toy ? 0.02 : 1, turns = toy ? 1 : rounds, surveyed = toy ? 40 : 2000;
  const replicator = await stormReplicator();
  const { events, touched } = survey(replicator, surveyed);
  const middle = median(events), share = median(touched), mean = events.reduce((sum, x) => sum + x, 0) / surveyed;
  assertWork(middle >= 500, `the median replication has ${middle} events, not 500 or more`);
  assertWork(share >= 0.1, `the median replication hits or stops ${share} of the assets, not a tenth or more`);

  const unwatched = () => perCall((k) => replicator.replicate(k), seconds);
  const watched = () => {
    let seen = 0;
    const result = perCall((k) => replicator.events(k).subscribe(() => { seen++; }), seconds);
    // A stream has at least the events that the engine counts.
    assertWork(seen >= 0.9 * mean * result.calls, `${seen} events seen in ${result.calls} replications`);
    return result;
  };
  await interleaved(1, { unwatched, watched });
  const taken = await interleaved(turns, { unwatched, watched });
  const plain = taken.unwatched.map((r) => r.seconds), observed = taken.watched.map((r) => r.seconds);
  // Warm code allocates less; the figure is of a long study.
  const { heapBytes, bufferBytes, collections } = await scriptJson('engines/allocation.mjs', [toy ? 20 : 2000], ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']);
  assertWork(collections === 0, `${collections} garbage collections while allocation was measured`);
  return [
    note('median events a replication; share of assets hit or stopped', `${short(middle)}; ${short(100 * share)} %`),
    row('replications per CPU second', plain.map((s) => 1 / s), { least: 2000 }),
    row('counted events per CPU second, millions', plain.map((s) => mean / s / 1e6)),
    row('bytes allocated a replication, no subscriber', [heapBytes + bufferBytes], { most: 1000 }),
    row('CPU time with one subscriber that counts events, over none', ratios(observed, plain), { unit: 'x', most: 1.5 }),
  ];
}
