/** Model and scenario made ready for a study, the same way for the command line and the library. */
import { lastValueFrom, toArray } from './rx.js';
import type { CascadeEvent } from '../engine/contracts.js';
import type { Problem } from '../errors.js';
import { physicsMode, type PhysicsWord } from '../model/physics-words.js';
import type { Model, Precision, Scenario, Variant } from '../model/types.js';
import { applyVariant } from '../model/variant.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { VERSION } from '../version.js';
import { assemble, type AssembleOptions } from './assemble.js';
import type { StudyInputs } from './digest.js';
import { studyScenarioHash } from './footprints.js';
import { runningLayers, studyModelHash } from './layers.js';
import { loadReplicator } from './load-replicator.js';
import type { StudyPacket } from './packet.js';
import type { ResultsInput, StudyLabels } from './results-builder.js';
import { headlineOutcome } from './shape.js';

/** What may be asked otherwise than the scenario says. */
export interface Overrides {
  seed?: string;
  /** Replaces a precision too. */
  replications?: number;
  /** How all layers of the model run. */
  physics?: PhysicsWord;
  /** Relative half-width, of the outcome that the scenario's precision names, else of the headline; `replications` is then the most. */
  precision?: number;
}

export interface PrepareOptions extends AssembleOptions {
  /** URL of a module whose `createReplicator(packet)` replaces the usual one, e.g. to add a sector model. */
  replicatorModule?: string;
}

export interface PreparedStudy {
  model: Model;
  scenario: Scenario;
  warnings: Problem[];
  packet: StudyPacket;
  inputs: StudyInputs;
  labels: StudyLabels;
  options: PrepareOptions;
}

/** Compiles a scenario on its model. @param warnings of reading them, put before those of compiling. Throws what `assemble` throws. */
export function prepareStudy(model: Model, scenario: Scenario, warnings: readonly Problem[] = [], options: PrepareOptions = {}): PreparedStudy {
  const { network, names, packet, warnings: further } = assemble(model, scenario, options);
  if (options.replicatorModule !== undefined) packet.replicatorModule = options.replicatorModule;
  return {
    model, scenario, packet, options, warnings: [...warnings, ...options.footprints?.warnings ?? [], ...further], labels: labelsOf(model, network, names),
    inputs: { modelHash: studyModelHash(model, runningLayers(model, scenario)), scenarioHash: studyScenarioHash(scenario, options.footprints), seed: scenario.seed },
  };
}

/** The same study with a variant's changes. */
export function prepareVariant({ model, scenario, options }: PreparedStudy, variant: Variant): PreparedStudy {
  const changed = applyVariant(model, scenario, variant);
  return prepareStudy(changed.model, changed.scenario, [], options);
}

/** Replications after which a study gives up reaching its precision, unless told otherwise. */
const DEFAULT_MOST = 100_000;

/** The scenario with what was asked otherwise. Its hash stays: the digest covers seed and replications by themselves. */
export function overridden(scenario: Scenario, { seed, replications, physics, precision }: Overrides): Scenario {
  const changed = { ...scenario, seed: seed ?? scenario.seed };
  if (physics !== undefined) changed.physics = { all: physicsMode(physics), layers: {} };
  if (replications !== undefined) {
    changed.replications = replications;
    delete changed.precision;
  }
  if (precision !== undefined) {
    const { outcome = '', maxReplications = DEFAULT_MOST } = scenario.precision ?? {};
    changed.precision = { outcome, relative: precision, maxReplications: replications ?? maxReplications };
  }
  return changed;
}

/** The scenario's precision, with the headline as its outcome where none is named. */
export async function precisionOf({ scenario: { precision }, packet }: PreparedStudy): Promise<Precision | undefined> {
  if (!precision || precision.outcome !== '') return precision;
  const { outcomes } = await loadReplicator(packet);
  return { ...precision, outcome: outcomes[headlineOutcome(outcomes)]!.name };
}

/** All events of some replications, replayed in this process. */
export async function eventsOf({ packet }: Pick<PreparedStudy, 'packet'>, replications: readonly number[]): Promise<CascadeEvent[][]> {
  const replicator = await loadReplicator(packet);
  const traces: CascadeEvent[][] = [];
  for (const k of replications) traces.push(await lastValueFrom(replicator.events(k).pipe(toArray())));
  return traces;
}

/** What the study is called in its results. @param command what gives the same digest */
export function infoOf({ model, scenario }: PreparedStudy, partial: boolean, command: string): ResultsInput['info'] {
  const running = runningLayers(model, scenario);
  return {
    model: model.id, scenario: scenario.id, modelTitle: model.title, scenarioTitle: scenario.title, version: VERSION,
    start: scenario.start, horizonHours: scenario.horizonHours, partial, command,
    ...(running.length > 0 ? { physics: Object.fromEntries(running.map(({ layer, mode }) => [layer.id, mode])) } : {}),
  };
}

/** Without their files: results are the same wherever the model lies. */
export const warningTexts = ({ warnings }: PreparedStudy): string[] => warnings.map((w) => `${w.code}: ${w.message}`);

/** Model.assets is in asset order, which is that of the network's indices. */
function labelsOf(model: Model, network: CompiledNetwork, names: NetworkNames): StudyLabels {
  return {
    asset(index) {
      const { id, name, sector, kind, place } = model.assets[index]!;
      return { id, name, sector, kind: kind.id, lon: place?.lon ?? null, lat: place?.lat ?? null };
    },
    need(index) {
      const suppliers = network.supAsset.subarray(network.supStart[index]!, network.supStart[index + 1]!);
      return { id: names.needs[index]!, asset: names.assets[network.needAsset[index]!]!, service: names.services[network.needService[index]!]!.id, suppliers: Array.from(suppliers, (a) => names.assets[a]!) };
    },
    sectors: names.sectors,
  };
}
