/** The end of requests, however it comes. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Calls back once for each request: when it is answered, or when whoever asked is gone before that (`gone`), of which `onResponse` never hears. */
export function onOver(app: FastifyInstance, tell: (request: FastifyRequest, reply: FastifyReply, gone: boolean) => void): void {
  app.addHook('onRequest', (request, reply, done) => {
    let answered = false;
    reply.raw.once('finish', () => { answered = true; tell(request, reply, false); }).once('close', () => { if (!answered) tell(request, reply, true); });
    done();
  });
}
