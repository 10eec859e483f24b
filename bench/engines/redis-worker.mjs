/** `hazcade worker` with the time set after which its jobs go to others: URL THREADS LOCK_MS. Says `ready` and works until SIGTERM. */
import { once } from 'node:events';
import { startRedisWorker } from '../../dist/runners/redis/worker.js';

const [url, threads, lockMs] = process.argv.slice(2);
const worker = await startRedisWorker({ url, threads: Number(threads), lockMs: Number(lockMs) });
process.stdout.write('ready\n');
await once(process, 'SIGTERM');
await worker.close();
