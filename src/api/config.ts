/** How the service is set up. docs/service-operations.md has the table; values come from a file, the environment, the command line, in that order. */
import { availableParallelism } from 'node:os';

export interface ServiceConfig {
  host: string;
  port: number;
  /** Folder for the store, unpacked files and spooled replays. */
  dataFolder: string;
  /** postgres:// URL; default: a libsql file in the data folder. */
  storeUrl?: string;
  /** redis:// URL: blocks go to `hazcade worker` processes. */
  redisUrl?: string;
  /** Studies computed at once; worker threads of each. */
  concurrentStudies: number;
  workers: number;
  /** Processes for short requests, and requests that may wait for one. */
  desks: number;
  deskQueue: number;
  limits: Limits;
}

export interface Limits {
  /** Bytes of a request's body. */
  bodyBytes: number;
  /** Of an unpacked model folder: bytes, files. */
  bundleBytes: number;
  bundleFiles: number;
  /** Assets of a model. */
  assets: number;
  /** Replications of a study. */
  replications: number;
  /** CPU seconds of a study. */
  cpuSeconds: number;
  /** Studies that an owner may have queued or running. */
  studiesPerOwner: number;
  /** Requests a minute of a key. */
  requestsPerMinute: number;
  /** Seconds a short request may compute. */
  deskSeconds: number;
}

export const DEFAULTS: ServiceConfig = {
  host: '127.0.0.1', port: 8090, dataFolder: 'hazcade-data', concurrentStudies: 1, workers: availableParallelism(), desks: 2, deskQueue: 64,
  limits: { bodyBytes: 64 << 20, bundleBytes: 512 << 20, bundleFiles: 2_000, assets: 200_000, replications: 1_000_000, cpuSeconds: 86_400, studiesPerOwner: 50, requestsPerMinute: 600, deskSeconds: 120 },
};
