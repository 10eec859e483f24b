/** What others see of a confidential model, of scenarios and drafts about it: every route is asked, every answer searched for the hidden names. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey, type KeyWish } from '../../src/api/access/keys.js';
import { DEFAULTS } from '../../src/api/config.js';
import { openTestService, type TestService } from '../fixtures/service.js';
import { zipOfFiles } from '../fixtures/zip-maker.js';

const HIDDEN = /zzq/i;
const MODEL = 'format: hazcade-model/1\nid: vault\ntitle: The vault\ndescription: Beneath the zzq-square.\nassets:\n  - {id: zzq-sub, kind: substation, name: ZZQ one, place: [4.31, 51.2]}\n  - {id: zzq-homes, kind: homes, people: 300, needs: [{service: electricity, from: zzq-sub}]}\n';
const SCENARIO = 'format: hazcade-scenario/1\nid: raid\ntitle: A raid\nstory: On zzq-sub.\nmodel: vault\nstart: 2026-01-01T00:00:00Z\nhorizon: 2d\nhazards:\n  - {id: h, type: windstorm, onset: 1h, measure: gust, unit: m/s, intensity: 40, footprint: {select: {id: zzq-sub}}}\n';
const COAST = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { name: 'zzq' }, geometry: null }] });

interface Who { headers: { authorization: string } }
let test: TestService, owner: Who, member: Who, totals: Who, stranger: Who, draft: { id: string; etag: string };
const ask = (who: Who, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: string | Buffer | object, type?: string) => test.app.inject({ method, url, payload, headers: { ...who.headers, ...(type === undefined ? {} : { 'content-type': type }) } });

async function key(wish: Partial<KeyWish>): Promise<Who> {
  const { secret } = await createKey(test.context.store.keys, { name: 'test', subject: 'anna', scopes: ['read', 'run'], projects: [], ...wish }, new Date());
  return { headers: { authorization: `Bearer ${secret}` } };
}

beforeAll(async () => {
  test = await openTestService({ access: { ...DEFAULTS.access, by: ['keys'] }, limits: { ...DEFAULTS.limits, eventLoopMs: 0, requestsPerMinute: 1_000_000 } });
  [owner, member, totals, stranger] = await Promise.all([key({ projects: ['harbour'] }), key({ subject: 'mia', projects: ['harbour'] }), key({ subject: 'tom', projects: ['harbour:totals'] }), key({ subject: 'sam', projects: ['rail'] })]);
  const kept = await ask(owner, 'POST', '/v1/models?project=harbour&confidential=true', zipOfFiles({ 'model.yaml': MODEL, 'layers/zzq-coast.geojson': COAST }), 'application/zip');
  expect(kept.statusCode, kept.body).toBe(201);
  expect((await ask(owner, 'POST', '/v1/scenarios?project=harbour', SCENARIO, 'application/yaml')).statusCode).toBe(201);
  draft = (await ask(owner, 'POST', '/v1/drafts', { title: 'Raid', text: SCENARIO, project: 'harbour' })).json();
}, 60_000);
afterAll(() => test.close());

/** Addresses of all routes that read documents, with the ids of this test. */
const addresses = (): string[] => [...new Set(test.app.declared.filter((route) => route.method === 'GET' && /^\/v1\/(models|scenarios|drafts)/.test(route.url)).map(({ url }) => url
  .replace(':id', url.startsWith('/v1/models') ? 'vault' : url.startsWith('/v1/scenarios') ? 'raid' : draft.id).replace(':asset', 'zzq-sub').replace(':layer', 'zzq-coast.geojson').replace('*', url.startsWith('/v1/models') ? 'model.yaml' : 'scenario.yaml')))];

describe('a confidential model', () => {
  it('shows its inside to members, totals to those of totals, and nothing to strangers', async () => {
    const seen: string[] = [];
    for (const url of addresses()) {
      const [full, part, none] = [await ask(member, 'GET', url), await ask(totals, 'GET', url), await ask(stranger, 'GET', url)], list = /^\/v1\/(models|scenarios|drafts)$/.test(url);
      expect([url, full.statusCode]).toEqual([url, url === '/v1/models/vault/source' ? 409 : 200]);
      expect([url, HIDDEN.test(part.body.replaceAll(url, ''))]).toEqual([url, false]);
      expect([url, HIDDEN.test(none.body.replaceAll(url, '')), none.statusCode < 500]).toEqual([url, false, true]);
      if (!list) expect([url, [403, 404].includes(none.statusCode)]).toEqual([url, true]);
      if (HIDDEN.test(full.body)) seen.push(url);
      if (part.statusCode !== 200) expect([url, part.json<{ code: string }>().code]).toEqual([url, 'CONFIDENTIAL']);
    }
    // The names are there to be found, on most of them.
    expect(seen.length).toBeGreaterThan(12);
    const { summary, links } = (await ask(totals, 'GET', '/v1/models/vault')).json<{ summary: object; links: object }>();
    expect(summary).toMatchObject({ assets: 2, people: 300, sectors: [{ id: 'power', assets: 1 }, { id: 'population', assets: 1 }] });
    expect(Object.keys(links)).toEqual(['self']);
  });

  it('is not asked by way of checks, uploads and drafts of others', async () => {
    const probe = SCENARIO.replaceAll('zzq-sub', 'zzq-su'), wrong = MODEL.replaceAll('vault', 'mine');
    for (const who of [totals, stranger]) {
      const answers = [await ask(who, 'POST', '/v1/validate?kind=scenario', probe, 'application/yaml'), await ask(who, 'POST', '/v1/validate?kind=scenario&model=vault', probe.replace('model: vault', 'model: x'), 'application/yaml'), await ask(who, 'POST', '/v1/scenarios', probe.replace('id: raid', 'id: probe'), 'application/yaml'), await ask(who, 'PUT', '/v1/scenarios/probe?model=vault', probe, 'application/yaml')];
      const mine = (await ask(who, 'POST', '/v1/drafts', { title: 'Probe', text: probe })).json<{ id: string }>();
      answers.push(await ask(who, 'GET', `/v1/drafts/${mine.id}/problems`), await ask(who, 'GET', `/v1/drafts/${mine.id}/problems?model=vault`));
      for (const answer of answers) expect([answer.statusCode < 500, answer.body.includes('zzq-sub')], answer.body).toEqual([true, false]);
      expect((await ask(who, 'POST', '/v1/models', wrong, 'application/yaml')).statusCode).toBe(201);
      expect((await ask(who, 'DELETE', '/v1/models/mine')).statusCode).toBe(204);
    }
  });

  it('shows drafts to their authors, and to members of totals none, however they name their model', async () => {
    const own = (await ask(stranger, 'POST', '/v1/drafts', { title: 'Probe', text: SCENARIO })).json<{ id: string }>();
    expect((await ask(stranger, 'GET', `/v1/drafts/${own.id}`)).json()).toMatchObject({ text: SCENARIO });
    const roundabout = (await ask(owner, 'POST', '/v1/drafts', { title: 'Raid on zzq', text: SCENARIO.replace('model: vault', 'model: # of the town\n  vault'), project: 'harbour' })).json<{ id: string }>();
    expect((await ask(member, 'GET', `/v1/drafts/${roundabout.id}`)).statusCode).toBe(200);
    expect((await ask(totals, 'GET', `/v1/drafts/${roundabout.id}`)).json()).toMatchObject({ code: 'CONFIDENTIAL' });
    expect((await ask(totals, 'GET', '/v1/drafts')).body).not.toMatch(HIDDEN);
  });

  it('is changed by its members only', async () => {
    for (const who of [totals, stranger]) {
      const answers = [await ask(who, 'PUT', '/v1/models/vault', MODEL, 'application/yaml'), await ask(who, 'DELETE', '/v1/models/vault'), await ask(who, 'PUT', '/v1/models/vault/layers/x.geojson', COAST, 'application/geo+json'), await ask(who, 'DELETE', '/v1/models/vault/layers/zzq-coast.geojson'), await ask(who, 'PUT', '/v1/scenarios/raid', SCENARIO, 'application/yaml'), await ask(who, 'DELETE', '/v1/scenarios/raid')];
      for (const answer of answers) expect([403, 404, 409]).toContain(answer.statusCode);
      expect([403, 404]).toContain((await test.app.inject({ method: 'PUT', url: `/v1/drafts/${draft.id}`, payload: { text: 'x' }, headers: { ...who.headers, 'if-match': `"${draft.etag}"` } })).statusCode);
    }
    expect((await ask(member, 'PUT', '/v1/models/vault', MODEL.replace('The vault', 'The old vault'), 'application/yaml')).statusCode).toBe(201);
    expect((await ask(totals, 'GET', '/v1/models/vault')).json()).toMatchObject({ title: 'The old vault', confidential: true, owner: 'anna' });
  });

  it('needs a scope to be uploaded, before its bytes are read', async () => {
    const reader = await key({ scopes: ['read'] });
    for (const [method, url] of [['POST', '/v1/models'], ['PUT', '/v1/models/x'], ['POST', '/v1/scenarios'], ['PUT', '/v1/models/vault/layers/x.geojson']] as const) expect((await ask(reader, method, url, 'x', url.includes('layers') ? 'application/geo+json' : 'application/yaml')).json<{ code: string }>().code).toMatch(/^(NOT_ALLOWED|CONFIDENTIAL)$/);
    expect((await ask(reader, 'POST', '/v1/drafts', { title: 'x', text: '' })).statusCode).toBe(403);
    expect((await ask(member, 'POST', '/v1/models?project=rail', MODEL, 'application/yaml')).json<{ code: string }>().code).toBe('NOT_ALLOWED');
  });
});
