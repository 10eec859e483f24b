/** API keys, for `admin`. A secret is in one answer only: that to the request that made it. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { createKey, revokeKey, rotateKey, viewOfKey } from '../access/keys.js';
import { requireScope } from '../access/principal.js';
import type { ServiceContext } from '../context.js';
import { ProblemDetails } from '../problem.js';
import { KeyBody, KeyList, KeyMade, RotateBody } from '../schemas/keys.js';

const Id = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{12}$' }) });
type IdParams = { Params: { id: string } };
const problems = { '4xx': ProblemDetails, '5xx': ProblemDetails };

export function keyRoutes(app: FastifyInstance, { store: { keys }, now }: ServiceContext): void {
  const tags = ['keys'], config = { detail: false };

  app.post<{ Body: KeyBody }>('/keys', { config, schema: { tags, summary: 'Make a key', body: KeyBody, response: { 201: KeyMade, ...problems } } }, async (request, reply) => {
    requireScope(request, 'admin');
    const { projects = [], ...wish } = request.body, { record, secret } = await createKey(keys, { ...wish, projects }, now());
    return reply.code(201).header('location', `/v1/keys/${record.id}`).send({ ...viewOfKey(record, now()), secret });
  });

  app.get('/keys', { config, schema: { tags, summary: 'Keys', response: { 200: KeyList, ...problems } } }, async (request) => {
    requireScope(request, 'admin');
    return { items: (await keys.list()).map((key) => viewOfKey(key, now())) };
  });

  app.delete<IdParams>('/keys/:id', { config, schema: { tags, summary: 'Revoke a key', params: Id, response: { 204: Type.Null(), ...problems } } }, async (request, reply) => {
    requireScope(request, 'admin');
    await revokeKey(keys, request.params.id, now());
    return reply.code(204).send();
  });

  app.post<IdParams & { Body: RotateBody }>('/keys/:id/rotate', { config, schema: { tags, summary: 'A new key in the place of an old one', params: Id, body: RotateBody, response: { 201: KeyMade, ...problems } } }, async (request, reply) => {
    requireScope(request, 'admin');
    const { record, secret } = await rotateKey(keys, request.params.id, request.body.overlapSeconds ?? 0, now());
    return reply.code(201).header('location', `/v1/keys/${record.id}`).send({ ...viewOfKey(record, now()), secret });
  });
}
