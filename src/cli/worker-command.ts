/** What `worker` does: works until SIGTERM or Ctrl-C, finishes what it has, leaves. */
import { availableParallelism } from 'node:os';
import { firstValueFrom } from 'rxjs';
import { count } from '../report/numbers.js';
import { shownUrl } from '../runners/redis/url.js';
import { startRedisWorker, type WorkerCount } from '../runners/redis/worker.js';
import { writeJson } from './command.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { redisUrl, type RedisOption } from './redis-url.js';

export interface WorkerCommandOptions { redis?: RedisOption; workers?: number; allowModules?: boolean; quiet?: boolean; json?: boolean }

/** Milliseconds between two lines of progress. */
const LINE_MS = 10_000;

/** @returns the exit code: 0 after an orderly end, too */
export async function workerCommand(io: Io, { redis, workers, allowModules, quiet, json }: WorkerCommandOptions): Promise<ExitCode> {
  const url = redisUrl(redis, process.env), threads = workers ?? availableParallelism(), say = (text: string): void => { if (quiet !== true) io.err(`${text}\n`); };
  let shownAt = performance.now();
  const progress = (done: WorkerCount): void => {
    if (performance.now() - shownAt < LINE_MS) return;
    shownAt = performance.now();
    say(doneText(done));
  };
  const interrupt = listenForInterrupt(io, undefined, 'Finishing the jobs under way; once more to end at once: others then take them.');
  try {
    const worker = await startRedisWorker({ url, threads, allowModules, notice: say, progress });
    say(`Worker at ${shownUrl(url)}: ${threads} ${threads === 1 ? 'thread' : 'threads'}, build ${worker.build}`);
    await firstValueFrom(interrupt.requested$);
    await worker.close();
    say(`Ended: ${doneText(worker.count)}`);
    if (json === true) writeJson(io, worker.count);
    return EXIT.ok;
  } finally {
    interrupt.dispose();
  }
}

const doneText = ({ blocks, replications, jobs }: WorkerCount): string => `${count(blocks)} blocks (${count(replications)} replications) in ${count(jobs)} jobs`;
