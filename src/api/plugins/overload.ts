/** Under overload requests are refused early with 503 and Retry-After, instead of growing in memory; health always answers. */
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import type { Limits } from '../config.js';
import { HttpError } from '../problem.js';

const RETRY_SECONDS = 5;

export async function useOverload(app: FastifyInstance, { eventLoopMs, heapBytes }: Limits): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: eventLoopMs, maxHeapUsedBytes: heapBytes, sampleInterval: 500,
    pressureHandler: (request) => {
      if (request.routeOptions.config.public !== true) throw overloaded();
    },
  });
}

export const overloaded = (): HttpError => new HttpError(503, 'OVERLOADED', 'the service has too much to do now', RETRY_SECONDS);
