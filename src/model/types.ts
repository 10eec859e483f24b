/**
 * What a model and a scenario say, after reading: every default applied, every duration in hours, every id resolved.
 * The shape of the files themselves is in schema.ts and docs/formats.md; what it means is in docs/semantics.md.
 */
import type { Fragility, PerilRule, RepairTime, RestorationSteps, WorkLimit } from './types-damage.js';
import type { Hazard, Trigger } from './types-hazards.js';
import type { Correlation, Link } from './types-interactions.js';
import type { Plan, Resource } from './types-plans.js';
import type { CrewPool, RepairOrder, Resources } from './types-recovery.js';
import type { Variant } from './types-variants.js';

export type * from './types-catalogue.js';
export type * from './types-damage.js';
export type * from './types-fields.js';
export type * from './types-hazards.js';
export type * from './types-people.js';
export type * from './types-interactions.js';
export type * from './types-plans.js';
export type * from './types-recovery.js';
export type * from './types-variants.js';

/** A distribution of a duration, size or intensity. Durations are hours; medians, means and bounds have the unit of the value. */
export type Distribution =
  | { dist: 'lognormal'; median: number; sigma: number }
  | { dist: 'triangular'; min: number; mode: number; max: number }
  | { dist: 'pert'; min: number; mode: number; max: number }
  | { dist: 'uniform'; min: number; max: number }
  | { dist: 'normal'; mean: number; sd: number; min: number; max: number }
  | { dist: 'exponential'; mean: number }
  | { dist: 'weibull'; scale: number; shape: number }
  | { dist: 'empirical'; values: number[]; weights?: number[] };

/** A number, or a distribution; `shared` = one draw for all assets of a replication instead of one each. */
export type Numeric = number | (Distribution & { shared?: boolean });

/** Worst to bear last; `none` is undamaged. The index is the state's number in the engine. */
export const DAMAGE_STATES = ['none', 'slight', 'moderate', 'extensive', 'complete'] as const;
export type DamageState = (typeof DAMAGE_STATES)[number];

/** Rinaldi, Peerenboom, Kelly (2001): the four types of dependency. */
export const NEED_TYPES = ['physical', 'cyber', 'geographic', 'logical'] as const;
export type NeedType = (typeof NEED_TYPES)[number];

/** WGS 84, decimal degrees. */
export interface Place { lon: number; lat: number }

/** What an asset needs no file to say twice: fragility, capacity left, repair, restart, cut-off, buffers, each with its source. */
export interface Kind {
  id: string;
  title: string;
  sector: string;
  /** Services an asset of this kind offers; empty for pure consumers. */
  services: string[];
  /** True for kinds that hold residents or businesses: impacts on people are read off these. */
  serviceArea: boolean;
  /** Below this level of function (share 0..1) the asset trips. 0: only at no function at all. */
  cutOff: number;
  /** From "could work again" to up, hours. */
  restart: Numeric;
  fragility: Fragility[];
  /** Absent: `worst`. */
  perils?: PerilRule;
  /** The asset's own part of strength lasts over the occurrences of a replication. */
  persistent?: boolean;
  /** Share of nominal capacity left in each damage state none..complete (5 values, the first is 1). */
  capacityLeft: number[];
  /** Work of a crew by damage state slight..complete (4 values), hours. */
  repair: Numeric[];
  /** What the hours of `repair` are; absent: `work`. */
  repairTime?: RepairTime;
  /** By damage state slight..complete (4 entries); undefined: capacity stays until the end of the job. */
  restoration?: (RestorationSteps | undefined)[];
  workLimit?: WorkLimit[];
  /** Share of the staff that may be absent without loss, and share present below which nothing runs; absent: capacity in proportion. */
  staffing?: { spare: number; needed: number };
  /** Skill a crew must have; undefined: any crew. */
  skill?: string;
  /** Own failures while up, per year of work; 0: none. They put the asset in `ownFailureState`. */
  failuresPerYear: number;
  ownFailureState: DamageState;
  /** Replacement cost in euro (for damage cost), 0 if not given, and share of it lost by damage state slight..complete. */
  replacementCost: number;
  lossRatio: number[];
  /** Default buffer of a need of this service (key: service). */
  buffers: Record<string, Buffer>;
  /** Where each value comes from: field name -> citation, or 'assumption'. */
  sources: Record<string, string>;
}

/** A reserve that carries a need for a while. */
export interface Buffer {
  /** Hours of the full need when full. At most 4,700. */
  hours: Numeric;
  /** From empty to full, hours, when the supply is whole (0: at once). */
  refillHours: number;
  /** Share of the need the reserve can carry (0..1]. */
  cover: number;
  /** Share of `hours` at the start. */
  initial: number;
  drain: 'always' | 'working';
  /** Who refills it (a tanker, a fuel depot, a road); inflow is then this group's supply x hours / refillHours. */
  refill?: { suppliers: Supplier[]; required: number; combine: 'sum' | 'best' };
}

export interface Supplier { asset: string; /** Decimal of at most six places, > 0. */ weight: number }

/** One dependency group of a consumer. */
export interface Need {
  /** Unique; `ASSET/SERVICE`, with `#2`, `#3` for further needs of the same service. */
  id: string;
  asset: string;
  service: string;
  type: NeedType;
  suppliers: Supplier[];
  /** How much of the weighted supply is required (> 0; for `best` a whole number: the required-th best level counts). */
  required: number;
  combine: 'sum' | 'best';
  /** Share of the consumer's function it carries (may exceed 1). */
  impact: number;
  delayHours: number;
  buffer?: Buffer;
  /** `repair`: the need does not carry function; a repair job of the asset opens only while it is fully met. */
  role: 'function' | 'repair';
  /** Nominal rate in the unit of the service (MW, m3/h, kEUR/h), for unserved quantities. 0: not counted. */
  demand: number;
  /** Name of an hour-of-week profile of the demand. */
  demandProfile?: string;
}

export interface Asset {
  id: string;
  /** Identity for draws, ties and sums: the id unless given. */
  key: string;
  name: string;
  /** Kind with the asset's own overrides applied; `kind.id` stays the library's id. */
  kind: Kind;
  sector: string;
  place?: Place;
  /** Residents (service areas), staff or visitors on the spot; whole number. */
  people: number;
  /** Name of an hour-of-week profile of `people`. */
  peopleProfile?: string;
  /** Rank for the repair order `critical-first`: 1 first; undefined: last. */
  critical?: number;
  /** Free attributes for selectors (vendor, floor, zone ...). */
  attributes: Record<string, string | number | boolean>;
  needs: Need[];
  /** State at the start, if not whole. */
  initialDamage: DamageState;
}

export interface Service { id: string; title: string; /** Unit of demand, e.g. MW. */ unit: string; /** Unit of the time integral, e.g. MWh. */ quantity: string }

/** A network file of a layer: its path inside the folder of the model, and its text. */
export interface NetworkFile { path: string; text: string }

/** A line of the table asset <-> component; `share` = part of the component that belongs to the asset, 0 < share <= 1. */
export interface MapLine { asset: string; component: string; share: number; line: number }

/** A layer: a flow model of a sector. `params` belong to the plug-in named by `model`. */
export interface Physics {
  id: string;
  sector: string;
  model: string;
  /** `on-request`: runs only where a scenario asks for it. */
  use: 'always' | 'on-request';
  /** Services that it delivers between its components. */
  carries: string[];
  /** By role. */
  files: Record<string, NetworkFile>;
  /** In the order of its lines. */
  map?: { path: string; lines: MapLine[] };
  params: Record<string, unknown>;
}

/** How a layer runs: not at all, by its fast stand-in where it has one, or by its solver. */
export const PHYSICS_MODES = ['off', 'surrogate', 'exact'] as const;
export type PhysicsMode = (typeof PHYSICS_MODES)[number];

export interface Model {
  format: 'hazcade-model/1';
  id: string;
  title: string;
  description: string;
  /** Sectors in order of presentation. */
  sectors: { id: string; title: string }[];
  services: Service[];
  /** Kinds known to the model (library and own), by id, without overrides: what an added asset may be. */
  kinds: Kind[];
  /** In asset order (keys by code unit). */
  assets: Asset[];
  /** Hour-of-week factors, 168 numbers from Monday 00:00 local time. */
  profiles: Record<string, number[]>;
  physics: Physics[];
  /** IANA time zone of the region, for profiles and clocks. */
  timeZone: string;
  /** SHA-256 of the canonical normalised content but its layers, which a study adds as they run. */
  hash: string;
}

/** Which assets. Fields of one selector are joined by AND; lists inside a field by OR. */
export interface Selector {
  all?: true;
  id?: string[];
  kind?: string[];
  sector?: string[];
  /** attribute -> wanted value(s), or a numeric range. */
  attribute?: Record<string, (string | number | boolean)[] | { min?: number; max?: number }>;
  within?: { of: Place | { asset: string }; km: number };
  area?: { polygon: [number, number][] };
  not?: Selector;
  any?: Selector[];
}

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
