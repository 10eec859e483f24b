/**
 * A confidential model leaves no trace: every route of the service is asked, in every form, by those who may not see what is in it, and
 * every answer, log line, metric, entry of the audit log and file name is searched for its names, ids and places.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../src/api/access/keys.js';
import type { Scope } from '../../src/api/access/principal.js';
import type { Declared } from '../../src/api/access/redact.js';
import { DEFAULTS } from '../../src/api/config.js';
import { loggingOptions } from '../../src/api/plugins/logging.js';
import { openService, type OpenService } from '../../src/api/service.js';
import { HIDDEN, HIDDEN_ASSET, MODEL, PROJECT, putConfidential, putScenario, SCENARIO, scenarioText } from '../fixtures/confidential.js';
import { testConfig } from '../fixtures/service.js';

type Headers = Record<string, string>;
interface Study { id: string; status: string; error?: { code: string; message: string } }

const folder = mkdtempSync(join(tmpdir(), 'hazcade-confidential-')), lines: string[] = [];
let service: OpenService, member: Headers, totals: Headers, outsider: Headers, admin: Headers;
/** Studies of the model: of its owners; given to another project; that failed. */
let ours = '', given = '', failed = '', draft = '';

async function keyOf(subject: string, scopes: Scope[], projects: string[]): Promise<Headers> {
  return { authorization: `Bearer ${(await createKey(service.context.store.keys, { name: subject, subject, scopes, projects }, new Date())).secret}` };
}

const ask = (method: string, url: string, headers: Headers, payload?: object | string) => service.app.inject({ method, url, headers, payload } as InjectOptions);

async function study(headers: Headers, body: object): Promise<string> {
  const answer = await ask('POST', '/v1/studies', headers, { scenario: SCENARIO, replications: 64, variants: true, ...body });
  expect(answer.statusCode, answer.body).toBe(202);
  const { id } = answer.json<Study>();
  for (;;) {
    const { status, error } = (await ask('GET', `/v1/studies/${id}`, admin)).json<Study>();
    if (status === 'done') return id;
    if (status !== 'queued' && status !== 'running') throw new Error(`${status}: ${error?.message ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

beforeAll(async () => {
  service = await openService(testConfig(folder, { access: { ...DEFAULTS.access, by: ['keys'] }, limits: { ...DEFAULTS.limits, requestsPerMinute: 100_000, eventLoopMs: 0 } }), loggingOptions('debug', { write: (line) => { lines.push(line); } }));
  const { store } = service.context;
  await putConfidential(store);
  member = await keyOf('mia', ['read', 'run'], [PROJECT, 'planning']);
  totals = await keyOf('tom', ['read', 'run'], [`${PROJECT}:totals`]);
  outsider = await keyOf('olga', ['read', 'run'], ['planning']);
  admin = await keyOf('chief', ['admin'], []);
  ours = await study(member, { project: PROJECT });
  given = await study(member, { project: 'planning' });
  const record = (await store.studies.get(ours))!;
  failed = `${record.id.slice(0, -6)}ffffff`;
  await store.studies.create({ ...record, id: failed, status: 'failed', digest: undefined, error: { code: 'NO_REPLICATION_COMPLETED', message: `asset "${HIDDEN_ASSET}"` }, requestHash: 'x' });
  const made = await ask('POST', '/v1/drafts', member, { title: 'Zzq draft', text: scenarioText(), project: PROJECT });
  if (made.statusCode === 201) draft = made.json<{ id: string }>().id;
});

afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Forms that are asked for, by header. */
const FORMS = ['*/*', 'application/json', 'text/csv', 'application/vnd.apache.parquet', 'application/vnd.apache.arrow.file', 'application/geo+json', 'text/html', 'application/x-ndjson', 'text/event-stream', 'application/zip', 'text/plain'];
const IDS: Record<string, string[]> = { models: [MODEL], scenarios: [SCENARIO], studies: [], drafts: [], keys: ['0123456789ab'] };
/** Values of the other parameters of addresses. */
const VALUES: Record<string, string[]> = {
  asset: [HIDDEN_ASSET], k: ['0'], replication: ['0'], table: ['assets', 'needs', 'outcomes', 'variants', 'failures', 'totals', 'areas'], ranking: ['0123456789abcdef'], version: ['0123'], name: ['assets'], format: ['csv'], layer: ['roads'], file: ['model.yaml'], '*': ['model.yaml', 'scenario.yaml', 'kinds/kinds.yaml'], event: ['5'], suffix: ['csv'], 'outcome': ['person-hours.all'],
};
/** Bodies that are tried on every route that takes one. */
const bodies = (): (object | string)[] => [
  {}, { scenario: SCENARIO, model: MODEL, replications: 64 }, { model: MODEL, text: scenarioText() }, { text: scenarioText((text) => text.replaceAll('zzq-sub-quay', 'zzz-sub-quay')) }, { question: 'repairs', resources: 1 }, { at: '5h', atHours: 5, changes: [{ repair: { id: [HIDDEN_ASSET] } }] }, { confidential: false },
];

/** What an address needs besides. */
const QUERIES: Record<string, () => string> = { '/v1/comparisons': () => `?base=${ours}&with=${ours}` };

/** Every address of the app that reads or computes, with its parameters filled in. */
function* addresses(): Generator<{ method: string; url: string; route: Declared }> {
  for (const route of service.app.declared) {
    const { method, url } = route;
    if (method === 'HEAD' || method === 'OPTIONS' || method === 'DELETE' || url.startsWith('/docs') || url.startsWith('/v1/keys')) continue;
    let urls = [url];
    for (const [whole, name] of url.matchAll(/:(\w+)|\*/g)) {
      const kind = url.split('/')[2]!, values = name === 'id' ? (kind === 'studies' ? [ours, given, failed] : kind === 'drafts' ? [draft] : IDS[kind]!) : VALUES[name ?? '*'];
      if (values === undefined) throw new Error(`${url}: what is a value of "${name ?? '*'}"? Add one to this test`);
      urls = urls.flatMap((u) => values.map((value) => u.replace(whole, value)));
    }
    for (const u of urls) yield { method, url: `${u}${QUERIES[url]?.() ?? ''}`, route };
  }
}

/** The answer as text in every way it could be read, without what it repeats of the question; and its status. */
async function answerTo(method: string, url: string, headers: Headers, payload?: object | string): Promise<{ status: number; text: string }> {
  const answer = await Promise.race([ask(method, url, headers, payload), new Promise<undefined>((resolve) => { setTimeout(resolve, 10_000, undefined); })]);
  if (answer === undefined) return { status: 0, text: '' };
  const text = `${JSON.stringify(answer.headers)}${answer.rawPayload.toString('utf8')}${answer.rawPayload.toString('utf16le')}${answer.rawPayload.toString('latin1')}`;
  return { status: answer.statusCode, text: text.replaceAll(url, '').replaceAll(HIDDEN_ASSET, url.includes(HIDDEN_ASSET) ? '' : HIDDEN_ASSET) };
}

describe('who may see it', () => {
  it('finds its names in results, tables and reports', async () => {
    for (const path of ['results', 'tables/assets', 'tables/assets.csv', 'report', 'comparison']) expect((await ask('GET', `/v1/studies/${ours}/${path}`, member)).body, path).toMatch(HIDDEN);
    expect((await ask('GET', `/v1/studies/${failed}`, member)).body).toMatch(HIDDEN);
  });
});

describe('who may not', () => {
  it('still gets totals, and what reproduces them', async () => {
    for (const [headers, id] of [[totals, ours], [outsider, given]] as const) {
      const { redacted, totals: bySector, outcomes, study: info, assets } = (await ask('GET', `/v1/studies/${id}/results`, headers)).json<{ redacted: boolean; totals: { sector: string; assets: number; meanFailed: number }[]; outcomes: object; study: { digest: string; seed: string }; assets: unknown[] }>();
      expect([redacted, assets, bySector.length, bySector.find((t) => t.sector === 'water')!.assets, info.seed]).toEqual([true, [], 7, 4, 'tutorial-1']);
      expect(Object.keys(outcomes)).toContain('person-hours.all');
      expect(info.digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('gets totals by area: by numbers that mean nothing, or by what its owner makes public', async () => {
    interface Area { area: string; assets: number; meanFailed: number; meanLostHours: number }
    const areas = async (headers: Headers, id: string): Promise<Area[]> => { const answer = await ask('GET', `/v1/studies/${id}/results`, headers); expect(answer.body).not.toMatch(HIDDEN); return answer.json<{ areas: Area[] }>().areas; };
    const nameless = await areas(totals, ours), { assets } = (await ask('GET', `/v1/studies/${ours}/results`, member)).json<{ assets: { id: string; meanLostHours: number }[] }>();
    const lost = (id: string): number => assets.find((asset) => asset.id === id)!.meanLostHours, both = [lost('zzq-hill-homes'), lost('zzq-quay-homes')].sort((a, b) => b - a);
    expect(nameless.map(({ area, meanLostHours }) => [area, meanLostHours])).toEqual([['area 1', both[0]], ['area 2', both[1]]]);
    expect(both[0]).toBeGreaterThan(both[1]!);
    const declare = (headers: Headers, attribute: string) => ask('PUT', `/v1/models/${MODEL}/confidential`, headers, { confidential: true, areas: attribute });
    expect((await declare(totals, 'district')).statusCode).toBe(403);
    expect((await declare(member, 'distric')).json()).toMatchObject({ status: 422, code: 'ATTRIBUTE_UNKNOWN', detail: expect.stringContaining('Did you mean "district"?') as string });
    expect((await declare(member, 'district')).json()).toEqual({ confidential: true, areas: 'district', shown: ['north', 'south'] });
    for (const [headers, id] of [[totals, ours], [outsider, given]] as const) {
      expect((await areas(headers, id)).map(({ area, assets: count, meanLostHours }) => [area, count, meanLostHours])).toEqual([['north', 1, lost('zzq-hill-homes')], ['south', 1, lost('zzq-quay-homes')]]);
      const csv = async (table: string): Promise<string[]> => (await ask('GET', `/v1/studies/${id}/tables/${table}.csv`, headers)).body.trim().split('\n').map((line) => line.split(',').slice(0, 2).join());
      expect(await csv('areas')).toEqual(['area,assets', 'north,1', 'south,1']);
      expect(await csv('totals')).toEqual(expect.arrayContaining(['sector,assets', 'water,4']));
    }
  });

  it('is told of what they may not see at all as of what is not there, and no name of it', async () => {
    const hidden: Record<string, string[]> = {};
    for (const path of ['', '/assets', '/files', '/criticality']) {
      const [there, none] = await Promise.all([MODEL, 'vaulx'].map((id) => ask('GET', `/v1/models/${id}${path}`, outsider)));
      hidden[path] = [there!, none!].map(({ statusCode, body }) => `${statusCode} ${body.replaceAll(MODEL, 'ID').replaceAll('vaulx', 'ID')}`);
    }
    for (const [one, other] of Object.values(hidden)) expect(one).toBe(other);
    expect((await ask('GET', '/v1/models/vaulx', outsider)).json<{ detail: string }>().detail).not.toContain(MODEL);
    expect((await ask('GET', '/v1/models/vaulx', totals)).json<{ detail: string }>().detail).toContain(`did you mean "${MODEL}"`);
    expect((await ask('GET', `/v1/studies/${ours}/results`, outsider)).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it('learns no name from any route in any form', { timeout: 300_000 }, async () => {
    const leaks: string[] = [], shown = new Set<string>();
    for (const [who, headers] of [['totals', totals], ['outsider', outsider]] as const) {
      for (const { method, url, route } of addresses()) {
        for (const accept of method === 'GET' && route.detail === 'redacted' ? FORMS : ['*/*']) {
          for (const body of method === 'GET' ? [undefined] : bodies()) {
            const { status, text } = await answerTo(method, url, { ...headers, accept }, body), found = HIDDEN.exec(text);
            if (found) leaks.push(`${who}: ${method} ${url} (${accept}): ...${text.slice(Math.max(0, found.index - 80), found.index + 80)}...`);
            if (status < 300) shown.add(`${method} ${route.url}`);
            if (route.detail === true && !url.includes('tutorial')) expect([status >= 400, `${method} ${url}`]).toEqual([true, `${method} ${url}`]);
          }
        }
      }
    }
    expect(leaks).toEqual([]);
    // What redacts itself does answer: otherwise nothing would have been searched.
    const silent = service.app.declared.filter(({ method, url, detail }) => method === 'GET' && detail === 'redacted' && !shown.has(`GET ${url}`)).map(({ url }) => url);
    expect(silent).toEqual([]);
  });

  it('is not told the nearest name of a wrong one in a scenario of their own', async () => {
    await putScenario(service.context.store, 'guess', 'tom', 'private', scenarioText((text) => text.replaceAll(/zzq-/g, 'zzp-').replaceAll(/zzq/gi, '')));
    const answer = await ask('POST', '/v1/studies', totals, { scenario: 'guess', replications: 10 }), { code, problems } = answer.json<{ code: string; problems: { code: string; message: string; line: number }[] }>();
    expect([answer.statusCode, code]).toEqual([422, 'INPUT_INVALID']);
    expect(problems.length).toBeGreaterThan(0);
    expect(answer.body).not.toMatch(HIDDEN);
    // Its owners are told.
    await putScenario(service.context.store, 'guess-2', 'mia', 'private', scenarioText((text) => text.replaceAll(/zzq-/g, 'zzp-').replaceAll(/zzq/gi, '')));
    expect((await ask('POST', '/v1/studies', member, { scenario: 'guess-2', replications: 10 })).body).toMatch(HIDDEN);
  });

  it('may not lift the secrecy', async () => {
    expect((await ask('PUT', `/v1/models/${MODEL}/confidential`, totals, { confidential: false })).statusCode).toBe(403);
    expect((await ask('PUT', `/v1/models/${MODEL}/confidential`, outsider, { confidential: false })).statusCode).toBe(404);
  });
});

describe('for nobody', () => {
  it('are names in log lines, metrics, the audit log or names of files', async () => {
    for (const url of [`/v1/models/${MODEL}/assets/${HIDDEN_ASSET}/downstream`, `/v1/studies/${ours}/tables/assets?filter=id%3D${HIDDEN_ASSET}`, `/v1/studies/${ours}/replications/0/events?asset=${HIDDEN_ASSET}`]) await ask('GET', url, member);
    await ask('POST', '/v1/studies', member, { scenario: HIDDEN_ASSET, seed: HIDDEN_ASSET });
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => HIDDEN.test(line.replace(/"(time|reqId|ms|id)":("[^"]*"|\d+)/g, '')))).toEqual([]);
    expect((await ask('GET', '/metrics', admin)).body.replaceAll(/ [\d.e+-]+$/gm, '')).not.toMatch(HIDDEN);
    expect((await ask('GET', '/v1/audit?limit=500', admin)).body).not.toMatch(/zzq/i);
    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => HIDDEN.test(name.replaceAll(/[0-9a-f]{64}/g, '')))).toEqual([]);
  });
});
