/** Readiness: soon answered, whatever the store does, and no burden on it. */
import { expect, it } from 'vitest';
import { testApp } from './app.js';

it('asks the store once for many who ask', async () => {
  const { app, context: { store } } = await testApp();
  let pings = 0;
  store.ping = () => { pings++; return Promise.resolve(); };
  for (const { statusCode } of await Promise.all(Array.from({ length: 20 }, () => app.inject('/ready')))) expect(statusCode).toBe(200);
  expect(pings).toBe(1);
});

it('is not given where the store does not answer', async () => {
  const { app, context: { store } } = await testApp();
  store.ping = () => new Promise(() => undefined);
  const { statusCode, body } = await app.inject('/ready');
  expect([statusCode, JSON.parse(body)]).toMatchObject([503, { code: 'STORE_UNAVAILABLE' }]);
  store.ping = () => Promise.resolve();
  expect((await app.inject('/ready')).statusCode).toBe(200);
});
