/**
 * The name of a result: SHA-256 over what went in and everything that came out, in a canonical form. Neither time nor host nor
 * workers enter, nor how many replications were asked for: a study that stopped at 640 is the study of 640.
 */
import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from '../model/canonical.js';
import type { MergedStudy } from './merged-study.js';

/** What a study was run on. */
export interface StudyInputs {
  /** Hashes of the normalised model, with the layers that run (layers.ts), and scenario. */
  modelHash: string;
  scenarioHash: string;
  seed: string;
}

const DIGEST_FORMAT = 'hazcade-digest/1';

/** Digest of a study, 64 hexadecimal digits. */
export function studyDigest(inputs: StudyInputs, study: MergedStudy): string {
  const { shape, replications, blocks } = study;
  const hash = createHash('sha256');
  const { modelHash, scenarioHash, seed } = inputs;
  hash.update(canonicalJson({ format: DIGEST_FORMAT, modelHash, scenarioHash, seed, replications, blocks, shape, failures: study.failures }));
  for (const numbers of [
    study.values.subarray(0, replications * shape.outcomes.length), study.curveBins, study.curveSums,
    study.hit, study.fell, study.short, study.downAtHorizon, study.lostHours, study.firstFallHours, study.transmissions, study.lossByOrigin,
  ]) addNumbers(hash, numbers);
  return hash.digest('hex');
}

/** Digest of a base study and its variants, in the order of their ids. One study alone keeps its own. */
export function familyDigest(base: string, variants: readonly { id: string; digest: string }[]): string {
  if (variants.length === 0) return base;
  const ordered = [...variants].sort((a, b) => (a.id < b.id ? -1 : 1));
  return createHash('sha256').update(canonicalJson({ format: DIGEST_FORMAT, base, variants: ordered })).digest('hex');
}

const CHUNK = 8192;

/** 64-bit patterns, least significant byte first; one NaN and one zero. */
export function addNumbers(hash: Hash, numbers: Float64Array | Uint32Array): void {
  const bytes = new DataView(new ArrayBuffer(CHUNK * 8));
  bytes.setFloat64(0, numbers.length, true);
  hash.update(new Uint8Array(bytes.buffer, 0, 8));
  for (let from = 0; from < numbers.length; from += CHUNK) {
    const count = Math.min(CHUNK, numbers.length - from);
    for (let i = 0; i < count; i++) {
      const x = numbers[from + i]!;
      bytes.setFloat64(i * 8, Number.isNaN(x) ? NaN : x + 0, true);
    }
    hash.update(new Uint8Array(bytes.buffer, 0, count * 8));
  }
}
