/** A model after reading: kinds, assets and their needs, services, flow models. Durations are hours. */
import type { DamageState, NeedType, Numeric, Place } from './types-base.js';
import type { Fragility, PerilRule, RepairTime, RestorationSteps, WorkLimit } from './types-damage.js';

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
