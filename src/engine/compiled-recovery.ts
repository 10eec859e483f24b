/** Crews and what else work needs, in the engine's terms. Plain data, can be posted. */
import type { Numeric } from '../model/types.js';

export interface CompiledPool {
  id: string;
  /** Skill numbers it has. */
  skills: number[];
  count: number;
  /** Tick at which its crews are there, unless `arrival` says otherwise. */
  fromTick: number;
  /** Asset its crews travel from, or -1: they are there at once. */
  base: number;
  /** Drawn once a replication: whether, and after how many hours, they come. */
  arrival?: { probability: number; hours: Numeric; key0: number; key1: number };
  shift?: CompiledShift;
  /** Need without whose supply no crew leaves; undefined: none. */
  fuel?: number;
}

/** Working times in ticks since the scenario's start, repeated every week: sorted, apart from each other, within [0, weekTicks]. */
export interface CompiledShift {
  starts: Float64Array;
  ends: Float64Array;
  weekTicks: number;
  /** Ticks worked in a week. */
  workTicks: number;
  /** Work pauses at the end of a shift. */
  pause: boolean;
}

export interface CompiledTravel {
  kmPerHour: number;
  detour: number;
  crossings: { inside: Uint8Array; over: Int32Array }[];
}

export interface CompiledStock {
  id: string;
  key0: number; key1: number;
  amount: number;
  reorder?: { at: number; to: number; lag: Numeric };
  deliveries: { tick: number; amount: number }[];
}

/** Units of stocks that a repair takes. */
export interface Recipe { stocks: Int32Array; units: Int32Array }

export interface CompiledTankers {
  id: string;
  base: number;
  count: number;
  loadTicks: number;
  loadingTicks: number;
  unloadingTicks: number;
  needs: Int32Array;
  /** Parts of a buffer's size at or below which it is served. */
  belowParts: number;
  /** Stock of which a load takes a unit, or -1. */
  stock: number;
}

export interface CompiledResources {
  travel?: CompiledTravel;
  stocks: CompiledStock[];
  /** Recipe by asset * 4 + state - 1, 0: nothing; undefined: no repair takes parts. */
  recipeOf?: Int16Array;
  recipes: Recipe[];
  inspections: { skill: number; state: number; hours: Numeric }[];
  /** Inspection by asset, -1: none; undefined: no inspections. */
  inspectionOf?: Int16Array;
  /** By hazard: how long its damage is left untouched; undefined: not. */
  scenes: (Numeric | undefined)[];
  slowdowns: { members: Uint8Array; asset: number; below: number; factor: number }[];
  tankers: CompiledTankers[];
}
