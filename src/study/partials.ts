/**
 * A study on disk, unfinished: one file with everything merged so far, so that it can be continued at the next block and end
 * with the bits of a study that was never interrupted. Its size is that of the merged study (outcomes of every replication, sums
 * and histograms), not of the blocks. Written to a temporary file and renamed: there is a whole file or none.
 *
 * Layout: a line of JSON (the header) + '\n', the arrays of FIELDS one after the other (little-endian), 32 bytes of SHA-256 over all before.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { finalize, tap, type MonoTypeOperatorFunction } from 'rxjs';
import { CascadeError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import { canonicalJson } from '../model/canonical.js';
import { BLOCK_SIZE } from './block.js';
import type { StudyInputs } from './digest.js';
import { MergedStudy } from './merged-study.js';
import type { FailedReplication } from './results.js';
import type { StudyProgress } from './run.js';
import type { StudyShape } from './shape.js';

/** Name of the file inside a result folder. */
export const PARTIAL_FILE = 'partial.bin';
const PARTIAL_FORMAT = 'hazcade-partial/1';
const HASH_BYTES = 32;

/** Identifies a study: only the same one may be continued. `variant` tells variants of one scenario apart. */
export interface PartialIdentity extends StudyInputs { variant?: string }

interface Header {
  format: string; blockSize: number; identity: PartialIdentity; shape: StudyShape;
  blocks: number; replications: number; completedCount: number; events: number; failures: FailedReplication[];
}

/** The arrays of a study, in file order, cut to what is in use. */
function fieldsOf(study: MergedStudy): (Float64Array | Uint32Array | Uint8Array)[] {
  return [
    study.values.subarray(0, study.replications * study.shape.outcomes.length), study.curveSums,
    study.hit, study.fell, study.short, study.downAtHorizon, study.lostHours, study.firstFallHours, study.transmissions, study.lossByOrigin,
    study.curveBins, study.completed.subarray(0, study.replications),
  ];
}

const bytesOf = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Where the partial state of a study, or of one of its variants, is kept. */
export const partialPath = (folder: string, variant?: string): string => join(folder, variant === undefined ? PARTIAL_FILE : `${variant}.${PARTIAL_FILE}`);

/** Writes the state of a study. The folder is made if need be. Synchronous, so the study cannot grow meanwhile. */
export function savePartial(folder: string, identity: PartialIdentity, study: MergedStudy): void {
  requireLittleEndian();
  makeFolder(folder);
  const { shape, blocks, replications, completedCount, events, failures } = study;
  const header: Header = { format: PARTIAL_FORMAT, blockSize: BLOCK_SIZE, identity, shape, blocks, replications, completedCount, events, failures };
  const hash = createHash('sha256');
  const path = partialPath(folder, identity.variant);
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    for (const part of [new TextEncoder().encode(`${canonicalJson(header)}\n`), ...fieldsOf(study).map(bytesOf)]) {
      hash.update(part);
      writeAll(file, part);
    }
    writeAll(file, hash.digest());
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

/**
 * Reads the state of a study back; undefined when there is none.
 * Throws PARTIAL_CORRUPT (not as it was written), RESUME_MISMATCH (of another model, scenario, seed or version).
 */
export function loadPartial(folder: string, identity: PartialIdentity): MergedStudy | undefined {
  requireLittleEndian();
  const path = partialPath(folder, identity.variant);
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const body = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES));
  const written = bytes.subarray(body.length);
  if (written.length !== HASH_BYTES || !timingSafeEqual(createHash('sha256').update(body).digest(), written)) {
    throw new CascadeError('PARTIAL_CORRUPT', `${path} is not as it was written (its hash differs); remove it to begin anew`);
  }
  const headerEnd = body.indexOf(10);
  const header = JSON.parse(body.toString('utf8', 0, headerEnd)) as Header;
  checkHeader(path, header, identity);
  return restore(header, body.subarray(headerEnd + 1));
}

/** Removes the state of a study that has ended. */
export function removePartial(folder: string, identity: PartialIdentity): void {
  rmSync(partialPath(folder, identity.variant), { force: true });
}

/**
 * Keeps a running study on disk: now and then (against a crash), and when it ends before it is done (Ctrl-C, an error);
 * removes the file when it is done. Time decides only when a copy is written, never what is in it.
 */
export function keepPartial(folder: string, identity: PartialIdentity, everyMilliseconds = 30_000): MonoTypeOperatorFunction<StudyProgress> {
  return (progress$) => {
    let last: StudyProgress | undefined;
    let savedAt = performance.now();
    return progress$.pipe(
      tap((progress) => {
        last = progress;
        if (progress.done || performance.now() - savedAt < everyMilliseconds) return;
        savePartial(folder, identity, progress.study);
        savedAt = performance.now();
      }),
      finalize(() => {
        if (last?.done) removePartial(folder, identity);
        else if (last) savePartial(folder, identity, last.study);
      }),
    );
  };
}

function checkHeader(path: string, header: Header, identity: PartialIdentity): void {
  const differences = [
    ...(['modelHash', 'scenarioHash', 'seed', 'variant'] as const).filter((key) => header.identity[key] !== identity[key]),
    ...(header.format === PARTIAL_FORMAT ? [] : [`format (${header.format})`]),
    ...(header.blockSize === BLOCK_SIZE ? [] : [`block size (${header.blockSize})`]),
  ];
  if (differences.length > 0) throw new CascadeError('RESUME_MISMATCH', `${path} belongs to another study: different ${differences.join(', ')}`);
}

function restore(header: Header, content: Uint8Array): MergedStudy {
  const study = new MergedStudy(header.shape);
  const { blocks, replications, completedCount, events, failures } = header;
  Object.assign(study, { blocks, replications, completedCount, events, failures });
  study.values = new Float64Array(replications * header.shape.outcomes.length);
  study.completed = new Uint8Array(replications);
  let at = 0;
  for (const field of fieldsOf(study)) {
    const target = bytesOf(field);
    target.set(content.subarray(at, at + target.length));
    at += target.length;
  }
  return study;
}

function requireLittleEndian(): void {
  if (endianness() !== 'LE') throw new CascadeError('PLATFORM_UNSUPPORTED', 'partial studies are written little-endian; this processor is big-endian');
}
