/** What `run`, `compare` and `merge` do: the study, with variants or without, its figures, its result folder. */
import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { familyResults } from '../study/family-results.js';
import { precisionOf, prepareVariant, type PreparedStudy } from '../study/prepare.js';
import type { Results } from '../study/results.js';
import type { StudyPlan } from '../study/run.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { listenForInterrupt } from './interrupt.js';
import type { Io } from './io.js';
import { reportContext } from '../report/context.js';
import { resultFiles } from './result-files.js';
import { checkFolder, writeResultFolder } from './result-folder.js';
import { runMembers, type FamilyMember, type OpenMember } from './run-family.js';
import { openStudy } from './study.js';
import type { StudyOptions } from './study-options.js';

export interface StudyCommandOptions extends StudyOptions { precision?: number; out?: string; resume?: string; force?: boolean }

export interface StudyCommand {
  /** Part of the command that gives the same result. `compare`: the scenario's variants too, each with as many replications as the base. */
  name: 'run' | 'compare';
  path: string;
  options: StudyCommandOptions;
}

/** A study that was read, what is to be run of it, and how far. */
export interface OpenedStudy { /** By performance.now(). */ startedAt: number; study: PreparedStudy; members: FamilyMember[]; plan: Omit<StudyPlan, 'resume'> }

/** Reads the study of a command, and its variants where it runs them. */
export async function openCommand({ name, path, options }: StudyCommand): Promise<OpenedStudy> {
  const startedAt = performance.now(), study = await openStudy(path, options), members: FamilyMember[] = [{ study }];
  if (name === 'compare') for (const v of study.scenario.variants) members.push({ variant: v.id, study: prepareVariant(study, v) });
  const precision = await precisionOf(study);
  return { startedAt, study, members, plan: { replications: precision ? precision.maxReplications : study.scenario.replications, precision } };
}

/** Prints and writes the results; @returns the exit code */
export async function studyCommand(io: Io, command: StudyCommand, open?: OpenMember): Promise<ExitCode> {
  return finishStudy(io, command, await openCommand(command), open);
}

/** The same, of a study that was read before. */
export async function finishStudy(io: Io, command: StudyCommand, { startedAt, study, members, plan }: OpenedStudy, open?: OpenMember): Promise<ExitCode> {
  const { options } = command, { scenario } = study;
  const wanted = options.out ?? options.resume;
  await checkFolder(wanted ?? join('results', scenario.id), study.inputs, options.force ?? false);
  const unfinished = `${wanted ?? join('results', scenario.id)}.unfinished`;
  const interrupt = listenForInterrupt(io);
  try {
    const ends = await runMembers(io, { members, open, plan, workers: options.workers, quiet: options.quiet ?? false, resume: options.resume, unfinished, interrupt });
    const [base, ...others] = ends.map(({ variant, study: prepared, merged, done }) => ({ id: variant, prepared, study: merged, done }));
    if (base === undefined) {
      io.err('Interrupted before the first block of replications was done: nothing to show.\n');
      return EXIT.interrupted;
    }
    const meta = { finishedAt: new Date().toISOString(), host: hostname(), node: process.version, workers: options.workers ?? null, seconds: Math.round(performance.now() - startedAt) / 1000 };
    const results = familyResults([base, ...others], members.length, again(command, study.inputs.seed, base.study.replications), meta), { partial } = results.study;
    const folder = wanted ?? join('results', `${scenario.id}-${results.study.digest.slice(0, 8)}`);
    const context = await reportContext(study, results);
    const files = await resultFiles(results, context);
    if (partial) for (const name of await readdir(unfinished)) files.set(name, await readFile(join(unfinished, name)));
    await writeResultFolder(folder, files);
    await removeUnfinished(unfinished);
    io.out(options.json ? `${JSON.stringify(results, null, 2)}\n` : await figuresOf(io, command, results, { ...context, folder }));
    if (partial) return EXIT.interrupted;
    return results.failures.length > 0 ? EXIT.failed : EXIT.ok;
  } finally {
    interrupt.dispose();
  }
}

/** The results for people. */
async function figuresOf({ columns, color }: Io, { name }: StudyCommand, results: Results, context: { story: string; leaveOut: ReadonlySet<string>; folder: string }): Promise<string> {
  if (name === 'compare') return (await import('../report/comparison.js')).comparisonReport(results, { columns, color, folder: context.folder });
  return (await import('../report/terminal.js')).terminalReport(results, { columns, color, ...context });
}

/** The command that gives the same digest: number of replications and seed written out. */
function again({ name, path, options }: StudyCommand, seed: string, replications: number): string {
  return `hazcade ${name} ${quoted(path)} --replications ${replications} --seed ${quoted(seed)}${options.physics === undefined ? '' : ` --physics ${options.physics}`}`;
}

/** As a shell takes it. */
export const quoted = (text: string): string => (/^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Its files are ours; the folder goes only when nothing else is in it. */
async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((n) => n.endsWith('partial.bin'))) await rm(join(folder, name));
  if (names.length > 0) await rmdir(folder).catch(() => undefined);
}
