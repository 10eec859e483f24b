/** The body of a worker thread: one Replicator for its whole life, jobs in the order they come. */
import { parentPort } from 'node:worker_threads';
import { CascadeError } from '../errors.js';
import { loadReplicator } from '../study/load-replicator.js';
import { jobRunner } from '../study/run-job.js';
import type { Job } from '../study/runner.js';
import { shapeOf } from '../study/shape.js';
import type { FromWorker, ToWorker, WorkerError } from './messages.js';

if (!parentPort) throw new CascadeError('WORKER_MISUSED', 'this module is the body of a worker thread; start it through threadRunner');
const port = parentPort;

const send = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

type Compute = (ticket: number, job: Job) => void;

async function start(packet: Extract<ToWorker, { type: 'start' }>['packet']): Promise<Compute> {
  const replicator = await loadReplicator(packet);
  const compute = jobRunner(replicator);
  send({ type: 'ready', shape: shapeOf(replicator) });
  return (ticket, job) => {
    const { buffers, partial } = compute(job);
    send({ type: 'done', ticket, partial }, buffers);
  };
}

function inWords(error: unknown): WorkerError {
  if (!(error instanceof Error)) return { code: 'WORKER_THREW', message: String(error) };
  return { code: error instanceof CascadeError ? error.code : 'WORKER_THREW', message: error.message, stack: error.stack };
}

let compute: Promise<Compute | undefined> | undefined;

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'start':
      compute = start(message.packet).catch((error: unknown) => { send({ type: 'start-failed', error: inWords(error) }); return undefined; });
      return;
    case 'job':
      // Jobs may be posted before the Replicator is there: they wait for it, in order.
      void compute?.then((run) => run?.(message.ticket, message.job)).catch((error: unknown) => send({ type: 'failed', ticket: message.ticket, error: inWords(error) }));
      return;
    case 'stop':
      port.close();
  }
});
