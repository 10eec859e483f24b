/**
 * `npm run bench -- [NAME ...] [--record] [--rounds N] [--toy]`: the figures by which speed is judged, one script each in figures/.
 * Every bench asserts the work it did. Ratios are medians of interleaved pairs with quartiles; times are CPU times unless said otherwise.
 */
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { table } from './lib/figure.mjs';
import { load, machine } from './lib/machine.mjs';

const NAMES = ['start', 'harbour', 'workers', 'catalogue', 'local', 'draws', 'power', 'water', 'transport', 'finance', 'physics', 'rasters', 'redis', 'redis-kills', 'w2'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'boolean' }, toy: { type: 'boolean' }, rounds: { type: 'string' },
    size: { type: 'string' }, dump: { type: 'boolean' }, hours: { type: 'boolean' }, replications: { type: 'string' },
  },
});
const unknown = positionals.find((name) => !NAMES.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`bench: there is no figure "${unknown}". Expecting ${NAMES.join(', ')}; options --record, --rounds N; of w2 also --size S|M|L|XL, --dump, --hours, --replications R\n`);
  process.exit(2);
}
const number = (text) => (text === undefined ? undefined : Number(text));
const settings = { ...options, rounds: number(options.rounds), replications: number(options.replications) };
for (const name of positionals.length > 0 ? positionals : NAMES) {
  const loadBefore = load();
  const { title, run } = await import(`./figures/${name}.mjs`);
  // Toy sizes show that a bench works, nothing else.
  const rows = (await run(settings)).map((row) => (options.toy ? { ...row, goal: '', met: undefined } : row));
  if (rows.length === 0) continue;
  const text = `### ${title}\n\n${table(rows)}\n\n${new Date().toISOString().slice(0, 16)}Z, ${machine()}; load ${loadBefore} before, ${load()} after.\n`;
  process.stdout.write(`${text}\n`);
  if (options.record) appendFileSync(new URL('RESULTS.md', import.meta.url), `\n${text}`);
}
