/**
 * What a model and a scenario say, after reading: every default applied, every duration in hours, every id resolved.
 * The shape of the files themselves is in schema.ts and docs/formats.md; what it means is in docs/semantics.md.
 */
import type { Hazard, Trigger } from './types-hazards.js';
import type { Correlation, Link } from './types-interactions.js';
import type { Plan, Resource } from './types-plans.js';
import type { CrewPool, RepairOrder, Resources } from './types-recovery.js';
import type { Variant } from './types-variants.js';
import type { PhysicsMode } from './types-model.js';

export * from './types-base.js';
export * from './types-model.js';
export type * from './types-catalogue.js';
export type * from './types-damage.js';
export type * from './types-fields.js';
export type * from './types-hazards.js';
export type * from './types-people.js';
export type * from './types-interactions.js';
export type * from './types-plans.js';
export type * from './types-recovery.js';
export type * from './types-variants.js';

export interface Precision { outcome: string; /** Half-width of the 95 % interval over the mean. */ relative: number; maxReplications: number }

export interface Scenario {
  format: 'hazcade-scenario/1';
  id: string;
  title: string;
  story: string;
  sources: string[];
  limits: string[];
  /** What to ask of it, at a planning table or in an exercise. */
  questions?: string[];
  /** Path of the model folder or file, absolute. */
  modelPath: string;
  /** Instant of the start, ISO 8601 with offset. */
  start: string;
  horizonHours: number;
  ticksPerHour: number;
  seed: string;
  replications: number;
  precision?: Precision;
  hazards: Hazard[];
  triggers: Trigger[];
  /** Undefined: none, as of correlations. */
  links?: Link[];
  correlations?: Correlation[];
  /** Empty: crews are not limited, every job starts at once. */
  crews: CrewPool[];
  repairOrder: RepairOrder;
  repairList: string[];
  /** What work needs beside crews; undefined: nothing. */
  resources?: Resources;
  plans: Plan[];
  /** What plans use (`resources` in the file); undefined: nothing. */
  planResources?: Resource[];
  variants: Variant[];
  /** Affected: people of areas that see less than this share of a service. */
  affectedThreshold: number;
  /** How layers run: by id, else `all`, else as their `use` says, exact. */
  physics?: { all?: PhysicsMode; layers: Record<string, PhysicsMode> };
  /** SHA-256 of the canonical normalised content but `modelPath`, `physics` and `questions`. */
  hash: string;
}
