/**
 * A study in pieces, for stores that cannot take it as one file (partials.ts): its state after a block, which is replaced, and the values
 * by replication of the blocks since, which are added. Together they go on to the same bits.
 */
import { canonicalJson } from '../model/canonical.js';
import { CascadeError } from '../errors.js';
import { BLOCK_SIZE } from './block.js';
import type { StudyInputs } from './digest.js';
import { MergedStudy } from './merged-study.js';
import type { FailedReplication } from './results.js';
import type { StudyShape } from './shape.js';

const FORMAT = 'hazcade-checkpoint/1';

interface Header { format: string; inputs: StudyInputs; shape: StudyShape; blocks: number; replications: number; completedCount: number; events: number; failures: FailedReplication[] }

/** Values of consecutive blocks, from `firstBlock`. */
export interface Segment { firstBlock: number; blocks: number; bytes: Uint8Array }

/** All that is not by replication. */
const stateArrays = (study: MergedStudy): (Float64Array | Uint32Array)[] => [
  study.curveSums, study.hit, study.fell, study.short, study.downAtHorizon, study.lostHours, study.firstFallHours, study.transmissions, study.lossByOrigin, study.curveBins,
];
const bytesOf = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The state as of the last block merged. */
export function encodeState(study: MergedStudy, { modelHash, scenarioHash, seed }: StudyInputs): Uint8Array {
  const { shape, blocks, replications, completedCount, events, failures } = study;
  const header: Header = { format: FORMAT, inputs: { modelHash, scenarioHash, seed }, shape, blocks, replications, completedCount, events, failures };
  return Buffer.concat([Buffer.from(`${canonicalJson(header)}\n`), ...stateArrays(study).map(bytesOf)]);
}

/** Values and completion of the replications from block `firstBlock` on: a byte, then the outcomes, replication by replication are not interleaved. */
export function encodeSegment({ values, completed, replications, shape }: MergedStudy, firstBlock: number): Uint8Array {
  const first = firstBlock * BLOCK_SIZE, width = shape.outcomes.length;
  return Buffer.concat([bytesOf(values.subarray(first * width, replications * width)), completed.subarray(first, replications)]);
}

/** Throws RESUME_MISMATCH (another study, or pieces that do not join). */
export function restoreStudy(state: Uint8Array, segments: readonly Segment[], inputs: StudyInputs): MergedStudy {
  const headerEnd = state.indexOf(10), header = JSON.parse(Buffer.from(state.subarray(0, headerEnd)).toString('utf8')) as Header;
  const differing = (['modelHash', 'scenarioHash', 'seed'] as const).filter((key) => header.inputs[key] !== inputs[key]);
  if (header.format !== FORMAT || differing.length > 0) throw new CascadeError('RESUME_MISMATCH', `the state kept belongs to another study: different ${differing.join(', ') || 'format'}`);
  const { shape, blocks, replications, completedCount, events, failures } = header, study = new MergedStudy(shape), width = shape.outcomes.length;
  Object.assign(study, { blocks, replications, completedCount, events, failures });
  let at = headerEnd + 1;
  for (const array of stateArrays(study)) {
    bytesOf(array).set(state.subarray(at, at + array.byteLength));
    at += array.byteLength;
  }
  study.values = new Float64Array(replications * width);
  study.completed = new Uint8Array(replications);
  let block = 0;
  for (const { firstBlock, blocks: n, bytes } of segments) {
    const first = block * BLOCK_SIZE, count = Math.min((block + n) * BLOCK_SIZE, replications) - first;
    if (firstBlock !== block || bytes.length !== count * (8 * width + 1)) throw new CascadeError('RESUME_MISMATCH', `the values kept do not join at block ${block}`);
    bytesOf(study.values).set(bytes.subarray(0, 8 * width * count), 8 * width * first);
    study.completed.set(bytes.subarray(8 * width * count), first);
    block += n;
  }
  if (block !== blocks) throw new CascadeError('RESUME_MISMATCH', `the state is of ${blocks} blocks, values of ${block}`);
  return study;
}
