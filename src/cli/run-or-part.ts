/** Where the blocks of `run` and `compare` are computed: here, or only a part of them. */
import type { PartOf } from '../study/part-file.js';
import type { ExitCode } from './exit-codes.js';
import type { Io } from './io.js';
import type { StudyCommand } from './study-command.js';

export interface Where { part?: PartOf }

/** Runs a study, or a part of it; @returns the exit code */
export async function runOrPart(io: Io, command: StudyCommand, { part }: Where): Promise<ExitCode> {
  if (part !== undefined) return (await import('./part-command.js')).partCommand(io, command, part);
  return (await import('./study-command.js')).studyCommand(io, command);
}
