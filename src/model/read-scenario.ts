/** Scenarios from files or plain objects, alone or with their model. */
import { dirname, resolve } from 'node:path';
import type { Problem } from '../errors.js';
import { scenarioHash } from './canonical.js';
import type { Whole } from './check-interactions.js';
import { checkAgainstModel } from './check-scenario.js';
import { fitsSchema } from './check-schema.js';
import { hazardOf, triggerOf } from './normalize-hazards.js';
import { correlationOf, linkOf } from './normalize-interactions.js';
import { planOf } from './normalize-plans.js';
import { crewsOf, resourcesOf, type PartReader } from './normalize-recovery.js';
import { variantOf } from './normalize-variants.js';
import { physicsMode } from './physics-words.js';
import { order, Problems, type Path, type Place, type WherePart } from './problems.js';
import { hoursOf, shareOf } from './quantities.js';
import { readData, sourceOfValue, type SourceData } from './read-data.js';
import { headOf } from './read-file.js';
import { modelFrom } from './read.js';
import type { ScenarioData } from './schema-scenario.js';
import { there } from './inside-folder.js';
import { ASSET_NAMES, KIND_NAMES } from './lost-names.js';
import { soundPart } from './sound-part.js';
import type { Model, Resource, Scenario } from './types.js';

/** A scenario that was read, with what to know about it. */
export interface ReadScenario { scenario: Scenario; warnings: Problem[] }

/** Longest horizon, hours: ten years of 365 days. */
export const MAX_HORIZON_HOURS = 87_600;

/**
 * Reads a scenario by itself. Ids of assets, kinds and attributes are checked by {@link checkScenario}.
 * @throws ValidationError
 */
export function readScenario(path: string): ReadScenario {
  const problems = new Problems();
  const source = readData(path, problems);
  const read = source && normalize(source, dirname(resolve(path)), problems);
  problems.throwIfErrors();
  return { scenario: read!.scenario, warnings: problems.all() };
}

/**
 * Reads a scenario and its model, and checks them against each other.
 * @param options.modelPath folder or file of the model, instead of the one that the scenario names
 * @throws ValidationError with the problems of all files
 */
export function readStudyInput(scenarioPath: string, options: { modelPath?: string } = {}): { model: Model; scenario: Scenario; warnings: Problem[] } {
  const problems = new Problems(), { model, scenario } = studyInputFrom(scenarioPath, problems, options);
  problems.throwIfErrors();
  return { model: model!, scenario: scenario!, warnings: problems.all() };
}

/** A scenario with its model, of what is sound in both; undefined: nothing of it is. `problems` tell. The model is read even when the scenario is wrong. */
export function studyInputFrom(scenarioPath: string, problems: Problems, options: { modelPath?: string } = {}): { model?: Model; scenario?: Scenario; whole: Whole } {
  const source = readData(scenarioPath, problems), folder = dirname(resolve(scenarioPath)), read = source && normalize(source, folder, problems);
  const written = source === undefined ? modelNamed(scenarioPath) : (source.data as { model?: unknown } | null)?.model;
  const place = (): Place => source?.locate(['model']) ?? { file: scenarioPath };
  const modelPath = options.modelPath ?? (typeof written === 'string' ? there(written, resolve(folder, written), problems, place) : undefined), ofModel = new Problems();
  const model = modelPath === undefined ? undefined : modelFrom(modelPath, ofModel);
  problems.include(ofModel);
  const whole = { scenario: read?.whole === true, model: model !== undefined && !ofModel.hasErrors };
  if (read) {
    // Without a model, the scenario's own names are checked.
    if (model === undefined) problems.forgive({ codes: NAMES_OF_MODELS });
    checkAgainstModel(read.scenario, model ?? NO_MODEL, problems, read.where, whole);
  }
  return { model, whole, scenario: read && { ...read.scenario, modelPath: modelPath ?? '' } };
}

/** How far into a file that cannot be read its model is looked for. */
const HEAD_BYTES = 64 << 10;

/** The model that a file with errors of syntax seems to name: its problems are told too. */
function modelNamed(path: string): string | undefined {
  const head = headOf(path, HEAD_BYTES);
  return /^(?:model|\s*"model"):[ \t]*["']?([^"'\s#,]+)/m.exec(head)?.[1];
}

const NAMES_OF_MODELS = [...ASSET_NAMES, ...KIND_NAMES, 'SERVICE_UNKNOWN', 'LAYER_UNKNOWN'];
/** Stands for a model of which nothing could be read. */
export const NO_MODEL: Model = { format: 'hazcade-model/1', id: '', title: '', description: '', sectors: [], services: [], kinds: [], assets: [], profiles: {}, physics: [], timeZone: 'UTC', hash: '' };

/**
 * A scenario from plain data in the form of the file format.
 * @param options.folder what the path of the model is relative to; default: the working directory
 * @throws ValidationError
 */
export function normalizeScenario(data: unknown, options: { folder?: string } = {}): ReadScenario {
  const problems = new Problems();
  const read = normalize(sourceOfValue(data), options.folder ?? '.', problems);
  problems.throwIfErrors();
  return { scenario: read!.scenario, warnings: problems.all() };
}

/** Problems of a scenario with a model: unknown ids are errors; selectors that select nothing, units that do not fit are warnings. */
export function checkScenario(scenario: Scenario, model: Model): Problem[] {
  const problems = new Problems();
  checkAgainstModel(scenario, model, problems, () => ({}));
  return problems.all();
}

/** The scenario of what is sound in the file; `whole`: that is all of it. */
function normalize(written: SourceData, folder: string, problems: Problems): { scenario: Scenario; where: WherePart; whole: boolean } | undefined {
  const whole = fitsSchema('scenario', written, problems);
  const source = whole ? written : soundPart('scenario', written, problems);
  if (!source) return undefined;
  const data = source.data as ScenarioData;
  const origin = new Map<object, Path>();
  const part: PartReader['part'] = (content, path, read) => {
    const made = read(content, (steps = []) => source.locate([...path, ...steps]));
    origin.set(made, path);
    return made;
  };
  const parts: PartReader['parts'] = (list, path, read) => (list ?? []).map((entry, i) => part(entry, [...path, i], read));
  const entries: PartReader['entries'] = (list, path, read) => {
    const ids = new Set<string>();
    const keys = new Set<string>();
    return (list ?? []).map((entry, i) => {
      const made = part(entry, [...path, i], read);
      const key = made.key ?? made.id;
      const field = ids.has(made.id) ? 'id' : keys.has(key) ? 'key' : undefined;
      if (field) problems.error('ID_DUPLICATE', `${path.at(-1)}: the ${field} "${field === 'id' ? made.id : key}" stands twice`, source.locate([...path, i, field]));
      ids.add(made.id);
      keys.add(key);
      return made;
    });
  };
  const byKey = <T extends { id: string; key?: string }>(list: T[]) => list.sort((a, b) => order(a.key ?? a.id, b.key ?? b.id));
  const horizonHours = hoursOf(data.horizon)!;
  if (horizonHours < 1 || horizonHours > MAX_HORIZON_HOURS) problems.error('HORIZON_INVALID', `horizon: expecting 1h .. 10y, found ${data.horizon}`, source.locate(['horizon']));
  const content: Omit<Scenario, 'hash'> = {
    format: 'hazcade-scenario/1', id: data.id, title: data.title ?? data.id, story: data.story ?? '', sources: [...(data.sources ?? [])], limits: [...(data.limits ?? [])],
    ...(data.questions === undefined ? {} : { questions: [...data.questions] }),
    modelPath: resolve(folder, data.model), start: startOf(data.start, problems, () => source.locate(['start'])), horizonHours, ticksPerHour: data.ticksPerHour ?? 460_800,
    seed: String(data.seed ?? data.id), replications: data.replications ?? 1000, precision: data.precision && { ...data.precision },
    hazards: byKey(entries(data.hazards, ['hazards'], (entry, where) => hazardOf(entry, folder, problems, where))),
    triggers: byKey(entries(data.triggers, ['triggers'], (entry, where) => triggerOf(entry, problems, where))),
    ...(data.links === undefined ? {} : { links: byKey(entries(data.links, ['links'], (entry, where) => linkOf(entry, problems, where))) }),
    ...(data.correlations === undefined ? {} : { correlations: byKey(entries(data.correlations, ['correlations'], (entry, where) => correlationOf(entry, problems, where))) }),
    crews: byKey(entries(data.recovery?.crews, ['recovery', 'crews'], (crew, where) => crewsOf(crew, problems, where))),
    repairOrder: data.recovery?.order ?? 'first-come', repairList: [...(data.recovery?.list ?? [])],
    resources: resourcesOf(data.recovery, problems, { part, parts, entries }),
    plans: byKey(entries(data.plans, ['plans'], (entry, where) => planOf(entry, problems, where))),
    ...(data.resources === undefined ? {} : { planResources: byKey(entries(data.resources, ['resources'], (entry): Resource => ({ ...entry }))) }),
    // In the order of the file: that is how results present them.
    variants: entries(data.variants, ['variants'], (entry, where) => variantOf(entry, problems, where)),
    affectedThreshold: shareOf(data.affectedThreshold) ?? 1,
    physics: typeof data.physics === 'string' ? { all: physicsMode(data.physics), layers: {} } : data.physics && { layers: Object.fromEntries(Object.entries(data.physics).map(([layer, word]) => [layer, physicsMode(word)])) },
  };
  if (content.repairOrder === 'list' && content.repairList.length === 0) problems.error('VALUE_INVALID', 'order: list needs a list', source.locate(['recovery', 'order']));
  if (whole && content.hazards.length === 0) problems.warn('SCENARIO_CALM', 'the scenario has no hazards: only own failures happen', source.locate([]));
  const where: WherePart = (made, path = []) => source.locate([...(origin.get(made) ?? []), ...path]);
  return { scenario: { ...content, hash: scenarioHash(content) }, where, whole };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function startOf(text: string, problems: Problems, place: () => Place): string {
  const day = Number(text.slice(8, 10));
  // Date takes 30 February for 1 March; the day of the month of the written date must survive.
  const real = new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() === day;
  if (!INSTANT.test(text) || Number.isNaN(Date.parse(text)) || !real) problems.error('VALUE_INVALID', `start: expecting an instant with time zone such as 2026-01-16T18:00:00+01:00, found "${text}"`, place());
  return text;
}
