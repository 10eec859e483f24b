/** What commands have in common: how they are declared, what they are given, how they end. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { nearest } from '../errors.js';
import type { ExitCode } from './exit-codes.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';

/** What main.ts lends to a command. */
export interface Session {
  readonly io: Io;
  /** Set by a command that wants another exit code than 0. */
  exit: ExitCode;
}

/** Declares one command; heavy imports belong inside its action, so that the others start quickly. */
export type Declare = (session: Session) => Command;

/** A command with its options for scripts and an example at the end of its help. @param json what its `--json` prints */
export function declare(name: string, summary: string, examples: string[], json = 'one JSON document on standard output, nothing else'): Command {
  return new Command(name)
    .description(summary)
    .option('--json', json)
    .addHelpText('after', `\nExample${examples.length > 1 ? 's' : ''}:\n${examples.map((e) => `  $ hazcade ${e}\n`).join('')}`);
}

/** The path, if something is there; otherwise throws FILE_NOT_FOUND, with the nearest name of its folder. A scenario is a file. */
export function existing(path: string, what: string): string {
  if (!existsSync(path)) {
    const folder = dirname(path);
    const near = existsSync(folder) && statSync(folder).isDirectory() ? nearest(basename(path), readdirSync(folder)) : undefined;
    throw new UsageError('FILE_NOT_FOUND', `${what} "${path}" does not exist.${near === undefined ? '' : ` Did you mean "${join(folder, near)}"?`}`);
  }
  if (what === 'scenario' && statSync(path).isDirectory()) throw new UsageError('FILE_UNREADABLE', `"${path}" is a folder. Expecting a scenario file, which names its model, such as scenarios/winter-storm.yaml`);
  return path;
}

/** Writes a value as the one JSON document of the output. */
export const writeJson = (io: Io, value: unknown): void => io.out(`${JSON.stringify(value, null, 2)}\n`);
