/** Models and scenarios of the validation tests, through the same public path as a file: normalise, assemble, replicate. */
import { assemble, createReplicator, normalizeModel, normalizeScenario, type DrawSource, type Replicator } from '../../src/index.js';

/** Parts of a model file; format and id are filled in. */
export interface ModelParts { kinds: Record<string, object>; assets: object[]; physics?: object[] }

/** Parts of a scenario file; format, id, model, start and seed are filled in. */
export interface ScenarioParts { horizon: string; seed?: string; hazards?: object[]; triggers?: object[]; links?: object[]; correlations?: object[]; recovery?: object; plans?: object[]; ticksPerHour?: number }

const SERVICE = { id: 'supply', title: 'Supply', unit: '1', quantity: 'h' };

/** A kind that works in full or not at all, restarts at once and is not repaired within the scenarios here, unless told otherwise. */
export function kind(sector: string, changes: object = {}): object {
  return {
    title: sector, sector, services: ['supply'], cutOff: 1, restart: '0h', capacityLeft: { slight: 0, moderate: 0, extensive: 0, complete: 0 },
    repair: { slight: '1y', moderate: '1y', extensive: '1y', complete: '1y' }, sources: {}, ...changes,
  };
}

/** A need of `supply`. */
export const need = (from: (string | object)[], required: number, more: object = {}): object => ({ service: 'supply', from, required, ...more });

/** A hazard at 1 h that lasts 1 h and damages some assets, or each with a probability. */
export function damage(at: { assets: string[] } | { select: object }, probability = 1, more: object = {}): object {
  return { id: 'damage', type: 'other', onset: '1h', duration: '1h', footprint: at, effects: [{ damage: { probability, state: 'complete' } }], ...more };
}

const modelOf = (parts: ModelParts): object => ({ format: 'hazcade-model/1', id: 'validation', services: [SERVICE], ...parts });
const scenarioOf = (parts: ScenarioParts): object => ({ format: 'hazcade-scenario/1', id: 'validation', model: '.', start: '2026-01-05T00:00:00Z', seed: 'validation', ...parts });

/** A replicator of the study, with the engine's own draws or given ones. */
export function replicatorOf(model: ModelParts, scenario: ScenarioParts, draws?: DrawSource): Promise<Replicator> {
  return replicatorOfFiles(modelOf(model), scenarioOf(scenario), draws);
}

/** The same from the content of whole files. */
export function replicatorOfFiles(model: object, scenario: object, draws?: DrawSource): Promise<Replicator> {
  return createReplicator(assemble(normalizeModel(model).model, normalizeScenario(scenario).scenario).packet, [], draws);
}

/** Reads one outcome of a replication by its name. */
export function reader(replicator: Replicator): (name: string, replication: number) => number {
  const index = new Map(replicator.outcomes.map((outcome, i) => [outcome.name, i]));
  return (name, replication) => {
    const at = index.get(name);
    if (at === undefined) throw new Error(`no outcome ${name}; there are ${[...index.keys()].join(', ')}`);
    return replicator.replicate(replication).values[at]!;
  };
}

/** One outcome over replications 0 to count - 1. */
export function sampleOf(replicator: Replicator, name: string, count: number): Float64Array {
  const read = reader(replicator);
  return Float64Array.from({ length: count }, (_, k) => read(name, k));
}

/** Draws that strike the assets a function names (by asset order) in each replication, whatever the probability: a study of given cases. For hazards over all assets. */
export class GivenHits implements DrawSource {
  private replication = 0;

  constructor(private readonly struck: (replication: number) => ArrayLike<number>) {}

  select(replication: number): void { this.replication = replication; }

  uniform(): number { return 0.5; }

  draw(_subject0: number, _subject1: number, _n: number, _index: number, cell: Float64Array): void { cell[0] = 0.5; }

  fill(_assets: Int32Array, _subject0: Uint32Array, _subject1: Uint32Array, _n: number, out: Float64Array): void { out.fill(0.5); }

  below(_probability: number, _assets: Int32Array, _subject0: Uint32Array, _subject1: Uint32Array, _n: number, out: Int32Array): number {
    const struck = this.struck(this.replication);
    out.set(struck);
    return struck.length;
  }
}
