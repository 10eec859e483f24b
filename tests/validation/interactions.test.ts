/**
 * Hazards that bear on each other, against closed forms.
 *
 * Arrivals: the number of a Poisson process in an interval is Poisson with the integral of the rate; the process is read off a unit-rate stream by
 * the cumulative rate (E. Cinlar, Introduction to Stochastic Processes, 1975, section 4.7). Correlated intensities: for a Gaussian copula both of two are above their
 * medians with 1/4 + asin(rho) / (2 pi) (W. F. Sheppard, Phil. Trans. R. Soc. A 192 (1899) 101-167), of three with 1/8 + 3 asin(rho) / (4 pi).
 */
import { expect, test } from 'vitest';
import type { CascadeEvent, Replicator } from '../../src/index.js';
import { damage, kind, replicatorOf, sampleOf, type ScenarioParts } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('interactions', 'Poisson process');
const RUNS = 20_000;

/** Short hazards that do nothing but occur; counted by their damage to an asset of their own, which is undamaged again a minute later. */
const kinds = { counter: kind('counter', { repair: { slight: '1min', moderate: '1min', extensive: '1min', complete: '1min' } }), other: kind('other') };
const assets = [{ id: 'counter', kind: 'counter' }, { id: 'other', kind: 'other' }];
const tremor = (fields: object): object => ({ id: 'tremor', type: 'earthquake', duration: '0h', footprint: { assets: ['counter'] }, effects: [{ damage: { probability: 1, state: 'complete' } }], ...fields });
const rain = (onset: string, duration: string): object => ({ id: 'rain', type: 'heavy-rain', onset, duration, footprint: { assets: ['other'] }, effects: [{ derate: { to: 1 } }] });

/** 1,440 ticks a day: counting needs no finer time. */
const years = (parts: Partial<ScenarioParts>): Promise<Replicator> => replicatorOf({ kinds, assets }, { horizon: '360d', ticksPerHour: 60, ...parts });
/** A rate of once in the 360 days of the check. */
const ONCE = 365 / 360;

const counts = (replicator: Replicator, runs = RUNS): Float64Array => sampleOf(replicator, 'repairs.all', runs);

test('rate multipliers', async () => {
  const link = (by: number, window: string): object => ({ id: 'wet', while: { hazard: 'rain', window }, multiply: { rate: 'tremor' }, by });
  const mean = async (check: string, expected: number, parts: Partial<ScenarioParts>): Promise<void> => table.sampled(check, expected, counts(await years(parts)), { errors: 3 });
  await mean('once in 360 days: events in 360 days', 1, { hazards: [tremor({ arrivals: { perYear: ONCE } })] });
  await mean('the same, rate times 3 for 30 of the 360 days: 1 + 2 x 30/360', 1 + 2 * (30 / 360), { hazards: [tremor({ arrivals: { perYear: ONCE } }), rain('100d', '30d')], links: [link(3, '0h')] });
  await mean('25 of the 30 days as a window after the end', 1 + 2 * (30 / 360), { hazards: [tremor({ arrivals: { perYear: ONCE } }), rain('100d', '5d')], links: [link(3, '25d')] });
  await mean('rate times 0.25 for 180 days', 1 - 0.75 * 0.5, { hazards: [tremor({ arrivals: { perYear: ONCE } }), rain('0h', '180d')], links: [link(0.25, '0h')] });
  await mean('suppressed for 180 days', 0.5, { hazards: [tremor({ arrivals: { perYear: ONCE } }), rain('0h', '180d')], links: [link(0, '0h')] });
  const season = [3, 3, 0, 1, 1, 1, 1, 1, 1, 0.5, 0.5, 2];
  const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], expected = (4 / 365) * season.reduce((sum, factor, m) => sum + factor * (m === 0 ? days[m]! - 4 : m === 11 ? days[m]! - 1 : days[m]!), 0);
  await mean('four a year with a season, 5 January to 31 December', expected, { hazards: [tremor({ arrivals: { perYear: 4, season } })] });
});

test('the distribution of the number', async () => {
  const numbers = counts(await years({ hazards: [tremor({ arrivals: { perYear: 2 * ONCE } })] })), share = (n: number): Float64Array => numbers.map((x) => (x === n ? 1 : 0));
  for (const [n, p] of [[0, Math.exp(-2)], [1, 2 * Math.exp(-2)], [4, (16 / 24) * Math.exp(-2)]] as const) table.sampled(`rate 2: P(${n} events)`, p, share(n));
  const fewest = (rainfall: number): Promise<Replicator> => years({
    hazards: [tremor({ arrivals: { perYear: ONCE } }), { ...rain('0h', '10d'), onset: undefined, arrivals: { perYear: rainfall } }], links: [{ id: 'wet', while: { hazard: 'rain' }, multiply: { rate: 'tremor' }, by: 4 }],
  });
  // Rain acts at a time t with 1 - exp(-rate x min(t, 10 d)): overlapping rains are one condition.
  const perDay = 12 / 365, wetDays = 360 - (1 - Math.exp(-perDay * 10)) / perDay - 350 * Math.exp(-perDay * 10);
  table.sampled('rain at random times, 12 a year of 10 days each, triples and one more: 1 + 3 x share of wet days', 1 + 3 * (wetDays / 360), counts(await fewest(12)));
});

test('triggers', async () => {
  const triggered = { ...damage({ assets: ['counter'] }), id: 'slide', onset: undefined };
  const replicator = await replicatorOf({ kinds, assets }, { horizon: '2d', hazards: [rain('1h', '1h'), triggered], triggers: [{ id: 'loosens', when: { hazard: 'rain' }, probability: 0.2, lag: '6h', hazard: 'slide' }] });
  table.sampled('trigger with 0.2: frequency', 0.2, counts(replicator), { errors: 3, reference: 'binomial' });
  let late = 0, seen = 0;
  for (let k = 0; k < 200; k++) for (const [cause, effect] of pairs(replicator, k)) { seen++; if (effect.hours === cause.hours + 6 && effect.id > cause.id) late++; }
  expect(seen).toBeGreaterThan(20);
  table.exact('lag of 6 h: triggered onsets exactly 6 h after their cause, and after it in the trace (200 replications watched)', '100 %', `${(100 * late) / seen} %`, 'stated');
  const atOnce = await replicatorOf({ kinds, assets }, { horizon: '2d', hazards: [rain('1h', '1h'), triggered], triggers: [{ id: 'loosens', when: { hazard: 'rain' }, hazard: 'slide' }] });
  const [[cause, effect]] = pairs(atOnce, 0) as [[CascadeEvent, CascadeEvent]];
  table.exact('lag 0: in the instant of its cause, after it in the trace', 'same instant, after', `${effect.tick === cause.tick ? 'same instant' : 'another instant'}, ${effect.id > cause.id ? 'after' : 'before'}`, 'stated');
});

/** Triggered hazards of a replication with the hazard their rule waited for. */
function pairs(replicator: Replicator, replication: number): [CascadeEvent, CascadeEvent][] {
  const byId = new Map<number, CascadeEvent>(), found: [CascadeEvent, CascadeEvent][] = [];
  replicator.events(replication).subscribe((e) => {
    byId.set(e.id, e);
    const rule = e.kind === 'hazard' && e.cause !== undefined ? byId.get(e.cause) : undefined;
    if (rule?.cause !== undefined) found.push([byId.get(rule.cause)!, e]);
  });
  return found;
}

test('joint intensities', async () => {
  const step = { fragility: [{ measure: 'depth', unit: 'm', step: { complete: 2 } }] }, names = ['surge', 'river', 'rain'];
  const both = async (rho: number, n: number): Promise<Float64Array> => {
    const replicator = await replicatorOf({ kinds: Object.fromEntries(names.map((id) => [id, kind(id, step)])), assets: names.map((id) => ({ id, kind: id })) }, {
      horizon: '3h', hazards: names.map((id) => ({ id, type: 'storm-surge', onset: '1h', duration: '1h', measure: 'depth', unit: 'm', intensity: { lognormal: { median: 2, sigma: 0.4 } }, footprint: { assets: [id] } })),
      correlations: [{ id: 'wet', hazards: names.slice(0, n), rho }],
    });
    return sampleOf(replicator, 'damages.all', RUNS).map((hit, k) => (n === 3 ? Number(hit === 3) : Number(sampleDown(replicator, k))));
  };
  const sampleDown = (replicator: Replicator, k: number): boolean => {
    const at = (name: string): number => replicator.outcomes.findIndex((o) => o.name === `lost-asset-hours.${name}`), { values } = replicator.replicate(k);
    return values[at('surge')]! > 0 && values[at('river')]! > 0;
  };
  const two = (rho: number): number => 0.25 + Math.asin(rho) / (2 * Math.PI);
  for (const rho of [0.6, 0, -0.5]) table.sampled(`surge and river correlated by ${rho}: P(both above their medians)`, two(rho), await both(rho, 2), { reference: 'Sheppard 1899' });
  table.sampled('three correlated by 0.5: P(all above their medians)', 1 / 8 + (3 * Math.asin(0.5)) / (4 * Math.PI), await both(0.5, 3), { reference: 'Sheppard 1899' });
});

test('docs/validation.md says so', () => table.compareWithDocument());
