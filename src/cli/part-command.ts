/** `run --part` and `compare --part`: some consecutive blocks of a study, into files that `merge` puts together. */
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { relative, resolve } from 'node:path';
import { finalize, lastValueFrom, takeUntil, tap } from 'rxjs';
import { CascadeError } from '../errors.js';
import { canonicalJson } from '../model/canonical.js';
import { blocksOf, BLOCK_SIZE } from '../study/block.js';
import { Window } from '../study/in-order.js';
import { partBlocks, partFile, PartReader, PartWriter, type PartOf, type PartStudy } from '../study/part-file.js';
import { blocksInOrder, checkReplications } from '../study/run.js';
import type { Runner } from '../study/runner.js';
import { VERSION } from '../version.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { UsageError } from './failure.js';
import { listenForInterrupt, type Interrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress } from './progress.js';
import { openThreads, type FamilyMember } from './run-family.js';
import { openCommand, type OpenedStudy, type StudyCommand } from './study-command.js';

/** What is to be written where. */
interface PartJob { io: Io; command: StudyCommand; part: PartOf; study: PartStudy; opened: OpenedStudy; folder: string; interrupt: Interrupt }

/** Writes the part's files, one for the base and one for each variant; @returns the exit code */
export async function partCommand(io: Io, command: StudyCommand, part: PartOf): Promise<ExitCode> {
  const { options } = command, folder = options.out;
  if (folder === undefined) throw new UsageError('OPTION_MISSING', '--part needs --out DIR, the folder for its files');
  if (options.resume !== undefined) throw new UsageError('OPTION_CONFLICT', '--part and --resume exclude each other: a part is computed whole');
  const opened = await openCommand(command);
  checkReplications(opened.plan.replications);
  const interrupt = listenForInterrupt(io), job: PartJob = { io, command, part, study: partStudy(command, opened, folder), opened, folder, interrupt };
  try {
    if (options.force !== true) for (const member of opened.members) refuseOther(job, member);
    const files: string[] = [];
    for (const member of opened.members) {
      const file = await writePart(job, member);
      if (file === undefined) {
        io.err('Interrupted: a part is written whole or not at all.\n');
        return EXIT.interrupted;
      }
      files.push(file);
    }
    const { from, to } = partBlocks(part, blocksOf(opened.plan.replications));
    io.out(options.json ? `${JSON.stringify({ part: part.number, of: part.of, firstBlock: from, blocks: to - from, files }, null, 2)}\n`
      : `Part ${part.number} of ${part.of}: ${to - from} of ${blocksOf(opened.plan.replications)} blocks\n${files.map((file) => `         ${file}\n`).join('')}Then     hazcade merge ${folder}\n`);
    return EXIT.ok;
  } finally {
    interrupt.dispose();
  }
}

function partStudy({ name, path, options: { seed, replications, physics, precision } }: StudyCommand, { study, members, plan }: OpenedStudy, folder: string): PartStudy {
  return {
    ...study.inputs, version: VERSION, replications: plan.replications, precision: plan.precision, variants: members.flatMap(({ variant }) => variant ?? []),
    origin: { command: name, scenario: path, fromFolder: relative(resolve(folder), resolve(path)), asked: { seed, replications, physics, precision } },
  };
}

const fileOf = ({ folder, part }: PartJob, { variant }: FamilyMember): string => partFile(folder, part, variant);

/** The same part again replaces its file (a job that was started once more); another study's is not replaced unasked. */
function refuseOther(job: PartJob, member: FamilyMember): void {
  const path = fileOf(job, member);
  if (!existsSync(path)) return;
  let same = false;
  try {
    const reader = new PartReader(path), { modelHash, scenarioHash, seed, version, replications, precision } = reader.header;
    reader.close();
    const { inputs } = member.study, expected = { ...inputs, version: VERSION, replications: job.study.replications, precision: job.study.precision };
    same = canonicalJson({ modelHash, scenarioHash, seed, version, replications, precision }) === canonicalJson(expected);
  } catch (error) {
    if (!(error instanceof CascadeError)) throw error;
  }
  if (!same) throw new UsageError('OUT_EXISTS', `${path} is there and not of this study; choose another --out, or replace it with --force`);
}

/** @returns the file; undefined when interrupted */
async function writePart(job: PartJob, member: FamilyMember): Promise<string | undefined> {
  const { command: { options }, part, opened: { plan } } = job, blocks = partBlocks(part, blocksOf(plan.replications));
  const runner = await openThreads(options.workers)(member, Math.min(plan.replications, (blocks.to - blocks.from) * BLOCK_SIZE));
  try {
    return await writeBlocks(job, member, blocks, runner);
  } finally {
    await runner.close();
  }
}

async function writeBlocks(job: PartJob, member: FamilyMember, { from, to }: { from: number; to: number }, runner: Runner): Promise<string | undefined> {
  const { io, command: { options }, part, study, opened: { plan }, interrupt } = job, path = fileOf(job, member), shape = await runner.shape, window = new Window(from, 2 * runner.lanes);
  const writer = new PartWriter(path, { ...study, ...member.study.inputs, ...(member.variant === undefined ? {} : { variant: member.variant }), part, shape }, `${hostname()}-${process.pid}`);
  const progress = openProgress(io, member.variant === undefined ? 'blocks' : `blocks of ${member.variant}`, options.quiet ?? false);
  try {
    await lastValueFrom(blocksInOrder(runner, window, from, to, plan).pipe(
      takeUntil(interrupt.requested$),
      tap((partial) => {
        writer.add(partial);
        window.delivered(partial.index);
        progress.update({ done: partial.index + 1 - from, planned: to - from });
      }),
      finalize(() => progress.stop()),
    ), { defaultValue: undefined });
    if (interrupt.requested) return undefined;
    writer.commit();
    return path;
  } finally {
    writer.abandon();
  }
}
