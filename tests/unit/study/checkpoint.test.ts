import { lastValueFrom, take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { CheckpointCodec } from '../../../src/study/checkpoint.js';
import { runStudy } from '../../../src/study/run.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

const identity = { modelHash: 'm', scenarioHash: 's', seed: 'one' };
const runner = inProcessRunner(createReplicator({ throwAt: [70] }));
const shape = await runner.shape;
const codec = new CheckpointCodec(identity, shape);
const { study } = await lastValueFrom(runStudy(runner, { replications: 500 }).pipe(take(6)));
const state = codec.state(study);
/** Blocks 0 to 3, and 4 to 5. */
const [one, two] = [codec.segment({ ...study, replications: 256 } as typeof study, 0), codec.segment(study, 4)];

const flipped = (bytes: Uint8Array, at: number): Uint8Array => { const copy = Uint8Array.from(bytes); copy[at]! ^= 1; return copy; };
const restoring = (bytes: Uint8Array, segments: Uint8Array[], by = codec) => by.restore(bytes, segments.map((each) => ({ bytes: each })));

describe('a checkpoint', () => {
  it('gives back the study', async () => {
    const back = await restoring(state, [one, two]);
    expect([back.blocks, back.replications, back.completedCount, back.failures]).toEqual([6, 384, 383, study.failures]);
    expect(back.column(0)).toEqual(study.column(0));
    expect(back.curveBins).toEqual(study.curveBins);
    expect(back.value(70, 0)).toBeNaN();
  });

  it('grows by what is new only', () => {
    // Three values of 8 bytes at most, their bits and a byte for each replication; 124 bytes of names and hashes.
    expect(two.length).toBeLessThanOrEqual(128 * 24 + 48 + 128 + 124);
  });

  it('is refused when it is not as it was written', async () => {
    for (const at of [0, 20, state.length >> 1, state.length - 1]) await expect(restoring(flipped(state, at), [one, two])).rejects.toThrow(/the state of this study is not as it was written/);
    for (const at of [0, 30, 70, one.length - 1]) await expect(restoring(state, [flipped(one, at), two])).rejects.toThrow(/the segment of this study is not as it was written/);
    await expect(restoring(new Uint8Array(0), [])).rejects.toThrow(/CHECKPOINT_CORRUPT|not as it was written/);
    await expect(restoring(one, [state])).rejects.toThrow(/has the format hazcade-segment\/; expected hazcade-state\/1|has the format/);
  });

  it('is refused when blocks are missing, doubled, or beyond the state', async () => {
    for (const segments of [[], [one], [two], [two, one], [one, one, two], [one, two, two]]) await expect(restoring(state, segments)).rejects.toThrow(/blocks of this study are missing or doubled/);
  });

  it('is refused when it is of another study', async () => {
    const other = new CheckpointCodec({ ...identity, seed: 'two', variant: 'v' }, shape), wider = new CheckpointCodec(identity, { ...shape, assets: 21 });
    await expect(restoring(state, [one, two], other)).rejects.toThrow(/belongs to another study: different seed, variant$/);
    await expect(restoring(state, [one, two], wider)).rejects.toThrow(/different outcomes, curves or sizes$/);
    await expect(restoring(state, [other.segment({ ...study, replications: 256 } as typeof study, 0), two])).rejects.toThrow(/the segment belongs to another study/);
  });
});
