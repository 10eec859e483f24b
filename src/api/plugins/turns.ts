/**
 * Many requests at once are begun one after the other, each in a turn of the event loop of its own. Node hands over all that has arrived in one
 * turn, for hundreds of clients a tenth of a second of work, before it looks at any connection again; so whoever asks for /health, or
 * comes a little later, waited for all of them.
 */
import type { FastifyInstance } from 'fastify';
import type { Limits } from '../config.js';
import { overloaded } from './overload.js';

/** Before all that costs time. Who waits longer than the event loop may be late gets 503 OVERLOADED; public routes do not wait. */
export function useTurns(app: FastifyInstance, { eventLoopMs }: Pick<Limits, 'eventLoopMs'>): void {
  const waiting: (() => void)[] = [];
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
    waiting.push(() => done(eventLoopMs > 0 && performance.now() - since > eventLoopMs ? overloaded() : undefined));
  });
}
