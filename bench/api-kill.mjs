/**
 * `node bench/api-kill.mjs [--how kill|full] [--rounds 20] [--scenario harbour] [--seed N]`: SIGKILL of the whole service at drawn moments of a study, then a
 * new start; or no process may write for a while (Linux), as on a disk that is full. Each round: a study of its own, disturbed one to three
 * times; it must end, with the digest of the study that nobody disturbed, or have failed with STORE_FULL.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, childrenOf, ended, QUIET, startProcess } from './lib/service.mjs';

const { values } = parseArgs({ options: { how: { type: 'string', default: 'kill' }, rounds: { type: 'string', default: '20' }, scenario: { type: 'string', default: 'tutorial' }, replications: { type: 'string', default: '30000' }, seed: { type: 'string', default: '1' } } });

/** A drawn share; the same moments for the same seed (mulberry32). */
let state = Number(values.seed);
const draw = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
/** How large files may become that the service writes: `1:` none at all, `unlimited:` any. */
const limitFiles = (service, bytes) => { for (const pid of [service.pid, ...childrenOf(service.pid)]) execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}`]); };
// A study waits so long for room, and then has failed: half of what is drawn is longer.
const args = [...QUIET, '--set', 'limits.storeFullSeconds=1'];

const folder = mkdtempSync(join(tmpdir(), 'hazcade-kill-')), body = { scenario: values.scenario, replications: Number(values.replications) };
let kills = 0, wrong = 0;
try {
  let service = await startProcess(folder, { args });
  const began = performance.now(), quiet = await ended(service.url, (await ask(`${service.url}/v1/studies`, 'POST', body)).id), duration = performance.now() - began;
  for (let round = 1; round <= Number(values.rounds); round++) {
    const { id } = await ask(`${service.url}/v1/studies`, 'POST', body), seen = [];
    for (let times = 1 + Math.floor(draw() * 3); times > 0; times--) {
      await sleep(draw() * duration * 0.4);
      const { status, done } = await ask(`${service.url}/v1/studies/${id}`);
      seen.push(`${status} ${done}`);
      kills++;
      if (values.how === 'full') {
        limitFiles(service, '1:');
        await sleep(draw() * 4000);
        limitFiles(service, 'unlimited:');
        continue;
      }
      await service.kill('SIGKILL');
      service = await startProcess(folder, { args });
    }
    const study = await ended(service.url, id), right = study.status === 'done' ? study.digest === quiet.digest && study.done === body.replications : values.how === 'full' && study.error?.code === 'STORE_FULL';
    if (!right) wrong++;
    process.stdout.write(`${String(round).padStart(3)}  ${values.how} at ${seen.join(', ')}; begun ${study.attempts} times; ${study.status} ${study.digest?.slice(0, 8) ?? study.error?.code} ${right ? 'as it must be' : 'WRONG'}\n`);
  }
  await service.kill('SIGTERM');
  process.stdout.write(`${values.rounds} rounds, ${kills} times, ${wrong} wrong; undisturbed ${(duration / 1000).toFixed(1)} s; left in the data folder: ${readdirSync(folder).join(', ')}\n`);
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
