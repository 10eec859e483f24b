/** Runs a study, with its variants or without: progress on standard error, Ctrl-C, the unfinished state on disk. */
import { lastValueFrom, takeUntil, tap } from '../study/rx.js';
import { openRunner } from '../runners/open-runner.js';
import { runFamily, type Member } from '../study/family.js';
import type { MergedStudy } from '../study/merged-study.js';
import { keepPartial, loadPartial, savePartial, type PartialIdentity } from '../study/partials.js';
import type { PreparedStudy } from '../study/prepare.js';
import type { StudyPlan } from '../study/run.js';
import type { Runner } from '../study/runner.js';
import { UsageError } from './failure.js';
import type { Interrupt } from './interrupt.js';
import type { Io } from './io.js';
import { openProgress, type Progress } from './progress.js';

/** A study to run: the base has no variant id. */
export interface FamilyMember { variant?: string; study: PreparedStudy }

/** Opens the runner of a member for so many replications. */
export type OpenMember = (member: FamilyMember, replications: number) => Runner | Promise<Runner>;

/** What was done of it; `done` false: interrupted on the way. */
export interface MemberEnd extends FamilyMember { merged: MergedStudy; done: boolean }

export interface FamilyRun {
  /** The base first. */
  members: FamilyMember[];
  /** Where blocks come from; default: worker threads, or this process. */
  open?: OpenMember;
  plan: Omit<StudyPlan, 'resume'>;
  workers?: number;
  quiet: boolean;
  /** Folder of an earlier, unfinished run to continue. */
  resume?: string;
  /** Where the state is kept while it runs; after an interruption it holds every member that was begun. */
  unfinished: string;
  interrupt: Interrupt;
}

/** @returns the members that were begun, in order. Errors: RESUME_NOTHING, RESUME_MISMATCH, those of the runner. */
export async function runMembers(io: Io, { members, open, plan, workers, quiet, resume, unfinished, interrupt }: FamilyRun): Promise<MemberEnd[]> {
  const ends = new Map<Member, MemberEnd>();
  const known = new Map<Member, FamilyMember>(members.map((m) => [memberOf(m, plan.replications, open ?? openThreads(workers), { resume, unfinished, ofFamily: members.length > 1 }), m]));
  const [base, ...variants] = known.keys();
  if (resume !== undefined && !base!.resume) throw new UsageError('RESUME_NOTHING', `${resume} holds no unfinished study (partial.bin)`);
  let shown: { member: Member; progress: Progress } | undefined;
  try {
    await lastValueFrom(runFamily(base!, variants, plan).pipe(
      takeUntil(interrupt.requested$),
      tap(({ member, progress: { study, done } }) => ends.set(member, { ...known.get(member)!, merged: study, done })),
      tap(({ member, progress: { replications, planned, failures, relative } }) => {
        if (shown?.member !== member) {
          shown?.progress.stop();
          shown = { member, progress: openProgress(io, member.id === undefined ? 'replications' : `replications of ${member.id}`, quiet) };
        }
        shown.progress.update({ done: replications, planned, failures, relative });
      }),
    ), { defaultValue: undefined });
  } finally {
    shown?.progress.stop();
  }
  const begun = [...ends.values()];
  // keepPartial removes the state of what is done; to be continued, an interrupted family needs all of it.
  if (begun.length < members.length || begun.some((m) => !m.done)) for (const m of begun) savePartial(unfinished, identityOf(m), m.merged);
  return begun;
}

/** Assets x replications up to which a study is done sooner than a thread has started; Ctrl-C waits for less than a second of work. */
const TOO_LITTLE_FOR_THREADS = 100_000;

/** Worker threads, or this process for a small study. @param workers as asked for; undefined: as many as is best */
export const openThreads = (workers: number | undefined): OpenMember => ({ study: { model, packet } }, replications) => {
  const small = model.assets.length * replications <= TOO_LITTLE_FOR_THREADS;
  return openRunner(packet, { workers: workers ?? (small ? 0 : undefined), replications });
};

function memberOf(m: FamilyMember, replications: number, open: OpenMember, { resume, unfinished, ofFamily }: { resume: string | undefined; unfinished: string; ofFamily: boolean }): Member {
  const identity = identityOf(m);
  return {
    ...(m.variant === undefined ? {} : { id: m.variant }),
    open: () => open(m, replications),
    resume: resume === undefined ? undefined : loadPartial(resume, identity),
    through: keepPartial(unfinished, identity, { ofFamily }),
  };
}

const identityOf = ({ variant, study }: FamilyMember): PartialIdentity => ({ ...study.inputs, ...(variant === undefined ? {} : { variant }) });
