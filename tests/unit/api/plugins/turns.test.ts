/** Many requests at once are begun in turns of the event loop; what is open to all is answered between them, and without the store. */
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { useTurns } from '../../../../src/api/plugins/turns.js';
import { useProblems } from '../../../../src/api/problem.js';
import { testApp } from '../app.js';

function appOf(eventLoopMs: number, work: () => void) {
  const app = Fastify();
  useProblems(app);
  useTurns(app, { eventLoopMs });
  app.get('/study', () => { work(); return {}; });
  app.get('/health', { config: { public: true } }, () => ({}));
  return app;
}

it('answers /health before the requests that came with it', async () => {
  let begun = 0;
  const app = appOf(0, () => { begun++; });
  await app.ready();
  const all = Array.from({ length: 200 }, () => app.inject('/study'));
  expect((await app.inject('/health')).statusCode).toBe(200);
  expect(begun).toBeLessThan(20);
  expect((await Promise.all(all)).filter(({ statusCode }) => statusCode === 200)).toHaveLength(200);
});

it('begins one in a turn, in the order of coming', async () => {
  const turnOf: number[] = [];
  let turn = 0, over = false;
  const app = appOf(0, () => { turnOf.push(turn); }), next = (): void => { turn++; if (!over) setImmediate(next); };
  await app.ready();
  next();
  await Promise.all(Array.from({ length: 50 }, () => app.inject('/study')));
  over = true;
  expect(new Set(turnOf).size).toBeGreaterThanOrEqual(49);
});

it('refuses those that would wait longer than the event loop may be late', async () => {
  const app = appOf(5, () => { for (const from = performance.now(); performance.now() - from < 4;); });
  await app.ready();
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.inject('/study')));
  expect(answers[0]!.statusCode).toBe(200);
  expect(answers.at(-1)).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  expect(answers.at(-1)!.json()).toMatchObject({ code: 'OVERLOADED' });
});

it('answers /health while the store is closed', async () => {
  const { app, context } = await testApp();
  await app.ready();
  await context.store.close();
  expect((await app.inject('/health')).json()).toMatchObject({ status: 'ok' });
});
