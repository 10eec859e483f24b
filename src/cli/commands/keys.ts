/** `hazcade keys`: the API keys of a service, straight in its store; for the first key, and for whoever runs it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { KeyView } from '../../api/access/keys.js';
import type { Scope } from '../../api/access/principal.js';
import type { KeyRecord } from '../../store/records.js';
import type { Store } from '../../store/store.js';
import { declare, writeJson, type Declare, type Session } from '../command.js';
import { UsageError } from '../failure.js';
import { hours, nonEmpty } from '../values.js';

interface Place { data?: string; store?: string; json?: boolean }
interface CreateOptions extends Place { name: string; subject?: string; scopes: string; projects: string; expires?: number }

const SUBJECT = 'cli';

export const keys: Declare = (session) => {
  const command = new Command('keys').description('Make, list and end the API keys of a service.').addHelpText('after', '\nExample:\n  $ hazcade keys create --data /var/lib/hazcade --name "Anna, planning" --subject anna --scopes read,run --projects harbour\n');
  for (const one of [create, list, revoke, rotate]) command.addCommand(one(session));
  return command;
};

const create: Declare = (session) => placed(declare('create', 'Make a key. Its secret is shown once.', ['keys create --name anna --subject anna --scopes read,run --projects harbour --expires 90d']))
  .requiredOption('--name <text>', 'what the key is for', nonEmpty)
  .option('--subject <name>', 'whom it stands for: owner of what is made with it (default: the name)', nonEmpty)
  .option('--scopes <list>', 'of read, run, admin', 'read')
  .option('--projects <list>', 'projects; NAME:totals: of confidential models totals only; *: all', '')
  .option('--expires <duration>', 'how long it is valid, such as 90d (default: until revoked)', hours)
  .action(async (options: CreateOptions) => {
    const { createKey } = await import('../../api/access/keys.js'), now = new Date();
    const expiresAt = options.expires === undefined ? {} : { expiresAt: new Date(now.getTime() + options.expires * 3_600_000).toISOString() };
    const wish = { name: options.name, subject: options.subject ?? options.name, scopes: wordsOf(options.scopes) as Scope[], projects: wordsOf(options.projects), ...expiresAt };
    await withStore(options, async (store) => {
      const made = await createKey(store.keys, wish, now);
      await log(store, 'create', made.record.id, now);
      await show(session, options, made);
    });
  });

const list: Declare = (session) => placed(declare('list', 'Keys, without their secrets.', ['keys list --data hazcade-data']))
  .action(async (options: Place) => {
    const { viewOfKey } = await import('../../api/access/keys.js');
    const all = await withStore(options, async (store) => (await store.keys.list()).map((key) => viewOfKey(key, new Date())));
    if (options.json) writeJson(session.io, all);
    else session.io.out(all.length === 0 ? 'no keys\n' : all.map(lineOf).join(''));
  });

const revoke: Declare = (session) => placed(declare('revoke', 'End a key at once.', ['keys revoke 0123456789ab'])).argument('<id>', 'id of the key')
  .action(async (id: string, options: Place) => {
    const { revokeKey } = await import('../../api/access/keys.js'), now = new Date();
    await withStore(options, async (store) => {
      await revokeKey(store.keys, id, now);
      await log(store, 'revoke', id, now);
    });
    if (options.json) writeJson(session.io, { revoked: id });
    else session.io.out(`key ${id} has ended\n`);
  });

const rotate: Declare = (session) => placed(declare('rotate', 'A new key in the place of an old one.', ['keys rotate 0123456789ab --overlap 24h'])).argument('<id>', 'id of the old key')
  .option('--overlap <duration>', 'how long the old one is still valid (default: it ends at once)', hours)
  .action(async (id: string, options: Place & { overlap?: number }) => {
    const { rotateKey } = await import('../../api/access/keys.js'), now = new Date();
    await withStore(options, async (store) => {
      const made = await rotateKey(store.keys, id, (options.overlap ?? 0) * 3_600, now);
      await log(store, 'rotate', id, now);
      await show(session, options, made);
    });
  });

const placed = (command: Command): Command => command
  .addOption(new Option('--data <dir>', 'data folder of the service (default: hazcade-data)').conflicts('store'))
  .option('--store <url>', 'postgres:// URL of its store');

/** The store of the service, which may be running. Errors: STORE_MISSING (a wrong folder must not become a new store). */
async function withStore<T>(place: Place, use: (store: Store) => Promise<T>): Promise<T> {
  const [{ DATABASE_FILE, openStore }, { readConfig }] = await Promise.all([import('../../store/open.js'), import('../../api/config-read.js')]);
  const { dataFolder: data, storeUrl: url } = readConfig({ env: process.env, options: { dataFolder: place.data, storeUrl: place.store } });
  if (url === undefined && !existsSync(join(data, DATABASE_FILE))) throw new UsageError('STORE_MISSING', `there is no store in "${data}": start the service once ("hazcade serve --data ${data}"), or say with --data where it is`);
  const store = await openStore(url ?? data);
  try { return await use(store); } finally { await store.close(); }
}

const log = (store: Store, action: string, id: string, now: Date): Promise<void> => store.audit.add({ at: now.toISOString(), subject: SUBJECT, action: `keys ${action}`, target: `/v1/keys/${id}`, outcome: 'done', requestId: '' });

const wordsOf = (text: string): string[] => text.split(',').map((word) => word.trim()).filter((word) => word !== '');

async function show({ io }: Session, { json }: Place, { record, secret }: { record: KeyRecord; secret: string }): Promise<void> {
  const { viewOfKey } = await import('../../api/access/keys.js'), view = viewOfKey(record, new Date());
  if (json) { writeJson(io, { ...view, secret }); return; }
  io.err(`Key ${record.id} for ${record.subject} (${record.scopes.join(', ')}). Its secret is shown this once:\n`);
  io.out(`${secret}\n`);
}

const lineOf = ({ id, name, subject, scopes, projects, expiresAt, revokedAt, inForce }: KeyView): string =>
  `${id}  ${inForce ? 'in force' : 'ended   '}  ${subject}  ${scopes.join(',')}  ${projects.join(',') || '-'}  ${name}${expiresAt === undefined ? '' : `  expires ${expiresAt}`}${revokedAt === undefined ? '' : `  ends ${revokedAt}`}\n`;
