/** Twenty rounds each of killing workers and Redis while a study runs, at drawn moments: all end complete, with the one digest. */
import { lastValueFrom } from 'rxjs';
import { runStudy, studyDigest, threadRunner } from '../../dist/index.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { KILLS, killRound } from '../lib/redis-kills.mjs';
import { redisProgram } from '../lib/redis.mjs';
import { stormStudy } from '../lib/storm.mjs';

export const title = 'Kills over Redis';

export async function run({ rounds = 20, toy = false }) {
  if (redisProgram === undefined) return [note('skipped', 'neither redis-server nor valkey-server is installed')];
  const study = stormStudy(), replications = toy ? 256 : 1920, runner = threadRunner(study.packet, { workers: 2 });
  const digest = studyDigest(study.inputs, (await lastValueFrom(runStudy(runner, { replications }))).study), rows = [];
  await runner.close();
  for (const what of toy ? KILLS.slice(-1) : KILLS) {
    const seconds = [];
    let kills = 0, same = 0;
    for (let n = 0; n < (toy ? 1 : rounds); n++) {
      const round = await killRound(what, study, replications, `round ${n}`);
      kills += round.kills;
      same += round.digest === digest ? 1 : 0;
      seconds.push(round.seconds);
    }
    assertWork(same === seconds.length, `${same} of ${seconds.length} studies with ${what} have the digest of the study alone`);
    rows.push(note(what, `${same} of ${seconds.length} studies complete with the one digest; ${kills} kills`), row(`${what}: seconds to the end`, seconds, { unit: ' s' }));
  }
  return rows;
}
