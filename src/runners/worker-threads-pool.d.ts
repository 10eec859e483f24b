declare module 'worker-threads-pool' {
  import type { Worker, WorkerOptions } from 'node:worker_threads';
  /** Semaphore over `new Worker`; only what threads.ts uses of it. */
  export default class Pool {
    constructor(options: { max: number });
    /** Threads alive, as the pool counts them. */
    readonly size: number;
    acquire(file: URL, options: WorkerOptions, callback: (error: Error | null, worker: Worker) => void): void;
  }
}
