/** Power flow after outages through the sector model that studies use, and overload cascades. */
import { CascadeRunner } from '../../dist/sectors/power/cascade.js';
import { gridOf } from '../../dist/sectors/power/grid.js';
import { DEFAULT_BALANCE } from '../../dist/sectors/power/power-case.js';
import { RELAY_15_S } from '../../dist/sectors/power/relay.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { cpuSecondsOf, interleaved } from '../lib/measure.mjs';
import { dcsimsepRuns, hasPowerData, powerLayer } from '../lib/power.mjs';
import { yardstick } from '../lib/yardstick.mjs';

export const title = 'Power';

/** Outages of `sets` one after another, each from the intact grid; throws unless so many of them split it. */
function outages({ model, up, offered, shares, lines }, sets, splitting) {
  const islandsAt = model.outcomes.findIndex(({ measure }) => measure === 'most-islands'), values = new Float64Array(model.outcomes.length);
  let split = 0;
  for (const set of sets) {
    for (const b of set) up[lines[b]] = 0;
    model.reset();
    model.solve(1, up, offered, shares);
    model.readOutcomes(1, values);
    if (values[islandsAt] > 1) split++;
    for (const b of set) up[lines[b]] = 1;
  }
  assertWork(split === splitting, `${split} outages split the grid, expected ${splitting}`);
}

/** How many of these outages split the network, by joining buses. */
function splittingOf({ network: { buses, branches } }, sets) {
  return sets.filter((set) => {
    const group = buses.map((_, i) => i), top = (i) => { while (group[i] !== i) i = group[i] = group[group[i]]; return i; };
    let groups = buses.length;
    branches.forEach(({ from, to }, b) => { if (!set.includes(b) && top(from) !== top(to)) { group[top(from)] = top(to); groups--; } });
    return groups > 1;
  }).length;
}

/** Triples of branches by a written congruential generator. */
function triples(count, branches) {
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647) % branches;
  return Array.from({ length: count }, () => [next(), next(), next()]);
}

function cascades(runner, runs) {
  let trips = 0;
  for (const { lost } of runs) trips += runner.run((state) => { for (const b of lost) state.branchUp[b] = 0; }).trips.length;
  const expected = runs.reduce((sum, run) => sum + run.trips, 0);
  assertWork(trips === expected, `${trips} branches tripped, DCSIMSEP has ${expected}`);
}

export async function run({ rounds = 9, toy = false }) {
  if (!hasPowerData()) return [note('power flow after outages', 'not measured: the reference networks are not there')];
  const small = await powerLayer('case118', { relay: 'none' }), large = await powerLayer('pglib_opf_case2383wp_k', {}), three = triples(toy ? 20 : 1000, small.lines.length);
  const singles = (layer) => layer.lines.map((_, b) => [b]).slice(0, toy ? 50 : undefined), { network, runs } = dcsimsepRuns('case118_ieee', 'ramp'), cascading = runs.filter(({ trips }) => trips > 0).slice(0, toy ? 5 : undefined);
  const runner = new CascadeRunner(gridOf(network), { balance: DEFAULT_BALANCE, relay: RELAY_15_S, startSeconds: 1, endSeconds: 900 });
  const msOf = (call, per) => () => (1000 * cpuSecondsOf(call)) / per;
  const work = (layer, sets, times = 1) => { const splitting = splittingOf(layer, sets); return () => { for (let k = 0; k < times; k++) outages(layer, sets, splitting); }; };
  const one = singles(small), all = singles(large);
  const taken = {
    n1: msOf(work(small, one, 10), 10 * one.length), n3: msOf(work(small, three), three.length), cascade: msOf(() => cascades(runner, cascading), cascading.length),
    large: msOf(work(large, all), (1000 * all.length) / large.lines.length),
  };
  for (const take of Object.values(taken)) take();
  const values = await interleaved(toy ? 1 : rounds, taken);
  return [
    row('ms of CPU: power flow after outages, N-1 of case118, islands balanced, a contingency', values.n1, { most: 0.07 }),
    row('ms of CPU: the same, 1,000 random N-3', values.n3, { most: 0.3 }),
    row('s of CPU: the same, all 2,896 branches of case2383wp', values.large, { unit: ' s', most: 1 }),
    row('ms of CPU: overload cascade of case118 (176 runs that cascade, with DCSIMSEP\'s number of trips)', values.cascade, { most: 2.6 }),
    ...(toy ? [] : [await yardstick()]),
  ];
}
