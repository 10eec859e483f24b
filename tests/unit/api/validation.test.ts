import { Ajv2020 } from 'ajv/dist/2020.js';
import Fastify from 'fastify';
import { expect, it, vi } from 'vitest';
import { useValidation } from '../../../src/api/validation.js';

it('validators are made when first needed: none at the start, that of all problems only for a wrong request', async () => {
  const compile = vi.spyOn(Ajv2020.prototype, 'compile'), app = Fastify();
  useValidation(app);
  app.post('/', { schema: { body: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } } } } }, () => ({}));
  const post = async (payload: object) => (await app.inject({ method: 'POST', url: '/', payload })).statusCode;
  await app.ready();
  expect(compile).toHaveBeenCalledTimes(0);
  expect([await post({ a: 1 }), await post({ a: 2 })]).toEqual([200, 200]);
  expect(compile).toHaveBeenCalledTimes(1);
  expect([await post({ a: 'x', b: 'y' }), await post({ a: 'x' })]).toEqual([400, 400]);
  expect(compile).toHaveBeenCalledTimes(2);
  await app.close();
});
