/** What is in a model, over HTTP: assets, what depends on what, shape, drawings, context layers. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readModel } from '../../src/model/read.js';
import { inspectModel } from '../../src/network/shape.js';
import { openTestService, type Answer, type TestService } from '../fixtures/service.js';
import { zipOfFiles } from '../fixtures/zip-maker.js';

const ROOT = join(import.meta.dirname, '../..'), TUTORIAL = readModel(join(ROOT, 'models/tutorial')).model;
const COAST = JSON.stringify({ type: 'FeatureCollection', features: [] });
const PMTILES = Buffer.concat([Buffer.from('PMTiles\u0003', 'latin1'), Buffer.from(Array.from({ length: 992 }, (_, i) => i % 251))]);

let service: TestService;
beforeAll(async () => { service = await openTestService(); }, 60_000);
afterAll(() => service.close());

const get = (url: string, headers: Record<string, string> = {}): Promise<Answer> => service.ask('GET', url, { headers });
const refusal = (answer: Answer): string => `${answer.status} ${answer.json<{ code: string }>().code}`;
interface Traced { total: number; people: number; serviceAreas: number; deepest: number; next?: number; bySector: unknown; items: { asset: string; steps: number; holdHours: number; levelWithout?: number; via: { need: string; from: string }; needs: string[] }[] }

describe('answers', () => {
  it('are written by jobs: the thread that answers requests only passes bytes on', async () => {
    const asked = vi.spyOn(service.context.desk, 'run');
    for (const path of ['assets', 'assets/sub-hill', 'assets/sub-hill/upstream', 'assets/sub-hill/downstream', 'criticality']) expect((await get(`/v1/models/tutorial/${path}`)).status, path).toBe(200);
    const outputs: unknown[] = await Promise.all(asked.mock.results.map(({ value }) => value as Promise<unknown>));
    asked.mockRestore();
    expect(outputs).toEqual(Array.from({ length: 5 }, () => ({ bytes: expect.any(Uint8Array) as Uint8Array })));
  });
});

describe('assets', () => {
  it('are listed in the order of ids, page by page', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = (await get(`/v1/models/tutorial/assets?limit=5${cursor === undefined ? '' : `&cursor=${cursor}`}`)).json<{ items: { id: string }[]; total: number; cursor?: string }>();
      expect(page.total).toBe(TUTORIAL.assets.length);
      ids.push(...page.items.map((i) => i.id));
      ({ cursor } = page);
    } while (cursor !== undefined);
    expect(ids).toEqual(TUTORIAL.assets.map((a) => a.id).sort());
  });

  it('are filtered and searched', async () => {
    const list = async (query: string): Promise<string[]> => (await get(`/v1/models/harbour-city/assets?limit=1000&${query}`)).json<{ items: { id: string; sector: string; kind: string }[] }>().items.map((i) => i.id);
    const { model } = readModel(join(ROOT, 'models/harbour-city')), ids = (keep: (a: (typeof model.assets)[number]) => boolean): string[] => model.assets.filter(keep).map((a) => a.id).sort();
    expect(await list('sector=health')).toEqual(ids((a) => a.sector === 'health'));
    expect(await list('kind=hospital&search=HOOK')).toEqual(ids((a) => a.kind.id === 'hospital' && /hook/i.test(a.id + a.name)));
    expect(await list('serviceArea=true')).toEqual(ids((a) => a.kind.serviceArea));
    expect(await list('service=electricity&sector=power')).toEqual(ids((a) => a.sector === 'power' && a.kind.services.includes('electricity')));
    expect(await list('search=nothing-like-it')).toEqual([]);
  });

  it('are shown with what they need and supply', async () => {
    const hospital = TUTORIAL.assets.find((a) => a.id === 'hospital')!, view = (await get('/v1/models/tutorial/assets/hospital')).json<{ needList: { id: string; suppliers: { asset: string }[]; buffer?: { hours: number } }[]; supplies: { asset: string }[] }>();
    expect(view.needList.map((n) => [n.id, n.suppliers.map((s) => s.asset)])).toEqual(hospital.needs.map((n) => [n.id, n.suppliers.map((s) => s.asset)]));
    expect(view.supplies.map((s) => s.asset).sort()).toEqual(TUTORIAL.assets.flatMap((a) => a.needs.filter((n) => n.suppliers.some((s) => s.asset === 'hospital')).map((n) => n.asset)).sort());
    expect(refusal(await get('/v1/models/tutorial/assets/hospitel'))).toBe('404 NOT_FOUND');
    expect((await get('/v1/models/tutorial/assets/hospitel')).json<{ detail: string }>().detail).toContain('Did you mean "hospital"');
    for (const query of ['limit=1001', 'serviceArea=maybe', 'sektor=x']) expect(refusal(await get(`/v1/models/tutorial/assets?${query}`))).toBe('400 REQUEST_INVALID');
  });
});

describe('what depends on what', () => {
  it('downstream of the quay substation is what one works out by hand', async () => {
    const { items, ...whole } = (await get('/v1/models/tutorial/assets/sub-quay/downstream')).json<Traced>();
    expect(whole).toMatchObject({ direction: 'downstream', total: 9, serviceAreas: 2, people: 3000, deepest: 3 });
    // Steps; hours held on the way; level in the long run: the exchange's battery ends, the tanker carries the hospital; the hill substation works
    // without control at three quarters, so do its wells; (0 + 0.75 + 0.75) of 2 wells is the waterworks; homes lose half for what they miss.
    expect(items.map((i) => [i.asset, i.steps, i.holdHours, i.levelWithout, i.via.need])).toEqual([
      ['exchange', 1, 4, 0, 'exchange/electricity'], ['hospital', 1, 2.5, 1, 'hospital/electricity'], ['quay-homes', 1, 0, 0.5, 'quay-homes/electricity'], ['well-1', 1, 0, 0, 'well-1/electricity'],
      ['hill-homes', 2, 1, 0.5, 'hill-homes/water'], ['sub-hill', 2, 4, 0.75, 'sub-hill/control'], ['waterworks', 2, 1, 0.75, 'waterworks/raw-water'],
      ['well-2', 3, 4, 0.75, 'well-2/electricity'], ['well-3', 3, 4, 0.75, 'well-3/electricity'],
    ]);
    expect(items.find((i) => i.asset === 'hill-homes')!.needs).toEqual(['hill-homes/communications', 'hill-homes/electricity', 'hill-homes/health', 'hill-homes/water']);
  });

  it('is the same seen from the other end', async () => {
    const down = (await get('/v1/models/tutorial/assets/sub-quay/downstream?limit=1000')).json<Traced>();
    for (const { asset, steps, holdHours, levelWithout } of down.items) {
      const up = (await get(`/v1/models/tutorial/assets/${asset}/upstream?limit=1000`)).json<Traced>().items.find((i) => i.asset === 'sub-quay');
      expect(up).toMatchObject({ steps, holdHours, levelWithout });
    }
  });

  it('comes in pages, and no deeper than asked', async () => {
    const all = (await get('/v1/models/harbour-city/assets/control-main/downstream?limit=1000')).json<Traced>(), shallow = (await get('/v1/models/harbour-city/assets/control-main/downstream?depth=2&limit=1000')).json<Traced>();
    const first = (await get('/v1/models/harbour-city/assets/control-main/downstream?limit=7')).json<Traced>(), second = (await get(`/v1/models/harbour-city/assets/control-main/downstream?limit=7&offset=${first.next}`)).json<Traced>();
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 14));
    expect(shallow.deepest).toBe(2);
    expect(shallow.items.map((i) => i.asset)).toEqual(all.items.filter((i) => i.steps <= 2).map((i) => i.asset));
    expect(refusal(await get('/v1/models/tutorial/assets/sub-quay/downstream?depth=0'))).toBe('400 REQUEST_INVALID');
    expect(refusal(await get('/v1/models/tutorial/assets/nothing/upstream'))).toBe('404 NOT_FOUND');
  });
});

describe('shape and drawings', () => {
  it('are those of the command line', async () => {
    expect((await get('/v1/models/tutorial/criticality')).json()).toEqual(JSON.parse(JSON.stringify(inspectModel(TUTORIAL))));
  });

  it('are files for other tools, sent once', async () => {
    const graphml = await get('/v1/models/tutorial/graph.graphml'), gexf = await get('/v1/models/tutorial/graph.gexf'), map = await get('/v1/models/harbour-city/map.geojson');
    expect(graphml.text.match(/<node /g)).toHaveLength(TUTORIAL.assets.length);
    expect(gexf.text.match(/<node /g)).toHaveLength(TUTORIAL.assets.length);
    const { features } = map.json<{ features: { geometry: { type: string }; properties: { feature: string } }[] }>();
    expect(features.filter((f) => f.geometry.type === 'Point')).toHaveLength(770);
    expect(features.every((f) => (f.properties.feature === 'asset') === (f.geometry.type === 'Point'))).toBe(true);
    expect((await get('/v1/models/harbour-city/map.geojson', { 'if-none-match': map.headers['etag']! })).status).toBe(304);
  });
});

describe('context layers', () => {
  const MODEL = { 'model.yaml': 'format: hazcade-model/1\nid: mapped\nassets: [{id: sub, kind: substation}]\n', 'layers/coast.geojson': COAST };
  const put = (name: string, body: Buffer | string, type = 'application/octet-stream'): Promise<Answer> => service.ask('PUT', `/v1/models/mapped/layers/${name}`, { body, headers: { 'content-type': type } });

  it('come with the model, are added and removed as new versions, and change nothing it means', async () => {
    const first = (await service.ask('POST', '/v1/models', { body: zipOfFiles(MODEL), headers: { 'content-type': 'application/zip' } })).json<{ version: string; summary: { modelHash: string } }>();
    const added = await put('tiles.pmtiles', PMTILES), { version, summary } = added.json<{ version: string; summary: { modelHash: string } }>();
    expect([added.status, version === first.version, summary.modelHash]).toEqual([201, false, first.summary.modelHash]);
    expect((await get('/v1/models/mapped/layers')).json<{ items: unknown[] }>().items).toEqual([
      { name: 'coast.geojson', mediaType: 'application/geo+json', bytes: COAST.length, from: 'model', href: `/v1/models/mapped@${version}/layers/coast.geojson` },
      { name: 'tiles.pmtiles', mediaType: 'application/vnd.pmtiles', bytes: PMTILES.length, from: 'model', href: `/v1/models/mapped@${version}/layers/tiles.pmtiles` },
    ]);
    expect((await put('tiles.pmtiles', PMTILES)).status).toBe(200);
    expect((await service.ask('DELETE', '/v1/models/mapped/layers/coast.geojson')).status).toBe(201);
    expect(refusal(await get('/v1/models/mapped/layers/coast.geojson'))).toBe('404 NOT_FOUND');
    expect((await get(`/v1/models/mapped@${first.version}/layers/coast.geojson`)).text).toBe(COAST);
    expect(refusal(await service.ask('DELETE', '/v1/models/mapped/layers/coast.geojson'))).toBe('404 NOT_FOUND');
  });

  it('are refused when they are something else', async () => {
    for (const [name, body, code] of [['x.geojson', '{"type": "Feature"}', 'LAYER_INVALID'], ['x.geojson', '{', 'SYNTAX_JSON'], ['x.pmtiles', 'PMTiles\u0002', 'LAYER_INVALID'], ['x.mbtiles', 'none', 'LAYER_INVALID']] as const) {
      const answer = await put(name, body);
      expect([refusal(answer), answer.json<{ problems: { code: string; file: string }[] }>().problems.map((p) => `${p.code} ${p.file}`)]).toEqual(['422 INPUT_INVALID', [`${code} layers/${name}`]]);
    }
    expect(refusal(await put('x.html', '<html>'))).toBe('400 REQUEST_INVALID');
    expect(refusal(await put('..%2Fmodel.yaml', 'x'))).toBe('400 REQUEST_INVALID');
    expect(refusal(await service.ask('PUT', '/v1/models/harbour-city/layers/x.geojson', { body: COAST, headers: { 'content-type': 'application/geo+json' } }))).toBe('409 DOCUMENT_SHIPPED');
  });

  it('lie in the data folder where they are too large to upload', async () => {
    mkdirSync(join(service.folder, 'layers/harbour-city'), { recursive: true });
    writeFileSync(join(service.folder, 'layers/harbour-city/sea.pmtiles'), PMTILES);
    writeFileSync(join(service.folder, 'layers/harbour-city/secret.txt'), 'no layer');
    expect((await get('/v1/models/harbour-city/layers')).json<{ items: { name: string; from: string }[] }>().items).toMatchObject([{ name: 'sea.pmtiles', from: 'data-folder' }]);
    expect((await get('/v1/models/harbour-city/layers/sea.pmtiles')).bytes.equals(PMTILES)).toBe(true);
    expect(refusal(await get('/v1/models/harbour-city/layers/secret.txt'))).toBe('400 REQUEST_INVALID');
  });

  it('are served in parts', async () => {
    const url = '/v1/models/harbour-city/layers/sea.pmtiles', whole = await get(url), etag = whole.headers['etag']!;
    const part = async (range: string, more: Record<string, string> = {}): Promise<[number, string | undefined, Buffer]> => { const a = await get(url, { range, ...more }); return [a.status, a.headers['content-range'], a.bytes]; };
    expect([whole.status, whole.headers['accept-ranges'], whole.headers['content-length']]).toEqual([200, 'bytes', '1000']);
    expect(await part('bytes=0-126')).toEqual([206, 'bytes 0-126/1000', PMTILES.subarray(0, 127)]);
    expect(await part('bytes=990-')).toEqual([206, 'bytes 990-999/1000', PMTILES.subarray(990)]);
    expect(await part('bytes=-5')).toEqual([206, 'bytes 995-999/1000', PMTILES.subarray(995)]);
    expect(await part('bytes=500-99999')).toEqual([206, 'bytes 500-999/1000', PMTILES.subarray(500)]);
    for (const range of ['bytes=0-1,5-6', 'bytes=9-1', 'bytes=x-', 'lines=1-2', 'bytes=-']) expect(await part(range)).toEqual([200, undefined, PMTILES]);
    expect(await part('bytes=0-9', { 'if-range': etag })).toEqual([206, 'bytes 0-9/1000', PMTILES.subarray(0, 10)]);
    expect(await part('bytes=0-9', { 'if-range': '"other"' })).toEqual([200, undefined, PMTILES]);
    for (const range of ['bytes=1000-', 'bytes=-0']) {
      const none = await get(url, { range });
      expect([refusal(none), none.headers['content-range']]).toEqual(['416 RANGE_UNSATISFIABLE', 'bytes */1000']);
    }
    expect((await get(url, { 'if-none-match': `"x", ${etag}` })).status).toBe(304);
    const head = await service.app.inject({ method: 'HEAD', url, headers: { range: 'bytes=0-9' } });
    // Range is of GET alone.
    expect([head.statusCode, head.rawPayload.length, String(head.headers['content-length']), head.headers['content-range']]).toEqual([200, 0, '1000', undefined]);
  });
});
