/**
 * Own failures and crews as queues in the long run.
 *
 * Machine repairman M/M/c//N (C. Palm 1947; D. Gross, C. M. Harris, Fundamentals of queueing theory, section 2.7): N machines fail at rate lambda
 * while they work, c crews repair at rate mu. P(j down) is proportional to N! / (N - j)! lambda^j / (mu^j min(j, c)! c^max(0, j - c)).
 * Availability of parts without crew limits: mu / (lambda + mu), independent; k of n by the binomial law (R. E. Barlow, F. Proschan, Mathematical
 * theory of reliability, 1965). Horizons of ten years; the start with all working weighs about one mean repair in 87,600 h: below 1e-3 of what is lost.
 */
import { lastValueFrom, toArray } from 'rxjs';
import { test } from 'vitest';
import { kind, need, replicatorOf, sampleOf, type ModelParts } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('queue', 'Gross and Harris, M/M/c//N');
const HOURS = 87_600, LAMBDA = 0.01, MU = 0.1;

const machine = (sector: string): object => kind(sector, {
  failuresPerYear: LAMBDA * 8760, ownFailureState: 'slight', repair: { slight: { exponential: { mean: `${1 / MU}h` } }, moderate: '1h', extensive: '1h', complete: '1h' },
});
const machines = (n: number): object[] => Array.from({ length: n }, (_, i) => ({ id: `m${i}`, kind: 'machine' }));
const crews = (count: number): object => ({ crews: [{ id: 'crews', count }] });

/** Mean number down, and waiting for a crew. */
function repairman(n: number, c: number): { down: number; waiting: number } {
  const weight = [1];
  for (let j = 1; j <= n; j++) weight.push((weight[j - 1]! * (n - j + 1) * LAMBDA) / (Math.min(j, c) * MU));
  const total = weight.reduce((sum, x) => sum + x, 0), mean = (f: (j: number) => number): number => weight.reduce((sum, x, j) => sum + f(j) * x, 0) / total;
  return { down: mean((j) => j), waiting: mean((j) => Math.max(0, j - c)) };
}

test.each([1, 2])('10 machines, %d crews', async (c) => {
  const n = 10, runs = 24, { down, waiting } = repairman(n, c);
  const replicator = await replicatorOf({ kinds: { machine: machine('machines') }, assets: machines(n) }, { horizon: '10y', recovery: crews(c) });
  const lost = sampleOf(replicator, 'lost-asset-hours.machines', runs), name = `repairman, ${n} machines, ${c} crew${c > 1 ? 's' : ''}, failure 0.01/h, repair 0.1/h`;
  table.sampled(`${name}: availability`, 1 - down / n, lost.map((hours) => 1 - hours / HOURS / n));
  table.sampled(`${name}: mean down`, down, lost.map((hours) => hours / HOURS));
  // A job waits from its damage to the start of its repair.
  const waits = new Float64Array(8);
  for (let k = 0; k < waits.length; k++) {
    const since = new Map<string, number>();
    for (const { kind: what, asset, hours } of await lastValueFrom(replicator.events(k).pipe(toArray()))) {
      if (what === 'damage') since.set(asset!, hours);
      else if (what === 'repair-start') waits[k]! += (hours - since.get(asset!)!) / HOURS;
    }
  }
  table.sampled(`${name}: mean waiting for a crew (from the events)`, waiting, waits);
});

test('systems of parts with own failures', async () => {
  const parts = 5, runs = 24, up = MU / (LAMBDA + MU), ids = machines(parts).map((_, i) => `m${i}`);
  const system = (id: string, required: number) => ({ id, kind: id, needs: [need(ids, required)] });
  const model: ModelParts = {
    kinds: { machine: machine('machines'), series: kind('series'), parallel: kind('parallel'), 'three-of-five': kind('three-of-five') },
    assets: [...machines(parts), system('series', 5), system('parallel', 1), system('three-of-five', 3)],
  };
  const replicator = await replicatorOf(model, { horizon: '10y' }), reference = 'Barlow and Proschan 1965';
  const binomial = [1, 5, 10, 10, 5, 1].map((ways, j) => ways * up ** j * (1 - up) ** (5 - j));
  const available = (name: string): Float64Array => sampleOf(replicator, `lost-asset-hours.${name}`, runs).map((hours) => 1 - hours / HOURS);
  table.sampled('one part, failure 0.01/h, repair 0.1/h, no crew limit: availability', up, sampleOf(replicator, 'lost-asset-hours.machines', runs).map((hours) => 1 - hours / HOURS / parts), { reference });
  table.sampled('5 such parts in series', up ** 5, available('series'), { reference });
  table.sampled('3 of 5', binomial[3]! + binomial[4]! + binomial[5]!, available('three-of-five'), { digits: 5, reference });
  table.sampled('5 in parallel', 1 - (1 - up) ** 5, available('parallel'), { digits: 6, reference });
});

test('docs/validation.md says so', () => table.compareWithDocument());
