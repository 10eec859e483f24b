/**
 * `node bench/api-overhead.mjs [--replications 100000] [--rounds 2] [--scenario winter-storm]`: CPU time of a study over the API (the service, its check of the
 * request, the store, the study's process) against the same study on the command line. In turns, one after the other; both must have the same digest.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { row, table } from './lib/figure.mjs';
import { load, machine } from './lib/machine.mjs';
import { ask, childrenOf, cpuSeconds, ended, QUIET, startProcess } from './lib/service.mjs';

const { values } = parseArgs({ options: { replications: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '2' }, scenario: { type: 'string', default: 'winter-storm' } } });
const root = fileURLToPath(new URL('..', import.meta.url)), folder = mkdtempSync(join(tmpdir(), 'hazcade-overhead-')), before = load(), { replications } = values;

/** CPU seconds and digest of the command line; the shell counts the time of what it has run. */
async function commandLine(round) {
  const command = `TIMEFORMAT='%U %S'; time "$0" bin/hazcade.js run scenarios/${values.scenario}.yaml --replications ${replications} --workers 2 --quiet --json --out ${folder}/cli-${round} > ${folder}/cli-${round}.json`;
  const { stderr } = await promisify(execFile)('bash', ['-c', command, process.execPath], { cwd: root });
  const { default: results } = await import(`${folder}/cli-${round}.json`, { with: { type: 'json' } });
  return { cpu: stderr.trim().split('\n').at(-1).split(' ').map(Number).reduce((a, b) => a + b), digest: results.study.digest };
}

/** The same over the API, from the request to the results in the store, with a service that has answered before. */
async function service(round) {
  const place = join(folder, `service-${round}`), { url, pid, kill } = await startProcess(place, { workers: 2, args: QUIET });
  await ask(`${url}/v1/studies`);
  const all = () => [pid, ...childrenOf(pid)], sum = () => all().reduce((total, of) => total + cpuSeconds(of), 0), from = sum();
  const { id } = await ask(`${url}/v1/studies`, 'POST', { scenario: values.scenario, replications: Number(replications) }), { status, digest } = await ended(url, id, 1000);
  const cpu = sum() - from;
  await kill('SIGTERM');
  if (status !== 'done') throw new Error(`the study is ${status}`);
  return { cpu, digest };
}

try {
  const ratios = [], line = [], api = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const [a, b] = [await commandLine(round), await service(round)];
    if (a.digest !== b.digest) throw new Error(`the digests differ: ${a.digest}, ${b.digest}`);
    line.push(a.cpu);
    api.push(b.cpu);
    ratios.push(b.cpu / a.cpu);
  }
  process.stdout.write(`${table([
    row(`${replications} replications of ${values.scenario}: command line`, line, { unit: ' s' }), row('over the API and the store', api, { unit: ' s' }), row('over the API / command line', ratios, { most: 1.05 }),
  ])}\n${machine()}; load ${before} before, ${load()} after.\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
