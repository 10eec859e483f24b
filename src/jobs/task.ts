/** What a task is: a function that runs in a process of its own, away from the thread that answers requests. */
import type { Store } from '../store/store.js';
import type { JobSettings } from './protocol.js';

export interface TaskContext {
  readonly settings: JobSettings;
  /** Opened at the first call, kept for the life of the process. */
  store(): Promise<Store>;
  /** Aborted when nobody wants the result any more: end soon. What does not listen is ended by force. */
  readonly signal: AbortSignal;
  /** Something to be done when the task has ended, however. */
  atEnd(clean: () => void): void;
  /** Sends something on the way (progress) to who asked. */
  tell(message: unknown): void;
}

/** @param input from the service; structured clone. Errors cross with code, message and problems. */
export type Task<Input, Output> = (input: Input, context: TaskContext) => Promise<Output>;
