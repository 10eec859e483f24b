/** What crosses the boundary between the service and a job's process. Structured clone (serialization "advanced"), never functions. */
import type { Problem } from '../errors.js';

/** Where a job finds the service's data; the same for all jobs of a service. */
export interface JobSettings {
  /** Folder of a libsql store, or a postgres:// URL. */
  storeUrl: string;
  /** Folder for files: bundles of models and scenarios, spooled replays. */
  dataFolder: string;
  /** Unpacked versions in it, bytes; undefined: any number. */
  cacheBytes?: number;
  /** Filled by the process that starts the job: blocks go to workers behind this Redis instead of threads. */
  redisUrl?: string;
}

export type ToJob =
  /** Once, first. */
  | { type: 'settings'; settings: JobSettings; niceness: number }
  | { type: 'run'; ticket: number; task: string; input: unknown }
  | { type: 'cancel'; ticket: number };

export type FromJob =
  | { type: 'told'; ticket: number; message: unknown }
  | { type: 'done'; ticket: number; output: unknown }
  | { type: 'failed'; ticket: number; error: JobError };

/** An error in words: its class does not survive the boundary. */
export interface JobError { code: string; message: string; problems?: Problem[]; stack?: string }
