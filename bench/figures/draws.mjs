/** The cost of random numbers and of turning them into damage and durations. */
import { CounterDraws } from '../../dist/random/draws.js';
import { hashKey } from '../../dist/random/hash.js';
import { normalQuantile } from '../../dist/numerics/normal.js';
import { assertWork, row } from '../lib/figure.mjs';
import { interleaved, perCall } from '../lib/measure.mjs';

export const title = 'Draws';

const BATCH = 10_000;

export async function run({ rounds = 9, toy = false }) {
  const draws = new CounterDraws(hashKey('bench')), assets = Int32Array.from({ length: BATCH }, (_, i) => i), out = new Int32Array(BATCH);
  const subject0 = new Uint32Array(BATCH), subject1 = new Uint32Array(BATCH);
  for (let i = 0; i < BATCH; i++) [subject0[i], subject1[i]] = hashKey(`asset ${i}`);
  let sum = 0, count = 0, hits = 0;
  const uniforms = (replication) => {
    draws.select(replication, 1, 0, 0);
    for (let i = 0; i < BATCH; i++) sum += draws.uniform(subject0[i], subject1[i], 0);
    count += BATCH;
  };
  const quantiles = (replication) => { for (let i = 0; i < BATCH; i++) sum += normalQuantile((i + 0.5) / BATCH + (replication & 1) * 1e-9); };
  const below = (replication) => {
    draws.select(replication, 2, 0, 0);
    hits += draws.below(0.02, assets, subject0, subject1, 0, out);
  };
  for (let k = 0; k < 20; k++) { uniforms(k); below(k); }
  assertWork(Math.abs(sum / count - 0.5) < 0.01, `the mean of ${count} uniforms is ${sum / count}`);
  assertWork(Math.abs(hits / count - 0.02) < 0.005, `${hits} of ${count} draws fell below 0.02`);
  const seconds = toy ? 0.02 : 1, take = (call) => () => (perCall(call, seconds).seconds / BATCH) * 1e9;
  const taken = await interleaved(toy ? 1 : rounds, { uniforms: take(uniforms), below: take(below), quantiles: take(quantiles) });
  return [
    row('ns of CPU a uniform', taken.uniforms), row('ns of CPU an asset, which of many are hit', taken.below), row('ns of CPU a normal quantile', taken.quantiles),
  ];
}
