/** A scenario made ready for the study commands: read, overridden from the command line, assembled. */
import type { CascadeEvent } from '../engine/contracts.js';
import { nearest, type Problem } from '../errors.js';
import type { Model, Precision, Scenario, Variant } from '../model/types.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import type { StudyInputs } from '../study/digest.js';
import type { StudyPacket } from '../study/packet.js';
import type { StudyLabels } from '../study/results-builder.js';
import { UsageError } from './failure.js';

export interface Overrides { seed?: string; replications?: number; /** Relative precision of the outcome the scenario names, else of the headline. */ precision?: number }

export interface OpenStudy {
  model: Model;
  scenario: Scenario;
  warnings: Problem[];
  packet: StudyPacket;
  inputs: StudyInputs;
  labels: StudyLabels;
}

/** Reads a scenario with its model. Throws ValidationError with every problem. */
export async function openStudy(path: string, overrides: Overrides = {}): Promise<OpenStudy> {
  const { readStudyInput } = await import('../model/read-scenario.js');
  const { model, scenario, warnings } = readStudyInput(path);
  return assembled(model, overridden(scenario, overrides), warnings);
}

/** The same study with a variant's changes. */
export async function openVariant(study: OpenStudy, variant: Variant): Promise<OpenStudy> {
  const { applyVariant } = await import('../model/variant.js');
  const { model, scenario } = applyVariant(study.model, study.scenario, variant);
  return assembled(model, scenario, []);
}

/** The variant of this id. Throws VARIANT_UNKNOWN. */
export function variantOf(scenario: Scenario, id: string): Variant {
  const found = scenario.variants.find((v) => v.id === id);
  if (found) return found;
  const known = scenario.variants.map((v) => v.id);
  const near = nearest(id, known);
  throw new UsageError('VARIANT_UNKNOWN', `scenario ${scenario.id} has no variant "${id}"; ${known.length > 0 ? `expected one of ${known.join(', ')}` : 'it has none'}.${near ? ` Did you mean "${near}"?` : ''}`);
}

/** Assets whose losses are the headlines, so that tables of worst assets leave them out. */
export const serviceAreas = (model: Model): ReadonlySet<string> => new Set(model.assets.filter((a) => a.kind.serviceArea).map((a) => a.id));

/** All events of some replications, replayed here. */
export async function eventsOf(study: OpenStudy, replications: readonly number[]): Promise<CascadeEvent[][]> {
  const [{ loadReplicator }, { lastValueFrom, toArray }] = await Promise.all([import('../study/load-replicator.js'), import('rxjs')]);
  const replicator = await loadReplicator(study.packet);
  const traces: CascadeEvent[][] = [];
  for (const k of replications) traces.push(await lastValueFrom(replicator.events(k).pipe(toArray())));
  return traces;
}

/** Outcome that the scenario's precision names, or the one that sums a study up. */
export async function precisionOf(study: OpenStudy): Promise<Precision | undefined> {
  const { precision } = study.scenario;
  if (!precision || precision.outcome !== '') return precision;
  const [{ loadReplicator }, { headlineOutcome }] = await Promise.all([import('../study/load-replicator.js'), import('../study/shape.js')]);
  const { outcomes } = await loadReplicator(study.packet);
  return { ...precision, outcome: outcomes[headlineOutcome(outcomes)]!.name };
}

/** The scenario's hash stays that of the file: the digest covers seed and replications by themselves. */
function overridden(scenario: Scenario, { seed, replications, precision }: Overrides): Scenario {
  const changed = { ...scenario, seed: seed ?? scenario.seed };
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

/** Replications after which a study gives up reaching its precision, unless told otherwise. */
const DEFAULT_MOST = 100_000;

async function assembled(model: Model, scenario: Scenario, warnings: Problem[]): Promise<OpenStudy> {
  const { assemble } = await import('../study/assemble.js');
  const { network, names, packet, warnings: further } = assemble(model, scenario);
  return {
    model, scenario, packet, warnings: [...warnings, ...further], labels: labelsOf(model, network, names),
    inputs: { modelHash: model.hash, scenarioHash: scenario.hash, seed: scenario.seed },
  };
}

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
