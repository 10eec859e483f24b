/**
 * What would hardening each asset save (or giving each need a buffer)? Exactly, by counterfactual replay under the same luck:
 * a replication in which the subject did nothing would be the same without it, so only the pairs (replication, subject) in which
 * it did something are run again, and the answer equals that of a full study for each subject, bit for bit (fullCounterfactual).
 */
import { defer, from, lastValueFrom, map, mergeMap, of, range, switchMap, tap, type Observable } from 'rxjs';
import { estimateMean } from '../numerics/mean-interval.js';
import type { Interval } from '../numerics/proportion.js';
import { inOrder, Window } from './in-order.js';
import { counterfactualOf, type RankJob, type RankPartial, type RankQuestion } from './rank-block.js';
import { checkReplications, runStudy } from './run.js';
import type { Runner } from './runner.js';
import { headlineOutcome, outcomeIndex } from './shape.js';
import { restrict } from './summarize.js';

/**
 * Replications in one job. Smaller than a study's block, because each is run once more for every asset it hit; no figure depends
 * on it, since avoided values stay apart, in replication order, until the end.
 */
const JOB_REPLICATIONS = 8;

export interface RankPlan {
  replications: number;
  question: RankQuestion;
  /** Name of the outcome; default: the headline (shape.ts). */
  outcome?: string;
  /** Indices of the assets (or needs) to rank; default: all. */
  subjects?: Iterable<number>;
  /** What an earlier run of the same plan has come to: the partials of its jobs, from the first on. They are not run again. */
  done?: readonly RankPartial[];
}

export interface RankEntry {
  /** Index of the asset, or of the need. */
  subject: number;
  /** Mean avoided a replication, in the outcome's unit; negative where the measure makes it worse. */
  mean: number;
  standardError: number;
  interval: Interval;
  /** Replications that were run again for it. */
  pairs: number;
  /** Replications behind the mean: completed in the base and under the counterfactual. */
  replications: number;
}

export interface Ranking {
  outcome: string;
  unit: string;
  /** Base replications, and how many of them failed. */
  replications: number;
  failed: number;
  /** Pairs that were run again; a full study of every ranked subject would have been subjects x replications. */
  pairs: number;
  /** Subjects that did something in any replication, by mean avoided, ties by index. All others avoid nothing. */
  entries: RankEntry[];
}

export interface RankProgress { replications: number; planned: number; pairs: number; /** What is new since the emission before; undefined: all was done. */ partial?: RankPartial; /** On the last emission. */ ranking?: Ranking }

/** Runs a ranking; the last emission carries it. Errors: REPLICATIONS_INVALID, OUTCOME_UNKNOWN, and those of the runner. */
export function rankSubjects(runner: Runner, plan: RankPlan): Observable<RankProgress> {
  return defer(() => from(runner.shape)).pipe(switchMap(({ outcomes }) => {
    checkReplications(plan.replications);
    const outcome = plan.outcome === undefined ? headlineOutcome(outcomes) : outcomeIndex(outcomes, plan.outcome);
    const subjects = plan.subjects && Int32Array.from(plan.subjects).sort();
    const jobs = Math.ceil(plan.replications / JOB_REPLICATIONS);
    const { name, unit } = outcomes[outcome]!, tally = new RankTally();
    for (const partial of plan.done ?? []) tally.add(partial);
    const first = tally.jobs, window = new Window(first, 2 * runner.lanes);
    const job = (index: number): RankJob => {
      const first = index * JOB_REPLICATIONS;
      return { kind: 'rank', index, first, count: Math.min(JOB_REPLICATIONS, plan.replications - first), outcome, question: plan.question, subjects };
    };
    const progress = (partial?: RankPartial): RankProgress => ({
      replications: tally.replications, planned: plan.replications, pairs: tally.pairs, partial,
      ...(tally.jobs === jobs ? { ranking: { outcome: name, unit, ...tally.ranking() } } : {}),
    });
    if (first === jobs) return of(progress());
    return range(first, jobs - first).pipe(
      mergeMap((index) => window.enter(index, runner.run(job(index))), runner.lanes),
      inOrder(first),
      tap((partial) => {
        tally.add(partial);
        window.delivered(tally.jobs - 1);
      }),
      map(progress),
    );
  }));
}

/** Avoided values of each subject in replication order, over the jobs merged so far. */
class RankTally {
  jobs = 0;
  replications = 0;
  pairs = 0;
  private failed = 0;
  private readonly avoided = new Map<number, number[]>();

  add(partial: RankPartial): void {
    for (const [i, subject] of partial.subject.entries()) {
      const values = this.avoided.get(subject);
      if (values) values.push(partial.avoided[i]!); else this.avoided.set(subject, [partial.avoided[i]!]);
    }
    this.jobs++;
    this.pairs += partial.subject.length;
    this.failed += partial.baseFailed.length;
    this.replications += partial.completed + partial.baseFailed.length;
  }

  ranking(): Omit<Ranking, 'outcome' | 'unit'> {
    const completed = this.replications - this.failed;
    const entries = [...this.avoided].map(([subject, values]) => rankEntry(subject, values, completed));
    entries.sort((a, b) => b.mean - a.mean || a.subject - b.subject);
    return { replications: this.replications, failed: this.failed, pairs: this.pairs, entries };
  }
}

/** @param values of the pairs, NaN where the counterfactual failed; @param completed base replications; all others avoid 0 */
function rankEntry(subject: number, values: number[], completed: number): RankEntry {
  const known = Float64Array.from(values.filter((value) => !Number.isNaN(value)));
  const { mean, standardError, interval, count } = estimateMean(known, completed - values.length);
  return { subject, mean, standardError, interval, pairs: values.length, replications: count };
}

/** The same answer for one subject the long way: every replication is run twice. For checks. */
export async function fullCounterfactual(runner: Runner, plan: RankPlan, subject: number): Promise<Omit<RankEntry, 'pairs'>> {
  const { replications, question } = plan;
  const { study: base } = await lastValueFrom(runStudy(runner, { replications }));
  const { study: other } = await lastValueFrom(runStudy(runner, { replications, counterfactual: counterfactualOf(question, subject) }));
  const { outcomes } = base.shape;
  const outcome = plan.outcome === undefined ? headlineOutcome(outcomes) : outcomeIndex(outcomes, plan.outcome);
  const info = outcomes[outcome]!;
  const avoided: number[] = [];
  for (let k = 0; k < replications; k++) {
    if (base.completed[k] === 1 && other.completed[k] === 1) avoided.push(restrict(info, base.value(k, outcome)) - restrict(info, other.value(k, outcome)));
  }
  const { mean, standardError, interval, count } = estimateMean(Float64Array.from(avoided));
  return { subject, mean, standardError, interval, replications: count };
}
