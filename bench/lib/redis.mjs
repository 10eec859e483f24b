/** Redis servers and workers as processes of their own, to be measured and to be killed. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The program of a server here; undefined: none. */
export const redisProgram = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Ends a process at once. */
async function endAtOnce(child) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Waits until a server answers. */
async function answers(port) {
  for (let tries = 0; ; tries++) {
    const { status, stdout } = spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' });
    if (status === 0 && /PONG|NOAUTH/.test(stdout)) return;
    if (tries === 200) throw new Error(`the Redis server on port ${port} does not answer`);
    await sleep(50);
  }
}

/**
 * A server of our own on a free port, that can be killed and started again.
 * @param durable append-only file, written at each command
 * @param options further ones of redis-server
 */
export async function redisServer({ durable = false, options = [] } = {}) {
  const port = await freePort(), folder = mkdtempSync(join(tmpdir(), 'hazcade-redis-'));
  let child;
  const start = async () => {
    child = spawn(redisProgram, ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', durable ? 'yes' : 'no', '--appendfsync', 'always', ...options], { stdio: 'ignore' });
    await answers(port);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() { return child.pid; },
    kill: () => endAtOnce(child),
    start,
    async stop() {
      await endAtOnce(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A worker in a process of its own; resolved when it is ready. @param lockMs milliseconds after which its jobs go to others when it is silent; default: as in `hazcade worker` */
export async function workerProcess(url, { threads = 1, lockMs, allowModules = false } = {}) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../engines/redis-worker.mjs', import.meta.url)), JSON.stringify({ url, threads, lockMs, allowModules })], { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(([code]) => { throw new Error(`the worker ended with ${code}`); })]);
  return {
    pid: child.pid,
    kill: () => endAtOnce(child),
    /** As SIGTERM does to `hazcade worker`. */
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
