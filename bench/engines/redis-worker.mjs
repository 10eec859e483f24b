/** `hazcade worker` with options of startRedisWorker, as JSON. Says `ready` and works until SIGTERM. */
import { once } from 'node:events';
import { startRedisWorker } from '../../dist/runners/redis/worker.js';

const worker = await startRedisWorker(JSON.parse(process.argv[2]));
process.stdout.write('ready\n');
await once(process, 'SIGTERM');
await worker.close();
