/** Every setting: what it may be, and what it means. The one source of what is read, printed and documented. */

export interface Setting {
  /** As in a configuration file, levels joined by dots. */
  key: string;
  kind: Kind;
  /** A whole number's bounds; texts of a choice or a list. */
  least?: number;
  most?: number;
  choices?: readonly string[];
  /** May hold a password: never printed. */
  secret?: true;
  meaning: string;
}

export type Kind = 'text' | 'count' | 'bytes' | 'seconds' | 'flag' | 'list' | 'choice';

const text = (key: string, meaning: string): Setting => ({ key, kind: 'text', meaning });
const secret = (key: string, meaning: string): Setting => ({ key, kind: 'text', secret: true, meaning });
const count = (key: string, least: number, meaning: string, most?: number): Setting => ({ key, kind: 'count', least, most, meaning });
const bytes = (key: string, least: number, meaning: string): Setting => ({ key, kind: 'bytes', least, meaning });
const seconds = (key: string, least: number, meaning: string): Setting => ({ key, kind: 'seconds', least, meaning });
const flag = (key: string, meaning: string): Setting => ({ key, kind: 'flag', meaning });
const list = (key: string, meaning: string, choices?: readonly string[]): Setting => ({ key, kind: 'list', choices, meaning });

export const SETTINGS: readonly Setting[] = [
  text('host', 'address to listen on; another than loopback needs access control'),
  count('port', 0, 'port; 0: any free one', 65_535),
  text('dataFolder', 'folder for the store, unpacked files and spooled replays'),
  bytes('cacheBytes', 0, 'unpacked models and scenarios in the data folder; beyond, those used longest ago are removed, never what is in use; 0: no limit'),
  secret('storeUrl', '`postgres://` URL of the store; default: a file in the data folder'),
  secret('redisUrl', '`redis://` URL: studies are computed by `hazcade worker` processes'),
  count('concurrentStudies', 1, 'studies computed at once', 1_000),
  count('workers', 1, 'worker threads of a study', 1_024),
  count('desks', 1, 'processes for short requests (checks, replays, tables)', 1_024),
  count('deskQueue', 0, 'short requests that may wait for a process; more are answered with 503'),
  bytes('limits.bodyBytes', 1_024, 'body of a request'),
  bytes('limits.jsonBytes', 1_024, 'JSON body of a request, unless a route allows more'),
  count('limits.jsonDepth', 4, 'levels of nesting in a JSON body', 1_000),
  bytes('limits.bundleBytes', 1_024, 'files of an uploaded model or scenario, unpacked'),
  count('limits.bundleFiles', 1, 'number of these files'),
  count('limits.assets', 1, 'assets of a model'),
  count('limits.replications', 1, 'replications of a study'),
  seconds('limits.cpuSeconds', 1, 'CPU time of a study, after which it fails with `STUDY_CPU_LIMIT`'),
  seconds('limits.storeFullSeconds', 0, 'how long a study waits, trying again, for room in a store that is full; then it fails with `STORE_FULL`'),
  count('limits.studiesPerOwner', 1, 'studies that an owner may have queued or running; more are answered with 429'),
  count('limits.draftsPerOwner', 1, 'drafts that an owner may have; more are answered with 507 (`QUOTA_EXCEEDED`)'),
  bytes('limits.draftBytesPerOwner', 1_024, 'texts of these drafts together'),
  count('limits.requestsPerMinute', 1, 'requests a minute of a key or token (without access control: of an address); more are answered with 429'),
  count('limits.failedLoginsPerMinute', 1, 'requests a minute of an address that bring no valid token; more are answered with 429'),
  seconds('limits.deskSeconds', 1, 'computing time of a short request; then 503'),
  seconds('limits.headerSeconds', 1, 'until the header of a request must be there; then 408'),
  seconds('limits.requestSeconds', 1, 'until the whole request must be there; then 408'),
  bytes('limits.headerBytes', 4_096, 'header of a request; more is answered with 431'),
  count('limits.connections', 1, 'open connections; more are answered with 503'),
  count('limits.eventLoopMs', 0, 'delay of the event loop, or time that a request waits for its turn, in ms above which requests are answered with 503; 0: not looked at'),
  bytes('limits.heapBytes', 0, 'heap of the process above which requests are answered with 503; 0: not looked at'),
  list('access.by', 'ways to show who one is; none: whoever reaches the service, on loopback only', ['keys', 'oidc']),
  flag('access.allowAnonymous', 'listen beyond loopback without access control; all may read and run, nobody is admin'),
  list('access.hosts', 'host names under which the service is reached without access control, besides those of loopback'),
  text('access.oidc.issuer', 'issuer of bearer tokens, as in their claim `iss`; https, or http on loopback'),
  text('access.oidc.audience', 'this service, as in the claim `aud`'),
  text('access.oidc.jwksUrl', 'public keys of the issuer; default: where its discovery document says'),
  list('access.oidc.algorithms', 'signatures that are accepted', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']),
  count('access.oidc.clockToleranceSeconds', 0, 'seconds that clocks may differ', 300),
  text('access.oidc.subjectClaim', 'claim that says who it is; an owner is `oidc:` and this'),
  text('access.oidc.scopesClaim', 'claim with the scopes: a list, or texts with spaces between'),
  text('access.oidc.projectsClaim', 'claim with the projects, the same'),
  text('access.oidc.readScope', 'what stands for the scope `read` there'),
  text('access.oidc.runScope', 'what stands for `run`'),
  text('access.oidc.adminScope', 'what stands for `admin`'),
  list('http.corsOrigins', 'origins of web pages that may call the service; none: CORS is off'),
  flag('http.trustProxy', 'addresses of clients are taken from `X-Forwarded-For`: only behind a proxy that sets it'),
  count('metrics.port', 0, 'port of its own for `/metrics`, without access control; default: on the service\'s port, for scope `admin`', 65_535),
  text('metrics.host', 'address of that port'),
  { key: 'log.level', kind: 'choice', choices: ['debug', 'info', 'warn', 'error', 'silent'], meaning: 'least weight of log lines' },
  count('retention.studyDays', 0, 'days after their end that studies are removed; 0: never'),
  count('retention.auditDays', 0, 'days that entries of the audit log are kept; 0: for ever'),
  bytes('retention.storeBytes', 0, 'all contents of the store; beyond, the studies that ended first are removed; 0: no limit'),
  bytes('retention.ownerBytes', 0, 'contents of an owner; beyond, they can neither ask for studies nor upload (`QUOTA_EXCEEDED`, 507); 0: no limit'),
  seconds('shutdownSeconds', 1, 'after a signal to end: until open requests are cut off'),
];

/** `limits.bodyBytes` -> `HAZCADE_LIMITS_BODY_BYTES`. */
export const environmentName = (key: string): string => `HAZCADE_${key.replaceAll('.', '_').replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase()}`;
