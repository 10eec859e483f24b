import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom, take } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { studyDigest } from '../../../src/study/digest.js';
import { keepPartial, loadPartial, PARTIAL_FILE, savePartial } from '../../../src/study/partials.js';
import { runStudy } from '../../../src/study/run.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const identity = { modelHash: 'm', scenarioHash: 's', seed: 'one' };
const runner = () => inProcessRunner(createReplicator({ throwAt: [7, 300] }));
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'hazcade-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const interrupted = (blocks: number) => lastValueFrom(runStudy(runner(), { replications: 700 }).pipe(take(blocks), keepPartial(folder, identity)));

describe('partial studies', () => {
  it('end, once resumed, with the digest of an uninterrupted study', async () => {
    const whole = await lastValueFrom(runStudy(runner(), { replications: 700 }));
    await interrupted(4);
    const resume = loadPartial(folder, identity)!;
    expect([resume.blocks, resume.replications, resume.completedCount]).toEqual([4, 256, 255]);
    const { study } = await lastValueFrom(runStudy(runner(), { replications: 700, resume }).pipe(keepPartial(folder, identity)));
    expect(studyDigest(identity, study)).toBe(studyDigest(identity, whole.study));
    expect(study.failures).toEqual(whole.study.failures);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('survive being interrupted at every block', async () => {
    const digest = studyDigest(identity, (await lastValueFrom(runStudy(runner(), { replications: 700 }))).study);
    for (let done = false; !done;) {
      const resume = loadPartial(folder, identity);
      // A resumed study first reports where it stands, so the second emission is the next block.
      const progress = await lastValueFrom(runStudy(runner(), { replications: 700, resume }).pipe(take(resume ? 2 : 1), keepPartial(folder, identity, { everyMilliseconds: 0 })));
      done = progress.done;
      if (done) expect(studyDigest(identity, progress.study)).toBe(digest);
    }
  });

  it('read back what was written, of bounded size', async () => {
    const { study } = await interrupted(4);
    expect(loadPartial(folder, identity)!.column(0)).toEqual(study.column(0));
    const size = statSync(join(folder, PARTIAL_FILE)).size;
    await interrupted(8);
    // Four more blocks add their outcomes (3 x 8 bytes) and their 'completed' byte for each replication, and a few digits.
    expect(statSync(join(folder, PARTIAL_FILE)).size - size).toBeLessThan(4 * 64 * 25 + 200);
  });

  it('are absent, refused when of another study, and refused when damaged', async () => {
    expect(loadPartial(folder, identity)).toBeUndefined();
    await interrupted(2);
    expect(() => loadPartial(folder, { ...identity, seed: 'two', modelHash: 'x' })).toThrow(/belongs to another study: different modelHash, seed$/);
    expect(loadPartial(folder, { ...identity, variant: 'tanks' })).toBeUndefined();
    const path = join(folder, PARTIAL_FILE);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
    expect(() => loadPartial(folder, identity)).toThrow(/is not as it was written/);
    writeFileSync(path, '');
    expect(() => loadPartial(folder, identity)).toThrow(/is not as it was written/);
  });

  it('leave no temporary file behind', async () => {
    const { study } = await interrupted(1);
    savePartial(join(folder, 'new', 'place'), identity, study);
    expect(readdirSync(join(folder, 'new', 'place'))).toEqual([PARTIAL_FILE]);
  });
});

describe('digest', () => {
  it('names inputs and outcomes', async () => {
    const run = async (packet: object) => (await lastValueFrom(runStudy(inProcessRunner(createReplicator({ ...packet })), { replications: 130 }))).study;
    const study = await run({});
    const digest = studyDigest(identity, study);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(studyDigest(identity, await run({}))).toBe(digest);
    expect(studyDigest({ ...identity, seed: 'two' }, study)).not.toBe(digest);
    expect(studyDigest(identity, await run({ failAt: [129] }))).not.toBe(digest);
    // The smallest change of the last outcome of the last replication.
    study.values[130 * 3 - 2]! += 2 ** -40;
    expect(studyDigest(identity, study)).not.toBe(digest);
  });
});
