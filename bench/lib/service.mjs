/** A service in a process of its own, started from the build by the command line: for benches and kill tests. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/hazcade.js', import.meta.url));

/**
 * Starts `hazcade serve` on a free port.
 * @param {string} folder data folder
 * @param {{ workers?: number, shell?: string, args?: string[] }} [options] `shell`: what a shell does before it becomes the service, such as `ulimit -f 100`
 * @returns {Promise<{ url: string, pid: number, log(): string, kill(signal: NodeJS.Signals): Promise<void> }>} `kill` ends when the process has ended
 */
export async function startProcess(folder, { workers = 1, shell, args = [] } = {}) {
  const line = [BIN, 'serve', '--port', '0', '--data', folder, '--workers', String(workers), ...args];
  const child = shell === undefined
    ? spawn(process.execPath, line, { stdio: ['ignore', 'ignore', 'pipe'] })
    : spawn('bash', ['-c', `${shell}; exec "$0" "$@"`, process.execPath, ...line], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { log = (log + text).slice(-100_000); });
  const ended = once(child, 'exit');
  for (;;) {
    const url = /listens on (http\S+?);/.exec(log)?.[1];
    if (url !== undefined) return { url, pid: child.pid, log: () => log, async kill(signal) { child.kill(signal); await ended; } };
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the service did not start:\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Times a service that says it is busy is asked again. */
const TRIES = 10;

/** JSON of a request; where the service is busy, it is asked again when it says. Throws on what else is no success. */
export async function ask(url, method = 'GET', body = undefined, tries = TRIES) {
  const response = await fetch(url, { method, headers: body === undefined ? {} : { 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await response.text();
  if (response.status === 503 && tries > 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('retry-after') ?? 1)));
    return ask(url, method, body, tries - 1);
  }
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** Asks until a study has ended. @returns the study */
export async function ended(base, id, everyMs = 100) {
  for (;;) {
    const study = await ask(`${base}/v1/studies/${id}`);
    if (study.status !== 'queued' && study.status !== 'running') return study;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Limits that are not what a load bench measures: all its clients come from one address. */
export const QUIET = ['--set', 'limits.requestsPerMinute=10000000', '--set', 'limits.connections=10000', '--set', 'limits.eventLoopMs=0', '--set', 'log.level=silent'];

/**
 * What a running study comes to in so many seconds: replications a second, and a CPU second of its process (which does not depend on who else uses the
 * machine); and the cores that the service itself took.
 */
export async function paceOf({ url, pid }, id, seconds) {
  const jobs = childrenOf(pid), cpu = () => jobs.map(cpuSeconds);
  const from = await ask(`${url}/v1/studies/${id}`), own = cpuSeconds(pid), before = cpu(), began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const to = await ask(`${url}/v1/studies/${id}`), took = (performance.now() - began) / 1000, after = cpu(), done = to.done - from.done;
  // Progress is told twice a second: what is missing at the end was missing at the beginning too. The study is the job that computed.
  return { rate: done / took, perCpuSecond: done / Math.max(...after.map((x, i) => x - before[i])), cores: (cpuSeconds(pid) - own) / took };
}

/** CPU seconds of a process and its threads so far (Linux). */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process, bytes (Linux). */
export const residentBytes = (pid) => 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]);

/** Ids of the processes that a process has started. */
export const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number);
