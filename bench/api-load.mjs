/**
 * `node bench/api-load.mjs [--clients 500] [--seconds 20] [--rounds 3]`: clients beside a running study, half polling once a second, half following its events.
 * Rounds are interleaved (without clients, with clients), in one study that is long enough: others use the machine too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startClients } from './lib/client-process.mjs';
import { note, row, table } from './lib/figure.mjs';
import { load, machine } from './lib/machine.mjs';
import { ask, paceOf, QUIET, startProcess } from './lib/service.mjs';
import { percentile } from './lib/percentile.mjs';

const { values } = parseArgs({ options: { clients: { type: 'string', default: '500' }, seconds: { type: 'string', default: '20' }, rounds: { type: 'string', default: '3' }, scenario: { type: 'string', default: 'winter-storm' } } });
const half = Math.ceil(Number(values.clients) / 2), seconds = Number(values.seconds), folder = mkdtempSync(join(tmpdir(), 'hazcade-load-')), before = load();
try {
  const service = await startProcess(folder, { workers: 2, args: QUIET });
  const { id } = await ask(`${service.url}/v1/studies`, 'POST', { scenario: values.scenario, replications: 1_000_000 });
  // Workers have compiled what they run often.
  await paceOf(service, id, 5);
  const alone = [], beside = [], polls = [], health = [], delays = [], errors = [], clientCpu = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    alone.push(await paceOf(service, id, seconds));
    const clients = startClients(service.url, id, { pollers: half, readers: half, seconds: seconds + 4 }), probes = startClients(service.url, id, { probes: 1, seconds: seconds + 4 });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    beside.push(await paceOf(service, id, seconds));
    const seen = await clients;
    health.push(...(await probes).health);
    polls.push(...seen.polls);
    delays.push(...seen.delays);
    errors.push(...seen.errors);
    clientCpu.push(seen.cores);
  }
  process.stdout.write(`${table([
    row(`status, p99 of ${polls.length} requests`, [percentile(polls, 0.99)], { unit: ' ms', most: 250 }), row('status, median', [percentile(polls, 0.5)], { unit: ' ms' }),
    row(`events, p99 of the delay of ${delays.length}`, [percentile(delays, 0.99)], { unit: ' ms', most: 250 }),
    row(`/health, p99 of ${health.length} requests`, [percentile(health, 0.99)], { unit: ' ms', most: 100 }), row('/health, longest', [Math.max(...health)], { unit: ' ms', most: 100 }),
    row('rate of the study beside clients / alone', beside.map((b, i) => b.rate / alone[i].rate), { least: 0.7 }), row('replications a second alone', alone.map((a) => a.rate)),
    row('CPU of the service beside clients, cores', beside.map((b) => b.cores)), row('CPU of the clients, cores', clientCpu),
    // The rate above holds those too who use the machine besides; this does not.
    row('rate beside clients / alone, from CPU times, on two cores', beside.map((b, i) => (b.perCpuSecond / alone[i].perCpuSecond) * (1 - (b.cores + clientCpu[i]) / 2)), { least: 0.7 }),
    note('errors', errors.length === 0 ? 'none' : `${errors.length}: ${[...new Set(errors)].slice(0, 3).join('; ')}`),
  ])}\n${machine()}; load ${before} before, ${load()} after.\n`);
  await service.kill('SIGTERM');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
