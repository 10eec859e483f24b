/** Many requests at once are begun in turns of the event loop; what is open to all is answered between them, and without the store. */
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { useTurns } from '../../../../src/api/plugins/turns.js';
import { useProblems } from '../../../../src/api/problem.js';
import { testApp } from '../app.js';

/** @param ms of work of each request */
function appOf(eventLoopMs: number, ms: number, work: () => void = () => undefined) {
  const app = Fastify();
  useProblems(app);
  const refuseLate = useTurns(app, { eventLoopMs });
  app.addHook('onRequest', async (_request, reply) => { reply.header('x-security', 'of all answers'); });
  app.addHook('onRequest', refuseLate);
  app.get('/study', () => {
    work();
    for (const from = performance.now(); performance.now() - from < ms;);
    return {};
  });
  app.get('/health', { config: { public: true } }, () => ({}));
  return app;
}

/** How many of 60 requests that come at once are begun in each turn. */
async function begunInTurns(ms: number): Promise<number[]> {
  const begun: number[] = [];
  let turn = 0, over = false;
  const app = appOf(0, ms, () => { begun[turn] = (begun[turn] ?? 0) + 1; }), next = (): void => { turn++; if (!over) setImmediate(next); };
  await app.ready();
  next();
  await Promise.all(Array.from({ length: 60 }, () => app.inject('/study')));
  over = true;
  return Object.values(begun);
}

it('answers /health before the requests that came with it', async () => {
  let begun = 0;
  const app = appOf(0, 1, () => { begun++; });
  await app.ready();
  const all = Array.from({ length: 200 }, () => app.inject('/study'));
  expect((await app.inject('/health')).statusCode).toBe(200);
  expect(begun).toBeLessThan(20);
  expect((await Promise.all(all)).filter(({ statusCode }) => statusCode === 200)).toHaveLength(200);
});

it('begins in a turn what takes a few milliseconds: three of 2 ms, one of 6 ms', async () => {
  expect(Math.max(...await begunInTurns(2))).toBeLessThanOrEqual(3);
  expect(Math.max(...await begunInTurns(6))).toBe(1);
});

it('begins several in a turn when they are quick, but not all', async () => {
  const begun = await begunInTurns(0);
  expect(Math.max(...begun)).toBeGreaterThan(1);
  expect(Math.max(...begun)).toBeLessThanOrEqual(32);
});

it('refuses those that would wait longer than the event loop may be late', async () => {
  const app = appOf(5, 4);
  await app.ready();
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.inject('/study')));
  expect(answers[0]!.statusCode).toBe(200);
  expect(answers.at(-1)).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5', 'x-security': 'of all answers' } });
  expect(answers.at(-1)!.json()).toMatchObject({ code: 'OVERLOADED' });
});

it('answers /health while the store is closed', async () => {
  const { app, context } = await testApp();
  await app.ready();
  await context.store.close();
  expect((await app.inject('/health')).json()).toMatchObject({ status: 'ok' });
});
