/** Reads what comes with the package, for its row in the store. */
import { basename } from 'node:path';
import { readScenario } from '../../model/read-scenario.js';
import { readModel } from '../../model/read.js';
import type { DocumentKind } from '../../store/records.js';
import { modelSummary, scenarioSummary, type ModelSummary, type ScenarioSummary } from './summaries.js';
import { inBundle } from './told-places.js';

/** @param path its file. Errors: those of reading */
export function summaryOf(kind: DocumentKind, path: string): { title: string; summary: ModelSummary | ScenarioSummary } {
  return kind === 'model' ? ofModel(path) : ofScenario(path);
}

function ofModel(path: string): { title: string; summary: ModelSummary } {
  const { model, warnings } = readModel(path);
  return { title: model.title, summary: modelSummary(model, inBundle(warnings, [])) };
}

/** Not held against its model, which the tests of the package do. */
function ofScenario(path: string): { title: string; summary: ScenarioSummary } {
  const { scenario, warnings } = readScenario(path), model = basename(scenario.modelPath).replace(/\.yaml$/, '');
  return { title: scenario.title, summary: scenarioSummary(scenario, model, inBundle(warnings, [])) };
}
