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
import { ask, paceOf, QUIET, residentBytes, startProcess } from './lib/service.mjs';

const { values } = parseArgs({ options: { readers: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '60' }, again: { type: 'string', default: '200' }, sleepers: { type: 'string', default: '100' }, scenario: { type: 'string', default: 'winter-storm' } } });
const readers = Number(values.readers), seconds = Number(values.seconds), folder = mkdtempSync(join(tmpdir(), 'hazcade-sse-')), before = load();
const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
try {
  const service = await startProcess(folder, { workers: 2, args: QUIET });
  const { id } = await ask(`${service.url}/v1/studies`, 'POST', { scenario: values.scenario, replications: 1_000_000 });
  await paceOf(service, id, 5);
  const first = await paceOf(service, id, seconds / 4);
  const clients = startClients(service.url, id, { readers, again: Number(values.again) });
  await wait(3000);
  const beside = await paceOf(service, id, seconds);
  // Those that never read come when the others' buffers are there already.
  const slim = residentBytes(service.pid), asleep = startClients(service.url, id, { sleepers: Number(values.sleepers), seconds: 20 });
  await wait(15_000);
  const grown = residentBytes(service.pid) - slim;
  await asleep;
  await ask(`${service.url}/v1/studies/${id}/cancel`, 'POST');
  const seen = await clients;
  const second = await ask(`${service.url}/v1/studies`, 'POST', { scenario: values.scenario, replications: 1_000_000 });
  await paceOf(service, second.id, 5);
  const last = await paceOf(service, second.id, seconds / 4), alone = (key) => (first[key] + last[key]) / 2;
  process.stdout.write(`${table([
    row(`events, p99 of the delay of ${seen.delays.length}`, [percentile(seen.delays, 0.99)], { unit: ' ms', most: 250 }), row('events, median delay', [percentile(seen.delays, 0.5)], { unit: ' ms' }),
    row('time between two events of a reader, median', [percentile(seen.gaps, 0.5)], { unit: ' ms' }), row('the same, 1st percentile', [percentile(seen.gaps, 0.01)], { unit: ' ms' }),
    row(`readers that learnt of the end, of ${readers}`, [seen.ended], { least: readers }), note('came again', String(seen.reconnects)), note('errors', seen.errors.length === 0 ? 'none' : `${seen.errors.length}: ${seen.errors[0]}`),
    row('rate of the study beside the readers / alone', [beside.rate / alone('rate')], { least: 0.9 }), row('replications a second alone', [first.rate, last.rate]),
    row('CPU of the service, cores', [beside.cores]), row('CPU of the clients, cores', [seen.cores]),
    // The rate above holds those too who use the machine besides; this does not.
    row('rate beside the readers / alone, from CPU times, on two cores', [(beside.perCpuSecond / alone('perCpuSecond')) * (1 - (beside.cores + seen.cores) / 2)], { least: 0.9 }),
    row(`growth of memory by ${values.sleepers} readers that never read`, [grown / 2 ** 20], { unit: ' MB', most: 20 }),
  ])}\n${machine()}; load ${before} before, ${load()} after.\n`);
  await service.kill('SIGTERM');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
