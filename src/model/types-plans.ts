/** Plans of a scenario, after reading. Fields that are optional here are left out where the file leaves them out, so that hashes stay. */
import type { DamageState, Numeric, Selector } from './types-base.js';

/** What happens at an instant; inside `all` and `any` it counts from then on. */
export type EventCondition =
  | { on: 'time'; atHours: number }
  | { on: 'hazard' | 'hazard-ends' | 'detected'; hazard: string }
  | { on: 'damage'; select: Selector; state: DamageState }
  | { on: 'fall'; select: Selector };

/** What holds for a while. */
export type StateCondition =
  | { on: 'level'; asset: string; below: number; forHours: number }
  | { on: 'working'; select: Selector; below: number; forHours: number }
  | { on: 'people'; service: string; above: number; forHours: number }
  | { on: 'buffer'; need: string; belowHours: number };

export type Condition = EventCondition | StateCondition | { on: 'all' | 'any'; of: Condition[] };

export type Measure =
  | { do: 'trip'; select: Selector }
  | { do: 'release'; select: Selector }
  | { do: 'derate'; select: Selector; to: number }
  | { do: 'refill'; needs: string[] }
  | { do: 'repair-first'; select: Selector }
  | { do: 'crews'; pool: string; count: number }
  | { do: 'cover'; select: Selector; service: string; share: number; /** Only needs that are short then. */ short: boolean; /** Resource of which each asset takes one. */ unit?: string; /** Asset on whose level it hangs. */ with?: string }
  | { do: 'evacuate'; select: Selector; share: number; overHours: number; travelHours: number; /** Asset; undefined: out of the region. */ to?: string }
  | { do: 'warn'; select: Selector; compliance: number; leadHours: number; /** Hazards; undefined: all. */ against?: string[] };

export interface Plan {
  id: string;
  key: string;
  when: Condition;
  afterHours: Numeric;
  measures: Measure[];
  precedence: number;
  once: boolean;
  /** Undefined: to the horizon. */
  forHours?: number;
  /** Resources and crew pools, by id. */
  uses?: Record<string, number>;
  probability?: number;
  /** false: the plan is left out. */
  active?: boolean;
}

/** Something that plans use, each unit by one of them at a time. */
export interface Resource { id: string; count: number; /** Asset that it comes from. */ base?: string }
