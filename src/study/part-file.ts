/**
 * A part of a study on disk: a run of consecutive blocks, computed wherever there was room, for `merge`. Blocks are kept one by one, since
 * the bits of a study are those of its blocks added in their order. One file, whole or not at all (partial-file.ts): a header, then for each
 * block the length of its bytes (4, little-endian) and the bytes (block-bytes.ts), compressed.
 */
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { CascadeError } from '../errors.js';
import type { Precision } from '../model/types.js';
import { blockJob, blocksOf, BLOCK_SIZE, type BlockPartial } from './block.js';
import type { StudyInputs } from './digest.js';
import { PartialFileReader, PartialFileWriter } from './partial-file.js';
import { MOST_PARTIAL_BYTES, partialFromBytes, partialToBytes } from './partial-bytes.js';
import type { StudyShape } from './shape.js';

const PART_FORMAT = 'hazcade-part/2';

/** Part `number` (from 1) of `of`. */
export interface PartOf { number: number; of: number }

/** What all parts of one study, or of one variant of it, have in common. */
export interface PartStudy extends StudyInputs {
  version: string;
  /** Replications of the whole study; with a precision the most of them. */
  replications: number;
  precision?: Precision;
  origin: PartOrigin;
  /** Ids of the variants that are run too. */
  variants: string[];
}

/** How the study was asked for, so that merging can read model and scenario again. */
export interface PartOrigin {
  command: 'run' | 'compare';
  /** As it was given, and as seen from the folder of the part. */
  scenario: string;
  fromFolder: string;
  /** Options that change the study. */
  asked: { seed?: string; replications?: number; physics?: string; precision?: number };
}

export interface PartHeader extends PartStudy {
  format: string;
  blockSize: number;
  part: PartOf;
  /** Absent: the scenario as it is. */
  variant?: string;
  shape: StudyShape;
}

/**
 * Blocks [from, to) of a part: consecutive ones, numbers of blocks that differ by one at most. Not strided, because a part is then one run of
 * blocks as a job over Redis is, is read from beginning to end by the merge, and a study that stops at its precision needs only the first parts.
 */
export function partBlocks({ number, of }: PartOf, blocks: number): { from: number; to: number } {
  return { from: Math.floor((blocks * (number - 1)) / of), to: Math.floor((blocks * number) / of) };
}

/** Name of a part's file: parts stand in their order in a listing. */
export function partFile(folder: string, { number, of }: PartOf, variant?: string): string {
  const digits = String(of).length;
  return join(folder, `${variant === undefined ? '' : `${variant}.`}part-${String(number).padStart(digits, '0')}-of-${of}.bin`);
}

/** Whether a file's name is that of a part. */
export const isPartName = (name: string): boolean => /(^|\.)part-\d+-of-\d+\.bin$/.test(name);

/** Writes a part, block after block. */
export class PartWriter {
  private readonly writer: PartialFileWriter;

  /** @param owner tells apart processes that may write the same part at once (a requeued job) */
  constructor(path: string, header: Omit<PartHeader, 'format' | 'blockSize'>, owner: string) {
    this.writer = new PartialFileWriter(path, { ...header, format: PART_FORMAT, blockSize: BLOCK_SIZE }, `${path}.${owner}.tmp`);
  }

  add(partial: BlockPartial): void {
    const bytes = brotliCompressSync(partialToBytes(partial, 'block'), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length, true);
    this.writer.append(length);
    this.writer.append(bytes);
  }

  commit(): void { this.writer.commit(); }
  abandon(): void { this.writer.abandon(); }
}

/** Reads a part: its header, then its blocks in their order. */
export class PartReader {
  readonly header: PartHeader;
  private readonly reader: PartialFileReader;
  private nextBlock: number;

  /** @throws CascadeError PARTIAL_CORRUPT, PART_INVALID (no part, or of another format) */
  constructor(readonly path: string) {
    this.reader = new PartialFileReader(path);
    this.header = this.reader.header as PartHeader;
    const { format, blockSize, part, replications } = this.header;
    if (format !== PART_FORMAT || blockSize !== BLOCK_SIZE) {
      this.close();
      throw new CascadeError('PART_INVALID', `${path} is no part of a study that this version reads: expected format ${PART_FORMAT} with blocks of ${BLOCK_SIZE}, found ${format} with ${blockSize}`);
    }
    this.nextBlock = partBlocks(part, blocksOf(replications)).from;
  }

  /** The next block, which must be this one. */
  read(index: number): BlockPartial {
    const length = index === this.nextBlock ? this.reader.next(4) : undefined, bytes = length && this.reader.next(length.readUInt32LE());
    if (bytes === undefined) throw new CascadeError('PARTIAL_CORRUPT', `${this.path}: expected block ${this.nextBlock} next, was asked for block ${index}`);
    this.nextBlock++;
    const { buffer, byteOffset, length: size } = brotliDecompressSync(bytes, { maxOutputLength: MOST_PARTIAL_BYTES });
    return partialFromBytes(new Uint8Array(buffer, byteOffset, size), blockJob(index, this.header.replications), this.header.shape);
  }

  close(): void { this.reader.close(); }
}
