/** The body of a worker thread: one Replicator for its whole life, jobs in the order they come. */
import { parentPort } from 'node:worker_threads';
import { CascadeError } from '../errors.js';
import { loadReplicator } from '../study/load-replicator.js';
import { partialToBytes } from '../study/partial-bytes.js';
import { jobRunner } from '../study/run-job.js';
import type { Job, PartialOf } from '../study/runner.js';
import { shapeOf } from '../study/shape.js';
import type { FromWorker, Packed, ToWorker, WorkerError } from './messages.js';

/** Milliseconds for which packed results wait for more. */
const HOLD_MS = 1000;

if (!parentPort) throw new CascadeError('WORKER_MISUSED', 'this module is the body of a worker thread; start it through threadRunner');
const port = parentPort;

/** Copied, never transferred: a transferred buffer is detached, which makes every later replication of this thread slower (numerics/wasm-code.ts). */
const send = (message: FromWorker): void => port.postMessage(message);

type Compute = (ticket: number, job: Job) => void;
type Hand = (ticket: number, job: Job, partial: PartialOf<Job>, milliseconds: number) => void;

async function start({ packet, packed, underWay }: Extract<ToWorker, { type: 'start' }>): Promise<Compute> {
  const replicator = await loadReplicator(packet), compute = jobRunner(replicator), hand: Hand = packed ? packedTogether() : handOver;
  send({ type: 'ready', shape: shapeOf(replicator) });
  return (ticket, job) => {
    underWay[0] = ticket;
    const begun = performance.now(), partial = compute(job);
    hand(ticket, job, partial, performance.now() - begun);
    underWay[0] = -1;
  };
}

function handOver(ticket: number, _job: Job, partial: PartialOf<Job>): void {
  send({ type: 'done', ticket, partial });
}

/** Sends what is done when nothing more is to do, and every HOLD_MS: messages that wait are all worked off before an immediate comes. */
function packedTogether(): Hand {
  let held: (Packed & { ticket: number })[] = [], since = 0;
  const flush = (): void => {
    if (held.length > 0) send({ type: 'packed', results: held });
    held = [];
  };
  return (ticket, { kind }, partial, milliseconds) => {
    if (held.push({ ticket, bytes: partialToBytes(partial, kind), milliseconds }) === 1) { since = performance.now(); setImmediate(flush); }
    if (performance.now() - since >= HOLD_MS) flush();
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
      compute = start(message).catch((error: unknown) => { send({ type: 'start-failed', error: inWords(error) }); return undefined; });
      return;
    case 'job':
      // Jobs may be posted before the Replicator is there: they wait for it, in order.
      void compute?.then((run) => run?.(message.ticket, message.job)).catch((error: unknown) => send({ type: 'failed', ticket: message.ticket, error: inWords(error) }));
      return;
    case 'stop':
      port.close();
  }
});
