/** An uploaded file made a folder of files, and its main file found. Nothing is kept yet. */
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ValidationError } from '../../errors.js';
import { Problems } from '../../model/problems.js';
import { readData } from '../../model/read-data.js';
import type { DocumentKind } from '../../store/records.js';
import { commonFolder, mainFile } from '../upload/main-file.js';
import { inBundle } from '../upload/told-places.js';
import { unzip, type ArchiveLimits } from '../upload/unzip.js';

export type UploadType = 'zip' | 'yaml' | 'json';

export interface StageInput {
  /** The uploaded file; it is moved, or left where it is an archive. */
  upload: string;
  type: UploadType;
  kind: DocumentKind;
  /** New folder for its files. */
  folder: string;
  limits: ArchiveLimits;
}

export interface Staged {
  /** Folder of the bundle: the given one, or the only one in it. */
  root: string;
  /** Its main file, and the names of all. */
  main: string;
  names: string[];
  /** Of a scenario: the model it names, and where. */
  model?: { named: string; line?: number; column?: number };
}

/** Errors: ValidationError with ARCHIVE_..., MAIN_FILE_..., and for a scenario what is wrong with its YAML or JSON. */
export async function run({ upload, type, kind, folder, limits }: StageInput): Promise<Staged> {
  await mkdir(folder, { recursive: true });
  const staged = type === 'zip' ? await unpacked(upload, folder, kind, limits) : await single(upload, folder, `${kind}.${type}`);
  return kind === 'scenario' ? { ...staged, model: modelIn(staged) } : staged;
}

async function unpacked(upload: string, folder: string, kind: DocumentKind, limits: ArchiveLimits): Promise<Staged> {
  const all = await unzip(upload, folder, limits), common = commonFolder(all);
  const root = join(folder, common), names = all.map((name) => name.slice(common.length));
  return { root, names, main: mainFile(root, names, kind) };
}

async function single(upload: string, folder: string, main: string): Promise<Staged> {
  await rename(upload, join(folder, main));
  return { root: folder, main, names: [main] };
}

/** Undefined: it names none, which reading it will tell. */
function modelIn({ root, main }: Staged): Staged['model'] {
  const problems = new Problems(), source = readData(join(root, main), problems);
  if (source === undefined) throw new ValidationError(inBundle(problems.all(), [{ folder: root, shownAs: '' }]));
  const named = (source.data as { model?: unknown } | null)?.model;
  if (typeof named !== 'string') return undefined;
  const { line, column } = source.locate(['model']);
  return { named, line, column };
}
