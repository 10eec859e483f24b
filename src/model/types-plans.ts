/** Plans of a scenario, after reading. */
import type { DamageState, Selector } from './types.js';

export type Condition =
  | { on: 'time'; atHours: number }
  | { on: 'hazard'; hazard: string }
  | { on: 'damage'; select: Selector; state: DamageState }
  | { on: 'level'; asset: string; below: number; forHours: number }
  | { on: 'buffer'; need: string; belowHours: number };

export type Measure =
  | { do: 'trip'; select: Selector }
  | { do: 'release'; select: Selector }
  | { do: 'derate'; select: Selector; to: number }
  | { do: 'refill'; needs: string[] }
  | { do: 'repair-first'; select: Selector }
  | { do: 'crews'; pool: string; count: number };

export interface Plan { id: string; key: string; when: Condition; afterHours: number; measures: Measure[]; precedence: number; once: boolean }
