/** Drafts of scenarios over HTTP: no edit is lost, every problem has its place, and what is right becomes a scenario. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestService, QUIET, type Answer, type TestService } from '../fixtures/service.js';

const TEXT = readFileSync(join(import.meta.dirname, '../../scenarios/tutorial.yaml'), 'utf8').replace(/^id: .*$/m, 'id: my-flood');

let service: TestService;
beforeAll(async () => { service = await openTestService(); }, 60_000);
afterAll(() => service.close());

interface Draft { id: string; etag: string; text: string; title: string }
const ask = (...args: Parameters<TestService['ask']>): Promise<Answer> => service.ask(...args);
const refusal = (answer: Answer): string => `${answer.status} ${answer.json<{ code: string }>().code}`;
const begin = async (text = TEXT): Promise<Draft> => (await ask('POST', '/v1/drafts', { body: { title: 'Mine', text } })).json<Draft>();
const change = (id: string, text: string, etag?: string): Promise<Answer> => ask('PUT', `/v1/drafts/${id}`, { body: { text }, headers: etag === undefined ? {} : { 'if-match': etag } });

describe('drafts', () => {
  it('of an owner are limited in number and size', async () => {
    const small = await openTestService({ limits: { ...QUIET, draftsPerOwner: 2, draftBytesPerOwner: 1_024 } });
    try {
      const post = (text: string): Promise<Answer> => small.ask('POST', '/v1/drafts', { body: { title: 'T', text } });
      expect(refusal(await post('x'.repeat(1_025)))).toBe('507 QUOTA_EXCEEDED');
      const { id, etag } = (await post('x')).json<Draft>();
      expect(refusal(await small.ask('PUT', `/v1/drafts/${id}`, { body: { text: 'x'.repeat(1_025) }, headers: { 'if-match': `"${etag}"` } }))).toBe('507 QUOTA_EXCEEDED');
      expect((await post('x')).status).toBe(201);
      expect(refusal(await post('x'))).toBe('507 QUOTA_EXCEEDED');
    } finally {
      await small.close();
    }
  });

  it('are begun, listed, fetched and removed', async () => {
    const made = await ask('POST', '/v1/drafts', { body: { title: 'First', text: 'not: [yet' } }), draft = made.json<Draft>();
    expect([made.status, made.headers['location'], made.headers['etag']]).toEqual([201, `/v1/drafts/${draft.id}`, `"${draft.etag}"`]);
    expect((await ask('GET', '/v1/drafts')).json<{ items: Draft[] }>().items.find((d) => d.id === draft.id)).toMatchObject({ title: 'First', etag: draft.etag });
    expect((await ask('GET', '/v1/drafts')).text).not.toContain('not: [yet');
    const fetched = await ask('GET', `/v1/drafts/${draft.id}`);
    expect([fetched.json<Draft>().text, fetched.headers['etag']]).toEqual(['not: [yet', `"${draft.etag}"`]);
    expect(refusal(await ask('DELETE', `/v1/drafts/${draft.id}`))).toBe('428 PRECONDITION_MISSING');
    expect((await ask('DELETE', `/v1/drafts/${draft.id}`, { headers: { 'if-match': `"${draft.etag}"` } })).status).toBe(204);
    expect(refusal(await ask('GET', `/v1/drafts/${draft.id}`))).toBe('404 NOT_FOUND');
  });

  it('lose no edit: of two who begin from one state, the second is told', async () => {
    const { id, ...made } = await begin();
    let { etag } = made;
    expect(refusal(await change(id, 'a'))).toBe('428 PRECONDITION_MISSING');
    expect(refusal(await change(id, 'a', '*'))).toBe('428 PRECONDITION_MISSING');
    expect(refusal(await change(id, 'a', '"0"'))).toBe('412 DRAFT_CHANGED');
    for (const none of [`W/"${etag}"`, `"0", "1"`, `"0,${etag}"`, etag]) expect(refusal(await change(id, 'a', none)), none).toBe('412 DRAFT_CHANGED');
    const listed = await change(id, 'a', `"0", W/"x" ,"${etag}"`);
    expect(listed.status).toBe(200);
    ({ etag } = listed.json<Draft>());
    const both = await Promise.all([change(id, 'one', `"${etag}"`), change(id, 'two', `"${etag}"`)]);
    expect(both.map((a) => a.status).sort()).toEqual([200, 412]);
    const { text } = (await ask('GET', `/v1/drafts/${id}`)).json<Draft>();
    expect(text).toBe(both[0]!.status === 200 ? 'one' : 'two');
    expect(refusal(await ask('DELETE', `/v1/drafts/${id}`, { headers: { 'if-match': `"${etag}"` } }))).toBe('412 DRAFT_CHANGED');
  });

  it('tell every problem with line and pointer', async () => {
    const { id } = await begin(TEXT.replace('horizon:', 'horizont:').replace('model: ../models/tutorial', 'model: tutorial'));
    const answer = (await ask('GET', `/v1/drafts/${id}/problems`)).json<{ valid: boolean; problems: { code: string; file: string; line: number; pointer: string }[] }>();
    expect(answer.valid).toBe(false);
    expect(answer.problems.map((p) => [p.code, p.file, p.pointer])).toEqual(expect.arrayContaining([['KEY_UNKNOWN', 'scenario.yaml', '/horizont'], ['KEY_MISSING', 'scenario.yaml', '']]));
    expect(answer.problems.every((p) => p.line >= 1)).toBe(true);
    const other = (await ask('GET', `/v1/drafts/${(await begin()).id}/problems?model=harbour-city`)).json<{ valid: boolean; problems: { code: string }[] }>();
    expect([other.valid, other.problems.some((p) => p.code.endsWith('_UNKNOWN'))]).toEqual([false, true]);
    expect((await ask('GET', `/v1/drafts/${(await begin('{"format": "hazcade-scenario/1"')).id}/problems`)).json()).toMatchObject({ valid: false, problems: [{ code: 'SYNTAX_JSON', file: 'scenario.json' }] });
    expect((await ask('GET', `/v1/drafts/${(await begin('')).id}/problems`)).json()).toMatchObject({ valid: false });
  });

  it('become scenarios, from the state that is named', async () => {
    const { id, etag } = await begin();
    expect((await ask('GET', `/v1/drafts/${id}/problems`)).json()).toMatchObject({ valid: true, problems: [] });
    expect(refusal(await ask('POST', `/v1/drafts/${id}/publish`, { body: {} }))).toBe('428 PRECONDITION_MISSING');
    expect(refusal(await ask('POST', `/v1/drafts/${id}/publish`, { body: {}, headers: { 'if-match': '"x"' } }))).toBe('412 DRAFT_CHANGED');
    const published = await ask('POST', `/v1/drafts/${id}/publish`, { body: {}, headers: { 'if-match': `"${etag}"` } });
    expect([published.status, published.json()]).toEqual([201, expect.objectContaining({ id: 'my-flood', kind: 'scenario' })]);
    expect((await ask('POST', `/v1/drafts/${id}/publish`, { body: { id: 'another' }, headers: { 'if-match': `"${etag}"` } })).json()).toMatchObject({ id: 'another' });
    const broken = await begin('format: hazcade-scenario/1\n'), refused = await ask('POST', `/v1/drafts/${broken.id}/publish`, { body: {}, headers: { 'if-match': `"${broken.etag}"` } });
    expect(refusal(refused)).toBe('422 INPUT_INVALID');
    expect((await ask('GET', '/v1/scenarios/my-flood/source')).text).toBe(TEXT);
  });

  it('are refused when the request makes no sense', async () => {
    for (const body of [{}, { title: '', text: '' }, { title: 'x', text: 7 }, { title: 'x', text: '', more: 1 }]) expect(refusal(await ask('POST', '/v1/drafts', { body }))).toBe('400 REQUEST_INVALID');
    expect(refusal(await ask('POST', '/v1/drafts', { body: { title: 'x', text: 'a\u0000b' } }))).toBe('422 TEXT_INVALID');
    expect(refusal(await ask('GET', '/v1/drafts/nothing'))).toBe('400 REQUEST_INVALID');
    expect(refusal(await ask('GET', `/v1/drafts/${'0'.repeat(24)}`))).toBe('404 NOT_FOUND');
    expect(refusal(await ask('GET', '/v1/drafts?limit=1&search=x'))).toBe('400 REQUEST_INVALID');
  });
});
