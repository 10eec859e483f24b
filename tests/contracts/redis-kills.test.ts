/**
 * Real servers, real workers, real kills: whatever dies while a study runs over Redis, it ends complete, with the one digest. One round each;
 * twenty of each: `node bench/run.mjs redis-kills`.
 */
import { existsSync } from 'node:fs';
import { lastValueFrom } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { KILLS, killRound } from '../../bench/lib/redis-kills.mjs';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { openRunner } from '../../src/runners/open-runner.js';
import { studyDigest } from '../../src/study/digest.js';
import { prepareStudy, type PreparedStudy } from '../../src/study/prepare.js';
import { runStudy } from '../../src/study/run.js';
import { OWN_REDIS_MISSING } from '../fixtures/redis.js';

const missing = existsSync(new URL('../../dist/runners/worker.js', import.meta.url)) ? OWN_REDIS_MISSING : 'not built';
if (missing !== undefined) console.log(`skipped: kills over Redis (${missing})`);

const REPLICATIONS = 640;

describe.skipIf(missing !== undefined)('a study over Redis is whole, whatever dies', () => {
  let study: PreparedStudy, digest: string;
  beforeAll(async () => {
    const { model, scenario } = readStudyInput(new URL('../../scenarios/winter-storm.yaml', import.meta.url).pathname);
    study = prepareStudy(model, scenario);
    const runner = await openRunner(study.packet, { workers: 0 });
    digest = studyDigest(study.inputs, (await lastValueFrom(runStudy(runner, { replications: REPLICATIONS }))).study);
  });

  it.each(KILLS)('%s', async (what) => {
    const round = await killRound(what, study, REPLICATIONS, 'suite', 1000);
    expect(round).toMatchObject({ digest });
    expect(round.kills).toBeGreaterThan(0);
  });
});
