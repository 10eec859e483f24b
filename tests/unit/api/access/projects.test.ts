/** Who may see and change what is in projects: what is nobody else's stays so, whatever groups are called. */
import { expect, it } from 'vitest';
import { putDocument, studyMaker } from '../../../fixtures/store-records.js';
import { testApp } from '../app.js';

const withKeys = { access: { by: ['keys' as const] } };

it.each(['private', 'private:totals', 'shipped'])('a member of "%s" is a member of nothing', async (project) => {
  const { app, context: { store }, key } = await testApp(withKeys), { headers } = await key({ subject: 'bob', projects: [project, 'coast'] });
  const study = await studyMaker(store);
  await putDocument(store, 'model', 'secret', 'of ann', { project: 'private' });
  await putDocument(store, 'model', 'shared', 'of the coast', { project: 'coast' });
  await store.studies.create(study('s1', { project: 'private' }));
  const ids = async (url: string): Promise<string[]> => (await app.inject({ url, headers })).json<{ items: { id: string }[] }>().items.map(({ id }) => id);
  expect(await ids('/v1/models')).toEqual(['shared']);
  expect(await ids('/v1/studies')).toEqual([]);
});

it('a member of the totals only sees a study of the project, and neither ends nor removes it', async () => {
  const { app, context: { store }, key } = await testApp(withKeys), study = await studyMaker(store);
  await store.studies.create(study('s1', { project: 'coast' }));
  const { headers: totals } = await key({ subject: 'bob', projects: ['coast:totals'] }), { headers: member } = await key({ subject: 'eve', projects: ['coast'] });
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>): Promise<number> => (await app.inject({ method, url, headers })).statusCode;
  expect(await ask('GET', '/v1/studies/s1', totals)).toBe(200);
  expect(await ask('POST', '/v1/studies/s1/cancel', totals)).toBe(403);
  expect(await ask('DELETE', '/v1/studies/s1', totals)).toBe(403);
  expect((await store.studies.get('s1'))?.status).toBe('queued');
  expect(await ask('POST', '/v1/studies/s1/cancel', member)).toBe(200);
  expect(await ask('DELETE', '/v1/studies/s1', member)).toBe(204);
});
