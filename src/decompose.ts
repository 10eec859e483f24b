/** Interaction effect and silo view of a scenario, each in one call: what `hazcade compare --interactions` and `--silo` do, without terminal. */
import { fromEvent, lastValueFrom, NEVER, takeUntil, tap } from 'rxjs';
import { CascadeError } from './errors.js';
import type { Model, Scenario } from './model/types.js';
import { openRunner } from './runners/open-runner.js';
import { interactionOutcomes, siloOutcomes, subsetsOf, type HazardSet, type InteractionOutcome, type SiloOutcome } from './study/decomposition.js';
import type { StudyInputs } from './study/digest.js';
import { runFamily, type Member } from './study/family.js';
import type { MergedStudy } from './study/merged-study.js';
import { keepPartial, loadPartial, savePartial, type PartialIdentity } from './study/partials.js';
import { overridden, prepareStudy, type Overrides, type PreparedStudy, type PrepareOptions } from './study/prepare.js';
import { rootHazards, sectorsOf, siloOf, withRoots } from './study/scenario-parts.js';

export interface DecomposeOptions extends Omit<Overrides, 'precision'>, PrepareOptions {
  /** Worker threads; 0: all in this process. Default: one a core. Changes no result. */
  workers?: number;
  /** Outcomes by name; default: those that add up (person-hours, lost asset-hours, unserved, damage cost). */
  outcomes?: readonly string[];
  signal?: AbortSignal;
  /** Folder in which the state of a decomposition that was stopped is kept. */
  folder?: string;
  /** Continue from the state in the folder. */
  resume?: boolean;
  /** Called after each block, with replications of all members. */
  onProgress?: (done: number, planned: number) => void;
}

export interface InteractionOptions extends DecomposeOptions {
  /** Hazards that count as one; default: each that occurs by itself. Those in no set do not occur. */
  sets?: readonly (readonly string[])[];
  /** 1 (default): all together against each alone; 2: pairs too; 3: triples too. */
  order?: 1 | 2 | 3;
}

interface Head { scenario: string; title: string; inputs: StudyInputs; replications: number; /** Left out of all differences. */ failed: number }
export interface Interactions extends Head { sets: HazardSet[]; order: 1 | 2 | 3; outcomes: Record<string, InteractionOutcome> }
export interface Silos extends Head { sectors: string[]; outcomes: Record<string, SiloOutcome> }

/** More sets than this make more pairs and triples than anybody reads. */
const MOST_SETS = 12;

/**
 * The interaction effect: all sets of hazards together, minus the sum of each alone, paired replication by replication.
 * @throws CascadeError HAZARD_SET_INVALID, OUTCOME_UNKNOWN, OUTCOME_NOT_ADDITIVE, STUDY_ABORTED; what `assemble`, `runStudy` and the runners throw
 */
export async function interactions(model: Model, scenario: Scenario, options: InteractionOptions = {}): Promise<Interactions> {
  const given = overridden(scenario, options), sets = setsOf(given, options.sets), order = options.order ?? 1, subsets = subsetsOf(sets.length, order);
  const prepared = subsets.map((subset) => prepareStudy(model, withRoots(given, subset.sets.flatMap((i) => sets[i]!.hazards)), [], options));
  const studies = await runAll('subset', prepared, given.replications, options);
  return { ...headOf(given, prepared.at(-1)!, studies), sets, order, outcomes: interactionOutcomes(sets, subsets, studies, options.outcomes) };
}

/**
 * The silo view: each sector in turn with the others frozen as functional; the hidden loss is the whole minus their sum.
 * @throws CascadeError OUTCOME_UNKNOWN, OUTCOME_NOT_ADDITIVE, STUDY_ABORTED; what `assemble`, `runStudy` and the runners throw
 */
export async function silos(model: Model, scenario: Scenario, options: DecomposeOptions = {}): Promise<Silos> {
  const given = overridden(scenario, options), sectors = sectorsOf(model), whole = prepareStudy(model, given, [], options);
  const prepared = [whole, ...sectors.map((sector) => { const silo = siloOf(model, given, sector); return prepareStudy(silo.model, silo.scenario, [], options); })];
  const studies = await runAll('silo', prepared, given.replications, options);
  return { ...headOf(given, whole, studies), sectors, outcomes: siloOutcomes(sectors, studies, options.outcomes) };
}

function setsOf(scenario: Scenario, given?: InteractionOptions['sets']): HazardSet[] {
  const sets = (given ?? rootHazards(scenario).map((id) => [id])).map((hazards): HazardSet => ({ id: hazards.join(' & '), hazards: [...hazards] }));
  const twice = sets.flatMap((s) => s.hazards).find((id, i, all) => all.indexOf(id) !== i);
  if (twice !== undefined) throw new CascadeError('HAZARD_SET_INVALID', `hazard "${twice}" stands in two sets, or twice in one`);
  if (sets.length < 2 || sets.length > MOST_SETS || sets.some((s) => s.hazards.length === 0)) {
    throw new CascadeError('HAZARD_SET_INVALID', `an interaction is between two to ${MOST_SETS} sets of hazards that occur by themselves; found ${sets.length}${given === undefined ? ' in the scenario (name sets to join some)' : ''}`);
  }
  return sets;
}

/** Runs one study after the other, each with as many replications. @param what names their states on disk */
async function runAll(what: string, prepared: readonly PreparedStudy[], replications: number, { workers, signal, onProgress, folder, resume = false }: DecomposeOptions): Promise<MergedStudy[]> {
  const identities = prepared.map(({ inputs }, i): PartialIdentity => ({ ...inputs, variant: `${what}-${i}` }));
  const studies = new Map<Member, MergedStudy>(), members = prepared.map(({ packet }, i): Member => ({
    ...(i === 0 ? {} : { id: String(i) }), open: () => openRunner(packet, { workers, replications }),
    ...(folder === undefined ? {} : { resume: resume ? loadPartial(folder, identities[i]!) : undefined, through: keepPartial(folder, identities[i]!) }),
  }));
  let ended = 0;
  if (signal?.aborted !== true) {
    await lastValueFrom(runFamily(members[0]!, members.slice(1), { replications }).pipe(
      takeUntil(signal === undefined ? NEVER : fromEvent(signal, 'abort')),
      tap(({ member, progress }) => {
        onProgress?.(ended + progress.replications, replications * members.length);
        if (!progress.done) return;
        ended += progress.replications;
        studies.set(member, progress.study);
      }),
    ), { defaultValue: undefined });
  }
  if (studies.size === members.length) return members.map((member) => studies.get(member)!);
  // The state of what is done was removed when it was; to be continued, all of it is needed.
  if (folder !== undefined) members.forEach((member, i) => { const study = studies.get(member); if (study !== undefined) savePartial(folder, identities[i]!, study); });
  throw new CascadeError('STUDY_ABORTED', 'stopped before all studies were done: a difference needs them all');
}

function headOf({ id, title, replications }: Scenario, { inputs }: PreparedStudy, studies: readonly MergedStudy[]): Head {
  let failed = 0;
  for (let k = 0; k < replications; k++) if (studies.some((s) => s.completed[k] !== 1)) failed++;
  return { scenario: id, title, inputs, replications, failed };
}
