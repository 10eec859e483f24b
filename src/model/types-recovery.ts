/** Recovery, after reading: crews, the order of their jobs, and what else work needs (docs/recovery.md). */
import type { DamageState, Numeric, Selector } from './types-base.js';

export interface CrewPool {
  id: string;
  skills: string[];
  count: number;
  /** Hours from the start at which these crews are there. */
  fromHours: Numeric;
  /** Asset that they travel from, where travel times are known. */
  base?: string;
  /** Chance that they come at all, drawn once a replication; undefined: they do. */
  probability?: number;
  /** Working hours; undefined: round the clock. */
  shift?: Shift;
  /** Need (`ASSET/SERVICE`) without whose supply, buffer included, no crew leaves: their fuel. */
  fuel?: string;
}

export interface Shift {
  /** Working times in hours of the week, 0 = Monday 00:00 local time: sorted, apart from each other, within [0, 168]. */
  windows: [number, number][];
  /** What becomes of work at the end of a shift: its crew finishes it, or pauses until the next. */
  overtime: 'finish' | 'pause';
}

export const REPAIR_ORDERS = ['first-come', 'people-served', 'critical-first', 'list', 'shortest-job', 'cascade-value'] as const;
export type RepairOrder = (typeof REPAIR_ORDERS)[number];

/** Travel where no layer knows roads: great circle x detour / speed, over crossings that work. */
export interface Travel {
  kmPerHour: number;
  detour: number;
  /** A way between a place inside and one outside leads over one of these assets, which must be working. */
  crossings: { into: Selector; over: string[] }[];
}

/** Spare parts or material, counted in units. */
export interface Stock {
  id: string;
  amount: number;
  /** When what is on hand and on order, less what open jobs want, is `at` or less, the difference to `to` is ordered; it comes after `lag`. */
  reorder?: { at: number; to: number; lagHours: Numeric };
  deliveries: { atHours: number; amount: number }[];
}

/** Units of a stock that a repair takes, by damage state slight..complete. */
export interface PartRule { stock: string; select: Selector; amount: [number, number, number, number] }

/** Jobs that must be looked at by a crew of a skill before their repair; undefined skill: any crew. */
export interface Inspection { select: Selector; skill?: string; state: DamageState; hours: Numeric }

/** Damage by these hazards (or types of hazard) is left untouched for a time: the scene of an attack. */
export interface Scene { hazards: string[]; types: string[]; hours: Numeric }

/** Work on these assets that begins while another asset is below a level takes longer. */
export interface Slowdown { select: Selector; asset: string; below: number; factor: number }

/** Tankers that bring fuel from a depot into the buffers of needs. */
export interface TankerFleet {
  id: string;
  base: string;
  count: number;
  /** Hours of a buffer's full need that a load lasts. */
  loadHours: number;
  loadingHours: number;
  unloadingHours: number;
  /** Needs (`ASSET/SERVICE`) whose buffers they fill, and assets whose buffers of a service they fill. */
  needs: string[];
  of?: { select: Selector; service: string };
  /** They are sent to a buffer that is down to this share. */
  below: number;
  /** Stock of which each load takes a unit. */
  stock?: string;
}

/** What work needs beside crews. */
export interface Resources {
  travel?: Travel;
  stocks: Stock[];
  parts: PartRule[];
  inspections: Inspection[];
  scenes: Scene[];
  slowdowns: Slowdown[];
  tankers: TankerFleet[];
}
