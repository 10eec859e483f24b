/**
 * Crews with orders, hours, travel, inspections, spare parts and tankers against closed forms.
 *
 * Shortest job first: W. E. Smith, Naval Research Logistics Quarterly 3 (1956); of n exponential durations the i-th shortest has mean
 * m (1/n + ... + 1/(n - i + 1)) (A. Renyi 1953), and the jobs behind it wait for it.
 * Shifts: machine repairman M/M/c//N whose crews work in given hours only. While they do not, machines fail and none is repaired: the weekly
 * periodic solution of its forward equations, integrated here.
 * Travel: a job takes the way and the work. With a crew for every machine availability is 1 / (1 + lambda x mean), whatever the distribution (T. O. Engset 1918).
 * Inspection then repair, one crew each: closed network of queues, product form (W. J. Gordon, G. F. Newell, Operations Research 15, 1967).
 * Spare parts: machine repair with S spares and repair channels without limit (D. Gross, C. M. Harris, Fundamentals of queueing theory, section 2.7): the
 * lag of an order is the channel, a base stock of S the spares, and fitting a part takes no time.
 */
import { expect, test } from 'vitest';
import { kind, need, reader, replicatorOf, sampleOf } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('recovery', 'Smith 1956');
const HOURS = 87_600, RUNS = 24, LAMBDA = 0.01, MU = 0.1, N = 10;

const exponential = (mean: number): object => ({ exponential: { mean: `${mean}h` } });
const machine = (repair: unknown = exponential(1 / MU), more: object = {}): object => kind('machines', { failuresPerYear: LAMBDA * 8760, ownFailureState: 'slight', repair: { slight: repair, moderate: '1h', extensive: '1h', complete: '1h' }, ...more });
const machines = (more: object = {}): object[] => Array.from({ length: N }, (_, i) => ({ id: `m${i}`, kind: 'machine', ...more }));
const perHour = (lost: Float64Array): Float64Array => lost.map((hours) => hours / HOURS);
const total = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0);

test('shortest job first against first come, ten jobs of one crew', async () => {
  const mean = 10, jobs = { kinds: { machine: kind('machines', { repair: { slight: '1h', moderate: '1h', extensive: '1h', complete: exponential(mean) } }) }, assets: machines() };
  const hit = [{ id: 'hit', type: 'other', onset: '1h', duration: '1h', footprint: { select: { all: true } }, effects: [{ damage: { probability: 1, state: 'complete' } }] }];
  const shortest = Array.from({ length: N }, (_, i) => mean * total(Array.from({ length: i + 1 }, (__, j) => 1 / (N - j))));
  const waits = { 'first-come': (mean * (N - 1)) / 2, 'shortest-job': total(shortest.map((m, i) => (N - 1 - i) * m)) / N };
  for (const [order, expected] of Object.entries(waits)) {
    const replicator = await replicatorOf(jobs, { horizon: '1y', hazards: hit, recovery: { order, crews: [{ id: 'crew', count: 1 }] } });
    // What is lost is the waiting and the work; the work has mean 10 h, and is taken out by its own sample: under unlimited crews.
    const alone = await replicatorOf(jobs, { horizon: '1y', hazards: hit }), work = sampleOf(alone, 'lost-asset-hours.machines', 2000);
    table.sampled(`ten jobs with exponential work of 10 h, one crew, ${order}: mean wait, h`, expected, sampleOf(replicator, 'lost-asset-hours.machines', 2000).map((lost, k) => (lost - work[k]!) / N), { digits: 2 });
  }
});

/** Mean down of the repairman whose crews work from hour a to b of each day only: forward equations over days until they repeat (Runge-Kutta, steps of 1/20 h). */
function downWithShifts(c: number, a: number, b: number): number {
  const flow = (p: readonly number[], on: boolean): number[] => p.map((x, j) => {
    const fails = (n: number): number => (N - n) * LAMBDA, mends = (n: number): number => (on ? Math.min(n, c) * MU : 0);
    return (j > 0 ? p[j - 1]! * fails(j - 1) : 0) + (j < N ? p[j + 1]! * mends(j + 1) : 0) - x * (fails(j) + mends(j));
  });
  const plus = (p: readonly number[], d: readonly number[], h: number): number[] => p.map((x, i) => x + h * d[i]!);
  let p: number[] = Array.from({ length: N + 1 }, (_, j) => (j === 0 ? 1 : 0)), mean = 0;
  const h = 1 / 20;
  for (let day = 0; day < 60; day++) {
    mean = 0;
    for (let step = 0; step < 24 / h; step++) {
      const at = step * h, on = at >= a && at < b;
      mean += (total(p.map((x, j) => j * x)) * h) / 24;
      const k1 = flow(p, on), k2 = flow(plus(p, k1, h / 2), on), k3 = flow(plus(p, k2, h / 2), on), k4 = flow(plus(p, k3, h), on);
      p = p.map((x, i) => x + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
    }
  }
  return mean;
}

test('crews that work in the day only', async () => {
  const shift = { hours: [{ from: '08:00', to: '18:00' }], overtime: 'pause' };
  for (const c of [1, 3]) {
    const replicator = await replicatorOf({ kinds: { machine: machine() }, assets: machines() }, { horizon: '10y', recovery: { crews: [{ id: 'crews', count: c, shift }] } });
    table.sampled(`repairman, 10 machines, ${c} crew${c > 1 ? 's' : ''} from 8 to 18 h, work paused: mean down`, downWithShifts(c, 8, 18), perHour(sampleOf(replicator, 'lost-asset-hours.machines', RUNS)), { reference: 'forward equations of M/M/c//N by the hour' });
  }
});

test('the way to the job is part of its time', async () => {
  // 0.9 degrees of the meridian x 1.5 at 30 km/h: 5.004 h.
  const way = (((6371.0088 * Math.PI) / 180) * 0.9 * 1.5) / 30;
  const replicator = await replicatorOf({ kinds: { machine: machine(), depot: kind('depots') }, assets: [...machines({ place: [4, 52.9] }), { id: 'depot', kind: 'depot', place: [4, 52] }] }, {
    horizon: '10y', recovery: { crews: [{ id: 'crews', count: N, base: 'depot' }], travel: { kmPerHour: 30, detour: 1.5 } },
  });
  table.sampled('a crew for each machine, 5.004 h away: availability', 1 / (1 + LAMBDA * (way + 1 / MU)), perHour(sampleOf(replicator, 'lost-asset-hours.machines', RUNS)).map((down) => 1 - down / N), { reference: 'Engset 1918' });
});

test('inspection, then repair, by one crew each', async () => {
  const inspect = 6;
  const replicator = await replicatorOf({ kinds: { machine: machine(exponential(1 / MU), { skill: 'mend' }) }, assets: machines() }, {
    horizon: '10y', recovery: { crews: [{ id: 'inspectors', skills: ['look'], count: 1 }, { id: 'menders', skills: ['mend'], count: 1 }], inspection: [{ select: { all: true }, skill: 'look', duration: exponential(inspect) }] },
  });
  const states = Array.from({ length: N + 1 }, (_, looked) => Array.from({ length: N + 1 - looked }, (__, mended) => {
    const up = N - looked - mended, ways = Array.from({ length: up }, (___, i) => i + 1).reduce((product, i) => product / (LAMBDA * i), 1);
    return { looked, mended, weight: ways * inspect ** looked * (1 / MU) ** mended };
  })).flat(), all = total(states.map((s) => s.weight)), mean = (f: (s: (typeof states)[number]) => number): number => total(states.map((s) => f(s) * s.weight)) / all;
  const reference = 'Gordon and Newell 1967';
  table.sampled('inspected (6 h), then repaired (10 h), one crew each: mean down', mean((s) => s.looked + s.mended), perHour(sampleOf(replicator, 'lost-asset-hours.machines', RUNS)), { reference });
  table.sampled('the same: share of time that the inspector is busy', mean((s) => Math.min(1, s.looked)), perHour(sampleOf(replicator, 'crew-hours.inspectors', RUNS)), { reference });
  table.sampled('the same: share of time that the mender is busy', mean((s) => Math.min(1, s.mended)), perHour(sampleOf(replicator, 'crew-hours.menders', RUNS)), { reference });
});

test('spare parts: a base stock', async () => {
  for (const [spares, lag] of [[1, 30], [2, 30], [4, 60]] as const) {
    const replicator = await replicatorOf({ kinds: { machine: machine('0h') }, assets: machines() }, {
      horizon: '10y', recovery: { stock: [{ id: 'spares', amount: spares, reorder: { at: spares - 1, to: spares, lag: exponential(lag) } }], parts: [{ stock: 'spares', select: { all: true }, amount: { slight: 1 } }] },
    });
    const weight = [1];
    for (let n = 1; n <= N + spares; n++) weight.push((weight[n - 1]! * Math.min(N, N + spares - n + 1) * LAMBDA * lag) / n);
    const short = total(weight.map((w, n) => Math.max(0, n - spares) * w)) / total(weight);
    table.sampled(`10 machines, base stock of ${spares}, lag of ${lag} h: mean waiting for a part`, short, perHour(sampleOf(replicator, 'lost-asset-hours.machines', RUNS)), { reference: 'Gross and Harris, machine repair with spares' });
  }
});

test('tankers: what they carry is what is there', async () => {
  // Four consumers; one tanker that brings 4 h of one consumer's need every 4 h: a quarter of the need in the long run.
  const consumers = Array.from({ length: 4 }, (_, i) => ({ id: `c${i}`, kind: 'consumer', needs: [need(['grid'], 1, { buffer: { hours: '10h', refill: '0h' } })] }));
  const replicator = await replicatorOf({ kinds: { grid: kind('grids'), depot: kind('depots'), consumer: kind('consumers', { cutOff: 0 }) }, assets: [{ id: 'grid', kind: 'grid' }, { id: 'depot', kind: 'depot' }, ...consumers] }, {
    horizon: '1y', hazards: [{ id: 'out', type: 'other', onset: '0h', duration: '2y', footprint: { assets: ['grid'] }, effects: [{ trip: {} }] }],
    recovery: { tankers: [{ id: 'tankers', base: 'depot', count: 1, load: '4h', loading: '3h', unloading: '1h', select: { kind: 'consumer' }, service: 'supply' }] },
  });
  table.near('one tanker, 4 h of a need every 4 h, four needs: share unserved', 0.75, reader(replicator)('lost-asset-hours.consumers', 0) / 8760 / 4, 0.0012, 'the reserve of the start', { reference: 'balance' });
});

test('interaction of two hazards: none with separate crews, some with a shared one', async () => {
  const hit = (id: string, prefix: string, onset: string): object => ({ id, type: 'other', onset, duration: '1h', footprint: { assets: [0, 1, 2].map((i) => `${prefix}${i}`) }, effects: [{ damage: { probability: 0.6, state: 'complete' } }] });
  const skilled = (skill: string): object => kind('machines', { skill, repair: { slight: '1h', moderate: '1h', extensive: '1h', complete: { uniform: { min: '10h', max: '30h' } } } });
  const model = { kinds: { dry: skilled('dry'), wet: skilled('wet') }, assets: ['dry', 'wet'].flatMap((k) => [0, 1, 2].map((i) => ({ id: `${k}${i}`, kind: k }))) };
  const both = [hit('a', 'dry', '1h'), hit('b', 'wet', '3h')], runs = 400;
  const lost = async (hazards: object[], crews: object[]): Promise<Float64Array> => sampleOf(await replicatorOf(model, { horizon: '30d', hazards, recovery: { crews } }), 'lost-asset-hours.all', runs);
  const effect = async (crews: object[]): Promise<Float64Array> => {
    const [ab, a, b] = await Promise.all([lost(both, crews), lost(both.slice(0, 1), crews), lost(both.slice(1), crews)]);
    return ab.map((x, k) => x - a[k]! - b[k]!);
  };
  const apart = await effect([{ id: 'p', skills: ['dry'], count: 1 }, { id: 'q', skills: ['wet'], count: 1 }]);
  table.exact('two hazards on disjoint parts, a crew each: largest interaction effect in 400 replications, asset-hours', 0, Math.max(...apart.map((x) => Math.round(Math.abs(x) * 1e6))) / 1e6, 'common random numbers');
  const shared = await effect([{ id: 'p', count: 1 }]), mean = total([...shared]) / runs;
  expect(Math.min(...shared)).toBeGreaterThan(-1e-9);
  expect(mean).toBeGreaterThan(1);
});

test('a reserve of 8 h: an outage of 4 h is not felt, one of 10 h from the eighth hour to repair and restart, one of exactly 8 h is', async () => {
  const model = { kinds: { power: kind('power'), water: kind('water', { cutOff: 1, restart: '2h' }) }, assets: [{ id: 'power', kind: 'power' }, { id: 'water', kind: 'water', needs: [need(['power'], 1, { buffer: '8h' })] }] };
  for (const [hours, expected] of [[4, 0], [8, 2], [10, 2 + 2]] as const) {
    const replicator = await replicatorOf(model, { horizon: '5d', hazards: [{ id: 'out', type: 'other', onset: '1h', duration: `${hours}h`, footprint: { assets: ['power'] }, effects: [{ trip: {} }] }] });
    table.exact(`power out for ${hours} h, water with a reserve of 8 h that restarts in 2 h: hours lost`, expected, Number(reader(replicator)('lost-asset-hours.water', 0).toFixed(6)), 'by hand');
  }
});

test('docs/validation.md says so', () => table.compareWithDocument());
