/** Results over the API, in every form; what they hold is held to the results that the study engine built. */
import { gunzipSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/study/results.js';
import { openTestService, type TestService } from '../fixtures/service.js';

let service: TestService, id: string, results: Results;
beforeAll(async () => {
  service = await openTestService();
  const { id: made, digest } = await service.study({ scenario: 'tutorial', replications: 130, variants: true });
  id = made;
  results = (await get('/results')).json<Results>();
  expect(results.study.digest).toBe(digest);
});
afterAll(() => service.close());

const get = (path: string, headers?: Record<string, string>) => service.ask('GET', `/v1/studies/${id}${path}`, { headers });
type Row = Record<string, string | number | null>;
interface Rows { hints?: string[]; study: Row; total: number; columns: { name: string }[]; items: Row[]; cursor?: string }

describe('results', () => {
  it('say what reproduces them', () => {
    const { modelHash, scenarioHash, seed, version, digest, command } = results.study;
    expect([modelHash, scenarioHash, digest].every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect(seed).toBe('tutorial-1');
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    // Sent again, the request in `command` is the same study.
    expect(command).toMatch(/^POST \/v1\/studies \{.*\}$/);
  });

  it('asked for again as `command` says have the same digest', async () => {
    expect((await service.study(JSON.parse(results.study.command.replace('POST /v1/studies ', '')) as object)).digest).toBe(results.study.digest);
  });

  it('come packed as they are stored, by suffix, and not at all to who has them', async () => {
    const packed = await get('/results.json', { 'accept-encoding': 'gzip', accept: 'image/png' });
    expect([packed.status, packed.headers['content-encoding']]).toEqual([200, 'gzip']);
    expect(JSON.parse(gunzipSync(packed.bytes).toString())).toEqual(results);
    expect((await get('/results', { 'accept-encoding': 'gzip;q=0' })).json()).toEqual(results);
    const known = await get('/results', { 'if-none-match': packed.headers['etag']! });
    expect([known.status, known.text]).toEqual([304, '']);
    // Other bytes under the same tag: it says so.
    expect(packed.headers['etag']).toMatch(/^W\//);
    expect((await get('/results', { 'if-none-match': packed.headers['etag']!.slice(2) })).status).toBe(304);
  });

  it('as GeoJSON: a point an asset that has a place', async () => {
    const { features } = (await get('/results', { accept: 'application/geo+json' })).json<{ features: { id: string; geometry: { coordinates: number[] } }[] }>();
    expect(features.map((f) => f.id)).toEqual(results.assets.filter((a) => a.lon !== null).map((a) => a.id));
    expect((await get('/results.geojson')).json<{ features: unknown[] }>().features).toEqual(features);
  });

  it('in no other form: 406', async () => {
    const refused = await get('/results', { accept: 'image/png' });
    expect([refused.status, refused.json<{ code: string }>().code]).toEqual([406, 'NOT_ACCEPTABLE']);
    expect((await get('/results', { accept: 'text/csv' })).json<{ detail: string }>().detail).toMatch(/^none .* application\/json, application\/geo\+json; CSV, Parquet and Arrow are of tables: \/v1\/studies\/[\w-]+\/tables$/);
  });
});

describe('tables', () => {
  it('are listed, and each can be had', async () => {
    const { items } = (await get('/tables')).json<{ items: { name: string; href: string }[] }>();
    expect(items.map((t) => t.name)).toContain('assets');
    for (const { href } of items) expect((await service.ask('GET', href)).status).toBe(200);
  });

  it('in pages, filtered and sorted', async () => {
    const all: Row[] = [];
    for (let cursor: string | undefined; ;) {
      const page: Rows = (await get(`/tables/assets?limit=3&sort=-failure_probability${cursor === undefined ? '' : `&cursor=${cursor}`}`)).json();
      expect(page.total).toBe(results.assets.length);
      all.push(...page.items);
      if ((cursor = page.cursor) === undefined) break;
    }
    const expected = [...results.assets].sort((a, b) => b.failureProbability - a.failureProbability);
    expect(all.map((r) => r['id'])).toEqual(expected.map((a) => a.id));
    expect(all.map((r) => r['failure_probability'])).toEqual(expected.map((a) => a.failureProbability));
    const sector = results.assets[0]!.sector, some = (await get(`/tables/assets?sector=${sector}&minProbability=0.5`)).json<Rows>();
    expect(some.items.map((r) => r['id'])).toEqual(results.assets.filter((a) => a.sector === sector && a.failureProbability >= 0.5).map((a) => a.id));
    expect((await get('/tables/needs?text=ELECTRICITY')).json<Rows>().items.map((r) => r['id'])).toEqual(results.needs.filter((n) => JSON.stringify([n.id, n.asset, n.service, n.suppliers]).includes('electricity')).map((n) => n.id));
    expect(some.study).toMatchObject({ id, digest: results.study.digest, modelHash: results.study.modelHash, seed: 'tutorial-1' });
  });

  it('as CSV, Parquet and Arrow: the same rows, by suffix and by Accept', async () => {
    const wrong = (await get('/tables/assets?sector=powr,water')).json<Rows>(), none = (await get('/tables/assets?sector=powr')).json<Rows>();
    expect([wrong.total > 0, wrong.hints]).toEqual([true, ['no row has "powr" in column "sector", did you mean "power"?']]);
    expect([none.items, none.hints]).toEqual([[], wrong.hints]);
    expect((await get('/tables/assets?sector=water')).json<Rows>().hints).toBeUndefined();
    const rows = (await get('/tables/assets?limit=1000&sort=id')).json<Rows>().items, query = '?sort=id';
    const csv = await get(`/tables/assets.csv${query}`), parquet = await get(`/tables/assets.parquet${query}`), arrow = await get(`/tables/assets${query}`, { accept: 'application/vnd.apache.arrow.file' });
    const ids = rows.map((r) => r['id']);
    expect((Papa.parse(csv.text, { header: true, skipEmptyLines: true }).data as Row[]).map((r) => r['id'])).toEqual(ids);
    const file = new Uint8Array(parquet.bytes).buffer;
    expect((await parquetReadObjects({ file })).map((r) => r['mean_lost_hours'])).toEqual(rows.map((r) => r['mean_lost_hours']));
    expect([...tableFromIPC(arrow.bytes).getChild('id')!].map(String)).toEqual(ids);
    for (const { headers } of [csv, parquet, arrow]) expect([headers['hazcade-digest'], headers['hazcade-seed'], decodeURIComponent(String(headers['hazcade-command']))]).toEqual([results.study.digest, 'tutorial-1', results.study.command]);
  });

  it.each([
    ['/tables/none', 404, 'NOT_FOUND'], ['/tables/assets.xml', 404, 'FORM_UNKNOWN'], ['/tables/assets?sort=nothing', 400, 'COLUMN_UNKNOWN'], ['/tables/loss?minProbability=0.5', 400, 'COLUMN_UNKNOWN'],
    ['/tables/assets?minProbability=2', 400, 'REQUEST_INVALID'], ['/tables/assets?cursor=-1', 400, 'REQUEST_INVALID'], ['/tables/assets?secto=power', 400, 'REQUEST_INVALID'],
  ])('%s: %i %s', async (path, status, code) => {
    const answer = await get(path);
    expect([answer.status, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });
});

describe('the report page', () => {
  it('is one file that may load nothing', async () => {
    const { text, headers } = await get('/report.html');
    expect(text).toContain(results.study.digest);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});

describe('comparisons', () => {
  it('of variants: those of the results', async () => {
    const { variants } = (await get('/comparison')).json<{ variants: { id: string; avoided: object }[] }>();
    expect(variants).toEqual(results.variants.map(({ id: variant, title, costEuro, avoided }) => ({ id: variant, title, costEuro, avoided })));
  });

  it('of two studies: paired where seed and replications agree, else not, and it says why', async () => {
    const paired = await service.study({ scenario: 'tutorial', replications: 130 }), other = await service.study({ scenario: 'tutorial', replications: 130, seed: 'other' });
    const ask = async (base: string, other: string) => (await service.ask('GET', `/v1/comparisons?base=${base}&with=${other}`)).json<{ pairing: string; because: string; avoided: Record<string, { base: number; with: number; mean: number; interval: number[] }> }>();
    const same = await ask(id, paired.id), apart = await ask(id, other.id), name = 'person-hours.all';
    expect([same.pairing, same.avoided[name]!.mean, same.avoided[name]!.interval]).toEqual(['paired', 0, [0, 0]]);
    expect(apart.pairing).toBe('unpaired');
    expect(apart.because).toContain('seeds differ');
    const { base, with: right, mean, interval: [low, high] } = apart.avoided[name]!;
    expect(mean).toBeCloseTo(base - right, 6);
    expect(low! <= mean && mean <= high!).toBe(true);
  });

  it('need what they compare', async () => {
    const plain = await service.study({ scenario: 'tutorial', replications: 64 });
    expect((await service.ask('GET', `/v1/studies/${plain.id}/comparison`)).json<{ code: string }>().code).toBe('VARIANTS_NOT_RUN');
    expect((await service.ask('GET', `/v1/comparisons?base=${id}&with=nothing`)).status).toBe(404);
    expect((await service.ask('GET', `/v1/comparisons?base=${id}`)).status).toBe(400);
  });
});

describe('rankings', () => {
  interface Ranked { id: string; status: string; error?: { code: string }; ranking?: { outcome: string; entries: { id: string; mean: number }[] } }
  const wait = async (ranking: string): Promise<Ranked> => {
    for (;;) {
      const seen = (await get(`/rankings/${ranking}`)).json<Ranked>();
      if (seen.status !== 'queued' && seen.status !== 'running') return seen;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const post = (body: object) => service.ask('POST', `/v1/studies/${id}/rankings`, { body });

  it('are computed by a job, kept, and the same question is the same ranking', async () => {
    const asked = await post({ replications: 40 }), { id: ranking } = asked.json<Ranked>();
    expect(asked.status).toBe(202);
    const done = await wait(ranking);
    expect(done.status).toBe('done');
    expect(done.ranking!.entries.length).toBeGreaterThan(0);
    const means = done.ranking!.entries.map((e) => e.mean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    const again = await post({ replications: 40, question: { ask: 'shield' } });
    expect([again.status, again.json<Ranked>().id]).toEqual([200, ranking]);
    expect((await get('/rankings')).json<{ items: Ranked[] }>().items.map((r) => [r.id, r.status, r.ranking])).toContainEqual([ranking, 'done', undefined]);
    expect((await get(`/report?ranking=${ranking}`)).text).toContain(done.ranking!.entries[0]!.id);
  });

  it('of buffers; of an outcome that is not there', async () => {
    const buffers = await wait((await post({ replications: 20, question: { ask: 'buffer', bufferHours: 12 } })).json<Ranked>().id);
    expect(buffers.status).toBe('done');
    const wrong = await post({ replications: 20, outcome: 'person-hours.al' });
    expect([wrong.status, wrong.json<{ detail: string }>().detail]).toEqual([422, expect.stringContaining('Did you mean "person-hours.all"?')]);
  });

  it.each([[{ question: { ask: 'all' } }, 400], [{ replications: 0 }, 400], [{ replications: 2_000_000 }, 422], [{ question: { ask: 'buffer' } }, 400]])('%j: %i', async (body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  it('that is not there: 404', async () => {
    expect((await get('/rankings/0123456789abcdef')).status).toBe(404);
    expect((await get('/report?ranking=0123456789abcdef')).status).toBe(404);
  });
});
