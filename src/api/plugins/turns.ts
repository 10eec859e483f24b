/**
 * Many requests at once are begun one after the other, each in a turn of the event loop of its own. Node hands over all that has arrived in one
 * turn, for hundreds of clients a tenth of a second of work, before it looks at any connection again; so whoever asks for /health, or
 * comes a little later, waited for all of them.
 */
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Limits } from '../config.js';
import { overloaded } from './overload.js';

/**
 * Before all that costs time; public routes do not wait. @returns a hook for after the headers, which those who waited longer than the event loop
 * may be late do not pass: 503 OVERLOADED
 */
export function useTurns(app: FastifyInstance, { eventLoopMs }: Pick<Limits, 'eventLoopMs'>): onRequestHookHandler {
  const waiting: (() => void)[] = [], late = new WeakSet<FastifyRequest>();
  let taken = false;
  const take = (): void => {
    taken = true;
    setImmediate(() => {
      taken = false;
      const begin = waiting.shift();
      if (begin !== undefined) { take(); begin(); }
    });
  };
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.public === true) { done(); return; }
    if (!taken) { take(); done(); return; }
    const since = performance.now();
    waiting.push(() => {
      if (eventLoopMs > 0 && performance.now() - since > eventLoopMs) late.add(request);
      done();
    });
  });
  return (request, _reply, done) => { done(late.has(request) ? overloaded() : undefined); };
}
