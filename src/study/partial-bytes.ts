/** What a job left behind, as bytes for a file or another machine, and back with everything checked that merging relies on. Of blocks: block-bytes.ts. */
import { CascadeError } from '../errors.js';
import type { AreaJob, AreaPartial } from './area-block.js';
import type { BlockPartial } from './block.js';
import { blockFromBytes, blockToBytes } from './block-bytes.js';
import type { CourseJob, CoursePartial } from './course-block.js';
import { fromBytes, toBytes } from './plain-bytes.js';
import type { OutageJob, OutagePartial } from './outage-block.js';
import type { RankJob, RankPartial } from './rank-block.js';
import type { Job, PartialOf } from './runner.js';
import type { StudyShape } from './shape.js';
import { withoutZeroRuns, withZeroRuns } from './zero-runs.js';

/** No partial is larger than this, whatever its bytes claim (a guard against bytes that grow without end). */
export const MOST_PARTIAL_BYTES = 1 << 30;

/** Bytes of the partial of a job. */
export const partialToBytes = (partial: PartialOf<Job>, kind: Job['kind']): Uint8Array => (kind === 'block' ? blockToBytes(partial as BlockPartial) : withoutZeroRuns(toBytes(partial)));

/**
 * The partial of a job. @throws CascadeError DATA_UNREADABLE; PARTIAL_FOREIGN (of another job, or of a study of another shape)
 */
export function partialFromBytes<J extends Job>(bytes: Uint8Array, job: J, shape: StudyShape): PartialOf<J> {
  const refuse = (why: string): never => { throw new CascadeError('PARTIAL_FOREIGN', `the result of block ${job.index} (replications ${job.first} to ${job.first + job.count - 1}) is not that of this study: ${why}`); };
  if (job.kind === 'block') return blockFromBytes(bytes, job, shape, refuse) as PartialOf<J>;
  const partial = fromBytes(withZeroRuns(bytes, MOST_PARTIAL_BYTES), true), wrong = typeof partial !== 'object' || partial === null ? 'no object' : mistake(partial, job, shape);
  return wrong === undefined ? partial as PartialOf<J> : refuse(wrong);
}

function mistake(partial: object, job: Exclude<Job, { kind: 'block' }>, shape: StudyShape): string | undefined {
  const { index, first, count } = partial as Partial<BlockPartial>;
  if (index !== job.index || (job.kind !== 'rank' && (first !== job.first || count !== job.count))) return `block ${index} of ${count} replications from ${first}`;
  switch (job.kind) {
    case 'rank': return wrongRank(partial as RankPartial, job);
    case 'course': return wrongCourse(partial as CoursePartial, job, shape);
    case 'outage': return wrongOutage(partial as OutagePartial, job, shape);
    case 'areas': return wrongAreas(partial as AreaPartial, job);
  }
}

type Numbers = Float64Array | Int32Array | Uint16Array;
type Row = [name: string, array: unknown, type: new (length: number) => Numbers, length: number];

/** The first array that is of another type or length. */
function wrongArray(rows: readonly Row[]): string | undefined {
  const bad = rows.find(([, array, type, length]) => !(array instanceof type) || array.length !== length);
  return bad && `${bad[0]} is not ${bad[3]} numbers of ${bad[2].name}`;
}

/** Indices must ascend within their range: merging adds at them without looking. */
function wrongIndices(name: string, indices: unknown, end: number): string | undefined {
  if (!(indices instanceof Int32Array)) return `${name} is no Int32Array`;
  const bad = indices.findIndex((index, i) => index >= end || index <= (i === 0 ? -1 : indices[i - 1]!));
  return bad < 0 ? undefined : `${name} ${indices[bad]} at ${bad}, of ${end}`;
}

function wrongRank(partial: RankPartial, { count }: RankJob): string | undefined {
  if (typeof partial.completed !== 'number' || !(partial.replication instanceof Int32Array)) return 'fields are missing';
  const pairs = partial.replication.length;
  return wrongArray([
    ['baseFailed', partial.baseFailed, Int32Array, count - partial.completed], ['subject', partial.subject, Int32Array, pairs], ['avoided', partial.avoided, Float64Array, pairs],
  ]);
}

function wrongCourse(partial: CoursePartial, { count, rows }: CourseJob, shape: StudyShape): string | undefined {
  const { assets, failures } = partial;
  if (!Array.isArray(failures) || !assets) return 'fields are missing';
  const checkpoints = rows.reduce((sum, { course }) => sum + (course?.checkpoints?.length ?? 0), 0), touched = assets.asset?.length ?? 0;
  return wrongIndices('asset', assets.asset, shape.assets) ?? wrongArray([
    ['losses', partial.losses, Float64Array, count], ['atCheckpoints', partial.atCheckpoints, Float64Array, checkpoints],
    ['hit', assets.hit, Float64Array, touched], ['fell', assets.fell, Float64Array, touched], ['lostHours', assets.lostHours, Float64Array, touched],
  ]);
}

function wrongOutage(partial: OutagePartial, { count, ticks }: OutageJob, shape: StudyShape): string | undefined {
  const { assets, completed, failures } = partial;
  if (!Array.isArray(failures) || !(Number.isInteger(completed) && completed >= 0 && completed <= count)) return 'fields are missing';
  return wrongIndices('asset', assets, shape.assets) ?? wrongArray([['counts', partial.counts, Uint16Array, assets.length * ticks.length]]);
}

function wrongAreas(partial: AreaPartial, { count, slots }: AreaJob): string | undefined {
  return Array.isArray(partial.failures) ? wrongArray([['values', partial.values, Float64Array, count * slots]]) : 'fields are missing';
}
