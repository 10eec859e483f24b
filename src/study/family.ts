/**
 * A study and its variants, one after the other under common random numbers. Variants run as many replications as the base did:
 * a precision is asked of the base alone, and differences are taken replication by replication.
 */
import { concat, defer, finalize, from, ignoreElements, map, switchMap, type MonoTypeOperatorFunction, type Observable } from './rx.js';
import type { MergedStudy } from './merged-study.js';
import { runStudy, type StudyPlan, type StudyProgress } from './run.js';
import type { Runner } from './runner.js';

export interface Member {
  /** Id of the variant; undefined: the base. */
  id?: string;
  /** Opens the runner of its packet; it is closed when this member is done or given up. */
  open(): Runner | Promise<Runner>;
  /** State to continue from. */
  resume?: MergedStudy;
  /** What to do with its progress, such as keepPartial. */
  through?: MonoTypeOperatorFunction<StudyProgress>;
}

export interface FamilyProgress { member: Member; progress: StudyProgress }

/** Runs all members; each ends with a progress that is `done`. Errors: those of runStudy and of `open`. */
export function runFamily(base: Member, variants: readonly Member[], plan: Omit<StudyPlan, 'resume'>): Observable<FamilyProgress> {
  let replications = plan.replications;
  const base$ = runMember(base, plan).pipe(map((progress) => { replications = progress.replications; return { member: base, progress }; }));
  const others = variants.map((member) => defer(() => runMember(member, { ...plan, replications, precision: undefined })).pipe(map((progress) => ({ member, progress }))));
  return concat(base$, ...others);
}

function runMember(member: Member, plan: StudyPlan): Observable<StudyProgress> {
  return defer(() => {
    const opening = Promise.resolve(member.open());
    return from(opening).pipe(
      // The next member waits until the workers of this one are gone: never two sets in memory.
      switchMap((runner) => concat(runStudy(runner, { ...plan, resume: member.resume }), defer(() => runner.close()).pipe(ignoreElements()))),
      member.through ?? ((progress$) => progress$),
      // Also when given up while the runner is still opening; that opening failed is told by the stream itself.
      finalize(() => { opening.then((runner) => runner.close()).catch(() => undefined); }),
    );
  });
}
