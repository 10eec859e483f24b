/**
 * `node bench/api-kill.mjs [--rounds 20] [--scenario harbour] [--seed N]`: SIGKILL of the whole service at drawn moments of a study, then a new start.
 * Each round: a study of its own, killed one to three times; it must end, with the digest of the study that nobody disturbed.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, ended, QUIET, startProcess } from './lib/service.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, scenario: { type: 'string', default: 'tutorial' }, replications: { type: 'string', default: '30000' }, seed: { type: 'string', default: '1' } } });

/** A drawn share; the same moments for the same seed (mulberry32). */
let state = Number(values.seed);
const draw = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const folder = mkdtempSync(join(tmpdir(), 'hazcade-kill-')), body = { scenario: values.scenario, replications: Number(values.replications) };
let kills = 0, wrong = 0;
try {
  let service = await startProcess(folder, { args: QUIET });
  const began = performance.now(), quiet = await ended(service.url, (await ask(`${service.url}/v1/studies`, 'POST', body)).id), duration = performance.now() - began;
  for (let round = 1; round <= Number(values.rounds); round++) {
    const { id } = await ask(`${service.url}/v1/studies`, 'POST', body), seen = [];
    for (let times = 1 + Math.floor(draw() * 3); times > 0; times--) {
      await new Promise((resolve) => setTimeout(resolve, draw() * duration * 0.4));
      const { status, done } = await ask(`${service.url}/v1/studies/${id}`);
      seen.push(`${status} ${done}`);
      await service.kill('SIGKILL');
      kills++;
      service = await startProcess(folder, { args: QUIET });
    }
    const study = await ended(service.url, id), right = study.status === 'done' && study.digest === quiet.digest && study.done === body.replications;
    if (!right) wrong++;
    process.stdout.write(`${String(round).padStart(3)}  killed at ${seen.join(', ')}; begun ${study.attempts} times; ${study.status} ${study.digest?.slice(0, 8)} ${right ? 'the same digest' : 'WRONG'}\n`);
  }
  await service.kill('SIGTERM');
  process.stdout.write(`${values.rounds} rounds, ${kills} kills, ${wrong} wrong; undisturbed ${(duration / 1000).toFixed(1)} s; left in the data folder: ${readdirSync(folder).join(', ')}\n`);
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
