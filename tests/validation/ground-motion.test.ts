/**
 * Ground motion.
 *
 * BSSA14 (Boore, Stewart, Seyhan, Atkinson, Earthquake Spectra 30 (2014) 1057-1085) against reference cases of the NGA-West2 models (fixtures/bssa14-samples.json,
 * with their source). Bindi et al. (Bulletin of Earthquake Engineering 12 (2014) 391-430) against check values of OpenQuake (fixtures/bindi14-samples.json). Correlation within an event: Jayaram and Baker, Earthquake Engineering and Structural Dynamics 38 (2009) 1687-1708: semivariance
 * 1 - exp(-3 h / range). Residuals of two places are jointly normal, so P(both above their medians) = 1/4 + asin(rho) / (2 pi) (W. F. Sheppard 1899) with
 * rho = (tau^2 + phi^2 exp(-3 h / range)) / (tau^2 + phi^2).
 */
import { readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import type { Replicator } from '../../src/index.js';
import { correlationRangeKm } from '../../src/hazards/ground-motion.js';
import { groundMotionAt, type GroundMotionQuery } from '../../src/hazards/ground-motion-models.js';
import { measureCorrelation } from '../../src/hazards/measure-correlation.js';
import { RandomField, waveVectors, WAVES } from '../../src/hazards/random-field.js';
import { normalCdf, normalQuantile } from '../../src/numerics/normal.js';
import { EARTH_RADIUS_KM } from '../../src/numerics/sphere.js';
import { seededGenerator } from '../../src/random/seeded.js';
import { kind, replicatorOf, type ModelParts } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('ground-motion', 'NGA-West2 reference cases');
type Case = Required<GroundMotionQuery> & { median: Record<string, number>; sd: Record<string, number> };
const fixture = (name: string): unknown => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));
const { cases } = fixture('bssa14-samples') as { cases: Case[] };
const bssa14 = (measure: string, query: GroundMotionQuery) => groundMotionAt('bssa14', measure, query);

test('the spot values, to their printed digits', () => {
  const query = { magnitude: 6, rJbKm: 1, vs30: 300, mechanism: 'strike-slip' } as const, name = 'M 6, Rjb 1 km, Vs30 300 m/s, strike-slip';
  const pga = bssa14('pga', query), pgv = bssa14('pgv', query), sd = ({ tau, phi }: { tau: number; phi: number }) => Math.hypot(tau, phi).toFixed(3);
  table.exact(`${name}: PGA, g`, '0.48927', Math.exp(pga.lnMedian).toFixed(5));
  table.exact(`${name}: PGV, cm/s`, '38.229', Math.exp(pgv.lnMedian).toFixed(3));
  table.exact(`${name}: standard deviation of ln PGA, ln PGV`, '0.605, 0.651', `${sd(pga)}, ${sd(pgv)}`);
});

test('all cases: eight earthquakes, five measures', () => {
  let median = 0, sd = 0;
  for (const query of cases) {
    for (const [measure, value] of Object.entries(query.median)) {
      const found = bssa14(measure, query);
      median = Math.max(median, Math.abs(Math.exp(found.lnMedian) / value - 1));
      sd = Math.max(sd, Math.abs(Math.hypot(found.tau, found.phi) / query.sd[measure]! - 1));
    }
  }
  table.near('8 earthquakes, PGA, PGV, SA at 0.2, 1 and 3 s: largest relative difference of a median', 0, median, 0.01, 'of the source', { digits: 5 });
  table.near('the same, standard deviations', 0, sd, 1e-9, 'rounding', { digits: 5 });
});

test('Bindi et al. 2014: five earthquakes, eight measures', () => {
  const { cases: rows, ...spread } = fixture('bindi14-samples') as { cases: Case[]; tau: Case['sd']; phi: Case['sd']; total: Case['sd'] }, reference = 'OpenQuake, BINDI2014';
  const off = (found: number, value: number): number => Math.abs(found / value - 1);
  let median = 0, sd = 0, values = 0;
  for (const query of rows) {
    for (const [measure, value] of Object.entries(query.median)) {
      const { lnMedian, tau, phi } = groundMotionAt('bindi14', measure, query);
      median = Math.max(median, off(Math.exp(lnMedian), value));
      sd = Math.max(sd, off(tau, spread.tau[measure]!), off(phi, spread.phi[measure]!), off(Math.hypot(tau, phi), spread.total[measure]!));
      values++;
    }
  }
  const pga = groundMotionAt('bindi14', 'pga', rows[3]!);
  table.near('Bindi et al. 2014, M 7.5, Rjb 0 km, Vs30 850 m/s, reverse: PGA, g', rows[3]!.median.pga!, Math.exp(pga.lnMedian), 1e-6, 'digits of the source', { digits: 6, reference });
  table.near(`Bindi et al. 2014, 5 earthquakes, PGA, PGV, SA at 0.1 to 3 s, ${values} values: largest relative difference of a median`, 0, median, 0.001, 'of the source', { digits: 7, reference });
  table.near('the same, standard deviations between, within, in all', 0, sd, 0.001, 'of the source', { digits: 7, reference });
  // By hand from the coefficients, where the source has no value: style unspecified, M at the hinge, 0.26 s, no distance.
  const byHand = 3.64314 + (-1.08527 + 0.115603 * 1.25) * Math.log10(5.13455) - 0.00196437 * 4.13455 - 0.354425 * Math.log10(360 / 800);
  table.near('Bindi et al. 2014, M 6.75, Rjb 0 km, Vs30 360 m/s, unspecified: SA at 0.26 s, log10 cm/s2', byHand, Math.log10(Math.exp(groundMotionAt('bindi14', 'sa0.26', { magnitude: 6.75, rJbKm: 0, vs30: 360 }).lnMedian) * 980.665), 1e-12, 'rounding', { reference: 'equations 1-6, by hand' });
});

describe('the field within an event', () => {
  const range = correlationRangeKm('pga', false), k = waveVectors(range);
  /** Correlation of the finite sum at a vector. */
  const sum = (x: number, y: number): number => { let s = 0; for (let n = 0; n < WAVES; n++) s += Math.cos(k[n]! * x + k[WAVES + n]! * y); return s / WAVES; };

  test('range by period', () => {
    const ranges = [['pga', false], ['pga', true], ['sa0.5', false], ['sa1', true], ['sa2', false]] as const;
    table.exact('ranges: PGA; PGA, like soils together; SA 0.5 s; SA 1 s, like soils; SA 2 s: km', '8.5, 40.7, 17.1, 25.7, 29.4', ranges.map(([m, c]) => correlationRangeKm(m, c).toFixed(1)).join(', '), 'Jayaram and Baker 2009, eq. 15-17');
  });

  test.each([[0, 1, 0.04], [1, 2, 0.06], [2, 10, 0.1]])('correlation of the sum of waves from %d to %d ranges', (from, to, allowed) => {
    let worst = 0;
    for (let i = 0; i <= 60; i++) {
      const h = (from + ((to - from) * i) / 60) * range;
      for (let d = 0; d < 180; d += 4) worst = Math.max(worst, Math.abs(sum(h * Math.cos((d * Math.PI) / 180), h * Math.sin((d * Math.PI) / 180)) - Math.exp((-3 * h) / range)));
    }
    table.near(`${from} to ${to} ranges, all directions: largest error of the correlation`, 0, worst, allowed, '512 waves', { reference: 'exp(-3 h / range)' });
  });

  test('empirical variogram, mean, variance and distribution', () => {
    const lags = [0.5, 1, 2, 4, 8, 16], east = Float64Array.of(7, ...lags.map((h) => 7 + 0.6 * h)), north = Float64Array.of(-3, ...lags.map((h) => -3 + 0.8 * h));
    const field = new RandomField(range, east, north), sites = Int32Array.from(east.keys()), out = new Float64Array(east.length), uniform = seededGenerator('variogram'), runs = 10_000;
    const half = lags.map(() => new Float64Array(runs)), value = new Float64Array(runs), square = new Float64Array(runs), below = new Float64Array(runs);
    for (let r = 0; r < runs; r++) {
      for (let i = 0; i < field.amplitudes.length; i++) field.amplitudes[i] = normalQuantile(uniform());
      field.values(sites, out);
      lags.forEach((_, i) => { half[i]![r] = 0.5 * (out[0]! - out[i + 1]!) ** 2; });
      value[r] = out[0]!;
      square[r] = out[0]! ** 2;
      below[r] = out[0]! < normalQuantile(0.1) ? 1 : 0;
    }
    const reference = 'N(0, 1)';
    table.sampled('10,000 events: mean at a place', 0, value, { reference });
    table.sampled('variance', 1, square, { reference });
    table.sampled('share below the lower decile', 0.1, below, { reference });
    lags.forEach((h, i) => {
      const x = 0.6 * h, y = 0.8 * h;
      table.sampled(`semivariance at ${h} km, model ${(1 - Math.exp((-3 * h) / range)).toFixed(4)}`, 1 - sum(x, y), half[i]!, { reference: 'correlation of the waves' });
    });
  });
});

describe('through the engine', () => {
  const DEGREE_KM = (EARTH_RADIUS_KM * Math.PI) / 180;
  const quake = { magnitude: 6, rJbKm: 10, vs30: 400, mechanism: 'reverse' as const }, median = Math.exp(bssa14('pga', quake).lnMedian), { tau, phi } = bssa14('pga', quake);
  const hazard = {
    id: 'quake', type: 'earthquake', onset: '1h', duration: '1min', measure: 'pga', unit: 'g',
    footprint: { 'ground-motion': { magnitude: 6, source: { point: [0, 0] }, mechanism: 'reverse', vs30: 400 } },
  };
  /** Assets 10 km from the epicentre, so many km apart, that break above a ground motion. */
  const pair = (apartKm: number, threshold: number): ModelParts => ({
    kinds: Object.fromEntries(['a', 'b'].map((name) => [name, kind(name, { fragility: [{ measure: 'pga', unit: 'g', step: { complete: threshold } }] })])),
    assets: ['a', 'b'].map((name, i) => ({ id: name, kind: name, place: [((i - 0.5) * apartKm) / DEGREE_KM, Math.sqrt(100 - (apartKm / 2) ** 2) / DEGREE_KM] })),
  });
  const runs = 5000;
  /** By replication, which of the assets (by index) were hit. */
  const hits = (replicator: Replicator): boolean[][] => Array.from({ length: runs }, (_, r) => { const { assetFlags } = replicator.replicate(r); return [0, 1].map((a) => (assetFlags[a]! & 1) === 1); });

  test.each([0, 2, 6, 15])('two places %d km apart, both above their median', async (apart) => {
    const both = Float64Array.from(hits(await replicatorOf(pair(apart, median), { horizon: '2h', hazards: [hazard] })), ([a, b]) => (a && b ? 1 : 0));
    const rho = (tau ** 2 + phi ** 2 * Math.exp((-3 * apart) / correlationRangeKm('pga', false))) / (tau ** 2 + phi ** 2);
    table.sampled(`P(two places ${apart} km apart both above their median)`, 0.25 + Math.asin(rho) / (2 * Math.PI), both, { reference: 'Sheppard 1899' });
  });

  test.each([['pga', 'pgv', 0], ['pga', 'sa1', 0], ['sa0.2', 'pgv', 0], ['sa0.2', 'sa2', 0], ['pga', 'pgv', 6], ['pgv', 'pga', 6]])('%s and %s of one earthquake, %d km apart', async (own, further, apart) => {
    const motions = [own, further].map((measure) => bssa14(measure, quake)), unitOf = (measure: string): string => (measure === 'pgv' ? 'cm/s' : 'g');
    const kinds = Object.fromEntries([own, further].map((measure, i) => [`k${i}`, kind(`k${i}`, { fragility: [{ measure, unit: unitOf(measure), step: { complete: Math.exp(motions[i]!.lnMedian) } }] })]));
    const assets = [0, 1].map((i) => ({ id: `a${i}`, kind: `k${i}`, place: [((i - 0.5) * apart) / DEGREE_KM, Math.sqrt(100 - (apart / 2) ** 2) / DEGREE_KM] }));
    const shaken = { ...hazard, measure: own, unit: unitOf(own), effects: ['damage', { damage: { measure: further, unit: unitOf(further) } }] };
    const both = Float64Array.from(hits(await replicatorOf({ kinds, assets }, { horizon: '2h', hazards: [shaken] })), ([a, b]) => (a && b ? 1 : 0));
    const [{ tau, phi }, { tau: tau2, phi: phi2 }] = motions as [typeof motions[number], typeof motions[number]], rho = measureCorrelation(own, further);
    const total = (rho * (tau * tau2 + phi * phi2 * Math.exp((-3 * apart) / correlationRangeKm(own, false)))) / (Math.hypot(tau, phi) * Math.hypot(tau2, phi2));
    table.sampled(`P(${own} and, ${apart} km away, ${further} of one earthquake both above their median), correlation ${total.toFixed(3)}`, 0.25 + Math.asin(total) / (2 * Math.PI), both, { reference: own === 'pgv' || further === 'pgv' ? 'Bradley 2012' : 'Baker and Jayaram 2008' });
  });

  test('three measures: the second and the third hang together too', async () => {
    const [velocity, long] = [bssa14('pgv', quake), bssa14('sa1', quake)] as const, place = [0, 10 / DEGREE_KM];
    const kinds = { v: kind('v', { fragility: [{ measure: 'pgv', unit: 'cm/s', step: { complete: Math.exp(velocity.lnMedian) } }] }), s: kind('s', { fragility: [{ measure: 'sa1', unit: 'g', step: { complete: Math.exp(long.lnMedian) } }] }) };
    const shaken = { ...hazard, effects: [{ damage: { measure: 'pgv', unit: 'cm/s' } }, { damage: { measure: 'sa1', unit: 'g' } }] };
    const both = Float64Array.from(hits(await replicatorOf({ kinds, assets: [{ id: 'a', kind: 'v', place }, { id: 'b', kind: 's', place }] }, { horizon: '2h', hazards: [shaken] })), ([a, b]) => (a && b ? 1 : 0));
    const total = (measureCorrelation('pgv', 'sa1') * (velocity.tau * long.tau + velocity.phi * long.phi)) / (Math.hypot(velocity.tau, velocity.phi) * Math.hypot(long.tau, long.phi));
    table.sampled(`P(pgv and sa1, both further measures beside pga, above their median), correlation ${total.toFixed(3)}`, 0.25 + Math.asin(total) / (2 * Math.PI), both, { reference: 'Bradley 2012' });
  });

  test('peak velocity in m/s and in cm/s', async () => {
    const struck = async (unit: string, threshold: number) => {
      const kinds = { a: kind('a', { fragility: [{ measure: 'pgv', unit, step: { complete: threshold } }] }) };
      return hits(await replicatorOf({ kinds, assets: [{ id: 'a', kind: 'a', place: [0, 10 / DEGREE_KM] }] }, { horizon: '2h', hazards: [{ ...hazard, measure: 'pgv', unit }] })).map(([a]) => a);
    };
    const [metres, centimetres] = [await struck('m/s', 0.2), await struck('cm/s', 20)];
    table.exact('occurrences of 5,000 in which a threshold of 0.2 m/s and one of 20 cm/s are told apart', 0, metres.filter((hit, r) => hit !== centimetres[r]).length, 'units');
  });

  test('one place above a ground motion, by Bindi et al. 2014', async () => {
    const { lnMedian, tau: between, phi: within } = groundMotionAt('bindi14', 'pga', quake), shaken = { ...hazard, footprint: { 'ground-motion': { ...hazard.footprint['ground-motion'], model: 'bindi14' } } };
    const hit = Float64Array.from(hits(await replicatorOf(pair(2, 0.4), { horizon: '2h', hazards: [shaken] })), ([a]) => (a ? 1 : 0));
    table.sampled('P(PGA > 0.4 g) 10 km from M 6, reverse, Vs30 400 m/s, Bindi et al. 2014', normalCdf((lnMedian - Math.log(0.4)) / Math.hypot(between, within)), hit, { reference: 'normal distribution of ln PGA' });
  });

  test('one place above a ground motion', async () => {
    const hit = Float64Array.from(hits(await replicatorOf(pair(2, 0.4), { horizon: '2h', hazards: [hazard] })), ([a]) => (a ? 1 : 0));
    table.sampled('P(PGA > 0.4 g) 10 km from M 6, reverse, Vs30 400 m/s', normalCdf((Math.log(median) - Math.log(0.4)) / Math.hypot(tau, phi)), hit, { reference: 'normal distribution of ln PGA' });
  });
});

test('docs/validation.md says so', () => table.compareWithDocument());
