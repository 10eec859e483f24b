/** Processes of jobs: what they answer, how they end, and that nothing of it harms whoever started them. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { JobPool, type PoolOptions, type RunOptions } from '../../../src/jobs/pool.js';

const HOST = new URL('../../fixtures/job-host.mjs', import.meta.url);
const open: JobPool[] = [];

/** A pool whose tasks are those of the fixture, by their names. */
function poolOf(options: Partial<PoolOptions> = {}): (task: string, input?: unknown, options?: RunOptions) => Promise<unknown> {
  const pool = new JobPool({ settings: { storeUrl: '', dataFolder: '' }, size: 1, queue: 8, hostFile: HOST, ...options });
  open.push(pool);
  return (task, input, runOptions) => pool.run(task as 'run-study', input as never, runOptions);
}
const last = (): JobPool => open.at(-1)!;

afterEach(async () => { await Promise.all(open.splice(0).map((pool) => pool.close())); });

const alive = (pid: number): boolean => { try { process.kill(pid, 0); return true; } catch { return false; } };
async function gone(pid: number): Promise<void> { while (alive(pid)) await new Promise((resolve) => setTimeout(resolve, 50)); }

describe('a job', () => {
  it('answers, and tells on the way; its process is used again', async () => {
    const run = poolOf(), told: unknown[] = [], bytes = Uint8Array.of(1, 2, 3);
    expect(await run('echo', { bytes }, { onMessage: (m) => told.push(m) })).toEqual({ bytes });
    expect(told).toEqual([{ half: { bytes } }]);
    expect(((await run('who')) as { pid: number }).pid).toBe(((await run('who')) as { pid: number }).pid);
  });

  it('that fails gives its code; a defect its text and stack', async () => {
    const run = poolOf();
    await expect(run('fail')).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'in the job' });
    await expect(run('throw')).rejects.toMatchObject({ code: 'INTERNAL', message: 'a defect', stack: expect.stringContaining('job-host.mjs') as string });
    await expect(run('nothing')).rejects.toMatchObject({ code: 'JOB_MISUSED' });
  });

  it('stands back behind its parent', async () => {
    const here = (await import('node:os')).getPriority();
    expect(((await poolOf({ niceness: 7 })('who')) as { niceness: number }).niceness).toBe(Math.max(here, 7));
  });
});

describe('a process', () => {
  it('that crashes ends one job; the next one gets a new process', async () => {
    const run = poolOf(), { pid } = (await run('who')) as { pid: number };
    await expect(run('crash')).rejects.toMatchObject({ code: 'JOB_DIED', message: expect.stringContaining('SIGSEGV') as string });
    expect(((await run('who')) as { pid: number }).pid).not.toBe(pid);
  });

  it('that runs out of memory ends one job', async () => {
    const run = poolOf({ maxMemoryMb: 64 });
    await expect(run('eat')).rejects.toMatchObject({ code: 'JOB_DIED' });
    expect(await run('echo', 1)).toBe(1);
  });

  it('in an endless loop is ended when its time is over, and what waited goes on', async () => {
    const run = poolOf(), spinning = run('spin', undefined, { timeoutMs: 1000 }), waiting = run('echo', 2);
    await expect(spinning).rejects.toMatchObject({ code: 'JOB_TIMEOUT' });
    expect(await waiting).toBe(2);
  });

  it('ends with its parent, whatever it does', async () => {
    const parent = spawn(process.execPath, [fileURLToPath(new URL('../../fixtures/pool-parent.mjs', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer], pids = JSON.parse(line.toString()) as number[];
    expect(pids.map(alive)).toEqual([true, true]);
    parent.kill('SIGKILL');
    await Promise.all(pids.map(gone));
  });

  it('ends too when its parent was gone before it began', async () => {
    const other = String(process.ppid), child = fork(fileURLToPath(new URL('../../fixtures/job-host.mjs', import.meta.url)), [other], { serialization: 'advanced' });
    child.send({ type: 'run', ticket: 1, task: 'spin', input: undefined });
    const [, signal] = (await once(child, 'exit')) as [null, string];
    expect(signal).toBe('SIGKILL');
  });
});

describe('giving up', () => {
  it('what waits is not begun', async () => {
    const run = poolOf(), staying = run('stay').catch((error: { code: string }) => error.code), controller = new AbortController(), waiting = run('crash', undefined, { signal: controller.signal });
    expect(last().load).toEqual({ running: 1, waiting: 1 });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'JOB_CANCELLED' });
    expect(last().load).toEqual({ running: 1, waiting: 0 });
    await last().close();
    expect(await staying).toBe('JOBS_CLOSED');
    await expect(run('echo')).rejects.toMatchObject({ code: 'JOBS_CLOSED' });
  });

  it('what runs may end in order', async () => {
    const run = poolOf(), controller = new AbortController();
    await run('echo');
    const waiting = run('wait', undefined, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 500));
    controller.abort();
    expect(await waiting).toBe('in order');
  });

  it('what does not listen is ended by force', { timeout: 30_000 }, async () => {
    const run = poolOf(), controller = new AbortController(), spinning = run('spin', undefined, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 500));
    controller.abort();
    await expect(spinning).rejects.toMatchObject({ code: 'JOB_CANCELLED' });
    expect(await run('echo', 3)).toBe(3);
  });

  it('a full queue refuses', async () => {
    const run = poolOf({ queue: 1 }), jobs = [run('stay'), run('stay')].map((job) => job.catch((error: { code: string }) => error.code));
    await expect(run('echo')).rejects.toMatchObject({ code: 'JOBS_BUSY' });
    await last().close();
    expect(await Promise.all(jobs)).toEqual(['JOBS_CLOSED', 'JOBS_CLOSED']);
  });
});
