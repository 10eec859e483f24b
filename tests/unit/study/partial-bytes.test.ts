/** Partials as bytes: every sort of job comes back the same, and what is of another study is refused before it is merged. */
import { describe, expect, it } from 'vitest';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';
import type { Replicator } from '../../../src/engine/contracts.js';
import { blockJob, runBlock, type BlockPartial } from '../../../src/study/block.js';
import { runCourseBlock, type CourseJob } from '../../../src/study/course-block.js';
import { partialFromBytes, partialToBytes } from '../../../src/study/partial-bytes.js';
import { toBytes } from '../../../src/study/plain-bytes.js';
import { withoutZeroRuns } from '../../../src/study/zero-runs.js';
import { runRankBlock, type RankJob } from '../../../src/study/rank-block.js';
import { shapeOf } from '../../../src/study/shape.js';

const replicator = createReplicator({ failAt: [70] }) as unknown as Replicator, shape = shapeOf(replicator), job = blockJob(1, 200);
const block = (): BlockPartial => runBlock(replicator, 64, 64);

describe('partials as bytes', () => {
  it('come back the same: blocks, ranks, courses', () => {
    expect(partialFromBytes(partialToBytes(block()), job, shape)).toEqual(block());
    const rank: RankJob = { kind: 'rank', index: 0, first: 0, count: 64, outcome: 0, question: { ask: 'shield' } };
    expect(partialFromBytes(partialToBytes(runRankBlock(replicator, rank)), rank, shape)).toEqual(runRankBlock(replicator, rank));
    const course: CourseJob = { kind: 'course', index: 0, first: 0, count: 2, outcome: 0, rows: [{ replication: 3, weight: 0.5 }, { replication: 70, weight: 1 }] };
    expect(partialFromBytes(partialToBytes(runCourseBlock(replicator, course)), course, shape)).toEqual(runCourseBlock(replicator, course));
  });

  const changed: [string, (partial: BlockPartial) => object, RegExp][] = [
    ['another block', () => runBlock(replicator, 128, 64), /block 2 of 64 replications from 128/],
    ['a shorter block', () => runBlock(replicator, 64, 8), /block 1 of 8 replications from 64/],
    ['values of other outcomes', (p) => ({ ...p, values: new Float64Array(64) }), /values is not 192 numbers of Float64Array/],
    ['numbers of another type', (p) => ({ ...p, curves: new Float64Array(640) }), /curves is not 640 numbers of Uint16Array/],
    ['an asset that is not there', (p) => ({ ...p, assets: { ...p.assets, asset: p.assets.asset.map((a) => a + 15) } }), /asset 20 at 5, of 20/],
    ['a negative asset', (p) => ({ ...p, assets: { ...p.assets, asset: p.assets.asset.map((a) => a - 1) } }), /asset -1 at 0, of 20/],
    ['an asset twice', (p) => ({ ...p, assets: { ...p.assets, asset: p.assets.asset.map((a) => Math.max(a, 1)) } }), /asset 1 at 1, of 20/],
    ['tallies of another length', (p) => ({ ...p, needs: { ...p.needs, transmissions: new Int32Array(3) } }), /transmissions is not/],
    ['no fields', () => ({ index: 1, first: 64, count: 64 }), /fields are missing/],
  ];
  it.each(changed)('refuse %s', (_, change, message) => {
    expect(() => partialFromBytes(partialToBytes(change(block()) as BlockPartial), job, shape)).toThrow(message);
  });

  it('refuse bytes that are none, are cut off, or are no object', () => {
    const bytes = partialToBytes(block());
    for (const bad of [Uint8Array.of(1, 2, 3), bytes.subarray(0, bytes.length - 9), bytes.subarray(0, bytes.length - 8), withoutZeroRuns(Uint8Array.from({ length: 8 }, () => 7))]) {
      expect(() => partialFromBytes(bad, job, shape)).toThrow(expect.objectContaining({ code: 'DATA_UNREADABLE' }) as Error);
    }
    expect(() => partialFromBytes(withoutZeroRuns(toBytes(7)), job, shape)).toThrow(/no object/);
  });
});
