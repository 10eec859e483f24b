/**
 * What a flow model of a sector is to the engine: how it is made from its entry in the model file, what it is told and asked, what it answers
 * (docs/adding-a-sector.md). Parts are those of units.ts.
 */
import type { CompiledNetwork } from '../network/compiled-network.js';

/** Answer of a sector's flow model. */
export interface SectorAnswer {
  /** Hours until it wants to be asked again though nothing changed; undefined: never. */
  againInHours?: number;
  /** Components (network indices) that trip now, or after a delay (hours) unless a new answer comes before: it replaces trips still to come. */
  trips?: { asset: number; afterHours: number }[];
  /** Components (network indices) that the model tripped and now closes again; trips of hazards and plans stand. Their restart follows. */
  closes?: number[];
  /** Why no solution was found: the sector runs on with its last shares (what was written to `shares` is dropped), and the replication is marked. */
  unsolved?: string;
}

/** Travel over a network as it now is, for crews, tankers and staff. */
export interface TravelTimes {
  /**
   * Hours from the place of one asset to that of another (any network indices) as the network was when its model was last asked, after a reset as
   * at the start; 0: one of them has no place on it, or it is the same; Infinity: no way.
   */
  hours(from: number, to: number): number;
  /** Told before `hours` is asked, where given: simulation time, for networks that are quicker at night though nothing is amiss. */
  at?(hours: number): void;
}

/** An outcome of a flow model's own; its name becomes `measure.layer-id`. */
export interface SectorOutcome { measure: string; unit: string; title: string }

/** A flow model of one layer, made once per worker and reset per replication. */
export interface SectorModel {
  /** Network indices of the assets it takes part with (components); shares are in this order. */
  readonly components: Int32Array;
  reset(): void;
  /**
   * @param hours simulation time
   * @param up 1 where the component is up
   * @param offered min(f, capacity) of each component, parts of 3,603,600
   * @param shares to be filled: share of its nominal each component is served, parts
   */
  solve(hours: number, up: Uint8Array, offered: Int32Array, shares: Int32Array): SectorAnswer;
  /**
   * Given where its demand can rise and fall: told before it is asked, whenever they have changed, the factors by which hazards multiply the nominal demand
   * of each component (copied if kept). After a reset all are 1. The share of a component is then of its demand as it is.
   */
  setDemand?(factors: Float64Array): void;
  /** Outcomes of its own, read once at the end of each replication. */
  readonly outcomes?: readonly SectorOutcome[];
  /** @param hours the horizon, up to which integrals are to be booked; @param values to be filled, in the order of `outcomes` */
  readOutcomes?(hours: number, values: Float64Array): void;
  /**
   * It only observes: it is told the levels of the settled state (as `offered`, what other layers take away included) at the end of each instant
   * that has changed one of them, and at hour 0 if one is not whole then. Its shares and trips are not looked at, and it is never asked again for
   * its own sake; its components may belong to other layers too.
   */
  readonly observes?: boolean;
  /** Offered by models of roads; at most one layer that runs. */
  readonly travelTimes?: TravelTimes;
}

/** A network file of a layer, read within the limits of size. */
export interface LayerFile { path: string; text: string }

/** A line of the table asset <-> component of a layer; `share` = part of the component that belongs to the asset (default 1). */
export interface LayerLink { asset: string; component: string; share: number; line: number }

/** What a layer of a model file brings beside its `params`. */
export interface LayerInputs {
  /** Network files by role, as the entry's `files` names them (`network`, `trips`, ...). */
  readonly files: Readonly<Record<string, LayerFile>>;
  /** The table asset <-> component, in the order of its lines; empty if the entry has none. */
  readonly map: readonly LayerLink[];
  readonly mapPath: string;
  /** `surrogate`: the fast stand-in of a model that has one. */
  readonly mode: 'exact' | 'surrogate';
  /** Hour of the week at the scenario's start, 0 = Monday 0:00. */
  readonly startHourOfWeek: number;
  /** Kind of an asset (network index), where the model is made for a study. */
  readonly kindOf?: (asset: number) => string;
}

/** Something wrong, or worth a warning, in a layer's files; `file` as the layer names it, empty: the model's own. */
export interface LayerProblem { code: string; severity: 'error' | 'warning'; file: string; line?: number; message: string }

/** How a sector model is made from its entry in the model file. */
export interface SectorPlugin {
  readonly name: string;
  /** JSON Schema of params. */
  readonly schema: object;
  /** Roles of network files. */
  readonly files?: { required: readonly string[]; optional: readonly string[] };
  /** Every problem of the files and of the table, before a model is made of them. */
  check?(params: Record<string, unknown>, inputs: LayerInputs): LayerProblem[];
  /** @param indexOf asset id -> network index; throws a CascadeError on unknown ids. */
  create(params: Record<string, unknown>, network: CompiledNetwork, indexOf: (asset: string) => number, inputs: LayerInputs): SectorModel | Promise<SectorModel>;
}
