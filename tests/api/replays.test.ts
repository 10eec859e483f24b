/** Replays, forks and what a screen needs over the API, held to what the library finds; every answer is held to the OpenAPI document. */
import { createWriteStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CascadeEvent } from '../../src/engine/contracts.js';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { spooledEvents } from '../../src/api/spooled.js';
import { prepareStudy, eventsOf } from '../../src/study/prepare.js';
import { openTestService, type TestService } from '../fixtures/service.js';

const { model, scenario } = readStudyInput(join(import.meta.dirname, '../../scenarios/winter-storm.yaml')), seed = 'replays-1';
let service: TestService, id: string, events: CascadeEvent[];
beforeAll(async () => {
  service = await openTestService();
  id = (await service.study({ scenario: 'winter-storm', replications: 20, seed })).id;
  [events = []] = await eventsOf(prepareStudy(model, { ...scenario, seed }), [3]);
}, 60_000);
afterAll(() => service.close());

const at = (path: string): string => `/v1/studies/${id}${path}`;
const get = (path: string, headers?: Record<string, string>) => service.ask('GET', at(path), { headers });
const lines = (text: string): unknown[] => text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
interface Problem { code: string; detail: string; problems?: { pointer?: string; code: string }[] }

describe('events of a replication', () => {
  it('are those of the library, line by line', async () => {
    const answer = await get('/replications/3/events');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
    expect(lines(answer.text)).toEqual(JSON.parse(JSON.stringify(events)));
  });

  it('filtered, in columns, as many as wanted', async () => {
    const falls = events.filter((e) => e.kind === 'fall' && e.hours >= 2 && e.hours < 30);
    expect(lines((await get('/replications/3/events?kind=fall&from=2h&to=30h&fields=id,hours,asset&limit=7')).text)).toEqual([{ columns: ['id', 'hours', 'asset'] }, ...falls.slice(0, 7).map((e) => [e.id, e.hours, e.asset])]);
  });

  it('as server-sent events, which go on after the last that was received', async () => {
    const whole = (await get('/replications/3/events?kind=fall', { accept: 'text/event-stream' })).text, ids = [...whole.matchAll(/^id: (\d+)$/gm)].map(([, n]) => Number(n));
    expect(ids).toEqual(events.filter((e) => e.kind === 'fall').map((e) => e.id));
    expect(whole).toMatch(new RegExp(`event: end\\ndata: {"events":${ids.length}}\\n\\n$`));
    const half = ids[Math.floor(ids.length / 2)]!, rest = (await get('/replications/3/events?kind=fall', { accept: 'text/event-stream', 'last-event-id': String(half) })).text;
    expect([...rest.matchAll(/^id: (\d+)$/gm)].map(([, n]) => Number(n))).toEqual(ids.filter((n) => n > half));
  });

  it.each<[string, number, string]>([
    ['/replications/20/events', 404, 'REPLICATION_UNKNOWN'], ['/replications/-1/events', 400, 'REQUEST_INVALID'], ['/replications/x/events', 400, 'REQUEST_INVALID'], ['/replications/3/events?kind=fal', 422, 'EVENT_FILTER_INVALID'],
    ['/replications/3/events?sector=powr', 422, 'SECTOR_UNKNOWN'], ['/replications/3/events?asset=none', 422, 'ASSET_UNKNOWN'], ['/replications/3/events?fields=when', 422, 'EVENT_FILTER_INVALID'], ['/replications/3/events?from=2', 400, 'REQUEST_INVALID'],
    ['/replications/3/events?box=1,2,3', 400, 'REQUEST_INVALID'], ['/replications/3/events?variant=none', 422, 'VARIANT_UNKNOWN'], ['/replications/3/events?pace=0', 400, 'REQUEST_INVALID'], ['/replications/3/events?colour=red', 400, 'REQUEST_INVALID'],
  ])('%s is refused: %i %s', async (path, status, code) => {
    const answer = await get(path);
    expect([answer.status, answer.json<Problem>().code]).toEqual([status, code]);
  });

  it('as what cannot be given: 406; of a study that is not there: 404', async () => {
    expect((await get('/replications/3/events', { accept: 'image/png' })).status).toBe(406);
    expect((await service.ask('GET', '/v1/studies/none/replications/3/events')).status).toBe(404);
  });

  it('leave nothing behind', () => expect(readdirSync(join(service.folder, 'spool'))).toEqual([]));
});

describe('a spooled stream', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hazcade-spooled-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = async (path: string, pace?: number): Promise<{ text: string; ms: number }> => {
    const begun = performance.now();
    let text = '';
    for await (const piece of await spooledEvents(path, { form: 'ndjson', pace })) text += String(piece);
    return { text, ms: performance.now() - begun };
  };

  it('paced: two simulated hours at an hour in 100 ms take 200 ms', async () => {
    const path = join(folder, 'paced');
    writeFileSync(path, '0\t0\t{"columns":["id"]}\n1\t5\t[1]\n2\t6\t[2]\n3\t7\t[3]\n');
    const { ms, text } = await read(path, 36_000);
    expect(text).toBe('{"columns":["id"]}\n[1]\n[2]\n[3]\n');
    expect(ms).toBeGreaterThanOrEqual(199);
    expect(ms).toBeLessThan(2_000);
  });

  it('of 40 MB that nobody reads holds a few buffers, and is gone when the reader leaves', async () => {
    const path = join(folder, 'large'), file = createWriteStream(path), line = `1\t1\t${'x'.repeat(990)}\n`;
    for (let i = 0; i < 40; i++) if (!file.write(line.repeat(1000))) await new Promise<void>((resolve) => { file.once('drain', () => resolve()); });
    await new Promise<void>((resolve) => { file.end(resolve); });
    const before = process.memoryUsage().rss, stream = await spooledEvents(path, { form: 'ndjson' });
    await new Promise((resolve) => stream.once('readable', resolve));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(process.memoryUsage().rss - before).toBeLessThan(20 << 20);
    stream.destroy();
    await expect.poll(() => readdirSync(folder).includes('large')).toBe(false);
  });
});

describe('the chain of causes', () => {
  const fall = () => events.filter((e) => e.kind === 'fall').reduce((p, q) => (q.depth > p.depth ? q : p));

  it('of a fall goes from its root, in words', async () => {
    const { asset, id: event } = fall(), { links } = (await get(`/replications/3/chain?asset=${asset!}&event=${event}`)).json<{ links: { id: number; hours: number; words: string }[] }>();
    expect(links.at(-1)!.id).toBe(event);
    expect(events[links[0]!.id - 1]!.cause).toBeUndefined();
    expect(links[0]!.words).toContain('begins');
    for (const [i, link] of links.slice(1).entries()) expect(events[link.id - 1]!.cause).toBe(links[i]!.id);
  });

  it('of what nothing befell, or of no asset, is refused', async () => {
    const calm = model.assets.find(({ id: asset }) => !events.some((e) => e.asset === asset))!;
    expect([(await get(`/replications/3/chain?asset=${calm.id}`)).json<Problem>().code, (await get('/replications/3/chain?asset=hospital-hok')).json<Problem>()]).toMatchObject(['CHAIN_NONE', { code: 'ASSET_UNKNOWN', detail: expect.stringContaining('hospital-hook') as string }]);
    expect((await get('/replications/3/chain')).status).toBe(400);
  });
});

describe('a fork', () => {
  const fork = (body: object, headers?: Record<string, string>) => service.ask('POST', at('/replications/3/forks'), { body, headers });
  const more = { at: '6h', changes: { set: { 'recovery.crews.line-crews.count': 60 } } };

  it('says what differs, and with NDJSON all events: the same up to it', async () => {
    const answer = (await fork(more)).json<{ atHours: number; changes: object[]; events: { common: number; onlyFork: number }; onlyFork: CascadeEvent[] }>();
    expect(answer).toMatchObject({ atHours: 6, changes: [{ source: 'line-crews', detail: '60 crews instead of 16', amount: 60 }] });
    expect(answer.onlyFork[0]).toMatchObject({ kind: 'fork', hours: 6, source: 'line-crews' });
    const all = lines((await fork(more, { accept: 'application/x-ndjson' })).text) as CascadeEvent[], prefix = events.filter((e) => e.hours < 6);
    expect(all.slice(0, prefix.length)).toEqual(JSON.parse(JSON.stringify(prefix)));
    expect(all).toHaveLength(answer.events.common + answer.events.onlyFork);
  });

  it('by a variant, and over many replications', async () => {
    expect((await fork({ at: '6h', byVariant: 'more-line-crews' })).json()).toMatchObject({ changes: [{ source: 'line-crews' }] });
    const { avoided, replications } = (await service.ask('POST', at('/forks'), { body: { ...more, replications: 20 } })).json<{ replications: number; avoided: Record<string, { mean: number; interval: number[] }> }>();
    expect([replications, avoided['person-hours.electricity']!.mean >= 0]).toEqual([20, true]);
  });

  it.each<[object, number, string]>([
    [{ at: '6h' }, 422, 'FORK_CHANGE_MISSING'], [{ at: '6h', byVariant: 'more-line-crews', changes: {} }, 422, 'FORK_CHANGE_MISSING'], [{ changes: {} }, 422, 'FORK_TIME_MISSING'], [{ at: '600d', changes: { remove: ['mutual-aid'] } }, 422, 'FORK_TIME_INVALID'],
    [{ at: '6h', byVariant: 'dry-substations' }, 422, 'FORK_CHANGE_IMPOSSIBLE'], [{ at: '6h', byVariant: 'none' }, 422, 'VARIANT_UNKNOWN'], [{ at: 6, changes: {} }, 400, 'REQUEST_INVALID'],
  ])('%j is refused: %i %s', async (body, status, code) => {
    const answer = await fork(body);
    expect([answer.status, answer.json<Problem>().code]).toEqual([status, code]);
  });

  it('with mistakes in its changes names each with its pointer', async () => {
    const { problems } = (await fork({ at: '6h', changes: { remove: ['none'], set: { 'hazards.gale.intensity': 3 }, plans: [{ id: 'p', when: { time: '1h' }, do: [{ crews: { pool: 'none', count: 1 } }] }] } })).json<Problem>();
    expect(problems!.map(({ code, pointer }) => `${code} ${pointer}`).sort()).toEqual(['FORK_CHANGE_IMPOSSIBLE /set/hazards.gale.intensity', 'FORK_TIME_PAST /plans/0/when', 'PLAN_UNKNOWN /remove/0', 'POOL_UNKNOWN /plans/0/do/0/crews/pool']);
  });
});

describe('what a screen needs', () => {
  it('representative replications, from stored values and by a curve', async () => {
    const worst = (await get('/representatives?rule=worst')).json<{ of: string; replications: { replication: number; value: number }[]; looked: number }>();
    expect([worst.of, worst.looked]).toEqual(['person-hours.all', 20]);
    const all = (await get('/representatives?rule=quantile&share=0.5&count=20')).json<typeof worst>().replications;
    expect(Math.max(...all.map(({ value }) => value))).toBe(worst.replications[0]!.value);
    expect((await get('/representatives?rule=nearest&curve=people-without.electricity&at=12h&value=5000&count=3')).json<typeof worst>().replications).toHaveLength(3);
    for (const [path, code] of [['rule=nearest', 'RULE_INVALID'], ['rule=quantile', 'RULE_INVALID'], ['rule=nearest&curve=none&at=1h&value=1', 'CURVE_UNKNOWN'], ['rule=worst&outcome=none', 'OUTCOME_UNKNOWN'], ['rule=best', 'REQUEST_INVALID'], ['rule=worst&variant=dry-substations', 'STUDY_EMPTY']]) {
      expect((await get(`/representatives?${path!}`)).json<Problem>().code, path).toBe(code);
    }
  });

  it('a dry run, with a body or without', async () => {
    const dry = (await service.ask('POST', '/v1/scenarios/tutorial/dry-run', { body: { assets: 2 } })).json<{ hazards: { assets: number; reached: unknown[] }[]; estimate: { seconds: number } }>();
    expect([dry.hazards.length, dry.hazards[0]!.reached.length <= 2, dry.estimate.seconds > 0]).toEqual([1, true, true]);
    expect((await service.ask('POST', '/v1/scenarios/none/dry-run', { body: {} })).status).toBe(404);
    expect((await service.ask('POST', '/v1/scenarios/tutorial/dry-run', { body: { asset: 2 } })).status).toBe(400);
  });

  it('the chance of each asset being out at each hour, as JSON and as bytes', async () => {
    const json = (await get('/outages?replications=10&every=6h&bits=16')).json<{ assets: string[]; hours: number[]; one: number; data: string }>(), shares = new Uint16Array(Uint8Array.from(Buffer.from(json.data, 'base64')).buffer);
    expect(shares).toHaveLength(json.assets.length * json.hours.length);
    expect(json.hours.slice(0, 3)).toEqual([0, 6, 12]);
    const bytes = (await get('/outages?replications=10&every=6h&bits=16', { accept: 'application/octet-stream' })).bytes, head = bytes.readUInt32LE(0);
    expect(JSON.parse(bytes.subarray(4, 4 + head).toString())).toMatchObject({ assets: json.assets, hours: json.hours, type: 'uint16', replications: 10 });
    expect(bytes.subarray(4 + head)).toEqual(Buffer.from(json.data, 'base64'));
    // A share is a whole number of ten replications.
    expect([...shares].every((share) => Math.abs((share / json.one) * 10 - Math.round((share / json.one) * 10)) < 1e-3)).toBe(true);
    for (let share = 1; share <= 9; share++) expect((await get(`/outages?replications=2&every=1d&below=0.${share}`)).status).toBe(200);
    // Readers do not fill the store of the study's owner.
    expect((await service.context.store.results.names(id)).filter((name) => name.startsWith('outages-'))).toHaveLength(8);
    expect((await get('/outages?replications=21')).json<Problem>().code).toBe('REPLICATIONS_LIMIT');
    expect((await get('/outages?below=0')).status).toBe(400);
  });

  it('person-hours by area add up to those of the study; differences to a variant are paired', async () => {
    interface Areas { means: { area: string; service: string; mean: number }[]; differences?: { mean: number; interval: number[] }[] }
    const { means } = (await get('/areas?replications=20')).json<Areas>(), { outcomes } = (await get('/results')).json<{ outcomes: Record<string, { mean: number }> }>();
    const sum = means.filter(({ service: of }) => of === 'electricity').reduce((total, { mean }) => total + mean, 0), whole = outcomes['person-hours.electricity']!.mean;
    expect(Math.abs(sum - whole)).toBeLessThan(1e-9 * whole);
    const { differences } = (await get('/areas?againstVariant=more-line-crews&replications=4')).json<Areas>();
    expect(differences).toHaveLength(means.length);
    expect((await get(`/areas?againstStudy=${id}&replications=2`)).json<Areas>().differences!.every(({ mean }) => mean === 0)).toBe(true);
    const { id: other } = await service.study({ scenario: 'winter-storm', replications: 2, seed: 'another' });
    expect((await get(`/areas?againstStudy=${other}&replications=2`)).json<Problem>().code).toBe('SEEDS_DIFFER');
  });
});
