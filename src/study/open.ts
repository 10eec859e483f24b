/** What was read made ready for a study: overridden, its layers checked, its footprints sampled, compiled. */
import { ValidationError, type Problem } from '../errors.js';
import type { Model, Physics, Scenario } from '../model/types.js';
import { runningLayers } from './layers.js';
import { overridden, prepareStudy, type Overrides, type PreparedStudy } from './prepare.js';

/** A scenario read and checked with its model. */
export interface StudyInput { model: Model; scenario: Scenario; warnings: readonly Problem[] }

/**
 * Opens a study. @param modelPath the model's folder or file: problems of layers are told from there
 * @throws ValidationError with the problems of layers and the warnings found before; what `assemble` throws
 */
export async function openStudy({ model, scenario: written, warnings }: StudyInput, modelPath: string, overrides: Overrides = {}): Promise<PreparedStudy> {
  const scenario = overridden(written, overrides), layers = runningLayers(model, scenario).map(({ layer }) => layer);
  const further = await checkLayers(model, modelPath, warnings, layers);
  const { sampleFootprints } = await import('./footprints.js');
  return prepareStudy(model, scenario, [...warnings, ...further], { footprints: await sampleFootprints(model, scenario) });
}

/**
 * Asks flow models about their layers.
 * @param path the model's folder or file
 * @param layers default: all of the model
 * @returns warnings
 * @throws ValidationError, with the warnings found before
 */
export async function checkLayers(model: Model, path: string, warnings: readonly Problem[], layers: readonly Physics[] = model.physics): Promise<Problem[]> {
  if (layers.length === 0) return [];
  const [{ physicsProblems }, { modelFileOf }] = await Promise.all([import('./check-physics.js'), import('../model/read.js')]);
  const problems = await physicsProblems(model, modelFileOf(path), layers);
  if (problems.some((problem) => problem.severity === 'error')) throw new ValidationError([...problems, ...warnings]);
  return problems;
}
