/** How the service is set up. docs/service-operations.md has the table of all settings; config-table.ts describes them, config-read.ts reads them. */
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
  /** Bytes of unpacked models and scenarios in the data folder, beyond which those used longest ago are removed; 0: no limit. */
  cacheBytes: number;
  /** Studies computed at once; worker threads of each. */
  concurrentStudies: number;
  workers: number;
  /** Processes for short requests, and requests that may wait for one. */
  desks: number;
  deskQueue: number;
  limits: Limits;
  access: AccessConfig;
  http: HttpConfig;
  metrics: { /** A port of its own, on `host`, without access control; undefined: /metrics of the service, for admin. */ port?: number; host: string };
  log: { level: LogLevel };
  retention: RetentionConfig;
  /** Seconds that a shutdown may take before connections are cut. */
  shutdownSeconds: number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Limits {
  /** Bytes of a request's body. */
  bodyBytes: number;
  /** Of a JSON body: bytes, and levels of nesting. It is parsed on the thread that answers requests. */
  jsonBytes: number;
  jsonDepth: number;
  /** Of an unpacked model folder: bytes, files. */
  bundleBytes: number;
  bundleFiles: number;
  /** Assets of a model. */
  assets: number;
  /** Replications of a study. */
  replications: number;
  /** CPU seconds of a study. */
  cpuSeconds: number;
  /** Seconds that a study waits for room in a store that is full. */
  storeFullSeconds: number;
  /** Studies that an owner may have queued or running. */
  studiesPerOwner: number;
  /** Drafts that an owner may have, and bytes of their texts. */
  draftsPerOwner: number;
  draftBytesPerOwner: number;
  /** Requests a minute of a key, or of an address where nobody is known. */
  requestsPerMinute: number;
  /** Requests a minute of an address that bring no valid token. */
  failedLoginsPerMinute: number;
  /** Seconds a short request may compute. */
  deskSeconds: number;
  /** Seconds until the header of a request, and the whole of it, must be there. */
  headerSeconds: number;
  requestSeconds: number;
  /** Bytes of a request's header. */
  headerBytes: number;
  /** Open connections. */
  connections: number;
  /** Overload, answered with 503: delay of the event loop in ms, bytes of heap; 0: not looked at. */
  eventLoopMs: number;
  heapBytes: number;
}

export interface AccessConfig {
  /** Ways to show who one is; none: whoever reaches the service. */
  by: readonly ('keys' | 'oidc')[];
  /** Listen beyond loopback without access control. */
  allowAnonymous: boolean;
  /** Names under which the service is addressed, besides those of loopback; checked where there is no access control. */
  hosts: readonly string[];
  oidc: OidcConfig;
}

export interface OidcConfig {
  issuer?: string;
  audience?: string;
  /** Default: what the issuer's discovery document says. */
  jwksUrl?: string;
  algorithms: readonly string[];
  clockToleranceSeconds: number;
  /** Claims that say who it is, what they may, and which projects are theirs. */
  subjectClaim: string;
  scopesClaim: string;
  projectsClaim: string;
  /** Value in the scopes claim that stands for each scope. */
  readScope: string;
  runScope: string;
  adminScope: string;
}

export interface HttpConfig {
  /** Origins of web pages that may call the service (CORS); none: no page but its own. */
  corsOrigins: readonly string[];
  /** Behind a proxy that sets X-Forwarded-For: addresses are taken from there. */
  trustProxy: boolean;
}

export interface RetentionConfig {
  /** Days that ended studies, and entries of the audit log, are kept; 0: for ever. */
  studyDays: number;
  auditDays: number;
  /** Bytes of all contents, beyond which the studies that ended first are removed; of an owner, beyond which they cannot ask for more; 0: no limit. */
  storeBytes: number;
  ownerBytes: number;
}

export const DEFAULTS: ServiceConfig = {
  host: '127.0.0.1', port: 8090, dataFolder: 'hazcade-data', cacheBytes: 8 * 2 ** 30, concurrentStudies: 1, workers: availableParallelism(), desks: 2, deskQueue: 64,
  limits: {
    bodyBytes: 64 << 20, jsonBytes: 4 << 20, jsonDepth: 64, bundleBytes: 512 << 20, bundleFiles: 2_000, assets: 200_000, replications: 1_000_000, cpuSeconds: 86_400, storeFullSeconds: 300,
    studiesPerOwner: 50, draftsPerOwner: 1_000, draftBytesPerOwner: 64 << 20, requestsPerMinute: 600, failedLoginsPerMinute: 60, deskSeconds: 120, headerSeconds: 10, requestSeconds: 60, headerBytes: 16 << 10, connections: 2_000,
    eventLoopMs: 1_000, heapBytes: 0,
  },
  access: {
    by: [], allowAnonymous: false, hosts: [],
    oidc: {
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'], clockToleranceSeconds: 30, subjectClaim: 'sub', scopesClaim: 'scope', projectsClaim: 'groups',
      readScope: 'hazcade:read', runScope: 'hazcade:run', adminScope: 'hazcade:admin',
    },
  },
  http: { corsOrigins: [], trustProxy: false },
  metrics: { host: '127.0.0.1' },
  log: { level: 'info' },
  retention: { studyDays: 0, auditDays: 0, storeBytes: 0, ownerBytes: 0 },
  shutdownSeconds: 30,
};
