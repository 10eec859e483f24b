/** Studies over the API: asked for, listed, followed by polling, ended, removed. Requests are injected; every answer is held to the OpenAPI document. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/api/config.js';
import { commandLineResults } from '../fixtures/command-line.js';
import { openTestService, QUIET, type TestService } from '../fixtures/service.js';

let service: TestService;
beforeAll(async () => { service = await openTestService({ limits: { ...QUIET, replications: 50_000, studiesPerOwner: 3 } }); });
afterAll(() => service.close());

const post = (body: unknown, headers?: Record<string, string>) => service.ask('POST', '/v1/studies', { body, headers });
interface Study { id: string; status: string; digest?: string; planned: number; done: number; seed?: string; links: Record<string, string> }
interface Problem { status: number; code: string; detail: string; problems?: { pointer?: string; code: string; message: string; line?: number }[] }

describe('a study', () => {
  it('is taken (202) and ends with results', async () => {
    const answer = await post({ scenario: 'tutorial', replications: 200, seed: 'api-1' }), { id, planned } = answer.json<Study>();
    expect([answer.status, answer.headers['location'], planned]).toEqual([202, `/v1/studies/${id}`, 200]);
    expect(await service.ended(id)).toMatchObject({ status: 'done', done: 200, links: { results: `/v1/studies/${id}/results` } });
  });

  it('has the digest of the command line', { timeout: 240_000 }, async () => {
    const ended = await service.study({ scenario: 'winter-storm', replications: 20 });
    expect(ended.status).toBe('done');
    expect((await commandLineResults(service.folder, 'run', 'winter-storm', '--replications', '20')).study.digest).toBe(ended.digest);
  });

  it('with variants has the digest of `compare`', { timeout: 240_000 }, async () => {
    const ended = await service.study({ scenario: 'tutorial', replications: 130, variants: true });
    expect((await commandLineResults(service.folder, 'compare', 'tutorial', '--replications', '130')).study.digest).toBe(ended.digest);
  });

  it('is the same one for the same Idempotency-Key', async () => {
    const key = { 'idempotency-key': 'k-1' }, body = { scenario: 'tutorial', replications: 64 };
    const [first, again] = [await post(body, key), await post(body, key)];
    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.json<Study>().id).toBe(first.json<Study>().id);
    const other = await post({ ...body, replications: 65 }, key);
    expect([other.status, other.json<Problem>().code]).toEqual([409, 'IDEMPOTENCY_REUSED']);
  });
});

describe('a study that cannot run is refused before it is queued', () => {
  it.each<[string, object, number, string]>([
    ['no scenario', { scenario: 'none' }, 404, 'NOT_FOUND'], ['no such version', { scenario: 'tutorial@0000' }, 404, 'NOT_FOUND'], ['no model', { scenario: 'tutorial', model: 'none' }, 404, 'NOT_FOUND'],
    ['a model that is not its own', { scenario: 'tutorial', model: 'harbour-city' }, 422, 'INPUT_INVALID'], ['too many replications', { scenario: 'tutorial', replications: 50_001 }, 422, 'REPLICATIONS_LIMIT'],
    ['nothing said', {}, 400, 'REQUEST_INVALID'], ['an unknown word', { scenario: 'tutorial', sed: 'x' }, 400, 'REQUEST_INVALID'], ['text for a number', { scenario: 'tutorial', replications: '5' }, 400, 'REQUEST_INVALID'],
    ['half a replication', { scenario: 'tutorial', replications: 1.5 }, 400, 'REQUEST_INVALID'], ['physics of nowhere', { scenario: 'tutorial', physics: 'quantum' }, 400, 'REQUEST_INVALID'],
  ])('%s', async (_what, body, status, code) => {
    const answer = await post(body), problem = answer.json<Problem>();
    expect([answer.status, problem.code, answer.headers['content-type']]).toEqual([status, code, expect.stringContaining('application/problem+json')]);
  });

  it('every problem at once, with its place', async () => {
    const { problems } = (await post({ scenario: 'tutorial', model: 'harbour-city' })).json<Problem>();
    expect(problems!.length).toBeGreaterThan(1);
    expect(problems!.every((p) => p.code !== '' && p.message !== '')).toBe(true);
    expect(problems!.some((p) => p.message.includes('bridge'))).toBe(true);
    const wrong = (await post({ scenario: 5, replications: 0 })).json<Problem>();
    expect(wrong.problems!.map((p) => p.pointer).sort()).toEqual(['/replications', '/scenario']);
  });
});

describe('the list', () => {
  it('comes in pages, the newest first, and can be filtered', async () => {
    const all: Study[] = [];
    for (let cursor: string | undefined; ;) {
      const page: { items: Study[]; cursor?: string } = (await service.ask('GET', `/v1/studies?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`)).json();
      all.push(...page.items);
      if ((cursor = page.cursor) === undefined) break;
      expect(page.items).toHaveLength(2);
    }
    const ids = all.map((s) => s.id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids.length).toBeGreaterThanOrEqual(4);
    const storms = (await service.ask('GET', '/v1/studies?scenario=winter-storm&status=done')).json<{ items: Study[] }>().items;
    expect(storms).toHaveLength(1);
    expect((await service.ask('GET', '/v1/studies?model=none')).json<{ items: Study[] }>().items).toEqual([]);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'status=odd', 'order=up'])('?%s: 400', async (query) => {
    expect((await service.ask('GET', `/v1/studies?${query}`)).status).toBe(400);
  });
});

describe('ending', () => {
  it('cancels what runs, at once for whoever asks; again is the same', async () => {
    const { id } = (await post({ scenario: 'tutorial', replications: 50_000 })).json<Study>();
    expect((await service.ask('POST', `/v1/studies/${id}/cancel`)).json<Study>().status).toBe('cancelled');
    expect((await service.ask('POST', `/v1/studies/${id}/cancel`)).status).toBe(200);
    expect((await service.ask('GET', `/v1/studies/${id}/results`)).json<Problem>().code).toBe('STUDY_NOT_DONE');
    // The next one gets its turn.
    const next = await service.study({ scenario: 'tutorial', replications: 64 });
    expect(next.status).toBe('done');
    expect((await service.ask('POST', `/v1/studies/${next.id}/cancel`)).json<Problem>().code).toBe('STUDY_ENDED');
  });

  it('removes, also what runs', async () => {
    const { id } = (await post({ scenario: 'tutorial', replications: 50_000 })).json<Study>();
    expect((await service.ask('DELETE', `/v1/studies/${id}`)).status).toBe(204);
    expect((await service.ask('GET', `/v1/studies/${id}`)).status).toBe(404);
    expect((await service.ask('DELETE', `/v1/studies/${id}`)).status).toBe(404);
    expect((await service.study({ scenario: 'tutorial', replications: 64 })).status).toBe('done');
  });

  it('allows each owner so many at once', async () => {
    const open: string[] = [];
    for (let i = 0; i < 3; i++) open.push((await post({ scenario: 'tutorial', replications: 50_000 })).json<Study>().id);
    const refused = await post({ scenario: 'tutorial', replications: 50_000 });
    expect([refused.status, refused.json<Problem>().code, refused.headers['retry-after']]).toEqual([429, 'STUDIES_LIMIT', '30']);
    for (const id of open) await service.ask('DELETE', `/v1/studies/${id}`);
  });

  it('gives the same study again to who has no room for another', async () => {
    const open: string[] = [], body = { scenario: 'tutorial', replications: 50_000 }, key = { 'idempotency-key': 'full' };
    for (let i = 0; i < 3; i++) open.push((await post(body, i === 0 ? key : undefined)).json<Study>().id);
    const again = await post(body, key);
    expect([again.status, again.json<Study>().id]).toEqual([200, open[0]]);
    for (const id of open) await service.ask('DELETE', `/v1/studies/${id}`);
  });
});

it('is not taken from an owner who keeps more than they may', { timeout: 240_000 }, async () => {
  const small = await openTestService({ retention: { ...DEFAULTS.retention, ownerBytes: 1_000 } });
  const first = await small.ask('POST', '/v1/studies', { body: { scenario: 'tutorial', replications: 64 } });
  expect(first.status).toBe(202);
  const { id } = first.json<Study>();
  await small.ended(id);
  const refused = await small.ask('POST', '/v1/studies', { body: { scenario: 'tutorial', replications: 64 } });
  expect([refused.status, refused.json<Problem>().code]).toEqual([507, 'QUOTA_EXCEEDED']);
  // Nor are files.
  const upload = await small.ask('POST', '/v1/models', { body: 'id: mine', headers: { 'content-type': 'application/yaml' } });
  expect([upload.status, upload.json<Problem>().code]).toEqual([507, 'QUOTA_EXCEEDED']);
  expect((await small.ask('DELETE', `/v1/studies/${id}`)).status).toBe(204);
  const taken = await small.ask('POST', '/v1/studies', { body: { scenario: 'tutorial', replications: 64 } });
  expect([taken.status, taken.json<Problem>().detail]).toEqual([202, undefined]);
  await small.close();
});

it('may use its CPU time, whatever studies before it in the same process have used', { timeout: 240_000 }, async () => {
  const small = await openTestService({ concurrentStudies: 1, limits: { ...QUIET, cpuSeconds: 4 } });
  const ends: string[] = [];
  // Each takes a second or two; all together more than one may.
  for (let i = 0; i < 6; i++) ends.push((await small.study({ scenario: 'tutorial', replications: 6_000, seed: String(i) })).status);
  expect(ends).toEqual(Array.from({ length: 6 }, () => 'done'));
  await small.close();
});

it('waits for a Redis that is away, and is not failed by it', { timeout: 240_000 }, async () => {
  // Nothing listens on port 1.
  const small = await openTestService({ redisUrl: 'redis://127.0.0.1:1' }), { id } = (await small.ask('POST', '/v1/studies', { body: { scenario: 'tutorial', replications: 64 } })).json<Study>();
  const seen = new Set<string>();
  for (let attempts = 0; attempts < 2;) {
    const study = (await small.ask('GET', `/v1/studies/${id}`)).json<Study & { attempts: number }>();
    seen.add(study.status);
    expect([...seen]).not.toContain('failed');
    ({ attempts } = study);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect((await small.ask('POST', `/v1/studies/${id}/cancel`)).json<Study>().status).toBe('cancelled');
  await small.close();
});
