/** Runs a study of the store: from where it was left to its results. Killed at any moment, the next one goes on from what was written last. */
import { gzipSync } from 'node:zlib';
import { fromEvent, lastValueFrom, takeUntil, tap } from 'rxjs';
import { CascadeError } from '../../errors.js';
import { familyResults } from '../../study/family-results.js';
import { runFamily, type Member } from '../../study/family.js';
import type { MergedStudy } from '../../study/merged-study.js';
import { precisionOf, prepareVariant, type PreparedStudy } from '../../study/prepare.js';
import type { StudyProgress } from '../../study/run.js';
import { openStoredStudy } from '../open-study.js';
import { StoreKeeper } from '../store-keeper.js';
import { openStudyRunner } from '../study-runner.js';
import type { StudyRequest } from '../study-request.js';
import type { TaskContext } from '../task.js';
import { whileFull, type Patience } from '../while-full.js';

export interface RunStudyInput {
  id: string;
  /** Whoever leased the study for this task. */
  holder: string;
  /** Worker threads. */
  workers: number;
  /** CPU seconds of this process and its threads, after which the study fails; those of workers elsewhere do not count. */
  cpuSeconds?: number;
  /** How long room is waited for in a store that is full. */
  storeFullSeconds?: number;
}

/** Work done by a process on a study, all members together. */
export interface Computed { replications: number; /** Replications that failed. */ failures: number; /** Damage, falls, rises, repairs. */ events: number }

/** How far a study is; `member`: id of the variant, empty: the base. `computed`: here, since it was taken up. */
export interface StudyTold { member: string; done: number; planned: number; failures: number; /** Relative half-width, where a precision is asked for. */ relative?: number; computed: Computed }

/** `given-up`: told to end before the end; what was done is in the store. */
export type StudyEnd = { end: 'done'; digest: string } | { end: 'given-up' };

/** Progress is told twice a second: as often as it is shown. */
const TELL_EVERY_MS = 500;

/** What was done of a member. */
interface Done { prepared: PreparedStudy; study?: MergedStudy; done: boolean; /** What there was when the study was taken up. */ from: Computed }

/** Errors: STUDY_GONE, LEASE_LOST, STUDY_CPU_LIMIT, what opening and running a study throw. */
export async function run({ id, holder, workers, cpuSeconds = Infinity, storeFullSeconds = 0 }: RunStudyInput, context: TaskContext): Promise<StudyEnd> {
  // The process is used again: what studies before this one used does not count.
  const before = process.cpuUsage(), store = await context.store(), record = await store.studies.get(id);
  if (record === undefined) throw new CascadeError('STUDY_GONE', `study ${id} is not in the store any more`);
  const request = record.request as StudyRequest;
  const base = await openStoredStudy(context, record, request), precision = await precisionOf(base);
  const plan = { replications: precision?.maxReplications ?? base.scenario.replications, precision };
  const ends = new Map<Member, Done>(), keepers: StoreKeeper[] = [], patience: Patience = { seconds: storeFullSeconds, signal: context.signal };
  for (const variant of [undefined, ...(request.variants ? base.scenario.variants : [])]) {
    const prepared = variant === undefined ? base : prepareVariant(base, variant), keeper = new StoreKeeper(store, id, holder, prepared, patience, variant?.id);
    keepers.push(keeper);
    const resume = await keeper.load(), open = () => openStudyRunner(prepared.packet, context.settings, { workers, replications: plan.replications });
    ends.set({ ...(variant === undefined ? {} : { id: variant.id }), open, resume, through: keeper.keep() }, { prepared, done: false, from: workIn(resume) });
  }
  const [ofBase, ...ofVariants] = ends.keys(), tell = teller(context, () => computedBy([...ends.values()]));
  await lastValueFrom(runFamily(ofBase!, ofVariants, plan).pipe(
    takeUntil(fromEvent(context.signal, 'abort')),
    tap(({ member, progress }) => {
      Object.assign(ends.get(member)!, { study: progress.study, done: progress.done });
      tell(member.id ?? '', progress);
      const { user, system } = process.cpuUsage(before);
      if (user + system > cpuSeconds * 1e6) throw new CascadeError('STUDY_CPU_LIMIT', `the study used more than the ${cpuSeconds} CPU seconds allowed; done: ${progress.replications} of ${progress.planned} replications`);
    }),
  ), { defaultValue: undefined });
  if ([...ends.values()].some((e) => !e.done)) {
    tell.last();
    for (const keeper of keepers) await keeper.settle();
    return { end: 'given-up' };
  }
  const [first, ...others] = [...ends].map(([{ id: variant }, { prepared, study, done }]) => ({ id: variant, prepared, study: study!, done }));
  const results = familyResults([first!, ...others], ends.size, `POST /v1/studies ${JSON.stringify({ scenario: `${record.scenarioId}@${record.scenarioVersion}`, model: `${record.modelId}@${record.modelVersion}`, ...request, seed: base.inputs.seed })}`);
  const { digest } = results.study;
  const packed = gzipSync(JSON.stringify(results));
  // The clock is no part of the results: it dates the end of the work.
  if (!await whileFull(() => store.studies.finish(id, holder, digest, packed, new Date().toISOString()), patience)) throw leaseLost(id);
  return { end: 'done', digest };
}

const leaseLost = (id: string): CascadeError => new CascadeError('LEASE_LOST', `study ${id} is no longer ours: cancelled, removed or taken over`);

/** Sums of what blocks counted anyway: nothing is counted in the course of a replication. */
const workIn = (study: MergedStudy | undefined): Computed => ({ replications: study?.replications ?? 0, failures: (study?.replications ?? 0) - (study?.completedCount ?? 0), events: study?.events ?? 0 });

function computedBy(members: readonly Done[]): Computed {
  const sum: Computed = { replications: 0, failures: 0, events: 0 };
  for (const { study, from } of members) {
    if (study === undefined) continue;
    const now = workIn(study);
    for (const what of ['replications', 'failures', 'events'] as const) sum[what] += now[what] - from[what];
  }
  return sum;
}

/** Tells progress now and then, and at each end. */
interface Teller { (member: string, progress: StudyProgress): void; /** Tells what was held back. */ last(): void }

function teller(context: TaskContext, computed: () => Computed): Teller {
  let at = -Infinity, held: Omit<StudyTold, 'computed'> | undefined;
  const send = (): void => { if (held !== undefined) context.tell({ ...held, computed: computed() } satisfies StudyTold); held = undefined; };
  const tell = (member: string, { replications, planned, failures, relative, done }: StudyProgress): void => {
    const now = performance.now();
    held = { member, done: replications, planned, failures, relative };
    if (!done && now - at < TELL_EVERY_MS) return;
    at = now;
    send();
  };
  return Object.assign(tell, { last: send });
}
