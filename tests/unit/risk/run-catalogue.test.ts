/** A catalogue study as a whole: same bits however it is run, stopped and continued; branches; what it says no to. */
import { join } from 'node:path';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ReadCatalogue } from '../../../src/model/read-catalogue.js';
import { groundMotionAt } from '../../../src/hazards/ground-motion-models.js';
import { normalCdf } from '../../../src/numerics/normal.js';
import { EARTH_RADIUS_KM } from '../../../src/numerics/sphere.js';
import { riskHtml } from '../../../src/report/risk-html.js';
import { riskTerminal } from '../../../src/report/risk-terminal.js';
import { runCatalogue, type RunCatalogueOptions } from '../../../src/risk/run-catalogue.js';
import { BREAK, catalogueFrom, catalogueOf, exponentialModel, PEOPLE, scenarioOf } from '../../fixtures/catalogue-files.js';

const EVENTS = Array.from({ length: 30 }, (_, i) => ({ id: `e${i}`, rate: 0.1 / (i + 1), hazard: 'break', peril: i % 2 === 0 ? 'even' : 'odd' }));
const small = (more: object = {}): ReadCatalogue => catalogueFrom(exponentialModel(10), scenarioOf([BREAK]), catalogueOf(EVENTS, { returnPeriods: [5, 50, 200], sampling: { replications: 40 }, ...more }));
const folder = (): string => { const path = mkdtempSync(join(tmpdir(), 'hazcade-risk-')); onTestFinished(() => rmSync(path, { recursive: true, force: true })); return path; };
const digest = async (read: ReadCatalogue, options: RunCatalogueOptions = {}): Promise<string> => (await runCatalogue(read, { workers: 0, ...options }))!.results.study.digest;

test.each([['by events', {}], ['by years', { years: { count: 200, timeline: '5y' } }], ['aimed', { sampling: { target: { returnPeriod: 50, replications: 2000 } } }]])('%s: the same digest with no worker, one and two', async (_, more) => {
  const read = small(more), alone = await digest(read);
  expect(await digest(read, { workers: 1 })).toBe(alone);
  expect(await digest(read, { workers: 2 })).toBe(alone);
  expect(await digest(read, { seed: 'another' })).not.toBe(alone);
}, 60_000);

test.each([['by events', {}], ['by years', { years: { count: 400, timeline: '5y' } }], ['aimed', { sampling: { target: { returnPeriod: 50, replications: 3000 } } }]])('%s: stopped and continued to the same digest', async (_, more) => {
  const read = small(more), whole = await digest(read), state = folder();
  let stops = 0, found: string | undefined;
  // Stopped after the first block of each turn, over and over.
  while (found === undefined && stops < 100) {
    const stop = new AbortController();
    const run = await runCatalogue(read, { workers: 0, folder: state, resume: true, signal: stop.signal, onProgress: () => stop.abort() });
    if (run?.results.study.partial !== undefined) { stops++; expect(readdirSync(state).some((name) => name.endsWith('.partial.bin'))).toBe(true); }
    else found = run?.results.study.digest;
  }
  expect(found).toBe(whole);
  expect(stops).toBeGreaterThan(2);
  expect(readdirSync(state)).toEqual([]);
});

test('stopped by events: figures of the events done, lower limits of those of all', async () => {
  const read = small(), { results: whole } = (await runCatalogue(read, { workers: 0 }))!, stop = new AbortController();
  const { results } = (await runCatalogue(read, { workers: 0, signal: stop.signal, onProgress: () => stop.abort() }))!, { partial } = results.study;
  // A block is 256 rows: six events in full, sixteen replications of the seventh, in the order of ids.
  const done = whole.events.slice(0, 7);
  expect(partial).toEqual({ during: 'main', replications: 256, planned: 1200, events: 7, ratePerYear: expect.closeTo(done.reduce((sum, e) => sum + e.ratePerYear, 0), 12) as number, ways: 0 });
  expect(results.events.slice(0, 6)).toEqual(whole.events.slice(0, 6));
  expect(results.events[6]).toMatchObject({ replications: 16, failed: 0 });
  expect(results.events.slice(7).every((e) => e.replications === 0 && e.meanLoss === null)).toBe(true);
  expect(results.average.value).toBeCloseTo(results.events.reduce((sum, e) => sum + e.annualLoss, 0), 8);
  expect(results.average.value).toBeLessThan(whole.average.value);
  for (const [i, { occurrence }] of results.periods.entries()) expect(occurrence.loss ?? 0).toBeLessThanOrEqual(whole.periods[i]!.occurrence.loss ?? Infinity);
  expect(results.deaggregation).toBeNull();
  expect(riskTerminal(results)).toContain('lower limits');
  expect(riskHtml({ results })).toContain('lower limits');
});

test('stopped by years: figures of the years done', async () => {
  const read = small({ years: { count: 400, timeline: '5y' } }), whole = (await runCatalogue(read, { workers: 0 }))!, stop = new AbortController();
  const { results, years } = (await runCatalogue(read, { workers: 0, signal: stop.signal, onProgress: () => stop.abort() }))!;
  expect(results.study).toMatchObject({ years: 40, partial: { during: 'main', replications: 8, planned: 80 } });
  expect(years!.years).toEqual(whole.years!.years.slice(0, 40));
  expect(results.average.value).toBeCloseTo(years!.years.reduce((sum, y) => sum + y.loss, 0) / 40, 8);
  // By the years done, not those planned; a timeline counts once.
  expect(results.assets.find((a) => a.id === 'source')!.hitsPerYear).toBeCloseTo(new Set(years!.occurrences.map((o) => o.timeline)).size / 40, 8);
  expect(results.assets.find((a) => a.id === 'area')!.lostHoursPerYear).toBeCloseTo(results.average.value / PEOPLE, 8);
});

test.each([[0, 'pilot'], [1, 'pilot'], [2, 'pilot'], [8, 'main'], [14, 'tail']] as const)('stopped after %i blocks more: in the %s', async (blocks, during) => {
  const read = small({ sampling: { target: { returnPeriod: 50, replications: 3000 } }, branches: [{ id: 'rates', branches: [{ id: 'as', weight: 0.5 }, { id: 'double', weight: 0.5, rates: 2 }] }] }), stop = new AbortController();
  let left = blocks as number;
  const { results } = (await runCatalogue(read, { workers: 0, deaggregate: 5, signal: stop.signal, onProgress: () => { if (left-- === 0) stop.abort(); } }))!;
  expect(results.study.partial).toMatchObject({ during });
  expect(results.tree === undefined).toBe(during !== 'tail');
  expect(results.average.value).toBeGreaterThan(0);
});

test('another study is not continued', async () => {
  const state = folder(), stop = new AbortController();
  await runCatalogue(small(), { workers: 0, folder: state, signal: stop.signal, onProgress: () => stop.abort() });
  await expect(runCatalogue(small(), { workers: 0, folder: state, resume: true, seed: 'another' })).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
});

test('stopped while a tail is replayed: its state is kept, for that return period alone', async () => {
  const read = small({ sampling: { replications: 200 } }), state = folder(), tail = (): boolean => readdirSync(state).some((name) => name.includes('tail'));
  for (let turn = 0; turn < 100 && !tail(); turn++) {
    const stop = new AbortController();
    await runCatalogue(read, { workers: 0, folder: state, resume: true, deaggregate: 5, signal: stop.signal, onProgress: () => stop.abort() });
  }
  expect(tail()).toBe(true);
  await expect(runCatalogue(read, { workers: 0, folder: state, resume: true, deaggregate: 50 })).rejects.toMatchObject({ code: 'RESUME_MISMATCH' });
  expect(await runCatalogue(read, { workers: 0, folder: state, resume: true, deaggregate: 5 })).toBeDefined();
});

test('an event more changes no other\'s losses', async () => {
  const before = (await runCatalogue(small(), { workers: 0 }))!.results.events;
  const more = catalogueFrom(exponentialModel(10), scenarioOf([BREAK]), catalogueOf([{ id: 'a0', rate: 1, hazard: 'break' }, ...EVENTS], { sampling: { replications: 40 } }));
  const after = (await runCatalogue(more, { workers: 0 }))!.results.events;
  expect(after.filter((e) => e.id !== 'a0').map((e) => [e.id, e.meanLoss])).toEqual(before.map((e) => [e.id, e.meanLoss]));
});

test('parts add up', async () => {
  const { results } = (await runCatalogue(small(), { workers: 0 }))!;
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  expect(sum(results.perils.map((p) => p.share))).toBeCloseTo(1, 12);
  expect(sum(results.events.map((e) => e.annualLoss))).toBeCloseTo(results.average.value, 6);
  expect(sum(results.deaggregation!.perils.map((p) => p.share))).toBeCloseTo(1, 12);
  expect(sum(results.deaggregation!.events.map((p) => p.share))).toBeCloseTo(1, 12);
  // The source is hit in every event; a year has as many hits as events.
  expect(results.assets.find((a) => a.id === 'source')!.hitsPerYear).toBeCloseTo(results.study.ratePerYear, 10);
  expect(results.deaggregation!.assets.find((a) => a.id === 'source')).toMatchObject({ hit: 1, fails: 1 });
});

test('by years: damage carries over from event to event', async () => {
  // A repair of 100 days, an event every 30 days in the mean: the source is down most of the time, and no hour is lost twice.
  const read = catalogueFrom(exponentialModel(2400), scenarioOf([BREAK]), catalogueOf([{ id: 'e', rate: 12, hazard: 'break' }], { years: { count: 200, timeline: '10y', warmUp: '1y' } }));
  const { results, years } = (await runCatalogue(read, { workers: 0 }))!;
  expect(years!.years).toHaveLength(207);
  expect(Math.max(...years!.years.map((y) => y.loss))).toBeLessThanOrEqual(1000 * 8760 * (1 + 1e-12));
  // Up with rate mu, down with rate lambda (an event while down changes nothing): share down = lambda / (lambda + mu).
  const lambda = 12 / 8760, mu = 1 / 2400, expected = 1000 * 8760 * (lambda / (lambda + mu));
  expect(Math.abs(results.average.value - expected)).toBeLessThan(4 * results.average.standardError);
  // By events each would count in full.
  const alone = (await runCatalogue(read, { workers: 0, years: 0 }))!.results.average.value;
  expect(alone).toBeGreaterThan(2 * expected);
});

test('a logic tree: results by branch and in all', async () => {
  const tree = [
    { id: 'rates', branches: [{ id: 'as', weight: 0.75 }, { id: 'double', weight: 0.25, rates: 2 }] },
    { id: 'repair', branches: [{ id: 'slow', weight: 0.5 }, { id: 'fast', weight: 0.5, changes: [{ set: { select: { id: 'source' }, values: { repair: { slight: '1h', moderate: '1h', extensive: '1h', complete: '1h' } } } }] }] },
  ];
  const { tree: found, average } = (await runCatalogue(small({ branches: tree }), { workers: 0 }))!.results;
  const by = Object.fromEntries(found!.branches.map((b) => [b.id, b]));
  expect(Object.keys(by)).toEqual(['as/slow', 'as/fast', 'double/slow', 'double/fast']);
  expect(found!.branches.map((b) => b.weight)).toEqual([0.375, 0.375, 0.125, 0.125]);
  expect(by['as/slow']!.average.value).toBe(average.value);
  // The same luck: twice the rate is twice the loss to the last bits, whatever the replications.
  expect(by['double/slow']!.average.value / by['as/slow']!.average.value).toBeCloseTo(2, 12);
  // Repairs of exactly an hour: 1,000 person-hours an event.
  const rate = EVENTS.reduce((sum, e) => sum + e.rate, 0);
  expect(by['as/fast']!.average.value).toBeCloseTo(1000 * rate, 6);
  expect(found!.average.mean).toBeCloseTo(found!.branches.reduce((sum, b) => sum + b.weight * b.average.value, 0), 6);
  const { fractiles } = found!.periods[1]!.occurrence, order = ['p05', 'p16', 'p50', 'p84', 'p95'].map((k) => fractiles[k]!);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(fractiles.p05).toBe(1000);
});

/** A source 10 km from an epicentre that breaks for ten hours above the median of BSSA14. */
const MOTION = { magnitude: 6, rJbKm: 10, vs30: 400, mechanism: 'reverse' } as const, { lnMedian: LN_MEDIAN, ...SPREAD } = groundMotionAt('bssa14', 'pga', MOTION);
const QUAKE = { magnitude: 6, source: { point: [0, 0] }, mechanism: 'reverse', vs30: 400 };
function shaken(branches: object[], { model, more = {} }: { model?: string; more?: object } = {}): ReadCatalogue {
  const parts = exponentialModel(10) as { kinds: { source: object }; assets: object[] }, place = [0, 10 / ((EARTH_RADIUS_KM * Math.PI) / 180)], rest = '10h';
  const source = { ...parts.kinds.source, repair: { slight: rest, moderate: rest, extensive: rest, complete: rest }, fragility: [{ measure: 'pga', unit: 'g', step: { complete: Math.exp(LN_MEDIAN) } }] };
  const quake = { id: 'quake', type: 'earthquake', duration: '1min', measure: 'pga', unit: 'g', footprint: { 'ground-motion': { ...(model === undefined ? {} : { model }), ...QUAKE } } };
  const catalogue = catalogueOf([{ id: 'e', rate: 1, hazard: 'quake' }], { sampling: { replications: 2000 }, ...(branches.length === 0 ? {} : { branches: [{ id: 'motion', branches }] }), ...more });
  return catalogueFrom({ ...parts, kinds: { ...parts.kinds, source }, assets: parts.assets.map((asset) => ({ ...asset, place })) }, scenarioOf([quake]), catalogue);
}
const within4 = (p: number, value: number): void => { expect(Math.abs(value / (PEOPLE * 10) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 2000)); };

test('a logic tree of ground motions: factors on the model of the footprint', async () => {
  const factors = [['low', 0.7], ['middle', 1], ['high', 1.5]] as const, sigma = Math.hypot(SPREAD.tau, SPREAD.phi);
  const { tree: found } = (await runCatalogue(shaken(factors.map(([id, factor], i) => ({ id, weight: [0.25, 0.5, 0.25][i], changes: [{ scenario: { values: { 'hazards.quake.intensity': factor } } }] }))), { workers: 0 }))!.results;
  for (const [i, [id, factor]] of factors.entries()) {
    expect(found!.branches[i]!.id).toBe(id);
    within4(normalCdf(Math.log(factor) / sigma), found!.branches[i]!.average.value);
  }
});

describe('a logic tree of ground-motion models', () => {
  const branch = (id: string, weight: number): object => ({ id, weight, changes: [{ scenario: { values: { 'hazards.quake.model': id } } }] }), both = [branch('bssa14', 0.6), branch('bindi14', 0.4)];
  const averages = async (read: ReadCatalogue): Promise<number[]> => { const { average, tree } = (await runCatalogue(read, { workers: 0 }))!.results; return tree === undefined ? [average.value] : [...tree.branches.map((b) => b.average.value), tree.average.mean]; };

  test('each branch is the run of its model alone; in all, the weighted mean', async () => {
    const [american, european, mean] = await averages(shaken(both));
    expect([american]).toEqual(await averages(shaken([])));
    expect([european]).toEqual(await averages(shaken([], { model: 'bindi14' })));
    expect(mean).toBeCloseTo(0.6 * american! + 0.4 * european!, 8);
    // In closed form: BSSA14's median is exceeded in half of all events.
    const { lnMedian, tau, phi } = groundMotionAt('bindi14', 'pga', MOTION), p = normalCdf((lnMedian - LN_MEDIAN) / Math.hypot(tau, phi));
    within4(0.5, american!);
    within4(p, european!);
    expect(Math.abs(p - 0.5)).toBeGreaterThan(0.05);
  });

  test('a footprint of the catalogue that names no model follows, one that names its own does not', async () => {
    const ruptures = (model?: string): object => ({ footprints: { rupture: { 'ground-motion': { ...QUAKE, ...(model === undefined ? {} : { model }) } } }, events: [{ id: 'e', rate: 1, hazard: 'quake', footprint: 'rupture' }] });
    expect(await averages(shaken(both, { more: ruptures() }))).toEqual(await averages(shaken(both)));
    const [first, second] = await averages(shaken(both, { more: ruptures('bssa14') }));
    expect(second).toBe(first);
  });

  test('a model that does not hold for a rupture is told where the branch stands', () => {
    const great = { footprints: { great: { 'ground-motion': { ...QUAKE, magnitude: 8 } } }, events: [{ id: 'e', rate: 1, hazard: 'quake', footprint: 'great' }] };
    expect(() => shaken(both, { more: great })).toThrowError('branch "bindi14": footprint "great": magnitude must be in 4 .. 7.6, found 8');
    expect(() => shaken([], { model: 'bindi14', more: great })).toThrowError('event "e": magnitude must be in 4 .. 7.6, found 8');
    expect(() => shaken([branch('bindi', 1)])).toThrowError('hazards.quake.model: expecting bssa14, bindi14, found "bindi"');
  });
});

test('losses that do not add up over time have no years', async () => {
  const read = small({ years: { count: 10 } });
  await expect(runCatalogue(read, { workers: 0, loss: 'peak-people.supply' })).rejects.toMatchObject({ code: 'LOSS_NOT_ACCRUING' });
  await expect(runCatalogue(small(), { workers: 0, loss: 'person-hours.suply' })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  await expect(runCatalogue(small({ sampling: { target: { returnPeriod: 50, replications: 100 } } }), { workers: 0 })).rejects.toMatchObject({ code: 'SAMPLING_SMALL' });
});

test('people are exposed where an event takes its hazard', async () => {
  const leak = { id: 'leak', type: 'leak', duration: '10h', footprint: { circle: { center: [5, 5], radius: '1km' } }, effects: [{ exposure: { perHour: 0.1 } }] };
  const read = catalogueFrom(exponentialModel(10), scenarioOf([leak]), catalogueOf([{ id: 'far', rate: 1, hazard: 'leak' }, { id: 'here', rate: 1, hazard: 'leak', at: [0, 0] }], { loss: 'exposed-people.all', sampling: { replications: 2 } }));
  const { results } = (await runCatalogue(read, { workers: 0 }))!;
  expect(results.events.map((e) => [e.id, Math.round(e.meanLoss!)])).toEqual([['far', 0], ['here', Math.round(1000 * (1 - 0.9 ** 10))]]);
});

test('events that reach nothing are named, moved or not', async () => {
  const leak = { id: 'leak', type: 'leak', duration: '1h', footprint: { circle: { center: [5, 5], radius: '1km' } }, effects: [{ trip: {} }] };
  const warnings = async (events: object[]): Promise<string[]> => (await runCatalogue(catalogueFrom(exponentialModel(10), scenarioOf([leak]), catalogueOf(events, { sampling: { replications: 2 } })), { workers: 0 }))!.results.warnings.filter((w) => w.startsWith('HAZARD_HITS'));
  const here = { id: 'here', rate: 1, hazard: 'leak', at: [0, 0] };
  expect(await warnings([here])).toEqual([]);
  expect(await warnings([here, { id: 'own', rate: 1, hazard: 'leak' }])).toEqual(['HAZARD_HITS_NOTHING: 1 event reaches no asset, the first "own"']);
  expect(await warnings([here, { id: 'moved', rate: 1, hazard: 'leak', at: [9, 9] }, { id: 'own', rate: 1, hazard: 'leak' }])).toEqual(['HAZARD_HITS_NOTHING: 2 events reach no asset, the first "moved"']);
});

test('footprints from files reach assets that a branch adds', async () => {
  const grid = 'ncols 2\nnrows 2\nxllcorner -1\nyllcorner -1\ncellsize 1\nNODATA_value -9\n2 2\n2 2\n';
  const deep = { ...BREAK, footprint: { file: { path: 'deep.asc', crs: 'EPSG:4326', unit: 'm' } } };
  const branches = [{ id: 'second', branches: [{ id: 'without', weight: 0.5 }, { id: 'with', weight: 0.5, changes: [{ 'add-asset': { id: 'spare', kind: 'source', place: [0.5, 0.5] } }] }] }];
  const read = catalogueFrom(exponentialModel(10), scenarioOf([deep]), catalogueOf([{ id: 'e', rate: 1, hazard: 'break' }], { branches, sampling: { replications: 2 } }), { 'deep.asc': grid });
  const run = (await runCatalogue(read, { workers: 0 }))!;
  expect(run.results.tree!.branches.map((b) => b.id)).toEqual(['without', 'with']);
});
