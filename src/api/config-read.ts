/** Settings from a file, the environment and the command line, the later before the earlier; all problems at once; and settings as text, without secrets. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { CascadeError, nearest, ValidationError, type Problem } from '../errors.js';
import { DEFAULTS, type ServiceConfig } from './config.js';
import { environmentName, SETTINGS, type Setting } from './config-table.js';

export interface ConfigSources {
  /** YAML or JSON. */
  file?: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** `KEY=VALUE`, as of `--set`. */
  set?: readonly string[];
  /** Values of single options, by key. */
  options?: Readonly<Record<string, unknown>>;
}

type Tree = Record<string, unknown>;

const BY_KEY = new Map(SETTINGS.map((setting) => [setting.key, setting]));
const BYTES: Record<string, number> = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, kB: 1e3, MB: 1e6, GB: 1e9 };
const SECONDS: Record<string, number> = { '': 1, s: 1, min: 60, h: 3_600, d: 86_400 };
/** Variables of other parts of Hazcade. */
/** What tests are told of servers. */
const TESTS = 'HAZCADE_TEST_';
const REDIS_VARIABLE = 'HAZCADE_REDIS', OTHER_VARIABLES = ['HAZCADE_DEBUG', REDIS_VARIABLE];

/** Throws ValidationError with every problem (CONFIG_UNKNOWN, CONFIG_INVALID), CONFIG_UNREADABLE. */
export function readConfig({ file, env = {}, set = [], options = {} }: ConfigSources): ServiceConfig {
  const config = structuredClone(DEFAULTS), problems: Problem[] = [];
  const put = (key: string, value: unknown, place: string): void => {
    const setting = BY_KEY.get(key);
    if (setting === undefined) { problems.push(unknown(key, place)); return; }
    const parsed = valueOf(setting, value);
    if ('expected' in parsed) problems.push(problem('CONFIG_INVALID', place, `${key}: expected ${parsed.expected}, found ${setting.secret ? 'something else' : JSON.stringify(value)}`));
    else putAt(config as unknown as Tree, key, parsed.value);
  };
  if (file !== undefined) for (const [key, value] of leaves(readTree(file), '')) put(key, value, file);
  // The variable of `hazcade run` and `hazcade worker` holds for the service too.
  if (env[REDIS_VARIABLE] !== undefined) put('redisUrl', env[REDIS_VARIABLE], `environment: ${REDIS_VARIABLE}`);
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('HAZCADE_') || name.startsWith(TESTS) || OTHER_VARIABLES.includes(name) || value === undefined) continue;
    const key = SETTINGS.find((s) => environmentName(s.key) === name)?.key;
    if (key === undefined) problems.push(problem('CONFIG_UNKNOWN', 'environment', `there is no setting ${name}${meant(name, SETTINGS.map((s) => environmentName(s.key)))}`));
    else put(key, value, `environment: ${name}`);
  }
  for (const pair of set) {
    const at = pair.indexOf('=');
    if (at < 1) problems.push(problem('CONFIG_INVALID', '--set', `expected KEY=VALUE, found "${pair}"`));
    else put(pair.slice(0, at), pair.slice(at + 1), '--set');
  }
  for (const [key, value] of Object.entries(options)) if (value !== undefined) put(key, value, 'command line');
  if (problems.length > 0) throw new ValidationError(problems);
  return config;
}

const problem = (code: string, file: string, message: string): Problem => ({ code, severity: 'error', file, message });
const meant = (wrong: string, known: readonly string[]): string => { const near = nearest(wrong, known); return near === undefined ? '' : `; did you mean ${near}?`; };
const unknown = (key: string, place: string): Problem => problem('CONFIG_UNKNOWN', place, `there is no setting "${key}"${meant(key, [...BY_KEY.keys()])}`);

function readTree(file: string): Tree {
  let text: string;
  try { text = readFileSync(file, 'utf8'); } catch (error) { throw new CascadeError('CONFIG_UNREADABLE', `configuration file ${file}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`); }
  const document = parseDocument(text), [error] = document.errors;
  const tree = error === undefined ? document.toJS() as unknown : undefined;
  if (error !== undefined) throw new CascadeError('CONFIG_UNREADABLE', `configuration file ${file}: ${error.message.split('\n')[0]!}`);
  if (tree !== null && (typeof tree !== 'object' || Array.isArray(tree))) throw new CascadeError('CONFIG_UNREADABLE', `configuration file ${file}: expected settings "key: value"`);
  return (tree ?? {}) as Tree;
}

/** Every value of a tree under its key; maps are levels. */
function* leaves(tree: Tree, prefix: string): Generator<[string, unknown]> {
  for (const [name, value] of Object.entries(tree)) {
    const key = prefix + name;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield* leaves(value as Tree, `${key}.`);
    else yield [key, value];
  }
}

/** The value in its own type; texts (environment, command line) stand for all of them. */
function valueOf({ kind, least = 0, most = Number.MAX_SAFE_INTEGER, choices }: Setting, value: unknown): { value: unknown } | { expected: string } {
  switch (kind) {
    case 'text': return typeof value === 'string' && value.trim() !== '' ? { value } : { expected: 'some text' };
    case 'choice': return choices!.includes(value as string) ? { value } : { expected: `one of ${choices!.join(', ')}` };
    case 'flag': return value === true || value === 'true' ? { value: true } : value === false || value === 'false' ? { value: false } : { expected: 'true or false' };
    case 'list': {
      const items = (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [null]).map((item: unknown) => (typeof item === 'string' ? item.trim() : '')).filter((item, _, all) => item !== '' || all.length > 1);
      const right = (Array.isArray(value) || typeof value === 'string') && items.every((item) => item !== '' && (choices === undefined || choices.includes(item)));
      return right ? { value: items } : { expected: choices === undefined ? 'a list of texts' : `a list of ${choices.join(', ')}` };
    }
    default: {
      const number = numberOf(value, kind === 'bytes' ? BYTES : kind === 'seconds' ? SECONDS : { '': 1 });
      const unit = kind === 'bytes' ? ', such as 64MiB' : kind === 'seconds' ? ', such as 90, 5min or 2h' : '';
      return number !== undefined && number >= least && number <= most ? { value: number } : { expected: `a whole number ${most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`}${unit}` };
    }
  }
}

function numberOf(value: unknown, units: Record<string, number>): number | undefined {
  const match = typeof value === 'number' ? [, String(value), ''] : typeof value === 'string' ? /^(\d+)\s*([A-Za-z]*)$/.exec(value.trim()) : null;
  const factor = match ? units[match[2]!] : undefined, number = match && factor !== undefined ? Number(match[1]) * factor : NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function putAt(tree: Tree, key: string, value: unknown): void {
  const levels = key.split('.'), last = levels.pop()!;
  let at = tree;
  for (const level of levels) at = at[level] as Tree;
  at[last] = value;
}

/** Value of a setting; undefined where it has none. */
export function settingOf(config: ServiceConfig, key: string): unknown {
  return key.split('.').reduce<unknown>((at, level) => (at as Tree | undefined)?.[level], config);
}

/** All settings by key; of secrets only that they are set. */
export function shownConfig(config: ServiceConfig): Record<string, unknown> {
  return Object.fromEntries(SETTINGS.map(({ key, secret }) => {
    const value = settingOf(config, key);
    return [key, value === undefined ? null : secret ? '(set, not shown)' : value];
  }));
}

/** The table of docs/service-operations.md. */
export function configTable(): string {
  const rows = SETTINGS.map((setting) => `| \`${setting.key}\` | \`${environmentName(setting.key)}\` | ${defaultText(setting)} | ${setting.meaning} |`);
  return ['| setting | environment | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function defaultText({ key, kind }: Setting): string {
  if (key === 'workers') return 'one a core';
  const value = settingOf(DEFAULTS, key);
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '-';
  if (kind === 'bytes' && value !== 0) return inUnits(value as number, [['GiB', 2 ** 30], ['MiB', 2 ** 20], ['KiB', 2 ** 10]]);
  if (kind === 'seconds') return inUnits(value as number, [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]]);
  return `\`${Array.isArray(value) ? value.join(', ') : String(value)}\``;
}

function inUnits(value: number, units: [string, number][]): string {
  const [unit, size] = units.find(([, s]) => value % s === 0) ?? ['', 1];
  return `\`${value / size}${unit}\``;
}
