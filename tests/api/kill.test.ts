/** The service killed in the middle of studies, ended in order, and out of room: studies go on to the same digest, or say clearly that they failed. */
import Libsql from 'libsql';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask, childrenOf, ended, QUIET, startProcess, type ServiceProcess, type StudyAnswer } from '../../bench/lib/service.mjs';
import { commandLineResults } from '../fixtures/command-line.js';
import { putShippedStore } from '../fixtures/shipped-store.js';

/** Raises the limit of a process that runs: room again. */
const PRLIMIT_MISSING = spawnSync('prlimit', ['--version']).status !== 0;

let folder: string, service: ServiceProcess | undefined;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-kill-')); });
afterEach(async () => {
  await service?.kill('SIGKILL');
  service = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const REPLICATIONS = 12_000;
const post = (seed: string) => ask(`${service!.url}/v1/studies`, 'POST', { scenario: 'tutorial', replications: REPLICATIONS, seed });

/** Waits until some of a study is done. */
async function begun(id: string, replications: number): Promise<StudyAnswer> {
  for (;;) {
    const study = await ask(`${service!.url}/v1/studies/${id}`);
    if (study.done >= replications || study.status === 'done' || study.status === 'failed') return study;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('SIGKILL at three moments: one digest, that of the command line', { timeout: 180_000 }, async () => {
  service = await startProcess(folder, { args: QUIET });
  const { id } = await post('kill');
  for (const moment of [1, 3_000, 8_000]) {
    await begun(id, moment);
    await service.kill('SIGKILL');
    service = await startProcess(folder, { args: QUIET });
  }
  const study = await ended(service.url, id);
  expect(study).toMatchObject({ status: 'done', done: REPLICATIONS });
  expect(study.attempts).toBeGreaterThan(1);
  expect(study.digest).toBe((await commandLineResults(folder, 'run', 'tutorial', '--replications', String(REPLICATIONS), '--seed', 'kill')).study.digest);
});

/** Replications of rankings that the store keeps. */
function keptOf(place: string): number {
  const database = new Libsql(join(place, 'hazcade.db'));
  try {
    return (database.prepare("select blocks from segments where member like 'ranking:%'").pluck().all() as number[]).reduce((sum, jobs) => sum + 8 * jobs, 0);
  } finally {
    database.close();
  }
}

/** For longer than a ranking goes without writing: so it writes before its end on a fast machine too, and need not be long. */
async function standStill({ pid }: ServiceProcess): Promise<void> {
  const jobs = childrenOf(pid);
  for (const job of jobs) process.kill(job, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  for (const job of jobs) process.kill(job, 'SIGCONT');
}

it('SIGKILL during a ranking: it goes on from what was kept, to the same entries', { timeout: 180_000 }, async () => {
  interface Ranking { id: string; status: string; done: number; attempts: number; ranking?: { entries: unknown[] } }
  const RANKED = 3_000, lowest = { done: RANKED };
  const rank = async (study: string, until: (ranking: Ranking) => boolean, more = {}): Promise<Ranking> => {
    const { id } = await ask<Ranking>(`${service!.url}/v1/studies/${study}/rankings`, 'POST', { replications: RANKED, ...more });
    for (;;) {
      const ranking = await ask<Ranking>(`${service!.url}/v1/studies/${study}/rankings/${id}`);
      if (ranking.status === 'running') lowest.done = Math.min(lowest.done, ranking.done);
      if (until(ranking)) return ranking;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await putShippedStore(folder);
  service = await startProcess(folder, { args: QUIET });
  const { id: study } = await ask(`${service.url}/v1/studies`, 'POST', { scenario: 'tutorial', replications: 64, seed: 'rank' });
  await ended(service.url, study);
  await rank(study, ({ done }) => done > 0);
  await standStill(service);
  await rank(study, ({ status, done }) => (status === 'running' && keptOf(folder) > 0) || done === RANKED);
  const kept = keptOf(folder);
  lowest.done = RANKED;
  await service.kill('SIGKILL');
  service = await startProcess(folder, { args: QUIET });
  const isEnded = ({ status }: Ranking): boolean => status !== 'queued' && status !== 'running', killed = await rank(study, isEnded), after = lowest.done;
  // The outcome that is meant where none is named: another ranking, of the same.
  const whole = await rank(study, isEnded, { outcome: 'person-hours.all' });
  expect([killed.status, killed.attempts, whole.attempts]).toEqual(['done', 2, 1]);
  expect([kept > 0, after >= kept, keptOf(folder)]).toEqual([true, true, 0]);
  expect(killed.ranking!.entries.length).toBeGreaterThan(0);
  expect(killed.ranking!.entries).toEqual(whole.ranking!.entries);
});

it('SIGTERM: it writes where it stands, gives the study back, and goes on from there', { timeout: 120_000 }, async () => {
  await putShippedStore(folder);
  service = await startProcess(folder, { args: QUIET });
  const { id } = await post('term'), before = await begun(id, 2_000);
  await service.kill('SIGTERM');
  service = await startProcess(folder, { args: QUIET });
  const after = await ask(`${service.url}/v1/studies/${id}`);
  expect(after.done).toBeGreaterThanOrEqual(before.done);
  const study = await ended(service.url, id);
  expect(study).toMatchObject({ status: 'done', done: REPLICATIONS, attempts: 2 });
});

it('no room left: the study has failed, and says so; with room the service takes the next', { timeout: 120_000 }, async () => {
  // With the shipped models in it, no file may be written beyond 200 kB: to the store that is a full disk.
  await putShippedStore(folder);
  service = await startProcess(folder, { args: [...QUIET, '--set', 'limits.storeFullSeconds=2'], shell: 'ulimit -f 200' });
  const { id } = await post('full'), study = await ended(service.url, id);
  expect([study.status, study.error?.code]).toEqual(['failed', 'STORE_FULL']);
  await service.kill('SIGTERM');
  service = await startProcess(folder, { args: QUIET });
  expect((await ended(service.url, (await post('room')).id)).status).toBe('done');
});

it.skipIf(PRLIMIT_MISSING)('no room for a while: the study waits, and goes on when there is room again', { timeout: 120_000 }, async () => {
  await putShippedStore(folder);
  service = await startProcess(folder, { args: QUIET, shell: 'ulimit -S -f 200' });
  const { id } = await post('wait');
  // As the one before, it would have failed by now.
  await begun(id, 1_000);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect((await ask(`${service.url}/v1/studies/${id}`)).status).toBe('running');
  for (const pid of [service.pid, ...childrenOf(service.pid)]) execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited']);
  const study = await ended(service.url, id);
  expect(study).toMatchObject({ status: 'done', done: REPLICATIONS });
  expect(study.digest).toBe((await commandLineResults(folder, 'run', 'tutorial', '--replications', String(REPLICATIONS), '--seed', 'wait')).study.digest);
});
