/** Settings: where they come from, what is refused, what is shown. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configTable, readConfig, settingOf, shownConfig } from '../../../src/api/config-read.js';
import { environmentName, SETTINGS } from '../../../src/api/config-table.js';
import { DEFAULTS } from '../../../src/api/config.js';
import { ValidationError, type Problem } from '../../../src/errors.js';

const PAGE = join(import.meta.dirname, '../../../docs/service-operations.md');
const fileOf = (text: string): string => { const file = join(mkdtempSync(join(tmpdir(), 'hazcade-config-')), 'service.yaml'); writeFileSync(file, text); return file; };

function problemsOf(...sources: Parameters<typeof readConfig>): Problem[] {
  try { readConfig(...sources); } catch (error) { if (error instanceof ValidationError) return error.problems; throw error; }
  return [];
}

describe('the table of settings', () => {
  /** Keys of a tree with the value undefined left in; optional settings have no default. */
  const keysOf = (tree: object, prefix = ''): string[] => Object.entries(tree).flatMap(([name, value]) => (typeof value === 'object' && !Array.isArray(value) ? keysOf(value as object, `${prefix}${name}.`) : [prefix + name]));
  const OPTIONAL = ['storeUrl', 'redisUrl', 'access.oidc.issuer', 'access.oidc.audience', 'access.oidc.jwksUrl', 'metrics.port'];

  it('has every setting once', () => {
    expect(SETTINGS.map((s) => s.key).sort()).toEqual([...keysOf(DEFAULTS), ...OPTIONAL].sort());
    expect(new Set(SETTINGS.map((s) => environmentName(s.key))).size).toBe(SETTINGS.length);
  });

  it('reads back every default as text', () => {
    const set = SETTINGS.filter((s) => settingOf(DEFAULTS, s.key) !== undefined).map(({ key }) => `${key}=${String(settingOf(DEFAULTS, key))}`);
    expect(readConfig({ set })).toEqual(DEFAULTS);
  });

  it('is in docs/service-operations.md', () => {
    // UPDATE_DOCS=1 writes it.
    if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, readFileSync(PAGE, 'utf8').replace(/(<!-- settings -->\n)[\s\S]*(<!-- \/settings -->)/, (_, a: string, b: string) => `${a}${configTable()}\n${b}`));
    expect(readFileSync(PAGE, 'utf8')).toContain(configTable());
  });
});

describe('settings', () => {
  it('come from file, environment, --set and options, the later before the earlier', () => {
    const file = fileOf('port: 1\nlimits:\n  bodyBytes: 2MiB\n  assets: 1\n  deskSeconds: 1\n  replications: 1\naccess:\n  by: [keys, oidc]\n');
    const config = readConfig({ file, env: { HAZCADE_PORT: '2', HAZCADE_LIMITS_ASSETS: '2', HAZCADE_LIMITS_DESK_SECONDS: '5min', PATH: '/bin', HAZCADE_DEBUG: '1' }, set: ['port=3', 'limits.assets=3'], options: { port: 4, host: undefined } });
    expect([config.port, config.limits.assets, config.limits.deskSeconds, config.limits.replications, config.limits.bodyBytes, config.access.by, config.host]).toEqual([4, 3, 300, 1, 2 << 20, ['keys', 'oidc'], '127.0.0.1']);
    expect(readConfig({ env: { HAZCADE_ACCESS_BY: '' } }).access.by).toEqual([]);
    expect(readConfig({ env: { HAZCADE_REDIS: 'redis://a' } }).redisUrl).toBe('redis://a');
    expect(readConfig({ env: { HAZCADE_REDIS_URL: 'redis://b', HAZCADE_REDIS: 'redis://a' } }).redisUrl).toBe('redis://b');
    expect(readConfig({ file: fileOf('') })).toEqual(DEFAULTS);
  });

  it('are refused all at once, with their places and the nearest right name', () => {
    const file = fileOf('porrt: 1\nport: 70000\nlimits:\n  bodyBytes: -1\n  jsonDepth: 1.5\naccess:\n  by: [key]\n  allowAnonymous: "yes"\nlog:\n  level: loud\nhost: ""\nhttp: 3\nstoreUrl: [a]\n');
    expect(problemsOf({ file, env: { HAZCADE_PROT: '1', HAZCADE_DESKS: 'many' }, set: ['desks', 'limits.byteBodies=1', 'shutdownSeconds=5 parsecs'] }).map((p) => `${p.code} ${p.message}`)).toEqual([
      'CONFIG_UNKNOWN there is no setting "porrt"; did you mean port?',
      'CONFIG_INVALID port: expected a whole number from 0 to 65535, found 70000',
      'CONFIG_INVALID limits.bodyBytes: expected a whole number of at least 1024, such as 64MiB, found -1',
      'CONFIG_INVALID limits.jsonDepth: expected a whole number from 4 to 1000, found 1.5',
      'CONFIG_INVALID access.by: expected a list of keys, oidc, found ["key"]',
      'CONFIG_INVALID access.allowAnonymous: expected true or false, found "yes"',
      'CONFIG_INVALID log.level: expected one of debug, info, warn, error, silent, found "loud"',
      'CONFIG_INVALID host: expected some text, found ""',
      'CONFIG_UNKNOWN there is no setting "http"',
      'CONFIG_INVALID storeUrl: expected some text, found something else',
      'CONFIG_UNKNOWN there is no setting HAZCADE_PROT; did you mean HAZCADE_PORT?',
      'CONFIG_INVALID desks: expected a whole number from 1 to 1024, found "many"',
      'CONFIG_INVALID expected KEY=VALUE, found "desks"',
      'CONFIG_UNKNOWN there is no setting "limits.byteBodies"',
      'CONFIG_INVALID shutdownSeconds: expected a whole number of at least 1, such as 90, 5min or 2h, found "5 parsecs"',
    ]);
  });

  it.each([['- a\n', 'expected settings'], ['a: [\n', 'configuration file'], ['"x', 'configuration file']])('of a file %j: it cannot be read', (text, message) => {
    expect(() => readConfig({ file: fileOf(text) })).toThrow(message);
  });

  it('of no file at all', () => { expect(() => readConfig({ file: '/nonexistent/x.yaml' })).toThrow('ENOENT'); });

  it('do not reach prototypes', () => {
    expect(problemsOf({ file: fileOf('__proto__:\n  polluted: 1\nconstructor:\n  prototype: 1\n'), set: ['__proto__.polluted=1'] }).map((p) => p.code)).toEqual(['CONFIG_UNKNOWN', 'CONFIG_UNKNOWN', 'CONFIG_UNKNOWN']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('are shown without secrets', () => {
    const config = readConfig({ set: ['storeUrl=postgres://user:hunter2@db/hazcade', 'redisUrl=redis://:hunter2@cache'] }), shown = shownConfig(config);
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    expect([shown['storeUrl'], shown['port'], shown['metrics.port']]).toEqual(['(set, not shown)', 8090, null]);
  });
});
