/**
 * `node bench/api-sse.mjs [--readers 1000] [--seconds 60] [--again 200]`: readers of one study's events, two a second each; some leave in the middle and come
 * again; then 100 that never read. At the end the study is cancelled: every reader must learn of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startClients } from './lib/client-process.mjs';
import { note, row, table } from './lib/figure.mjs';
import { load, machine } from './lib/machine.mjs';
import { percentile } from './lib/percentile.mjs';
import { ask, cpuSeconds, QUIET, rateOf, residentBytes, startProcess } from './lib/service.mjs';

const { values } = parseArgs({ options: { readers: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '60' }, again: { type: 'string', default: '200' }, sleepers: { type: 'string', default: '100' }, scenario: { type: 'string', default: 'winter-storm' } } });
const readers = Number(values.readers), seconds = Number(values.seconds), folder = mkdtempSync(join(tmpdir(), 'hazcade-sse-')), before = load();
const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
try {
  const service = await startProcess(folder, { workers: 2, args: QUIET });
  const { id } = await ask(`${service.url}/v1/studies`, 'POST', { scenario: values.scenario, replications: 1_000_000 });
  await rateOf(service.url, id, 5);
  const first = await rateOf(service.url, id, seconds / 4);
  const clients = startClients(service.url, id, { readers, again: Number(values.again) });
  await wait(3000);
  const used = cpuSeconds(service.pid), beside = await rateOf(service.url, id, seconds), cores = (cpuSeconds(service.pid) - used) / seconds;
  // Those that never read come when the others' buffers are there already.
  const slim = residentBytes(service.pid), asleep = startClients(service.url, id, { sleepers: Number(values.sleepers), seconds: 20 });
  await wait(15_000);
  const grown = residentBytes(service.pid) - slim;
  await asleep;
  await ask(`${service.url}/v1/studies/${id}/cancel`, 'POST');
  const seen = await clients;
  const second = await ask(`${service.url}/v1/studies`, 'POST', { scenario: values.scenario, replications: 1_000_000 });
  await rateOf(service.url, second.id, 5);
  const alone = (first + await rateOf(service.url, second.id, seconds / 4)) / 2;
  process.stdout.write(`${table([
    row(`events, p99 of the delay of ${seen.delays.length}`, [percentile(seen.delays, 0.99)], { unit: ' ms', most: 250 }), row('events, median delay', [percentile(seen.delays, 0.5)], { unit: ' ms' }),
    row('time between two events of a reader, median', [percentile(seen.gaps, 0.5)], { unit: ' ms' }), row('the same, 1st percentile', [percentile(seen.gaps, 0.01)], { unit: ' ms' }),
    row(`readers that learnt of the end, of ${readers}`, [seen.ended], { least: readers }), note('came again', String(seen.reconnects)), note('errors', seen.errors.length === 0 ? 'none' : `${seen.errors.length}: ${seen.errors[0]}`),
    row('rate of the study beside the readers / alone', [beside / alone], { least: 0.9 }), row('replications a second alone', [first, alone * 2 - first]),
    row('CPU of the service, cores', [cores]), row('CPU of the clients, cores', [seen.cores]),
    row(`growth of memory by ${values.sleepers} readers that never read`, [grown / 2 ** 20], { unit: ' MB', most: 20 }),
  ])}\n${machine()}; load ${before} before, ${load()} after.\n`);
  await service.kill('SIGTERM');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
