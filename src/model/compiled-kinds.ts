/**
 * The shipped kind library as JSON, made by the build: parsing its YAML would take more time than a small study.
 * An entry counts only while the hash of its file is the same, so a changed file is simply parsed again.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Problems } from './problems.js';
import { readData, type SourceData } from './read-data.js';

/** The same relative path from `src` and from `dist`. */
const COMPILED = new URL('../../dist/kinds.json', import.meta.url);

interface Entry { sha256: string; data: unknown }

/** By file name, as the build left it; empty before the first build. */
function readCompiled(): Record<string, Entry> {
  try {
    return JSON.parse(readFileSync(COMPILED, 'utf8')) as Record<string, Entry>;
  } catch {
    return {};
  }
}

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** A reader of files of the shipped library: what the build compiled where it still holds, else the YAML. */
export function compiledReader(): typeof readData {
  const entries = readCompiled();
  return (file, problems) => {
    const entry = entries[basename(file)];
    if (entry?.sha256 !== hashOf(file)) return readData(file, problems);
    let source: SourceData | undefined;
    // Places are in the YAML; they are asked for only when there is a problem.
    return { data: entry.data, locate: (path, key) => (source ??= readData(file, new Problems()))!.locate(path, key) };
  };
}

/** Writes what the files say for {@link compiledReader}. Throws ValidationError where one is wrong. */
export function compileKinds(files: readonly string[]): void {
  const problems = new Problems();
  const entries: Record<string, Entry> = {};
  for (const file of files) {
    const data = readData(file, problems)?.data;
    problems.throwIfErrors();
    // A value that JSON cannot hold keeps its file out: that is then always parsed.
    if (isDeepStrictEqual(JSON.parse(JSON.stringify(data)), data)) entries[basename(file)] = { sha256: hashOf(file), data };
  }
  mkdirSync(new URL('.', COMPILED), { recursive: true });
  writeFileSync(COMPILED, JSON.stringify(entries));
}
