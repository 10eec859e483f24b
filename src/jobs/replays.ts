/** Studies of the store made ready to be replayed. A process keeps the last few: whoever looks at one replication looks at the next one too. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Replicator } from '../engine/contracts.js';
import { CascadeError, nearest } from '../errors.js';
import type { Variant } from '../model/types.js';
import { loadReplicator } from '../study/load-replicator.js';
import { prepareVariant, type PreparedStudy } from '../study/prepare.js';
import { openStoredStudy } from './open-study.js';
import { spoolFolder } from './spool.js';
import type { StudyRequest } from './study-request.js';
import type { TaskContext } from './task.js';

/** Which course is replayed. */
export interface ReplayOf {
  /** Id of the study. */
  study: string;
  /** Variant of its scenario; left out: the base. */
  variant?: string;
}

export interface Replayable { prepared: PreparedStudy; replicator: Replicator }

/** Studies kept ready in a process. */
const MOST_KEPT = 3;
const kept = new Map<string, Replayable>();

/** Errors: STUDY_GONE, VARIANT_UNKNOWN, and those of opening a study. */
export async function openReplay({ study: id, variant }: ReplayOf, context: TaskContext): Promise<Replayable> {
  const key = JSON.stringify([id, variant ?? null]), found = kept.get(key) ?? await open(context, id, variant);
  kept.delete(key);
  kept.set(key, found);
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return found;
}

async function open(context: TaskContext, id: string, variant: string | undefined): Promise<Replayable> {
  const record = await (await context.store()).studies.get(id);
  if (record === undefined) throw new CascadeError('STUDY_GONE', `study ${id} is not in the store any more`);
  const base = await openStoredStudy(context, record, record.request as StudyRequest), prepared = variant === undefined ? base : prepareVariant(base, variantNamed(base, variant));
  return { prepared, replicator: await loadReplicator(prepared.packet) };
}

/** Throws VARIANT_UNKNOWN. */
export function variantNamed({ scenario: { id: scenario, variants } }: PreparedStudy, id: string): Variant {
  const found = variants.find((variant) => variant.id === id);
  if (found !== undefined) return found;
  const known = variants.map((variant) => variant.id), near = nearest(id, known);
  throw new CascadeError('VARIANT_UNKNOWN', `scenario ${scenario} has no variant "${id}"; ${known.length > 0 ? `expected one of ${known.join(', ')}` : 'it has none'}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

/** A path for a file that is read once and removed. */
export async function spoolPath({ settings }: TaskContext): Promise<string> {
  const folder = spoolFolder(settings.dataFolder);
  await mkdir(folder, { recursive: true });
  return join(folder, randomUUID());
}
