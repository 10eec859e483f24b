/** Repair crews and their orders, after reading. */

export interface CrewPool {
  id: string;
  skills: string[];
  count: number;
  /** Hours from the start at which these crews are there. */
  fromHours: number;
  /** Asset that they travel from, where a layer knows travel times. */
  base?: string;
}

export type RepairOrder = 'first-come' | 'people-served' | 'critical-first' | 'list';
