/** Files named on the command line: is it a scenario or a model? */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { ValidationError, type Problem } from '../errors.js';
import type { Model, Scenario } from '../model/types.js';
import type { AssembleOptions } from '../study/assemble.js';
import type { CompoundLabel } from '../study/compound.js';
import type { FootprintSummary } from '../study/footprints.js';

/** How far into a file its format name is looked for. */
const HEAD_BYTES = 64 << 10;

/** True for a file that says it is a scenario (`format: hazcade-scenario/1`); folders and everything else are models. */
export const isScenario = (path: string): boolean => saysFormat(path, 'scenario');

function saysFormat(path: string, format: 'scenario' | 'catalogue'): boolean {
  if (statSync(path).isDirectory()) return false;
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const length = readSync(file, head, 0, HEAD_BYTES, 0);
    return new RegExp(`["']?format["']?\\s*:\\s*["']?hazcade-${format}/`).test(head.toString('latin1', 0, length));
  } finally {
    closeSync(file);
  }
}

/** What is found in files that are valid. */
export interface ReadPath { problems: Problem[]; /** What was sampled of footprints that are files. */ footprints: readonly FootprintSummary[]; /** In what sense the scenario is compound. */ compound: readonly CompoundLabel[] }

/** Reads a scenario with its model, a catalogue with its scenarios, or a model alone, and gives its warnings. Throws ValidationError with every problem. */
export async function readPath(path: string): Promise<ReadPath> {
  const [{ readModel }, { readStudyInput }, { readCatalogue }] = await Promise.all([import('../model/read.js'), import('../model/read-scenario.js'), import('../model/read-catalogue.js')]);
  const { model, warnings, scenario } = saysFormat(path, 'catalogue') ? readCatalogue(path) : isScenario(path) ? readStudyInput(path) : { ...readModel(path), scenario: undefined };
  const [{ sampleFootprints }, { checkLayers }] = await Promise.all([import('../study/footprints.js'), import('../study/open.js')]), faults: Problem[] = [];
  const physics = await orFaults(checkLayers(model, scenario?.modelPath ?? path, []), faults), samples = scenario && await orFaults(sampleFootprints(model, scenario), faults);
  const problems = [...warnings, ...physics ?? [], ...samples?.warnings ?? []];
  if (faults.length > 0) throw new ValidationError([...faults, ...problems]);
  return { problems, footprints: samples?.summaries ?? [], compound: scenario === undefined ? [] : await compoundOf(model, scenario, samples) };
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
  const [{ assemble }, { compoundLabels }] = await Promise.all([import('../study/assemble.js'), import('../study/compound.js')]);
  return compoundLabels(scenario, assemble(model, scenario, { footprints }).scenario);
}
