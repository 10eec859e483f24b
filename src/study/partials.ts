/**
 * A study on disk, unfinished: one file with everything merged so far, so that it can be continued at the next block and end
 * with the bits of a study that was never interrupted. Its size is that of the merged study (outcomes of every replication, sums
 * and histograms), not of the blocks. How it is written: partial-file.ts.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { finalize, tap, type MonoTypeOperatorFunction } from './rx.js';
import { CascadeError } from '../errors.js';
import { BLOCK_SIZE } from './block.js';
import type { StudyInputs } from './digest.js';
import { MergedStudy } from './merged-study.js';
import { readPartialFile, writePartialFile } from './partial-file.js';
import type { FailedReplication } from './results.js';
import type { StudyProgress } from './run.js';
import type { StudyShape } from './shape.js';
import { fillArrays, sumsOf } from './study-arrays.js';

/** Name of the file inside a result folder. */
export const PARTIAL_FILE = 'partial.bin';
const PARTIAL_FORMAT = 'hazcade-partial/1';

/** Identifies a study: only the same one may be continued. `variant` tells variants of one scenario apart. */
export interface PartialIdentity extends StudyInputs { variant?: string }

interface Header {
  format: string; blockSize: number; identity: PartialIdentity; shape: StudyShape;
  blocks: number; replications: number; completedCount: number; events: number; failures: FailedReplication[];
}

/** The arrays of a study, in file order, cut to what is in use. */
const fieldsOf = (study: MergedStudy): (Float64Array | Uint32Array | Uint8Array)[] =>
  [study.values.subarray(0, study.replications * study.shape.outcomes.length), ...sumsOf(study), study.completed.subarray(0, study.replications)];

/** Where the partial state of a study, or of one of its variants, is kept. */
export const partialPath = (folder: string, variant?: string): string => join(folder, variant === undefined ? PARTIAL_FILE : `${variant}.${PARTIAL_FILE}`);

/** Writes the state of a study. The folder is made if need be. Synchronous, so the study cannot grow meanwhile. */
export function savePartial(folder: string, identity: PartialIdentity, study: MergedStudy): void {
  const { shape, blocks, replications, completedCount, events, failures } = study;
  const header: Header = { format: PARTIAL_FORMAT, blockSize: BLOCK_SIZE, identity, shape, blocks, replications, completedCount, events, failures };
  writePartialFile(partialPath(folder, identity.variant), header, fieldsOf(study));
}

/**
 * Reads the state of a study back; undefined when there is none.
 * Throws PARTIAL_CORRUPT (not as it was written), RESUME_MISMATCH (of another model, scenario, seed or version).
 */
export function loadPartial(folder: string, identity: PartialIdentity): MergedStudy | undefined {
  const path = partialPath(folder, identity.variant), read = readPartialFile(path);
  if (read === undefined) return undefined;
  const header = read.header as Header;
  checkHeader(path, header, identity);
  return restore(header, read.numbers);
}

/** Removes the state of a study that has ended. */
export function removePartial(folder: string, identity: PartialIdentity): void {
  rmSync(partialPath(folder, identity.variant), { force: true });
}

/**
 * Keeps a running study on disk: now and then (against a crash), and when it ends before it is done (Ctrl-C, an error);
 * removes the file when it is done. Time decides only when a copy is written, never what is in it.
 * @param options.ofFamily others follow: what is done is kept too, so that the family can be continued after a crash in one of them
 */
export function keepPartial(folder: string, identity: PartialIdentity, { everyMilliseconds = 30_000, ofFamily = false }: { everyMilliseconds?: number; ofFamily?: boolean } = {}): MonoTypeOperatorFunction<StudyProgress> {
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
        if (last?.done && !ofFamily) removePartial(folder, identity);
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
  fillArrays(fieldsOf(study), content);
  return study;
}
