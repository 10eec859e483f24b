/**
 * Many requests at once are begun a few in each turn of the event loop, in the order of coming. Node hands over all that has arrived in one turn, for
 * hundreds of clients a tenth of a second of work, before it looks at any connection again; so whoever asks for /health, or comes a little
 * later, waited for all of them.
 */
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Limits } from '../config.js';
import { overloaded } from './overload.js';

/** Work of one turn, and requests begun in it at most. One alone a turn made the last of 500 wait three times as long: a turn has a price too. */
const TURN_MS = 5, BEGUN_IN_TURN = 32;

/**
 * Before all that costs time; public routes do not wait. @returns a hook for after the headers, which those who waited longer than the event loop
 * may be late do not pass: 503 OVERLOADED
 */
export function useTurns(app: FastifyInstance, { eventLoopMs }: Pick<Limits, 'eventLoopMs'>): onRequestHookHandler {
  const late = new WeakSet<FastifyRequest>(), { wait, first } = turns();
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.public === true || first()) { done(); return; }
    const since = performance.now();
    wait(() => {
      if (eventLoopMs > 0 && performance.now() - since > eventLoopMs) late.add(request);
      done();
    });
  });
  return (request, _reply, done) => { done(late.has(request) ? overloaded() : undefined); };
}

/** Each start is a callback of its own, so what it sets going at once (its microtasks) is done before the clock is asked for the next. */
function turns(): { first: () => boolean; wait: (start: () => void) => void } {
  const waiting: (() => void)[] = [];
  let running = false, until = 0;
  const next = (place: number): void => {
    const now = performance.now();
    if (place === 1) until = now + TURN_MS;
    if (now < until) waiting.shift()?.();
    if (place === BEGUN_IN_TURN) running = waiting.length > 0 && turn();
  };
  const turn = (): boolean => {
    for (let place = 1; place <= BEGUN_IN_TURN; place++) setImmediate(next, place);
    return true;
  };
  return { first: () => !running && (running = turn()), wait: (start) => { waiting.push(start); } };
}
