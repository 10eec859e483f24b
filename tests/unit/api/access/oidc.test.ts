/** Bearer tokens of a real issuer (oidc-provider), and tokens that are not quite from it. */
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { expect, it } from 'vitest';
import { AUDIENCE, startIssuer } from './issuer.js';
import { testApp, type TestApp } from '../app.js';

const settings = (issuer: string, more: object = {}) => ({ access: { by: ['oidc' as const], oidc: { issuer, audience: AUDIENCE, algorithms: ['RS256', 'ES256'], clockToleranceSeconds: 30, subjectClaim: 'sub', scopesClaim: 'scope', projectsClaim: 'groups', readScope: 'hazcade:read', runScope: 'hazcade:run', adminScope: 'hazcade:admin', ...more } } });

async function ask({ app, clock }: TestApp, token: string, url = '/v1/studies/x'): Promise<[number, string]> {
  clock.now = new Date();
  const answer = await app.inject({ url, headers: { authorization: `Bearer ${token}` } });
  return [answer.statusCode, (answer.json() as { code: string }).code];
}

it('lets in whom the issuer vouches for, with the scopes it gave', async () => {
  const issuer = await startIssuer(), app = await testApp(settings(issuer.url));
  expect(await ask(app, await issuer.token())).toEqual([404, 'NOT_FOUND']);
  const reader = await issuer.token({ scope: 'hazcade:read' });
  expect(await ask(app, reader, '/v1/keys')).toEqual([403, 'NOT_ALLOWED']);
  expect((await app.app.inject({ url: '/v1/keys', headers: { authorization: `Bearer ${await issuer.token({ scope: 'hazcade:admin' })}` } })).statusCode).toBe(200);
  expect(await ask(app, await issuer.token({ scope: '' }))).toEqual([403, 'NOT_ALLOWED']);
});

it('takes owner and projects from the claims', async () => {
  const issuer = await startIssuer({ anna: ['harbour', 'grid:totals', '*', 'no name'], bert: ['rail'] }), { app, context, clock } = await testApp(settings(issuer.url));
  clock.now = new Date();
  const common = { kind: 'model' as const, title: '', confidential: false, shipped: false, createdAt: '', owner: 'chief' }, put = (id: string, project: string) => context.store.documents.put({ ...common, id, project }, { hash: id, main: 'model.yaml', files: {}, bytes: 0, createdAt: '', summary: {} }, new Map());
  for (const project of ['harbour', 'grid', 'rail']) await put(`of-${project}`, project);
  const statuses = async (client: string, scope: string) => {
    const authorization = `Bearer ${await issuer.token({ client, scope })}`;
    return Promise.all(['of-harbour', 'of-grid', 'of-rail'].map(async (id) => (await app.inject({ method: 'PUT', url: `/v1/models/${id}/confidential`, headers: { authorization }, payload: { confidential: true } })).statusCode));
  };
  expect(await statuses('anna', 'hazcade:admin'), 'admin is of all projects').toEqual([200, 200, 200]);
  expect(await statuses('anna', 'hazcade:run'), 'member, of totals only, stranger').toEqual([200, 403, 404]);
  expect(await statuses('bert', 'hazcade:run')).toEqual([404, 404, 200]);
  expect((await context.store.audit.list({ limit: 1 })).items[0]).toMatchObject({ subject: 'oidc:bert', action: 'PUT /v1/models/:id/confidential' });
});

it('refuses tokens for others, of others, changed, expired, unsigned or signed otherwise', async () => {
  const issuer = await startIssuer(), stranger = await startIssuer(), app = await testApp(settings(issuer.url));
  const good = await issuer.token(), [head, body, signature] = good.split('.') as [string, string, string];
  const claims = { iss: issuer.url, aud: AUDIENCE, sub: 'planner', scope: 'hazcade:admin' }, at = Math.floor(Date.now() / 1000);
  const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }, key = issuer.keys.get('RS256')!;
  const signed = (payload: object, alg = 'RS256') => new SignJWT({ ...claims, exp: at + 300, ...payload }).setProtectedHeader({ alg, kid });
  expect(await ask(app, await signed({}).sign(key))).toEqual([404, 'NOT_FOUND']);
  const admin = Buffer.from(JSON.stringify({ ...claims, exp: at + 300, scope: 'hazcade:admin' })).toString('base64url');
  const wrong: Record<string, string> = {
    'another audience': await issuer.token({ audience: 'https://other.test' }), 'another issuer': await stranger.token(), 'its own key, our name': await signed({}).sign((await generateKeyPair('RS256')).privateKey),
    changed: `${head}.${admin}.${signature}`, 'no signature': `${head}.${body}.`, unsecured: new UnsecuredJWT({ ...claims, exp: at + 300 }).encode(),
    'signed with the public key as a secret': await signed({}, 'HS256').sign(new TextEncoder().encode(JSON.stringify(head))),
    expired: await signed({ exp: at - 31 }).sign(key), 'not yet': await signed({ nbf: at + 60 }).sign(key), 'without an end': await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key),
    'without a subject': await signed({ sub: undefined }).sign(key), 'an empty subject': await signed({ sub: '' }).sign(key), 'no JWT': 'abc', 'two dots': '..', 'a list for audience without us': await signed({ aud: ['a', 'b'] }).sign(key),
  };
  for (const [what, token] of Object.entries(wrong)) expect(await ask(app, token), what).toEqual([401, 'TOKEN_INVALID']);
  expect(await ask(app, await signed({ exp: at - 20 }).sign(key)), 'within the tolerance of clocks').toEqual([404, 'NOT_FOUND']);
});

it('refuses a signature that is not on the list', async () => {
  const issuer = await startIssuer(), app = await testApp(settings(issuer.url, { algorithms: ['ES256'] }));
  expect(await ask(app, await issuer.token())).toEqual([401, 'TOKEN_INVALID']);
});

it('asks for the keys once, however many tokens come', async () => {
  const issuer = await startIssuer(), app = await testApp(settings(issuer.url)), token = await issuer.token();
  for (let i = 0; i < 20; i++) expect((await ask(app, token))[0]).toBe(404);
  expect(issuer.keysAsked()).toBe(1);
  const { privateKey } = await generateKeyPair('RS256');
  for (let i = 0; i < 20; i++) {
    const unknownKey = await new SignJWT({ iss: issuer.url, aud: AUDIENCE, sub: 'x', exp: Math.floor(Date.now() / 1000) + 60 }).setProtectedHeader({ alg: 'RS256', kid: `made-up-${i}` }).sign(privateKey);
    expect((await ask(app, unknownKey))[0]).toBe(401);
  }
  expect(issuer.keysAsked()).toBeLessThanOrEqual(2);
});

it('says 503 and goes on by itself when the issuer was away', async () => {
  const issuer = await startIssuer(), token = await issuer.token(), [app, later] = [await testApp(settings(issuer.url)), await testApp(settings(issuer.url))];
  expect((await ask(app, token))[0]).toBe(404);
  await issuer.stop();
  expect((await ask(app, token))[0], 'known keys are enough').toBe(404);
  expect(await ask(later, token)).toEqual([503, 'ISSUER_UNAVAILABLE']);
});

it('does not take keys over an open line, or without knowing for whom tokens are', async () => {
  await expect(testApp(settings('http://issuer.example'))).rejects.toThrow('expected an https URL');
  await expect(testApp(settings('https://issuer.example', { audience: undefined }))).rejects.toThrow('needs access.oidc.issuer and access.oidc.audience');
});
