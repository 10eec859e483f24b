/** Systems of a few assets, written in a line each, for tests of single rules. Assets are a00, a01 ...; times are hours; 60 ticks an hour. */
import type { CompiledLayer } from '../../../src/engine/compiled-scenario.js';
import type { CascadeEvent, Policy } from '../../../src/engine/contracts.js';
import type { SectorAnswer, SectorModel } from '../../../src/engine/sector-model.js';
import type { Hazard, Model, Scenario } from '../../../src/model/types.js';
import { assemble } from '../../../src/study/assemble.js';
import { forkPlan } from '../../../src/study/fork-plan.js';
import { Simulation } from '../../../src/study/simulation.js';
import { assetId, modelOf, scenarioOf } from '../../oracle/build.js';
import type { Spec, SpecAsset, SpecNeed } from '../../oracle/spec.js';

export const asset = (fields: Partial<SpecAsset> = {}): SpecAsset => ({
  cutOff: 0, restart: 0, capacity: [0, 0, 0, 0], repair: [4, 4, 4, 4], skill: 0, elapsed: false, steps: [], limited: false, sector: 0, area: false, people: 0, critical: 0, initialDamage: 0, needs: [], ...fields,
});

/** Needs all of its suppliers (by position). */
export const need = (from: number[], fields: Partial<SpecNeed> = {}): SpecNeed => ({
  from: from.map((s) => ({ from: s, weight: 1_000_000 })), required: from.length * 1_000_000, best: false, service: 0, impact: 1_000_000, delay: 0, demand: 0, repair: false, ...fields,
});

/** A hazard on some assets; by default damage to state `complete`. */
export const hazard = (id: string, onsetHours: number | undefined, assets: number[], fields: Partial<Hazard> = {}): Hazard => ({
  id, key: id, title: '', type: 'test', onsetHours, durationHours: 1, measure: 'none', unit: '', intensity: 1, common: 0, once: false,
  footprint: { form: 'select', select: { id: assets.map(assetId) } }, effects: [{ effect: 'damage', probability: 1, state: 'complete' }], ...fields,
});

export const trip = { effect: 'trip' as const, probability: 1 };

/** A layer without files, whose model the test makes. */
export const layerOf = (id: string, carries: string[] = []): CompiledLayer => ({ id, plugin: 'test', params: {}, carries, files: {}, map: [], mapPath: '', mode: 'exact' });

export interface Extras { spec?: Partial<Spec>; scenario?: Partial<Scenario>; model?: (model: Model) => Model; policies?: Policy[]; /** What of the scenario is another from an hour on. */ fork?: { atHours: number; changed: Partial<Scenario> } }

export function system(assets: SpecAsset[], hazards: Hazard[], { spec, scenario, model, policies, fork }: Extras = {}): Simulation {
  const whole: Spec = { assets, hazards: [], pools: [], order: 'first-come', horizon: 100, ...spec };
  const made = model === undefined ? modelOf(whole) : model(modelOf(whole));
  const written = { ...scenarioOf(whole), hazards, ...scenario }, forked = fork && forkPlan(written, { ...written, ...fork.changed }, fork.atHours);
  const { network, names, scenario: compiled } = assemble(made, forked?.scenario ?? written, { fork: forked?.fork });
  return new Simulation({ network, names, scenario: compiled, layers: [], policies });
}

export type Solve = (hours: number, offered: Int32Array, shares: Int32Array, up: Uint8Array) => SectorAnswer;

/** A system with one flow model over some of its assets. @param more reset, outcomes and the like */
export function withModel(assets: SpecAsset[], hazards: Hazard[], components: number[], solve: Solve, more: Partial<SectorModel> & { carries?: string[]; scenario?: Partial<Scenario>; spec?: Partial<Spec> } = {}, eventBudget = 1_000_000): Simulation {
  const { carries, scenario: fields, spec: other, ...model } = more, spec = { assets, hazards: [], pools: [], order: 'first-come' as const, horizon: 100, ...other };
  const { network, names, scenario } = assemble(modelOf(spec), { ...scenarioOf(spec), hazards, ...fields });
  const made: SectorModel = { components: Int32Array.from(components), reset: () => undefined, solve: (hours, up, offered, shares) => solve(hours, offered, shares, up), ...model };
  return new Simulation({ network, names, scenario: { ...scenario, eventBudget, layers: [layerOf('net', carries)] }, layers: [made] });
}

/** Falls and rises as `hour asset level`. */
export function levels(simulation: Simulation): string[] {
  const lines: string[] = [];
  simulation.events(0).subscribe((e) => { if (e.kind === 'fall' || e.kind === 'rise') lines.push(`${e.hours} ${e.asset} ${e.to}`); });
  return lines;
}

/** Events of some kinds as `hour kind asset-or-source`, in the order of the trace. */
export function timeline(simulation: Simulation, ...kinds: CascadeEvent['kind'][]): string[] {
  const lines: string[] = [];
  simulation.events(0).subscribe((e) => { if (kinds.includes(e.kind)) lines.push(`${Number(e.hours.toFixed(3))} ${e.kind} ${e.asset ?? e.source}`); });
  return lines;
}

export const outcome = (simulation: Simulation, name: string): number => simulation.replicate(0).values[simulation.outcomes.findIndex((o) => o.name === name)]!;
