/** Reads and checks the files of an upload, as `hazcade validate` does: every problem of all files, with its place. */
import { dirname, join } from 'node:path';
import { ValidationError, type Problem } from '../../errors.js';
import { Problems } from '../../model/problems.js';
import { readScenario } from '../../model/read-scenario.js';
import type { DocumentKind } from '../../store/records.js';
import { checkInput, type CheckedInput } from '../../study/check-input.js';
import { bundlePath } from '../bundle.js';
import type { TaskContext } from '../task.js';
import { checkLayerFiles } from '../upload/context-layers.js';
import { modelSummary, scenarioSummary, type ModelSummary, type ScenarioSummary } from '../upload/summaries.js';
import { inBundle } from '../upload/told-places.js';
import type { Staged } from './stage-upload.js';

export interface CheckInput extends Staged {
  kind: DocumentKind;
  /** Of a scenario: the model it is held against, as the store has it; or why there is none. */
  against?: { id: string; version: string } | { missing: string };
  /** Assets that a model may have. */
  assets: number;
}

/** What is found in files that are valid. */
export interface Checked {
  /** As the file says. */
  id: string;
  title: string;
  /** Warnings. */
  problems: Problem[];
  summary: ModelSummary | ScenarioSummary;
  footprints: CheckedInput['footprints'];
  compound: CheckedInput['compound'];
}

/** Errors: ValidationError with every problem; VERSION_UNKNOWN. */
export async function run({ kind, root, main, names, model: written, against, assets }: CheckInput, context: TaskContext): Promise<Checked> {
  const found = against !== undefined && 'id' in against ? against : undefined, folders = [{ folder: root, shownAs: '' }];
  const modelPath = found && await bundlePath(context, 'model', found.id, found.version);
  if (modelPath !== undefined) folders.push({ folder: dirname(modelPath), shownAs: `${found!.id}/` });
  try {
    const further = new Problems();
    if (kind === 'model') checkLayerFiles(root, names, further);
    const { model, scenario, problems, footprints, compound } = await afterOthers(further, () => read(kind, join(root, main), modelPath, against, written));
    if (kind === 'model' && model.assets.length > assets) throw new ValidationError([{ code: 'ASSETS_LIMIT', severity: 'error', message: `the model has ${model.assets.length} assets; at most ${assets} are allowed here` }]);
    const shown = inBundle(problems, folders), { id, title } = scenario ?? model;
    return {
      id, title, problems: shown, footprints, compound,
      summary: scenario === undefined ? modelSummary(model, shown) : scenarioSummary(scenario, written?.named ?? '', shown, found && { model: found.id, version: found.version }),
    };
  } catch (error) {
    throw error instanceof ValidationError ? new ValidationError(inBundle(error.problems, folders)) : error;
  }
}

function read(kind: DocumentKind, path: string, modelPath: string | undefined, against: CheckInput['against'], written: Staged['model']): Promise<CheckedInput> {
  if (kind === 'model' || modelPath !== undefined) return checkInput(path, { format: kind, modelPath, confined: true });
  // A scenario without its model is wrong; its own problems are told all the same.
  const problems = problemsOf(() => readScenario(path)), missing = against !== undefined && 'missing' in against ? against.missing : undefined;
  if (missing !== undefined) problems.push({ code: 'MODEL_UNKNOWN', severity: 'error', file: path, line: written?.line, column: written?.column, pointer: '/model', message: missing });
  throw new ValidationError(problems);
}

function problemsOf(work: () => { warnings: Problem[] }): Problem[] {
  try {
    return work().warnings;
  } catch (error) {
    if (error instanceof ValidationError) return [...error.problems];
    throw error;
  }
}

/** What was found before is told with what reading finds. */
async function afterOthers(before: Problems, reading: () => Promise<CheckedInput>): Promise<CheckedInput> {
  if (!before.hasErrors) return reading();
  let problems: Problem[];
  try {
    ({ problems } = await reading());
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    ({ problems } = error);
  }
  throw new ValidationError([...problems, ...before.all()]);
}
