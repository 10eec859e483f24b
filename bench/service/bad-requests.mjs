/**
 * Bad requests of every sort against a running service, each over a connection of its own, and what was answered.
 * As a script: starts a service of its own, sends 10,000, and looks at its memory and at what is in its store before and after.
 *
 *   node bench/service/bad-requests.mjs [how many]
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KINDS } from './bad-kinds.mjs';

const PROGRAM = fileURLToPath(new URL('../../bin/hazcade.js', import.meta.url));
/** Connections at once. */
const WIDE = 32;
/** Slow ones take seconds each: so many wait beside the others. */
const SLOW_WIDE = 64;
const LONGEST_MS = 30_000;

/** Numbers in [0, 1) from a seed (mulberry32). */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @param {{ port: number, tokens: { reader: string, runner: string } }} service
 * @param {number} n how many
 * @param {{ seed?: number, onAnswer?: (done: number) => void | Promise<void> }} [options]
 * @returns what was answered by kind, and everything that should not have happened
 */
export async function sendBadRequests(service, n, { seed = 1, onAnswer } = {}) {
  const next = numbers(seed), kinds = Object.keys(KINDS), report = { answers: {}, wrong: [] };
  const orders = Array.from({ length: n }, (_, i) => ({ kind: kinds[i % kinds.length], at: i }));
  const slow = orders.filter((o) => KINDS[o.kind].slow), quick = orders.filter((o) => !KINDS[o.kind].slow);
  let done = 0;
  const work = async (list) => {
    for (let order = list.shift(); order !== undefined; order = list.shift()) {
      const request = KINDS[order.kind].make(next, service.tokens), answer = await exchange(service.port, request);
      note(report, order.kind, request, answer);
      await onAnswer?.(++done);
    }
  };
  await Promise.all([...Array.from({ length: WIDE }, () => work(quick)), ...Array.from({ length: SLOW_WIDE }, () => work(slow))]);
  return report;
}

function note(report, kind, request, answer) {
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0), code = /"code":"([A-Z_0-9]+)"/.exec(answer)?.[1] ?? '';
  const key = `${status} ${code}`, of = (report.answers[kind] ??= {});
  of[key] = (of[key] ?? 0) + 1;
  const bad = !((status >= 400 && status < 500) || status === 503) || code === '';
  if (bad) report.wrong.push({ kind, request: request.text.toString('latin1').slice(0, 300), answer: answer.slice(0, 300) });
}

/** Sends the text, at once or drop by drop, and reads until the other side closes. */
function exchange(port, { text, drops, half }) {
  return new Promise((resolve) => {
    const parts = [], socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let drip, finished = false;
    const finish = () => {
      if (finished) return;
      finished = true;
      clearTimeout(timer);
      clearInterval(drip);
      socket.destroy();
      resolve(Buffer.concat(parts).toString('latin1'));
    };
    const timer = setTimeout(finish, LONGEST_MS);
    socket.on('data', (part) => { parts.push(part); if (answered(parts)) finish(); });
    for (const event of ['end', 'close', 'error']) socket.on(event, finish);
    socket.on('connect', () => {
      socket.write(text);
      if (half) socket.end();
      if (drops !== undefined) drip = setInterval(() => { if (socket.writable) socket.write(drops); }, 300);
    });
  });
}

/** The header is there, and as many bytes as it says. */
function answered(parts) {
  const text = Buffer.concat(parts).toString('latin1'), end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: (\d+)/im.exec(text.slice(0, end + 2))?.[1];
  return length !== undefined && text.length >= end + 4 + Number(length);
}

/** A service of its own in a process, with keys. Slow requests are given up after few seconds, so that they end while the others run. */
export async function startBadService() {
  const data = mkdtempSync(join(tmpdir(), 'hazcade-bad-'));
  const set = ['limits.requestsPerMinute=100000000', 'limits.failedLoginsPerMinute=100000000', 'limits.headerSeconds=2', 'limits.requestSeconds=3', 'limits.jsonBytes=256KiB', 'limits.bodyBytes=1MiB', 'limits.bundleBytes=4MiB', 'limits.bundleFiles=100', 'limits.eventLoopMs=0', 'log.level=error'];
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--data', data, '--port', '0', '--access', 'keys', ...set.flatMap((s) => ['--set', s])], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = [];
  child.stdout.on('data', (text) => log.push(String(text)));
  const port = await new Promise((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (text) => { told += text; const match = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(told); if (match) resolve(Number(match[1])); });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${told}`)));
  });
  const key = (scopes) => execFileSync(process.execPath, [PROGRAM, 'keys', 'create', '--data', data, '--name', scopes, '--subject', scopes.replace(',', '-'), '--scopes', scopes], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const tokens = { reader: key('read'), runner: key('read,run') }, admin = key('admin');
  return {
    port, tokens, admin, pid: child.pid, log,
    get: (path) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${admin}` } }),
    exited: () => child.exitCode !== null,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** What somebody could have put into the service: ids by kind; and the bytes in the store. */
export async function contentsOf(service) {
  const contents = {};
  for (const kind of ['models', 'scenarios', 'drafts', 'studies', 'keys']) {
    const answer = await service.get(`/v1/${kind}`);
    if (answer.ok) contents[kind] = (await answer.json()).items.map((item) => item.id);
  }
  return contents;
}

/** Resident memory of the service, MB. */
export function residentMb(pid) {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

async function main() {
  const n = Number(process.argv[2] ?? 10_000), service = await startBadService(), before = await contentsOf(service);
  let after1000 = 0;
  const started = performance.now();
  const report = await sendBadRequests(service, n, { onAnswer: (done) => { if (done === 1_000) after1000 = residentMb(service.pid); } });
  const seconds = (performance.now() - started) / 1000, health = await service.get('/health');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const memory = residentMb(service.pid), after = await contentsOf(service);
  for (const [kind, answers] of Object.entries(report.answers)) console.log(`${kind.padEnd(34)} ${Object.entries(answers).map(([key, count]) => `${key}: ${count}`).join(', ')}`);
  const unchanged = JSON.stringify(before) === JSON.stringify(after), internal = service.log.filter((line) => line.includes('internal error')).length;
  console.log(`\n${n} requests in ${seconds.toFixed(0)} s; answered otherwise than with 4xx or 503 and a code: ${report.wrong.length}; internal errors logged: ${internal}`);
  console.log(`memory after the first 1,000: ${after1000.toFixed(0)} MB, at the end: ${memory.toFixed(0)} MB; health ${health.status}; the store holds ${unchanged ? 'what it held before' : 'something new'}`);
  for (const wrong of report.wrong.slice(0, 10)) console.log(JSON.stringify(wrong));
  await service.close();
  process.exitCode = report.wrong.length === 0 && unchanged && health.ok && memory - after1000 < 50 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
