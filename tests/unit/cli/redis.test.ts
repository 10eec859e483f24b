/** run --redis and worker through the built binary: the files of a local run, an orderly end, and wrong use said plainly, without passwords. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/cli/main.js';
import { redisServer } from '../../../bench/lib/redis.mjs';
import { OWN_REDIS_MISSING, REDIS_MISSING, testRedis, type TestRedis } from '../../fixtures/redis.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)), SCENARIO = join(ROOT, 'scenarios', 'tutorial.yaml'), BIN = join(ROOT, 'bin', 'hazcade.js');
const ENV = { ...process.env, NO_COLOR: '1', HAZCADE_DEBUG: '' };
const missing = existsSync(join(ROOT, 'dist', 'cli', 'main.js')) ? REDIS_MISSING : 'not built';
if (missing !== undefined) console.log(`skipped: run --redis and worker (${missing})`);

// The first call loads all of the command line.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
const given = process.env['HAZCADE_REDIS'];
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-redis-')); });
afterEach(() => { if (given === undefined) delete process.env['HAZCADE_REDIS']; else process.env['HAZCADE_REDIS'] = given; });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In this process: a start of Node for each call would take longer than all of it. */
async function hazcade(args: string[], redis = ''): Promise<{ status: number; stdout: string; stderr: string }> {
  let stdout = '', stderr = '';
  process.env['HAZCADE_REDIS'] = redis;
  const status = await main(args, { out: (text) => { stdout += String(text); }, err: (text) => { stderr += text; }, color: false, debug: true, closed: false });
  return { status, stdout, stderr };
}

describe.skipIf(missing !== undefined)('over Redis on the command line', () => {
  let server: TestRedis, worker: ChildProcess, said = '', printed = '';
  beforeAll(async () => {
    server = await testRedis();
    worker = spawn(process.execPath, [BIN, 'worker', '--workers', '1', '--json'], { env: { ...ENV, HAZCADE_REDIS: server.url }, stdio: ['ignore', 'pipe', 'pipe'] });
    worker.stderr!.setEncoding('utf8').on('data', (text: string) => { said += text; });
    worker.stdout!.setEncoding('utf8').on('data', (text: string) => { printed += text; });
    await once(worker.stderr!, 'data');
  });
  afterAll(async () => { worker.kill('SIGKILL'); await server.stop(); });

  it('run writes the files of a local run', async () => {
    const at = (out: string): string => join(folder, out);
    expect((await hazcade(['run', SCENARIO, '-n', '128', '-w', '0', '-q', '--out', at('here')])).status).toBe(0);
    expect(await hazcade(['run', SCENARIO, '-n', '128', '-q', '--out', at('there'), '--redis', server.url])).toMatchObject({ status: 0, stderr: '' });
    for (const file of ['results.json', 'report.html', join('tables', 'assets.csv')]) expect(readFileSync(join(at('there'), file))).toEqual(readFileSync(join(at('here'), file)));
  });

  it('the worker says where and what it is; SIGTERM ends it with 0 and the sums', async () => {
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(said).toMatch(/^Worker at redis:\/\/127\.0\.0\.1:\d+: 1 thread, build \d+\.\d+\.\d+-[0-9a-f]{10}\n/);
    expect(said).toMatch(/Ended: [\d,]+ blocks \([\d,]+ replications\) in [\d,]+ jobs\n$/);
    const count = JSON.parse(printed) as { blocks: number; replications: number; jobs: number };
    expect(count.blocks).toBeGreaterThanOrEqual(2);
    expect(count.jobs).toBeGreaterThan(0);
  });
});

describe.skipIf(missing !== undefined || OWN_REDIS_MISSING !== undefined)('a Redis that refuses what is needed', () => {
  it.each([
    [['worker'], ['--user', 'default', 'on', 'nopass', '~*', '&*', '+@all', '-eval'], /REDIS_REFUSED: Redis refused: NOPERM .*eval/],
    [['run', SCENARIO, '-n', '64', '-q', '--out', 'refused'], ['--maxmemory', '1', '--maxmemory-policy', 'noeviction'], /REDIS_REFUSED: Redis refused: OOM/],
  ])('is told, and the process ends: %j', async (args, options, message) => {
    const server = await redisServer({ options });
    try {
      const { status, stderr } = spawnSync(process.execPath, [BIN, ...args, '--redis', server.url], { cwd: folder, env: ENV, encoding: 'utf8', timeout: 60_000 });
      expect(stderr).toMatch(message);
      expect(status).toBe(1);
    } finally {
      await server.stop();
    }
  });
});

describe('wrong use', () => {
  it.each([
    [['worker'], '', /REDIS_URL_MISSING: no address of Redis/],
    [['worker', '--redis', 'http://u:s3cret@h'], '', /REDIS_URL_INVALID: expected an address redis:\/\//],
    [['worker', '--redis', 'redis://u:s3cret@h:x'], '', /REDIS_URL_INVALID/],
    [['worker'], 's3cret', /REDIS_URL_INVALID/],
    [['run', SCENARIO, '--redis'], '', /REDIS_URL_MISSING/],
    [['run', SCENARIO, '--redis', 'redis://h', '--part', '1/2', '--out', 'x'], '', /OPTION_CONFLICT: --part and --redis exclude each other/],
    [['run', SCENARIO, '--redis', 'redis://h', '-w', '2'], '', /OPTION_CONFLICT: --workers and --redis exclude each other/],
    [['worker', '--workers', '0', '--redis', 'redis://h'], '', /Expected a whole number of at least 1/],
  ] as [string[], string, RegExp][])('%j with HAZCADE_REDIS "%s"', async (args, redis, message) => {
    const { status, stderr } = await hazcade(args, redis);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('s3cret');
    expect(status).toBe(2);
  });

  it.each([[['worker']], [['run', SCENARIO, '-n', '64']]])('no server there: %j', async (args) => {
    const { status, stderr } = await hazcade([...args, '--redis', 'redis://:s3cret@127.0.0.1:1']);
    expect(stderr).toMatch(/REDIS_UNREACHABLE: cannot use Redis at redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
    expect(stderr).not.toContain('s3cret');
    expect(status).toBe(1);
  });
});
