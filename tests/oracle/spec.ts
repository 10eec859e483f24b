/**
 * Small models and scenarios in whole numbers: what the oracle computes on, and what build.ts turns into the engine's input.
 * Shares are per cents, weights and impacts millionths, durations whole hours; assets are positions in the list.
 */
export interface SpecSupplier { from: number; weight: number }

export interface SpecGroup { from: SpecSupplier[]; /** Millionths; for `best` a count. */ required: number; best: boolean }

export interface SpecBuffer { hours: number; refillHours: number; cover: number; initial: number; working: boolean; refill?: SpecGroup }

export interface SpecNeed extends SpecGroup { service: number; impact: number; delay: number; demand: number; repair: boolean; buffer?: SpecBuffer }

export interface SpecAsset {
  cutOff: number;
  restart: number;
  /** Capacity left, and hours of work, in states slight..complete. */
  capacity: [number, number, number, number];
  repair: [number, number, number, number];
  /** 0: any crew. */
  skill: number;
  /** Repair hours are elapsed time: no crew, no queue. */
  elapsed: boolean;
  /** Per cent of capacity back after so many hours of the job, in every state; the job lasts as long as it does. */
  steps: { after: number; capacity: number }[];
  /** No work begins while a hazard holds it. */
  limited: boolean;
  sector: number;
  area: boolean;
  people: number;
  critical: number;
  initialDamage: number;
  needs: SpecNeed[];
}

/** Demand: `by` is the factor of what the assets' needs of a service require. */
export interface SpecEffect { effect: 'damage' | 'derate' | 'trip' | 'demand'; assets: number[]; state: number; to: number; service?: number; by?: number }

/** Without an onset it comes by triggers alone. */
export interface SpecHazard { onset?: number; duration: number; effects: SpecEffect[] }

/** What makes a hazard (of that place in the list) follow, surely or never. */
export interface SpecTrigger { cause: { on: 'hazard'; hazard: number } | { on: 'damage'; assets: number[]; state: number } | { on: 'outage'; assets: number[]; after: number }; hazard: number; lag: number; sure: boolean; repeat: boolean }

export interface SpecPool { skills: number[]; count: number; from: number }

/** A plan that meets a part (per cent) of an asset's needs of a service for some hours. */
export interface SpecCover { asset: number; service: number; part: number; from: number; hours: number }

export type SpecOrder = 'first-come' | 'people-served' | 'critical-first' | 'list' | 'shortest-job';

export interface Spec { assets: SpecAsset[]; hazards: SpecHazard[]; pools: SpecPool[]; order: SpecOrder; horizon: number; covers?: SpecCover[]; triggers?: SpecTrigger[] }

export const SERVICES = 3, SECTORS = 3;
