/**
 * Interaction effect, silo view and attribution of losses, on systems small enough to be worked out by hand.
 *
 * Interaction effect: L(A and B) - L(A) - L(B), paired under common random numbers; of three the Moebius sum over subsets. Types of dependency and of failure (common cause,
 * cascading): S. M. Rinaldi, J. P. Peerenboom, T. K. Kelly, IEEE Control Systems Magazine 21 (2001) 11-25.
 */
import { expect, test } from 'vitest';
import { interactions, normalizeModel, normalizeScenario, silos, type CascadeEvent, type Model, type Scenario } from '../../src/index.js';
import { kind, need, replicatorOf, type ModelParts, type ScenarioParts } from './study.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('decomposition', 'by hand');
const LOSS = 'lost-asset-hours.all', HERE = { workers: 0, replications: 200 };

const study = (model: ModelParts, scenario: ScenarioParts): { model: Model; scenario: Scenario } => ({
  model: normalizeModel({ format: 'hazcade-model/1', id: 'validation', services: [{ id: 'supply', title: 'Supply', unit: '1', quantity: 'h' }], ...model }).model,
  scenario: normalizeScenario({ format: 'hazcade-scenario/1', id: 'validation', model: '.', start: '2026-01-05T00:00:00Z', seed: 'validation', ...scenario }).scenario,
});

const TEN = { slight: '10h', moderate: '10h', extensive: '10h', complete: '10h' };
const part = (sector: string, skill?: string): object => kind(sector, { repair: TEN, ...(skill === undefined ? {} : { skill }) });
const strike = (id: string, asset: string, probability = 0.6): object => ({ id, type: 'other', onset: '1h', duration: '1h', footprint: { assets: [asset] }, effects: [{ damage: { probability, state: 'complete' } }] });

/** Three parts that have nothing to do with each other, each struck with 0.6 by a hazard of its own. */
const disjoint = (crews?: object[]) => study(
  { kinds: { a: part('one', 'red'), b: part('two', 'blue'), c: part('three', 'green') }, assets: ['a', 'b', 'c'].map((id) => ({ id, kind: id })) },
  { horizon: '100h', hazards: ['a', 'b', 'c'].map((id) => strike(`hits-${id}`, id)), ...(crews === undefined ? {} : { recovery: { crews } }) },
);
const effectOf = async ({ model, scenario }: ReturnType<typeof study>, order: 1 | 2 | 3 = 1, sets?: string[][]) => (await interactions(model, scenario, { ...HERE, order, ...(sets === undefined ? {} : { sets }) })).outcomes[LOSS]!;

test('two hazards on disjoint parts', async () => {
  const apart = await effectOf(disjoint(['red', 'blue'].map((skill) => ({ id: skill, skills: [skill], count: 1 }))), 1, [['hits-a'], ['hits-b']]);
  table.exact('two hazards on disjoint parts, a crew each: interaction effect in asset-hours, mean and both ends of its interval', '0, 0, 0', [apart.effect.mean, ...apart.effect.interval].join(', '));
  const drill = disjoint(), drilled = await effectOf({ ...drill, scenario: normalizeScenario({ format: 'hazcade-scenario/1', id: 'validation', model: '.', start: '2026-01-05T00:00:00Z', seed: 'validation', horizon: '100h', hazards: ['a', 'b'].map((id) => strike(`hits-${id}`, id)), plans: [{ id: 'drill', when: { time: '50h' }, for: '5h', do: [{ trip: { id: 'c' } }] }] }).scenario });
  table.exact('the same with a drill of 5 h at a third part, which happens without any hazard: interaction effect, mean and interval', '0, 0, 0', [drilled.effect.mean, ...drilled.effect.interval].join(', '));
  const shared = await effectOf(disjoint([{ id: 'both', skills: ['red', 'blue', 'green'], count: 1 }]), 1, [['hits-a'], ['hits-b']]);
  // The second of two waits 10 h, which happens where both are struck.
  table.near('the same with one crew for both: 10 h of waiting where both are struck, with 0.36', 3.6, shared.effect.mean, 1.36, '4 standard errors of 200 replications', { digits: 2 });
  expect(shared.effect.interval[0]).toBeGreaterThan(0);
  expect(shared.together.mean - shared.sumOfAlone.mean).toBeCloseTo(shared.effect.mean, 9);
});

test('three hazards', async () => {
  // One need of two of three: lost only when at least two are struck.
  const votes = study(
    { kinds: { a: part('parts'), voter: kind('voter') }, assets: [...['a', 'b', 'c'].map((id) => ({ id, kind: 'a' })), { id: 'v', kind: 'voter', needs: [need(['a', 'b', 'c'], 2)] }] },
    { horizon: '100h', hazards: ['a', 'b', 'c'].map((id) => strike(`hits-${id}`, id, 1)) },
  );
  const { outcomes } = await interactions(votes.model, votes.scenario, { ...HERE, replications: 2, order: 3, outcomes: ['lost-asset-hours.voter'] }), voter = outcomes['lost-asset-hours.voter']!;
  table.exact('two of three needed, each struck for 10 h: effect of each pair, of the triple (Moebius), and of all', '10, 10, 10; -20; 10', `${voter.terms.slice(0, 3).map((t) => t.mean).join(', ')}; ${voter.terms[3]!.mean}; ${voter.effect.mean}`);
});

test('silo view', async () => {
  const needs = [need(['p'], 1)];
  const chain = (joined: boolean) => study(
    { kinds: { p: part('power'), w: part('water') }, assets: [{ id: 'p', kind: 'p' }, { id: 'w', kind: 'w', ...(joined ? { needs } : {}) }, { id: 'w2', kind: 'w', needs: [need(['w'], 1)] }] },
    { horizon: '100h', hazards: [strike('hits-p', 'p', 1), { ...strike('hits-w', 'w', 1), onset: '5h' }] },
  );
  const of = async (joined: boolean) => { const { model, scenario } = chain(joined); return (await silos(model, scenario, { ...HERE, replications: 2 })).outcomes[LOSS]!; };
  const joined = await of(true), apart = await of(false);
  // p 1-11 h; w by itself 5-15 h, with p 1-15 h, and w2 with it.
  table.exact('power for water, both struck for 10 h, 4 h apart: power alone, water alone, all; hidden loss', '10, 20, 38; 8', `${joined.silos.map((s) => s.estimate.mean).join(', ')}, ${joined.full.mean}; ${joined.hidden.mean}`);
  table.exact('the same without needs across sectors: hidden loss', 0, apart.hidden.mean);
});

test('common cause and attribution', async () => {
  const replicator = await replicatorOf(
    { kinds: { p: part('power'), w: part('water'), h: kind('homes') }, assets: [{ id: 'p', kind: 'p' }, { id: 'w', kind: 'w' }, { id: 'h', kind: 'h', needs: [need(['w'], 1)] }] },
    { horizon: '100h', hazards: [{ ...strike('quake', 'p', 1), footprint: { assets: ['p', 'w'] } }] },
  );
  const events: CascadeEvent[] = [];
  replicator.events(0).subscribe((e) => events.push(e));
  const fallOf = (asset: string): CascadeEvent => events.find((e) => e.kind === 'fall' && e.asset === asset)!;
  const rootOf = (e: CascadeEvent): string => (e.cause === undefined ? e.source! : rootOf(events[e.cause - 1]!));
  table.exact('two assets in one footprint, a third that needs one of them: depth and root of each fall', 'p 0 quake, w 0 quake, h 1 quake', ['p', 'w', 'h'].map((id) => `${id} ${fallOf(id).depth} ${rootOf(fallOf(id))}`).join(', '), 'Rinaldi et al. 2001');
  const { lossByOrigin } = replicator.replicate(0), { origins } = replicator, sectors = lossByOrigin.length / origins.length;
  const byOrigin = origins.map((origin, o) => [origin, Array.from(lossByOrigin.subarray(o * sectors, (o + 1) * sectors)).reduce((sum, x) => sum + x, 0)] as const).filter(([, hours]) => hours > 0);
  const total = replicator.replicate(0).values[replicator.outcomes.findIndex((o) => o.name === LOSS)]!;
  table.exact('lost asset-hours by first cause, and their sum', `water 10, hit 20; ${total}`, `${byOrigin.map(([origin, hours]) => `${origin} ${hours}`).join(', ')}; ${byOrigin.reduce((sum, [, hours]) => sum + hours, 0)}`);
});

test('power and telecom that need each other', async () => {
  const eventsWith = async (reserve: string): Promise<CascadeEvent[]> => {
    const assets = [{ id: 'p', kind: 'p', needs: [need(['t'], 1, { buffer: reserve })] }, { id: 't', kind: 't', needs: [need(['p'], 1, { buffer: '2h' })] }, { id: 'h', kind: 'h', needs: [need(['p'], 1)] }], events: CascadeEvent[] = [];
    (await replicatorOf({ kinds: { p: part('power'), t: part('telecom'), h: kind('homes') }, assets }, { horizon: '100h', hazards: [strike('hits-p', 'p', 1)] })).events(0).subscribe((e) => events.push(e));
    return events;
  };
  // Power is mended at 11 h. Telecom has been down since 3 h: with an hour of reserve power has nothing left by then, with nine it has, and brings telecom back.
  const waiting = await eventsWith('1h'), back = await eventsWith('9h'), all = [...waiting, ...back], moves = (events: CascadeEvent[]): string => events.filter((e) => e.kind === 'fall' || e.kind === 'rise').map((e) => `${e.hours} ${e.kind} ${e.asset!}${e.kind === 'fall' ? ` ${e.depth}` : ''}`).join(', ');
  table.exact('power and telecom that need each other, power struck for 10 h: falls with their depth, and rises', '1 fall p 0, 1 fall h 1, 3 fall t 1', moves(waiting));
  table.exact('the same with a reserve that lasts beyond the repair', '1 fall p 0, 1 fall h 1, 3 fall t 1, 11 rise p, 11 rise h, 11 rise t', moves(back));
  const twice = [waiting, back].map((events) => events.length - new Set(events.map((e) => `${e.tick} ${e.kind} ${e.asset ?? e.source ?? ''}`)).size);
  table.exact('both: events that come twice in an instant; depths that are not finite; causes that come after', '0, 0, 0', [twice[0]! + twice[1]!, all.filter((e) => !Number.isFinite(e.depth)).length, all.filter((e) => e.causes.some((cause) => cause >= e.id)).length].join(', '));
});

test('what cannot be asked is refused', async () => {
  const { model, scenario } = disjoint();
  await expect(interactions(model, scenario, { ...HERE, sets: [['hits-a']] })).rejects.toThrow(/HAZARD_SET_INVALID|two to 12 sets/);
  await expect(interactions(model, scenario, { ...HERE, sets: [['hits-a'], ['hits-x']] })).rejects.toThrow('Did you mean "hits-a"?');
  await expect(interactions(model, scenario, { ...HERE, sets: [['hits-a'], ['hits-a']] })).rejects.toThrow('stands in two sets');
  await expect(interactions(model, scenario, { ...HERE, outcomes: ['lost-asset-hours.al'] })).rejects.toThrow('Did you mean "lost-asset-hours.all"?');
});

test('docs/validation.md says so', () => table.compareWithDocument());
