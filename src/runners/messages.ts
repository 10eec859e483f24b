/** Everything that crosses the boundary between the study and a worker thread. Functions never do. */
import type { StudyPacket } from '../study/packet.js';
import type { Job, PartialOf } from '../study/runner.js';
import type { StudyShape } from '../study/shape.js';

export type ToWorker =
  /** Once, first: what to make the Replicator from. Shared memory in it is shared, not copied. */
  | { type: 'start'; packet: StudyPacket }
  | { type: 'job'; ticket: number; job: Job }
  | { type: 'stop' };

export type FromWorker =
  | { type: 'ready'; shape: StudyShape }
  /** No Replicator could be made: the same would happen again, so nothing is repeated. */
  | { type: 'start-failed'; error: WorkerError }
  /** Buffers of the partial are transferred. */
  | { type: 'done'; ticket: number; partial: PartialOf<Job> }
  | { type: 'failed'; ticket: number; error: WorkerError };

/** An error in words: its class does not survive the boundary. */
export interface WorkerError { code: string; message: string; stack?: string }
