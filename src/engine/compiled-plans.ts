/** Plans, resources and effects on people in the engine's terms: indices instead of ids, ticks, parts. Plain data, can be posted. */
import type { Numeric } from '../model/types.js';

export type CompiledEventCondition =
  | { on: 'time'; tick: number }
  | { on: 'hazard' | 'hazard-ends' | 'detected'; hazard: number }
  | { on: 'damage'; members: Uint8Array; state: number }
  | { on: 'fall'; assets: Int32Array };

export type CompiledStateCondition =
  | { on: 'level'; asset: number; below: number; forTicks: number }
  /** Fewer than `below` of the assets have a level above 0. */
  | { on: 'working'; assets: Int32Array; below: number; forTicks: number }
  /** More than `above` people x parts lack the service, at nominal numbers. */
  | { on: 'people'; service: number; above: number; forTicks: number }
  | { on: 'buffer'; need: number; belowLevel: number };

export type CompiledLeaf = CompiledEventCondition | CompiledStateCondition;
export type CompiledCondition = CompiledLeaf | { on: 'all' | 'any'; of: CompiledCondition[] };

export interface CompiledPlan {
  id: string;
  key0: number; key1: number;
  when: CompiledCondition;
  afterTicks: number;
  /** Drawn each time instead of `afterTicks`, hours. */
  afterHours?: Numeric;
  /** Infinity: to the horizon. */
  forTicks: number;
  probability: number;
  uses: { resource: number; pool: number; count: number }[];
  measures: CompiledMeasure[];
  once: boolean;
}

export interface CompiledCover {
  do: 'cover';
  /** Needs in order of the people served by their assets, most first, then key; `assets` likewise, one a need. */
  needs: Int32Array;
  assets: Int32Array;
  parts: number;
  short: boolean;
  /** Resource of which each asset takes one; -1: none. */
  unit: number;
  /** Asset on whose level it hangs; -1: none. */
  by: number;
}

export interface CompiledEvacuation { do: 'evacuate'; assets: Int32Array; /** -1: out of the region. */ to: number; share: number; overTicks: number; travelTicks: number }
export interface CompiledWarning { do: 'warn'; members: Uint8Array; compliance: number; leadTicks: number; /** By hazard; undefined: against all. */ against?: Uint8Array }

export type CompiledMeasure =
  | { do: 'trip' | 'release' | 'repair-first'; assets: Int32Array }
  | { do: 'derate'; assets: Int32Array; to: number }
  | { do: 'refill'; needs: Int32Array }
  | { do: 'hazard'; hazard: number }
  | { do: 'crews'; pool: number; count: number }
  | CompiledCover | CompiledEvacuation | CompiledWarning;

export interface CompiledResource { id: string; count: number; /** Asset it comes from, or -1. */ base: number }

/** Which effects on people the scenario has: the outcomes it then has too. */
export interface CompiledCrowd { casualties: boolean; exposure: boolean; evacuation: boolean }

export interface CompiledPeopleEffect {
  effect: 'casualties' | 'exposure';
  /** Positions in the hazard's `assets`, or undefined for all of them. */
  positions?: Int32Array;
  /** Share of the people there, at once. */
  share: Numeric;
  byIntensity?: { intensity: Float64Array; share: Float64Array };
  /** Rate of exposure, 1/h: -ln(1 - share in an hour). */
  perHour: number;
  /** Service whose level at the asset the rate is multiplied by, or -1. */
  service: number;
  /** Logarithm of the intensity at an asset from which it acts there; undefined: wherever the hazard is. */
  lnAbove?: number;
}
