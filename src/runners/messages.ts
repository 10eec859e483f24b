/** Everything that crosses the boundary between the study and a worker thread. Functions never do. */
import type { StudyPacket } from '../study/packet.js';
import type { Job, PartialOf } from '../study/runner.js';
import type { StudyShape } from '../study/shape.js';

export type ToWorker =
  /** Once, first: what to make the Replicator from. Shared memory in it is shared, not copied. */
  | { type: 'start'; packet: StudyPacket; packed: boolean; /** Shared: the ticket under way; known also of a worker that dies. */ underWay: Float64Array }
  | { type: 'job'; ticket: number; job: Job }
  | { type: 'stop' };

export type FromWorker =
  | { type: 'ready'; shape: StudyShape }
  /** No Replicator could be made: the same would happen again, so nothing is repeated. */
  | { type: 'start-failed'; error: WorkerError }
  | { type: 'done'; ticket: number; partial: PartialOf<Job> }
  /** Instead of `done`, where packed results were asked for: several at once, since each message wakes the other thread. */
  | { type: 'packed'; results: (Packed & { ticket: number })[] }
  | { type: 'failed'; ticket: number; error: WorkerError };

/** A result as bytes (study/partial-bytes.ts), and the milliseconds that computing it took. */
export interface Packed { bytes: Uint8Array; milliseconds: number }

/** An error in words: its class does not survive the boundary. */
export interface WorkerError { code: string; message: string; stack?: string }
