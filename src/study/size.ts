/**
 * Sizing: the least amount of a resource with which a target holds in a given share of replications, in each of several scenarios. The answer is
 * then tried again, with one unit less beside it, on seeds that the search has not seen: what was picked for being enough is else flattered.
 */
import { lastValueFrom, NEVER, takeUntil, tap, type Observable } from 'rxjs';
import { CascadeError, nearest } from '../errors.js';
import type { Model, Scenario } from '../model/types.js';
import { applyVariant } from '../model/variant.js';
import { sampleFootprints } from './footprints.js';
import type { StudyPacket } from './packet.js';
import { prepareStudy, type PrepareOptions } from './prepare.js';
import { checkReplications, runStudy } from './run.js';
import type { Runner } from './runner.js';
import { outcomeIndex } from './shape.js';
import { sizedResource } from './size-resource.js';
import { searchLeast, shareOf, type Found, type Share, type Trial } from './size-search.js';
import { meets, parseTarget, type Target } from './size-target.js';
import { restrict } from './summarize.js';

export interface SizeQuestion {
  /** As `crews.line-crews`, `resources.generators`, `plans.aid.do.1.count`, `buffers.hospital/electricity`. */
  resource: string;
  /** As `people-without.electricity < 1000 by 24h`, `hours-to-90.water < 48h`. */
  target: string;
  /** Share of replications in which it must hold, above 0 and below 1. Default 0.95. */
  confidence?: number;
  /** Of each scenario and amount. Default: those of the scenario. */
  replications?: number;
  /** Bounds of the amount. Default 0 .. 10,000. */
  least?: number;
  most?: number;
}

export interface SizeOptions extends Omit<PrepareOptions, 'footprints' | 'probes'> {
  /** Makes the runner of a packet, such as openRunner; it is closed after each amount. */
  open(packet: StudyPacket, replications: number): Runner | Promise<Runner>;
  /** Gives up: STUDY_ABORTED. */
  stop$?: Observable<unknown>;
  onProgress?(state: { amount: number; scenario: string; fresh: boolean; done: number; planned: number }): void;
}

export interface Sizing extends Omit<Found, 'trials'> {
  resource: string;
  unit: string;
  target: string;
  confidence: number;
  scenarios: { id: string; title: string; seed: string; replications: number; /** Amount that the scenario has; null: several. */ current: number | null }[];
  trials: Trial[];
  /** Scenario that asks for most: the one that one unit less (or, at the least amount, the answer) does the worst in. */
  driving: Share;
  /** The answer and one unit less on fresh seeds; undefined: no answer. */
  fresh?: Trial[];
}

/** A scenario on its model; of a prepared study the footprints read from files are taken over. */
export interface SizeStudy { model: Model; scenario: Scenario; options?: PrepareOptions }

interface Subject { model: Model; scenario: Scenario; replications: number; footprints: PrepareOptions['footprints'] }

/**
 * @param studies scenarios with their models; the resource must be in each
 * @throws CascadeError TARGET_INVALID, OUTCOME_UNKNOWN, SERVICE_UNKNOWN, RESOURCE_UNKNOWN, CONFIDENCE_INVALID, SIZE_BOUNDS_INVALID, SIZE_NOTHING, STUDY_ABORTED; what preparing and running studies throws
 */
export async function sizeResource(studies: readonly SizeStudy[], question: SizeQuestion, options: SizeOptions): Promise<Sizing> {
  const target = parseTarget(question.target), { confidence = 0.95, least = 0, most = 10_000 } = question;
  if (!(confidence > 0 && confidence < 1)) throw new CascadeError('CONFIDENCE_INVALID', `the confidence must be above 0 and below 1, found ${confidence}`);
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most) || least < 0 || most <= least) throw new CascadeError('SIZE_BOUNDS_INVALID', `expected whole amounts 0 <= least < most, found ${least} and ${most}`);
  if (studies.length === 0) throw new CascadeError('SIZE_NOTHING', 'there is no scenario to size for');
  const subjects: Subject[] = [];
  for (const { model, scenario, options: prepared } of studies) subjects.push({ model, scenario, replications: question.replications ?? scenario.replications, footprints: prepared?.footprints ?? await sampleFootprints(model, scenario) });
  subjects.forEach(({ replications }) => { checkReplications(replications); });
  const resources = subjects.map(({ model, scenario }) => sizedResource(question.resource, model, scenario));
  subjects.forEach((subject) => { checkTarget(target, subject); });
  const currents = resources.map((r) => r.current ?? 0);
  const evaluate = (fresh: boolean) => async (amount: number): Promise<Share[]> => {
    const shares: Share[] = [];
    for (const [i, subject] of subjects.entries()) shares.push(await shareWith(subject, applied(subject, resources[i]!.changes(amount), fresh), target, options, { amount, fresh }));
    return shares;
  };
  const found = await searchLeast(evaluate(false), { least, most: Math.min(most, ...resources.map((r) => r.most ?? most)), from: Math.max(least + 1, ...currents), confidence });
  const { amount } = found, fresh: Trial[] = [];
  if (amount !== undefined) for (const n of amount > least ? [amount - 1, amount] : [amount]) fresh.push({ amount: n, shares: await evaluate(true)(n) });
  return {
    resource: question.resource, unit: resources[0]!.unit, target: target.text, confidence, ...found, driving: drivingOf(found, least), ...(amount === undefined ? {} : { fresh }),
    scenarios: subjects.map(({ scenario, replications }, i) => ({ id: scenario.id, title: scenario.title, seed: scenario.seed, replications, current: resources[i]!.current ?? null })),
  };
}

/** The scenario with an amount. */
function applied({ model, scenario }: Subject, changes: ReturnType<ReturnType<typeof sizedResource>['changes']>, fresh: boolean): { model: Model; scenario: Scenario } {
  const study = applyVariant(model, scenario, { id: 'sized', title: 'sized', changes });
  return fresh ? { model: study.model, scenario: { ...study.scenario, seed: `${scenario.seed} fresh` } } : study;
}

/** Share of the replications that meet the target. */
async function shareWith(subject: Subject, { model, scenario }: { model: Model; scenario: Scenario }, target: Target, options: SizeOptions, what: { amount: number; fresh: boolean }): Promise<Share> {
  const { footprints, replications } = subject, { open, stop$, onProgress, ...rest } = options;
  const { packet } = prepareStudy(model, scenario, [], { ...rest, footprints, ...(target.at === undefined ? {} : { probes: [{ ...target.at, name: target.outcome }] }) });
  const runner = await open(packet, replications);
  try {
    const last = await lastValueFrom(runStudy(runner, { replications }).pipe(
      tap((progress) => onProgress?.({ ...what, scenario: scenario.id, done: progress.replications, planned: progress.planned })),
      takeUntil(stop$ ?? NEVER),
    ), { defaultValue: undefined });
    if (last?.done !== true) throw new CascadeError('STUDY_ABORTED', 'the sizing was stopped before it was done');
    const { outcomes } = last.study.shape, index = outcomeIndex(outcomes, target.outcome), column = last.study.column(index);
    const sum = column.reduce((total, value) => total + restrict(outcomes[index]!, value), 0);
    return shareOf(scenario.id, column.reduce((met, value) => met + (meets(target, value) ? 1 : 0), 0), column.length, column.length === 0 ? 0 : sum / column.length);
  } finally {
    await runner.close();
  }
}

/** People without a service at a time: is there such a service, and does the time lie before the horizon? Other names are checked by the first study. */
function checkTarget({ at, text }: Target, { model, scenario }: Subject): void {
  if (at === undefined) return;
  if (at.hours >= scenario.horizonHours) throw new CascadeError('TARGET_INVALID', `target "${text}": scenario ${scenario.id} ends at ${scenario.horizonHours} h; expecting an earlier time`);
  const services = new Set(model.assets.flatMap((a) => (a.kind.serviceArea && a.people > 0 ? a.needs.map((n) => n.service) : [])));
  if (services.has(at.service)) return;
  const near = nearest(at.service, services);
  throw new CascadeError('SERVICE_UNKNOWN', `target "${text}": nobody in the model of scenario ${scenario.id} needs "${at.service}". Expecting one of ${[...services].sort().join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

function drivingOf({ amount, trials }: Found, least: number): Share {
  const telling = amount === undefined ? trials.at(-1)!.amount : amount > least ? amount - 1 : amount;
  const { shares } = trials.find((t) => t.amount === telling)!;
  return shares.reduce((worst, share) => (share.value < worst.value ? share : worst));
}
