/** The runner without threads: for tests, debugging and hosts that have none. One lane; blocks yield to the event loop between them. */
import { Observable } from '../study/rx.js';
import type { Replicator } from '../engine/contracts.js';
import { jobRunner } from '../study/run-job.js';
import type { Job, PartialOf, Runner } from '../study/runner.js';
import { shapeOf } from '../study/shape.js';
import { closedError } from './closed.js';

/** Runs jobs on the given replicator, in this thread. */
export function inProcessRunner(replicator: Replicator): Runner {
  const compute = jobRunner(replicator);
  let closed = false;
  return {
    lanes: 1,
    shape: Promise.resolve(shapeOf(replicator)),
    run: <J extends Job>(job: J) => new Observable<PartialOf<J>>((subscriber) => {
      const turn = setImmediate(() => {
        if (closed) { subscriber.error(closedError()); return; }
        try {
          subscriber.next(compute(job) as PartialOf<J>);
          subscriber.complete();
        } catch (error) {
          subscriber.error(error);
        }
      });
      return () => clearImmediate(turn);
    }),
    close: () => { closed = true; return Promise.resolve(); },
  };
}
