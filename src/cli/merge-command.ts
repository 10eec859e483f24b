/** `merge`: the study whose parts lie in folders, as if it had been run at once. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ValidationError } from '../errors.js';
import type { PhysicsWord } from '../model/physics-words.js';
import { isPartName } from '../study/part-file.js';
import { otherInputs, partRunner, readPartSet, type PartSet } from '../study/part-set.js';
import { VERSION } from '../version.js';
import { existing } from './command.js';
import type { ExitCode } from './exit-codes.js';
import { UsageError } from './failure.js';
import type { Io } from './io.js';
import { finishStudy, openCommand, type StudyCommand } from './study-command.js';

export interface MergeOptions { json?: boolean; out?: string; force?: boolean; quiet?: boolean; scenario?: string }

/** Prints and writes the results; @returns the exit code */
export async function mergeCommand(io: Io, folders: readonly string[], options: MergeOptions): Promise<ExitCode> {
  const paths = folders.flatMap(partsIn), set = readPartSet(paths), { study: { version, origin } } = set;
  if (version !== VERSION) throw new UsageError('PART_FOREIGN', `the parts were computed by Hazcade ${version}, this is ${VERSION}: merge with the version that computed them`);
  const path = options.scenario === undefined ? scenarioOf(set, paths) : existing(options.scenario, 'scenario');
  const { json, out, force, quiet } = options, { physics, ...asked } = origin.asked;
  const command: StudyCommand = { name: origin.command, path, options: { json, out, force, quiet, ...asked, physics: physics as PhysicsWord | undefined } };
  const opened = await openCommand(command);
  const problems = opened.members.flatMap(({ variant, study }) => otherInputs(set.members.get(variant) ?? [], study.inputs));
  if (problems.length > 0) throw new ValidationError(problems);
  return finishStudy(io, command, opened, ({ variant }) => partRunner(set.members.get(variant)!));
}

/** Files of parts in a folder, in order of their names; a file is taken as it is. */
function partsIn(path: string): string[] {
  if (!statSync(existing(path, 'folder')).isDirectory()) return [path];
  const names = readdirSync(path).filter(isPartName).sort();
  if (names.length === 0) throw new UsageError('PART_MISSING', `${path} holds no part of a study (part-*-of-*.bin, written by hazcade run --part)`);
  return names.map((name) => join(path, name));
}

/** The scenario as it was named then, seen from here or from the folder of the parts. */
function scenarioOf({ study: { origin } }: PartSet, paths: readonly string[]): string {
  const found = [origin.scenario, ...paths.map((path) => join(path, '..', origin.fromFolder))].find((path) => existsSync(path));
  if (found === undefined) throw new UsageError('FILE_NOT_FOUND', `the scenario of these parts, "${origin.scenario}", is not there; name it with --scenario FILE`);
  return found;
}
