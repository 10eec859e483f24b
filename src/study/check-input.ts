/** Checks input files as `hazcade validate` and the service do: which format a file says it has, and every problem of it and of what it names. */
import { statSync } from 'node:fs';
import { ValidationError, type Problem } from '../errors.js';
import { show, type Problems } from '../model/problems.js';
import { headOf } from '../model/read-file.js';
import type { Model, Scenario } from '../model/types.js';
import type { AssembleOptions } from './assemble.js';
import type { CompoundLabel } from './compound.js';
import type { FootprintSummary } from './footprints.js';

/** How far into a file its format name is looked for. */
const HEAD_BYTES = 64 << 10;

/** What the beginning of a file says it is (`format: hazcade-scenario/1`): `scenario`, `model`, `catalogue` ...; undefined: nothing, or it is a folder. */
export function formatOf(path: string): string | undefined {
  if (statSync(path).isDirectory()) return undefined;
  return /["']?format["']?\s*:\s*["']?hazcade-([a-z]+)\//.exec(headOf(path, HEAD_BYTES))?.[1];
}

/** What is found in files that are valid. */
export interface CheckedInput {
  model: Model;
  /** Undefined: a model alone. */
  scenario?: Scenario;
  /** Warnings. */
  problems: Problem[];
  /** What was sampled of footprints that are files. */
  footprints: readonly FootprintSummary[];
  /** In what sense the scenario is compound. */
  compound: readonly CompoundLabel[];
}

export interface CheckInputOptions {
  /** Folder or file of the model that a scenario is held against; default: the one it names. */
  modelPath?: string;
  /** Default: what the file says. */
  format?: string;
  /** Of a model: see ReadModelOptions. */
  confined?: boolean;
}

/**
 * Reads a scenario with its model, a catalogue with its scenarios, or a model alone.
 * @throws ValidationError with every problem, warnings too
 */
export async function checkInput(path: string, { modelPath, confined, format = formatOf(path) }: CheckInputOptions = {}): Promise<CheckedInput> {
  const { model, scenario, problems, sound } = await readInput(path, format, { modelPath, confined }), faults: Problem[] = [];
  const [{ sampleFootprints }, { checkLayers }] = await Promise.all([import('./footprints.js'), import('./open.js')]);
  // Layers are compiled with all of the model; files of footprints are looked into whatever else is wrong.
  const physics = model && sound.model ? await orFaults(checkLayers(model, scenario?.modelPath ?? modelPath ?? path, []), faults) : undefined;
  // A file outside its folder is not opened to see what else is wrong with it: an upload could read what is not its own.
  const inside = !problems.some(({ code }) => code === 'PATH_OUTSIDE');
  const samples = model && scenario && inside ? await orFaults(sampleFootprints(model, scenario), faults) : undefined;
  const all = [...problems, ...physics ?? [], ...sound.model ? samples?.warnings ?? [] : []];
  if (faults.length > 0 || !sound.all) throw new ValidationError([...faults, ...all]);
  return { model: model!, scenario, problems: all, footprints: samples?.summaries ?? [], compound: scenario === undefined ? [] : await compoundOf(model!, scenario, samples) };
}

/** What is sound in the files, and what is not. */
interface Found { model?: Model; scenario?: Scenario; problems: Problem[]; sound: { model: boolean; all: boolean } }

/** Formats that can be checked by themselves. */
const CHECKED = ['scenario', 'model', 'catalogue'];

/** A file that says no format, or another one, is told so, not that all its keys are unknown. True when it was. */
async function saysNoFormat(path: string, problems: Problems): Promise<boolean> {
  const says = formatOf(path);
  if (statSync(path).isDirectory() || (says !== undefined && CHECKED.includes(says))) return false;
  const { readData } = await import('../model/read-data.js'), source = readData(path, problems), data = source?.data as { format?: unknown } | null | undefined;
  if (source !== undefined) problems.error('FORMAT_WRONG', `expecting ${CHECKED.map((name) => `format: hazcade-${name}/1`).join(', or ')}, found ${data?.format === undefined ? 'no "format"' : show(data.format)}`, source.locate(data?.format === undefined ? [] : ['format']));
  return true;
}

async function readInput(path: string, format: string | undefined, { modelPath, confined }: CheckInputOptions): Promise<Found> {
  const [{ Problems }, { modelFrom }, { studyInputFrom }, { catalogueFrom }] = await Promise.all([import('../model/problems.js'), import('../model/read.js'), import('../model/read-scenario.js'), import('../model/read-catalogue.js')]);
  const problems = new Problems();
  if (format === undefined || !CHECKED.includes(format)) if (await saysNoFormat(path, problems)) return { problems: problems.all(), sound: { model: false, all: false } };
  const read = format === 'catalogue' ? catalogueFrom(path, problems) : format === 'scenario' ? studyInputFrom(path, problems, { modelPath }) : { model: modelFrom(path, problems, { confined }), scenario: undefined, whole: { model: !problems.hasErrors } };
  return { model: read?.model, scenario: read?.scenario, problems: problems.all(), sound: { model: read?.whole.model === true, all: !problems.hasErrors } };
}

/** What comes of it, or undefined and its problems: so that one part's mistakes do not hide those of another. */
async function orFaults<T>(work: Promise<T>, faults: Problem[]): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    faults.push(...error.problems);
    return undefined;
  }
}

/** One hazard is not compound, unless it comes again. */
async function compoundOf(model: Model, scenario: Scenario, footprints: AssembleOptions['footprints']): Promise<CompoundLabel[]> {
  if (scenario.hazards.length < 2 && scenario.hazards[0]?.arrivals === undefined) return [];
  const [{ assemble }, { compoundLabels }] = await Promise.all([import('./assemble.js'), import('./compound.js')]);
  return compoundLabels(scenario, assemble(model, scenario, { footprints }).scenario);
}
