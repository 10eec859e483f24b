/**
 * Systems of parts that fail independently, in closed form, and a published connectivity case.
 *
 * k of n, bridge network: R. E. Barlow, F. Proschan, Statistical theory of reliability and life testing (1975), chapter 2.
 * Fragility: lognormal, P(state at least j) = Phi(ln(I / median) / sigma); two assets with a common part of their randomness are both damaged with the
 * bivariate normal probability, for equal medians 1/4 + asin(rho) / (2 pi) at the median (W. F. Sheppard, Phil. Trans. R. Soc. A 192 (1899) 101-167).
 * Five nodes: OpenQuake engine, test case infrastructure_risk/five_nodes_demsup_directed: two events, the bridge E out in one. Its efficiency loss
 * weighs path lengths and has no counterpart here.
 */
import { test } from 'vitest';
import type { Replicator } from '../../src/index.js';
import { damage, GivenHits, kind, need, reader, replicatorOf, sampleOf } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('reliability', 'Barlow and Proschan 1975');
const RUNS = 20_000;

const works = (lost: ArrayLike<number>): Float64Array => Float64Array.from(lost, (hours) => (hours > 0 ? 0 : 1));

const UP = 0.8, PARTS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
const WAYS = [1, 7, 21, 35, 35, 21, 7, 1].map((ways, j) => ways * UP ** j * (1 - UP) ** (7 - j));
const atLeast = (k: number): number => WAYS.slice(k).reduce((sum, x) => sum + x, 0);

/** Systems that need so many of seven parts, each in a sector of its own. */
const systems = (required: number[], seed: string): Promise<Replicator> => replicatorOf({
  kinds: { part: kind('parts'), ...Object.fromEntries(required.map((k) => [`of-${k}`, kind(`of-${k}`)])) },
  assets: [...PARTS.map((id) => ({ id, kind: 'part' })), ...required.map((k) => ({ id: `system-${k}`, kind: `of-${k}`, needs: [need(PARTS, k)] }))],
}, { horizon: '2h', seed, hazards: [damage({ assets: PARTS }, 1 - UP)] });

test('k of n', async () => {
  const required = [2, 3, 5, 7], replicator = await systems(required, 'k of n');
  for (const k of required) table.sampled(`${k} of 7 parts, each works with 0.8: P(system works)`, atLeast(k), works(sampleOf(replicator, `lost-asset-hours.of-${k}`, RUNS)));
});

test('deviations scatter over seeds as they should', async () => {
  const seeds = 60, runs = 2000, p = atLeast(5);
  let squares = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const share = works(sampleOf(await systems([5], `seed ${seed}`), 'lost-asset-hours.of-5', runs)).reduce((sum, x) => sum + x, 0) / runs;
    squares += (share - p) ** 2 / ((p * (1 - p)) / runs);
  }
  table.near('5 of 7 under 60 seeds, 2,000 replications each: sum of squared deviations in standard errors', seeds, squares, 44, '4 standard deviations of chi-square, sqrt(120)', { digits: 1, reference: 'chi-square, 60 degrees' });
});

test('bridge network', async () => {
  const edges = ['e1', 'e2', 'e3', 'e4', 'e5'], up = 0.9;
  // Source - e1 - a - e2 - sink, source - e3 - b - e4 - sink, a - e5 - b; edges are assets, nodes that do not fail join them.
  const links = [['source', 'e1'], ['e1', 'a'], ['a', 'e2'], ['e2', 'sink'], ['source', 'e3'], ['e3', 'b'], ['b', 'e4'], ['e4', 'sink'], ['a', 'e5'], ['e5', 'b']];
  const replicator = await replicatorOf({
    kinds: { edge: kind('edges'), node: kind('nodes'), sink: kind('sink') },
    assets: [...edges.map((id) => ({ id, kind: 'edge' })), ...['source', 'a', 'b'].map((id) => ({ id, kind: 'node' })), { id: 'sink', kind: 'sink' }],
    physics: [{ id: 'net', sector: 'edges', model: 'connectivity', params: { mode: 'source', sources: ['source'], links } }],
  }, { horizon: '2h', hazards: [damage({ assets: edges }, 1 - up)] });
  const expected = 2 * up ** 2 + 2 * up ** 3 - 5 * up ** 4 + 2 * up ** 5;
  table.sampled('bridge network of five edges, each works with 0.9: P(source reaches sink), connectivity model', expected, works(sampleOf(replicator, 'lost-asset-hours.sink', RUNS)));
});

test('lognormal fragility', async () => {
  const fragility = [{ measure: 'pga', unit: 'g', lognormal: { slight: [0.2, 0.5], complete: [0.6, 0.5] } }];
  const house = { fragility, capacityLeft: { slight: 1, moderate: 1, extensive: 0, complete: 0 } };
  const shake = { id: 'shake', type: 'earthquake', onset: '1h', duration: '1h', measure: 'pga', unit: 'g', intensity: 0.6, footprint: { select: { all: true } }, common: 0.5 };
  const replicator = await replicatorOf({
    kinds: { one: kind('one', house), two: kind('two', house), either: kind('either') },
    assets: [{ id: 'one', kind: 'one' }, { id: 'two', kind: 'two' }, { id: 'either', kind: 'either', needs: [need(['one', 'two'], 1)] }],
  }, { horizon: '2h', hazards: [shake] });
  const down = (sector: string): Float64Array => sampleOf(replicator, `lost-asset-hours.${sector}`, RUNS).map((hours) => (hours > 0 ? 1 : 0));
  table.sampled('shaking at the median of complete damage: P(complete)', 0.5, down('one'), { reference: 'lognormal median' });
  table.sampled('the same for two neighbours, half of the log-variance in common: P(both complete)', 0.25 + Math.asin(0.5) / (2 * Math.PI), down('either'), { reference: 'Sheppard 1899' });
  const damages = sampleOf(replicator, 'damages.all', RUNS).map((hit) => hit / 2);
  table.sampled('median of slight damage 0.2 g, sigma 0.5, shaking 0.6 g: P(slight or worse) = Phi(ln 3 / 0.5)', 0.985_998, damages, { reference: 'normal table' });
});

test('five nodes', async () => {
  const order = ['a', 'b', 'c', 'd', 'e'];
  const replicator = await replicatorOf({
    kinds: Object.fromEntries(order.map((id) => [`node-${id}`, kind(id)])),
    assets: [
      { id: 'a', kind: 'node-a' }, { id: 'b', kind: 'node-b', needs: [need(['e'], 1)] }, { id: 'c', kind: 'node-c', needs: [need(['a', 'd'], 1)] },
      { id: 'd', kind: 'node-d', needs: [need(['b'], 1)] }, { id: 'e', kind: 'node-e', needs: [need(['a'], 1)] },
    ],
  }, { horizon: '2h', hazards: [damage({ select: { all: true } }, 0.5)] }, new GivenHits((event) => (event === 0 ? [] : [order.indexOf('e')])));
  const read = reader(replicator), isolated = (node: string): number => (read(`lost-asset-hours.${node}`, 0) + read(`lost-asset-hours.${node}`, 1)) / 2;
  const reference = 'OpenQuake five_nodes_demsup_directed';
  table.exact('five nodes, two events: demand node B isolated, share of events', 0.5, isolated('b'), reference);
  table.exact('five nodes: demand node C isolated', 0, isolated('c'), reference);
  table.exact('five nodes: complete connectivity loss, mean over demand nodes and events', 0.25, (isolated('b') + isolated('c')) / 2, reference);
});

test('docs/validation.md says so', () => table.compareWithDocument());
