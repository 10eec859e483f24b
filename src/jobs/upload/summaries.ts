/** What is remembered of a version beside its files: sizes, contents, warnings. Small, and enough for lists. */
import type { Problem } from '../../errors.js';
import type { Model, Scenario } from '../../model/types.js';

/** Warnings kept with a version; reading it again tells all. */
const MOST_WARNINGS = 100;

export interface ModelSummary {
  /** SHA-256 of what the model means, as in results; two versions that differ in comments or layout have the same. */
  modelHash: string;
  description: string;
  assets: number;
  needs: number;
  serviceAreas: number;
  /** Residents of its service areas. */
  people: number;
  sectors: { id: string; title: string; assets: number }[];
  services: string[];
  /** Flow models. */
  physics: { id: string; sector: string; model: string; use: string }[];
  timeZone: string;
  warnings: Problem[];
}

export interface ScenarioSummary {
  scenarioHash: string;
  story: string;
  /** As the scenario writes it. */
  model: string;
  /** What it was checked against when it came. */
  checkedWith?: { model: string; version: string };
  start: string;
  horizonHours: number;
  seed: string;
  replications: number;
  hazards: { id: string; title: string; type: string }[];
  variants: { id: string; title: string }[];
  plans: number;
  warnings: Problem[];
}

export function modelSummary(model: Model, warnings: readonly Problem[]): ModelSummary {
  const areas = model.assets.filter((asset) => asset.kind.serviceArea), bySector = new Map<string, number>();
  for (const { sector } of model.assets) bySector.set(sector, (bySector.get(sector) ?? 0) + 1);
  return {
    modelHash: model.hash, description: model.description, assets: model.assets.length, needs: model.assets.reduce((sum, asset) => sum + asset.needs.length, 0),
    serviceAreas: areas.length, people: areas.reduce((sum, asset) => sum + asset.people, 0),
    sectors: model.sectors.map(({ id, title }) => ({ id, title, assets: bySector.get(id) ?? 0 })), services: model.services.map(({ id }) => id),
    physics: model.physics.map(({ id, sector, model: plugin, use }) => ({ id, sector, model: plugin, use })), timeZone: model.timeZone, warnings: warnings.slice(0, MOST_WARNINGS),
  };
}

/** @param model as the scenario writes it */
export function scenarioSummary(scenario: Scenario, model: string, warnings: readonly Problem[], checkedWith?: ScenarioSummary['checkedWith']): ScenarioSummary {
  const { hash, story, start, horizonHours, seed, replications, hazards, variants, plans } = scenario;
  return {
    scenarioHash: hash, story, model, ...(checkedWith === undefined ? {} : { checkedWith }), start, horizonHours, seed, replications,
    hazards: hazards.map(({ id, title, type }) => ({ id, title, type })), variants: variants.map(({ id, title }) => ({ id, title })), plans: plans.length, warnings: warnings.slice(0, MOST_WARNINGS),
  };
}
