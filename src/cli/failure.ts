/** Errors as the user sees them: a code, what is wrong, no stack trace; and the exit code they lead to. */
import { isAbsolute, relative } from 'node:path';
import { CommanderError } from 'commander';
import { CascadeError, formatProblem, ValidationError, type Problem } from '../errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Io } from './io.js';

/** A mistake on the command line itself: exit code 2. */
export class UsageError extends CascadeError {
  constructor(code: string, message: string) {
    super(code, message);
    this.name = 'UsageError';
  }
}

const MOST_PROBLEMS = 50;

/** Codes of the file system that mean a wrong path was given. */
const PATH_CODES: Record<string, string> = {
  ENOENT: 'no such file or folder', EACCES: 'permission denied', EPERM: 'not permitted', ENOTDIR: 'part of the path is not a folder', EISDIR: 'is a folder, expected a file', EROFS: 'the file system is read-only', ENOSPC: 'the disk is full',
};

export interface Failure { exit: ExitCode; code: string; message: string; problems?: Problem[] }

/** What an error means to the user; unknown ones are defects of Hazcade and say so. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return { exit: error.exitCode === 0 ? EXIT.ok : EXIT.usage, code: error.code, message: error.message };
  if (error instanceof ValidationError) return { exit: EXIT.failed, code: error.code, message: error.message.split('\n')[0]!, problems: error.problems };
  if (error instanceof UsageError) return { exit: EXIT.usage, code: error.code, message: error.message };
  // A place that cannot be written is a mistake of the command line wherever it shows.
  if (error instanceof CascadeError) return { exit: error.code === 'OUT_UNWRITABLE' ? EXIT.usage : EXIT.failed, code: error.code, message: error.message };
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code !== undefined && PATH_CODES[code] !== undefined) return { exit: EXIT.usage, code, message: `${path ?? 'path'}: ${PATH_CODES[code]}` };
  return { exit: EXIT.failed, code: 'INTERNAL', message: `${message ?? String(error)} (a defect of Hazcade: please report it; HAZCADE_DEBUG=1 shows where)` };
}

/** Prints a failure on standard error, and as one JSON document on standard output where JSON was asked for. */
export function printFailure(error: unknown, io: Io, json: boolean): ExitCode {
  const failure = failureOf(error);
  // Commander has printed its own message already.
  if (!(error instanceof CommanderError)) {
    io.err(`hazcade: ${failure.code}: ${failure.message}\n`);
    if (failure.problems) io.err(problemLines(failure.problems));
    if (io.debug && error instanceof Error) io.err(`${error.stack ?? ''}\n`);
  }
  if (json && failure.exit !== EXIT.ok) io.out(`${JSON.stringify({ error: { code: failure.code, message: failure.message, ...(failure.problems ? { problems: failure.problems } : {}) } }, null, 2)}\n`);
  return failure.exit;
}

/** A problem as a line; a file below the working directory by its short path. */
export function problemLine(p: Problem): string {
  const near = p.file !== undefined && isAbsolute(p.file) ? relative('', p.file) : undefined;
  return `  ${formatProblem(near === undefined || near.startsWith('..') || isAbsolute(near) ? p : { ...p, file: near })}\n`;
}

/** One problem a line, errors first, at most fifty. */
export function problemLines(problems: readonly Problem[]): string {
  const sorted = [...problems.filter((p) => p.severity === 'error'), ...problems.filter((p) => p.severity === 'warning')];
  const lines = sorted.slice(0, MOST_PROBLEMS).map(problemLine);
  if (sorted.length > MOST_PROBLEMS) lines.push(`  … and ${sorted.length - MOST_PROBLEMS} more\n`);
  return lines.join('');
}
