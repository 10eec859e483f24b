/**
 * A study in a store, unfinished: the *state* (sums and histograms as of a block, replaced each time) and *segments* (the values by replication
 * of consecutive blocks, only ever added). Together they give back the merged study to the last bit, so that it goes on to the same digest;
 * what is written each time does not grow with what is there already. Layout, all little-endian:
 *
 *     state    `hazcade-state/2\n`, then by Brotli: without their runs of zeros (zero-runs.ts), two lines of JSON (whose state; its counts, with blanks
 *              to a multiple of 8), the arrays of study-arrays.ts; SHA-256 of all before
 *     segment  `hazcade-segment/1\n`, 32 bytes that name the study, first block and number of replications (2 x uint32), by replication 1 or 0
 *              (completed), a bit for each value (row by row, lowest bit first: is not zero), the values that are not zero; SHA-256 of all before
 *
 * About half of the values are zero, so leaving those out saves nearly as much as deflating, at a tenth of the time. Of the state one number in
 * ten is not zero: compressing only what is left takes half the time of compressing all.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { CascadeError } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import { BLOCK_SIZE, blocksOf } from './block.js';
import { MergedStudy } from './merged-study.js';
import type { PartialIdentity } from './partials.js';
import type { FailedReplication } from './results.js';
import type { StudyShape } from './shape.js';
import { packNonZero, unpackNonZero } from './sparse-values.js';
import { bytesOf, fillArrays, requireLittleEndian, sumsOf } from './study-arrays.js';
import { withoutZeroRuns, withZeroRuns } from './zero-runs.js';

const STATE = 'hazcade-state/2', SEGMENT = 'hazcade-segment/1';
const HASH_BYTES = 32;
/** The quickest: what is left of the zeros shrinks to a quarter at any. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } };
/** No state is larger than this, unpacked. */
const MOST_STATE_BYTES = 2 ** 32;
const ALIGN = 8;

interface Owner { blockSize: number; identity: PartialIdentity; shape: StudyShape }
interface Counts { blocks: number; replications: number; completedCount: number; events: number; failures: FailedReplication[] }

interface Segment { readonly bytes: Uint8Array }

/** Writes and reads the checkpoints of one member of a study (the base, or a variant). */
export class CheckpointCodec {
  /** First line of a state. */
  private readonly owner: string;
  /** Names the study in its segments. */
  private readonly name: Buffer;

  /** @param shape of the runner that goes on with it */
  constructor(private readonly identity: PartialIdentity, private readonly shape: StudyShape) {
    requireLittleEndian();
    this.owner = canonicalJson({ identity, shape, blockSize: BLOCK_SIZE } satisfies Owner);
    this.name = createHash('sha256').update(this.owner).digest();
  }

  /** Everything but the values by replication, as of the study's last block. */
  state(study: MergedStudy): Uint8Array {
    const { blocks, replications, completedCount, events, failures } = study;
    const lines = Buffer.from(`${this.owner}\n${JSON.stringify({ blocks, replications, completedCount, events, failures } satisfies Counts)}`);
    const padding = Buffer.from('\n'.padStart(ALIGN - (lines.length % ALIGN)));
    return sealed(STATE, [brotliCompressSync(withoutZeroRuns(together([lines, padding, ...sumsOf(study).map(bytesOf)])), BROTLI)]);
  }

  /** Values of the blocks from `firstBlock` to the study's last. */
  segment(study: MergedStudy, firstBlock: number): Uint8Array {
    const first = firstBlock * BLOCK_SIZE, count = study.replications - first, width = this.shape.outcomes.length;
    const values = study.values.subarray(first * width, study.replications * width);
    return sealed(SEGMENT, [this.name, bytesOf(Uint32Array.of(firstBlock, count)), study.completed.subarray(first, study.replications), ...packNonZero(values)]);
  }

  /**
   * The study as it was. It can be given to `runStudy` as `resume`.
   * @param segments in order of block, each read when those before it are in the study; those after the state (none, unless another was put aside) are refused
   * @throws CascadeError CHECKPOINT_CORRUPT (not as written), CHECKPOINT_INCOMPLETE (blocks missing or doubled), RESUME_MISMATCH (of another study)
   */
  async restore(state: Uint8Array, segments: Iterable<Segment> | AsyncIterable<Segment>): Promise<MergedStudy> {
    const study = this.restoreState(state), width = this.shape.outcomes.length;
    study.values = new Float64Array(study.replications * width);
    study.completed = new Uint8Array(study.replications);
    let blocks = 0;
    for await (const { bytes } of segments) {
      const segment = this.openSegment(bytes), first = BLOCK_SIZE * segment.firstBlock, end = first + segment.count;
      if (segment.firstBlock !== blocks || end > study.replications) throw incomplete(`expected block ${blocks} of ${study.blocks}, found block ${segment.firstBlock} with ${segment.count} replications`);
      study.completed.set(segment.completed, first);
      if (!unpackNonZero(segment.values, study.values.subarray(first * width, end * width))) throw corrupt('segment');
      blocks += blocksOf(segment.count);
    }
    if (blocks !== study.blocks) throw incomplete(`expected ${study.blocks} blocks, found ${blocks}`);
    return study;
  }

  private restoreState(state: Uint8Array): MergedStudy {
    const { owner, counts: { blocks, replications, completedCount, events, failures }, sums } = openState(state);
    this.checkOwner(owner);
    const study = Object.assign(new MergedStudy(this.shape), { blocks, replications, completedCount, events, failures });
    if (!fillArrays(sumsOf(study), sums)) throw corrupt('state');
    return study;
  }

  private checkOwner(owner: Owner): void {
    const different = [
      ...(['modelHash', 'scenarioHash', 'seed', 'variant'] as const).filter((key) => owner.identity[key] !== this.identity[key]),
      ...(owner.blockSize === BLOCK_SIZE ? [] : [`block size (${owner.blockSize})`]),
      ...(canonicalJson(owner.shape) === canonicalJson(this.shape) ? [] : ['outcomes, curves or sizes']),
    ];
    if (different.length > 0) throw new CascadeError('RESUME_MISMATCH', `the state belongs to another study: different ${different.join(', ')}`);
  }

  private openSegment(bytes: Uint8Array): { firstBlock: number; count: number; completed: Uint8Array; values: Uint8Array } {
    const body = unsealed(SEGMENT, 'segment', bytes), numbers = new DataView(body.buffer, body.byteOffset + HASH_BYTES);
    if (!timingSafeEqual(body.subarray(0, HASH_BYTES), this.name)) throw new CascadeError('RESUME_MISMATCH', 'the segment belongs to another study');
    const firstBlock = numbers.getUint32(0, true), count = numbers.getUint32(4, true), at = HASH_BYTES + 8;
    return { firstBlock, count, completed: body.subarray(at, at + count), values: body.subarray(at + count) };
  }
}

/** Whose state this is, for whoever has no runner to ask: to read a study, not to go on with it. Throws CHECKPOINT_CORRUPT, RESUME_MISMATCH. */
export function stateOwner(state: Uint8Array): { identity: PartialIdentity; shape: StudyShape } {
  const { identity, shape } = openState(state).owner;
  return { identity, shape };
}

function openState(state: Uint8Array): { owner: Owner; counts: Counts; sums: Buffer } {
  const content = Buffer.from(withZeroRuns(brotliDecompressSync(unsealed(STATE, 'state', state)), MOST_STATE_BYTES).buffer), first = content.indexOf(10), second = content.indexOf(10, first + 1);
  return { owner: JSON.parse(content.toString('utf8', 0, first)) as Owner, counts: JSON.parse(content.toString('utf8', first + 1, second)) as Counts, sums: content.subarray(second + 1) };
}

/** Kept from call to call: large arrays cost more to get rid of than to fill. */
let scratch = new Uint8Array(0);

/** Parts one after the other, until the next call. */
function together(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (scratch.length < length) scratch = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  return scratch.subarray(0, length);
}

/** Format, content, and the hash of both. */
function sealed(format: string, parts: readonly Uint8Array[]): Uint8Array {
  const whole = Buffer.concat([Buffer.from(`${format}\n`), ...parts, new Uint8Array(HASH_BYTES)]), end = whole.length - HASH_BYTES;
  whole.set(createHash('sha256').update(whole.subarray(0, end)).digest(), end);
  return whole;
}

/** The content, if it is of this format and as it was written. */
function unsealed(format: string, what: string, bytes: Uint8Array): Buffer {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), end = whole.length - HASH_BYTES, start = format.length + 1;
  if (end < start || !timingSafeEqual(createHash('sha256').update(whole.subarray(0, end)).digest(), whole.subarray(end))) throw corrupt(what);
  const found = whole.toString('latin1', 0, start).trimEnd();
  if (found !== format) throw new CascadeError('RESUME_MISMATCH', `the ${what} has the format ${found}; expected ${format}`);
  return whole.subarray(start, end);
}

const corrupt = (what: string): CascadeError => new CascadeError('CHECKPOINT_CORRUPT', `the ${what} of this study is not as it was written; delete the study and run it again`);
const incomplete = (why: string): CascadeError => new CascadeError('CHECKPOINT_INCOMPLETE', `blocks of this study are missing or doubled: ${why}; delete the study and run it again`);
