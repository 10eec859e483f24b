/** Forks as requests ask for them. */
import { CascadeError, type Problem } from '../errors.js';
import { readFork } from '../model/read-fork.js';
import { forkOfVariant, prepareFork, type ForkedStudy } from '../study/fork.js';
import type { PreparedStudy } from '../study/prepare.js';
import { variantNamed } from './replays.js';

export interface ForkAsked {
  /** Content of a file of changes (hazcade-fork/1); or instead a variant that changes plans or recovery only. */
  changes?: object;
  byVariant?: string;
  /** Hours after the start, in place of the changes' own time. */
  atHours?: number;
}

/** Errors: ValidationError with every problem and its pointer, FORK_TIME_MISSING, and those of prepareFork. */
export function forkIn(base: PreparedStudy, { atHours: given, byVariant, changes }: ForkAsked): { forked: ForkedStudy; warnings: Problem[] } {
  const read = changes === undefined ? undefined : readFork(changes, base.model, base.scenario, given), atHours = given ?? read?.atHours;
  if (atHours === undefined) throw new CascadeError('FORK_TIME_MISSING', 'when does the fork begin? Expecting "at", a time after the start such as 30h');
  return { forked: prepareFork(base, read?.changed ?? forkOfVariant(base, variantNamed(base, byVariant!)), atHours), warnings: read?.warnings ?? [] };
}
