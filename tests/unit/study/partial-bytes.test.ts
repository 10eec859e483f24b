/** Partials as bytes: every sort of job comes back the same, and what is of another study is refused before it is merged. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';
import type { CascadeError } from '../../../src/errors.js';
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
    expect(partialFromBytes(partialToBytes(block(), 'block'), job, shape)).toEqual(block());
    const rank: RankJob = { kind: 'rank', index: 0, first: 0, count: 64, outcome: 0, question: { ask: 'shield' } };
    expect(partialFromBytes(partialToBytes(runRankBlock(replicator, rank), 'rank'), rank, shape)).toEqual(runRankBlock(replicator, rank));
    const course: CourseJob = { kind: 'course', index: 0, first: 0, count: 2, outcome: 0, rows: [{ replication: 3, weight: 0.5 }, { replication: 70, weight: 1 }] };
    expect(partialFromBytes(partialToBytes(runCourseBlock(replicator, course), 'course'), course, shape)).toEqual(runCourseBlock(replicator, course));
  });

  const changed: [string, (partial: BlockPartial) => object, RegExp][] = [
    ['another block', () => runBlock(replicator, 128, 64), /block 2 of 64 replications from 128/],
    ['a shorter block', () => runBlock(replicator, 64, 8), /block 1 of 8 replications from 64/],
    ['values of other outcomes', (p) => ({ ...p, values: new Float64Array(64) }), /values is not 192 numbers/],
    ['curves of another grid', (p) => ({ ...p, curves: new Uint16Array(320) }), /curves is not 640 numbers/],
    ['losses of other origins', (p) => ({ ...p, lossByOrigin: new Float64Array(1) }), /lossByOrigin is not/],
    ['flags that are none', (p) => ({ ...p, completed: p.completed.fill(2) }), /completed is not 0 or 1/],
    ['an asset that is not there', (p) => ({ ...p, assets: { ...p.assets, asset: p.assets.asset.map((a) => a + 15) } }), /asset 20 at 5, of 20/],
    ['a negative asset', (p) => ({ ...p, assets: { ...p.assets, asset: p.assets.asset.map((a) => a - 1) } }), /asset -1 at 0, of 20/],
    ['an asset twice', (p) => ({ ...p, assets: { ...p.assets, asset: p.assets.asset.map((a) => Math.max(a, 1)) } }), /asset 1 at 1, of 20/],
    ['more assets than there are', (p) => ({ ...p, assets: { ...p.assets, asset: new Int32Array(21) } }), /21 assets, of 20/],
    ['no fields', (p) => ({ ...p, failures: undefined }), /fields are missing/],
  ];
  it.each(changed)('refuse %s', (_, change, message) => {
    expect(() => partialFromBytes(partialToBytes(change(block()) as BlockPartial, 'block'), job, shape)).toThrow(message);
  });

  it('refuse bytes that are none, are cut off or too long, or are those of another sort of job', () => {
    const bytes = partialToBytes(block(), 'block'), cut = [1, 2, 3, 4, 8, 40, bytes.length - 4].map((less) => bytes.subarray(0, bytes.length - less));
    for (const bad of [Uint8Array.of(1, 2, 3), new Uint8Array(0), ...cut, Uint8Array.of(...bytes, 0, 0, 0, 0), withoutZeroRuns(toBytes(7))]) {
      expect(() => partialFromBytes(bad, job, shape)).toThrow(expect.objectContaining({ code: 'DATA_UNREADABLE' }) as Error);
    }
    const rank: RankJob = { kind: 'rank', index: 1, first: 64, count: 64, outcome: 0, question: { ask: 'shield' } };
    expect(() => partialFromBytes(bytes, rank, shape)).toThrow(expect.objectContaining({ code: 'DATA_UNREADABLE' }) as Error);
    expect(() => partialFromBytes(withoutZeroRuns(toBytes(7)), rank, shape)).toThrow(/no object/);
  });

  it('with any word changed they are refused, or give arrays of the lengths that merging relies on', () => {
    const bytes = partialToBytes(block(), 'block'), lengths = (p: BlockPartial) => [p.completed, p.values, p.curves, p.lossByOrigin].map(({ length }) => length), right = lengths(block());
    fc.assert(fc.property(fc.nat({ max: bytes.length / 4 - 1 }), fc.oneof(fc.integer(), fc.integer({ min: -9, max: 300 })), (word, value) => {
      const changed = bytes.slice();
      new DataView(changed.buffer).setInt32(4 * word, value, true);
      try {
        const partial = partialFromBytes(changed, job, shape), { asset, hit } = partial.assets;
        expect([lengths(partial), hit.length]).toEqual([right, asset.length]);
        expect(asset.every((a, i) => a < shape.assets && a > (i === 0 ? -1 : asset[i - 1]!))).toBe(true);
      } catch (error) {
        expect(['DATA_UNREADABLE', 'PARTIAL_FOREIGN']).toContain((error as CascadeError).code);
      }
    }), { numRuns: 3000 });
  });
});
