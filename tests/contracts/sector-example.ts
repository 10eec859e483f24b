/** How a sector model is put before the tests of the contract: one example or more, in sector-examples/NAME.ts. */
import type { LayerInputs, SectorModel, SectorPlugin } from '../../src/engine/sector-model.js';
import { FULL } from '../../src/engine/units.js';
import { allocateNetwork } from '../../src/network/compiled-network.js';
import { NO_FILES } from '../../src/sectors/sector.js';
import { sectorPlugin } from '../../src/sectors/index.js';

/** A sound example: intact, everybody is served in full at every time, and nothing trips. */
export interface SectorExample {
  params: Record<string, unknown>;
  /** Texts of its network files, by role. */
  files?: Record<string, string>;
  /** Its table asset <-> component; share 1 unless given. */
  map?: readonly (readonly [asset: string, component: string, share?: number])[];
  /** All asset ids; default the letters a to h. */
  assets?: readonly string[];
  /** Components without which nobody is served; undefined: the model has none. */
  supply?: readonly string[];
  /** Lists of `params` (by their key) whose order has a meaning; lists of numbers always have one. */
  ordered?: readonly string[];
  /** The model settles ties by the order of assets, so other names may change its answer. */
  tiesByOrder?: boolean;
  mode?: LayerInputs['mode'];
}

/** Assets of an example, in the order of their network indices. */
export const assetsOf = (example: SectorExample): string[] => [...(example.assets ?? 'abcdefgh')].sort();

export const network = allocateNetwork({ assets: 400, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });

export function inputsOf(example: SectorExample): LayerInputs {
  const files = Object.fromEntries(Object.entries(example.files ?? {}).map(([role, text]) => [role, { path: `${role}.txt`, text }]));
  const map = (example.map ?? []).map(([asset, component, share = 1], i) => ({ asset, component, share, line: i + 2 }));
  return { ...NO_FILES, files, map, mapPath: 'map.csv', mode: example.mode ?? 'exact' };
}

/** The same example with every list whose order means nothing turned round. */
export function turned(example: SectorExample): SectorExample {
  const turn = (key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || (example.ordered ?? []).includes(key)) return value;
    if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value).reverse());
    return value.every((item) => typeof item !== 'number') ? [...(value as unknown[])].reverse() : value;
  };
  const params = Object.fromEntries(Object.entries(example.params).map(([key, value]) => [key, turn(key, value)]));
  return { ...example, params, map: example.map === undefined ? undefined : [...example.map].reverse() };
}

/** @param indexOf default: position in the order of ids */
export async function make(plugin: SectorPlugin, example: SectorExample, indexOf?: (asset: string) => number): Promise<SectorModel> {
  const position = new Map(assetsOf(example).map((id, i) => [id, i]));
  const usual = (id: string): number => {
    const i = position.get(id);
    if (i === undefined) throw new Error(`unknown ${id}`);
    return i;
  };
  return sectorPlugin(plugin.name, [plugin]).create(example.params, network, indexOf ?? usual, inputsOf(example));
}

/** What a model is told of its components, by network index. */
export interface Situation { up(asset: number): boolean; /** Parts of FULL. */ offered(asset: number): number }

export const INTACT: Situation = { up: () => true, offered: () => FULL };

/** An answer by network index, to be compared whole. */
export interface Told { shares: Map<number, number>; trips: Map<number, number>; closes: number[]; again: number | undefined; unsolved: string | undefined }

/** @param from network index -> number by which situations and answers know the asset */
export function ask(model: SectorModel, situation: Situation, hours = 0, from = (asset: number): number => asset): Told {
  const assets = Array.from(model.components, from), shares = new Int32Array(assets.length).fill(-1);
  const answer = model.solve(hours, Uint8Array.from(assets, (a) => (situation.up(a) ? 1 : 0)), Int32Array.from(assets, (a) => situation.offered(a)), shares);
  return {
    shares: new Map(answer.unsolved === undefined ? assets.map((a, i) => [a, shares[i]!]) : []),
    trips: new Map((answer.trips ?? []).map((trip) => [from(trip.asset), trip.afterHours])),
    closes: (answer.closes ?? []).map(from), again: answer.againInHours, unsolved: answer.unsolved,
  };
}

/** Outcomes of the model's own at a horizon; empty if it has none. */
export function outcomesOf(model: SectorModel, hours: number): number[] {
  const values = new Float64Array(model.outcomes?.length ?? 0).fill(NaN);
  model.readOutcomes?.(hours, values);
  return [...values];
}
